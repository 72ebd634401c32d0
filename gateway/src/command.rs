//! The command line. One subcommand is one file of the same shape; this one only lists them.

mod backup;
mod body;
mod check;
mod database;
mod embed;
mod encode;
mod leads;
mod lint;
mod sandbox;
mod schema;
mod serve;
mod target;

use clap::{Parser, Subcommand};

use crate::{Ending, Failure};

/// Lead forms for five APIs: check what would be sent, see it as it would be sent, and try it out.
///
/// The same tables and the same code check a value in the browser, in the gateway and here, so what this
/// command refuses is refused everywhere, for the same reason and with the same code.
#[derive(Parser)]
#[command(name = "leadform", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
A first look:
  echo '{\"phone\": \"0912345678\"}' | leadform check ladiflow-customer
  leadform sandbox

Exit status: 0 if nothing is wrong, 1 if there are issues or mistakes, 2 if the command could not
do its work (standard error says why, and the remedy).";

#[derive(Subcommand)]
enum Command {
    Schema(schema::Args),
    Check(check::Args),
    Encode(encode::Args),
    Lint(lint::Args),
    Embed(embed::Args),
    Sandbox(sandbox::Args),
    Serve(serve::Args),
    Leads(leads::Args),
    Backup(backup::Args),
}

impl Cli {
    pub(crate) fn run(self) -> Result<Ending, Failure> {
        match self.command {
            Command::Schema(args) => args.run(),
            Command::Check(args) => args.run(),
            Command::Encode(args) => args.run(),
            Command::Lint(args) => args.run(),
            Command::Embed(args) => args.run(),
            Command::Sandbox(args) => args.run(),
            Command::Serve(args) => args.run(),
            Command::Leads(args) => args.run(),
            Command::Backup(args) => args.run(),
        }
    }
}
