//! The program; all of it is in the library, so that the fuzz targets can reach it too.

fn main() -> std::process::ExitCode {
    leadform_gateway::run()
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
