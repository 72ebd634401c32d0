//! The command `leadform`. Each subcommand is one file of the same shape in `command/`: its `Args`, whose
//! comments are the help that people read, and a `run` that ends in an `Ending` or a `Failure`.
//!
//! `leadform serve` is the gateway: `config` reads its file, `serve` is its HTTP, `accept` turns a request into a lead
//! that is proved to be right, `store` puts it on disk, and `deliver` brings it to the API.

mod accept;
mod clock;
mod command;
mod config;
mod deliver;
mod failure;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzz;
mod input;
mod json;
mod log;
mod metrics;
mod output;
mod page;
mod sandbox;
mod serve;
mod store;
mod tls;
mod wire;

use std::process::ExitCode;

use clap::Parser as _;

pub(crate) use failure::{Ending, Failure};

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    tls::install();
    match command::Cli::parse().run() {
        Ok(ending) => ending.into(),
        Err(failure) => {
            output::complain(&format!("leadform: {failure}"));
            failure.into()
        }
    }
}
