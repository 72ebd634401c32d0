//! The project's own commands. `cargo xtask --help` lists them.

mod artifacts;
mod bench;
mod build;
mod command;
mod embed;
mod finish;
mod fuzz;
mod npm;
mod pictures;
mod reliability;
mod repository;
mod rules;
mod serve;
mod sizes;
mod test;
mod tools;

use clap::{Parser, Subcommand};

/// Everything that a contributor runs: one command per job, each with --help.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Args),
    Test(test::Args),
    Browsers(test::BrowsersArgs),
    Build(build::Args),
    Bench(bench::Args),
    Sizes(sizes::Args),
    Pictures(pictures::Args),
    Reliability(reliability::Args),
    Rules(rules::Args),
    EmbedCheck(embed::Args),
    Fuzz(fuzz::Args),
    Finish(finish::Args),
}

fn main() -> std::process::ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(args) => serve::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Browsers(args) => test::browsers(&args),
        Command::Build(args) => build::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Sizes(args) => sizes::run(&args),
        Command::Pictures(args) => pictures::run(&args),
        Command::Reliability(args) => reliability::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::EmbedCheck(args) => embed::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Finish(args) => finish::run(&args),
    };
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
