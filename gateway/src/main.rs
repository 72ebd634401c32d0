//! The command `leadform`. Each subcommand is one file of the same shape in `command/`: its `Args`, whose
//! comments are the help that people read, and a `run` that ends in an [`Ending`] or a [`Failure`].

mod command;
mod failure;
mod input;
mod json;
mod output;
mod sandbox;

use std::process::ExitCode;

use clap::Parser as _;

pub(crate) use failure::{Ending, Failure};

fn main() -> ExitCode {
    match command::Cli::parse().run() {
        Ok(ending) => ending.into(),
        Err(failure) => {
            output::complain(&format!("leadform: {failure}"));
            failure.into()
        }
    }
}
