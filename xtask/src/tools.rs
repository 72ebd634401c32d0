//! The programs that the commands need and a fresh machine lacks, in the right versions only.
//!
//! A tool that is there in the right version is used as it is. One of another version stays where it is, for it may be
//! somebody's: the right one goes beside it, into `~/.cache/leadform-tools/`. Nothing is installed twice.

mod search;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{command, repository};
use search::{Found, Search};

/// A crate with a program in it.
pub(crate) struct Tool {
    /// The crate's name on crates.io.
    package: &'static str,
    /// The program's name on the `PATH`.
    program: &'static str,
    version: String,
    /// Whether another version that is there already will do.
    any_version: bool,
    /// What it is for.
    purpose: &'static str,
    /// How long it takes to compile with two cores.
    minutes: u8,
}

/// Builds and serves the site.
pub(crate) fn trunk() -> Tool {
    Tool {
        package: "trunk",
        program: "trunk",
        version: "0.21.14".into(),
        any_version: false,
        purpose: "builds and serves the site",
        minutes: 6,
    }
}

/// Makes JavaScript for the wasm. Its version must be the library's in `Cargo.lock`, to the last digit.
pub(crate) fn wasm_bindgen() -> Result<Tool> {
    Ok(Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: repository::locked_version("wasm-bindgen")?,
        any_version: false,
        purpose: "makes the JavaScript for the wasm; Cargo.lock has this version of its library",
        minutes: 3,
    })
}

/// Drives Firefox.
pub(crate) fn geckodriver() -> Tool {
    Tool {
        package: "geckodriver",
        program: "geckodriver",
        version: "0.37.1".into(),
        any_version: true,
        purpose: "drives Firefox in the browser tests",
        minutes: 2,
    }
}

/// Builds and runs the fuzz targets.
pub(crate) fn cargo_fuzz() -> Tool {
    Tool {
        package: "cargo-fuzz",
        program: "cargo-fuzz",
        version: "0.13.2".into(),
        any_version: true,
        purpose: "builds and runs the fuzz targets",
        minutes: 2,
    }
}

/// Where the tools were found.
#[derive(Default)]
pub(crate) struct Toolbox {
    directories: Vec<PathBuf>,
}

impl Toolbox {
    /// Finds the tools, and installs those that are missing.
    pub(crate) fn with(tools: &[Tool]) -> Result<Self> {
        let search = Search::from_environment();
        let mut toolbox = Self::default();
        for tool in tools {
            let program = match search.find(tool) {
                Some(Found::Right(program)) => program,
                found => {
                    install(tool, &search, found)?;
                    installed(tool, &search)?
                }
            };
            let directory = program.parent().map(Path::to_path_buf).unwrap_or_default();
            if !toolbox.directories.contains(&directory) {
                toolbox.directories.push(directory);
            }
        }
        Ok(toolbox)
    }

    /// A command whose `PATH` begins with these tools, for itself and for what it starts.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.find(program).unwrap_or_else(|| program.into()));
        command.env("PATH", self.path());
        command
    }

    /// Where a program is: among these tools, else on the `PATH`.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        search::executable(program, std::env::split_paths(&self.path()))
    }

    fn path(&self) -> OsString {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let directories = self.directories.iter().cloned().chain(std::env::split_paths(&inherited));
        // A directory whose name has the separator in it cannot be on a PATH; then it was not found there either.
        std::env::join_paths(directories).unwrap_or(inherited)
    }
}

fn install(tool: &Tool, search: &Search, found: Option<Found>) -> Result<()> {
    let Tool { package, version, purpose, minutes, .. } = tool;
    eprintln!("\ninstalling {package} {version}: it {purpose}.");
    let mut root = None;
    if let Some(Found::Other { program, version: other }) = found {
        let private = search.private_root(tool);
        eprintln!(
            "  {} is version {other} and stays; this one goes into {}.",
            program.display(),
            private.display()
        );
        root = Some(private);
    }
    eprintln!("  It is compiled from source, once; with two cores that takes about {minutes} minutes.");

    let cargo_install = |locked: &[&str]| {
        let mut cargo = Command::new("cargo");
        cargo.arg("install").args(locked).args(["--version", version, package]);
        cargo.args(root.iter().flat_map(|root| [OsStr::new("--root"), root.as_os_str()]));
        // They are fast enough without the settings that would take a quarter longer to compile.
        for (setting, value) in [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OPT_LEVEL", "1")] {
            cargo.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
        }
        cargo
    };
    // Its authors tested it with the dependencies that they locked. A registry may have lost one of them, though.
    if command::status(&mut cargo_install(&["--locked"]))?.success() {
        return Ok(());
    }
    eprintln!(
        "\nwith the dependencies that {package} locks it does not install; now with the newest that fit …"
    );
    command::run(&mut cargo_install(&[]))
        .with_context(|| format!("{package} {version} could not be installed"))
}

fn installed(tool: &Tool, search: &Search) -> Result<PathBuf> {
    match search.find(tool) {
        Some(Found::Right(program)) => Ok(program),
        _ => bail!(
            "{} {} was installed, but `{}` of this version is neither on the PATH nor in cargo's bin directory; \
             put the directory that cargo named above on the PATH",
            tool.package,
            tool.version,
            tool.program
        ),
    }
}

/// Makes sure that the compiler can produce wasm.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let libraries = command::output(
        Command::new("rustc")
            .args(["--print", "target-libdir", "--target", TARGET])
            .current_dir(repository::root()),
    )?;
    if Path::new(String::from_utf8_lossy(&libraries).trim()).is_dir() {
        return Ok(());
    }
    eprintln!("\ninstalling the compiler's wasm target: the form runs as wasm. Some seconds, 20 MB.");
    command::run(Command::new("rustup").args(["target", "add", TARGET]).current_dir(repository::root()))
        .with_context(|| {
            format!("add the target {TARGET} to this Rust; with rustup: rustup target add {TARGET}")
        })
}

/// Makes sure that the compiler can compile its standard library anew. (rustup adds what rust-toolchain.toml names only
/// when it installs the whole compiler.)
pub(crate) fn ensure_rust_src() -> Result<()> {
    let root =
        command::output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(repository::root()))?;
    let root = PathBuf::from(String::from_utf8_lossy(&root).trim());
    if root.join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        return Ok(());
    }
    eprintln!(
        "\ninstalling the standard library's source: what visitors download is compiled with it. Some seconds."
    );
    command::run(
        Command::new("rustup").args(["component", "add", "rust-src"]).current_dir(repository::root()),
    )
    .context("add the component rust-src to this Rust; with rustup: rustup component add rust-src")
}
