//! `leadform serve`

use std::path::PathBuf;

use crate::{Ending, Failure, config, output, serve};

/// Run the gateway: take leads, keep them, deliver them
///
/// A lead that was answered with success is on disk, and will reach the API or an operator's eyes. Keys stay here: no
/// browser ever sees one.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// The configuration. Paths in it are relative to it.
    #[arg(long, value_name = "FILE", default_value = "leadform.toml")]
    config: PathBuf,

    /// Say what is wrong with the configuration, all of it, and do not start.
    #[arg(long, conflicts_with = "print_default")]
    check: bool,

    /// Print the commented default configuration, and do not start.
    #[arg(long)]
    print_default: bool,
}

const AFTER_HELP: &str = "\
Example:
  $ leadform serve --print-default > leadform.toml
  $ leadform serve --check
  leadform.toml: no mistakes

Exit status of --check: 0 no mistakes, 1 mistakes, 2 the configuration could not be read.";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        if self.print_default {
            output::print(config::DEFAULT)?;
            return Ok(Ending::Clean);
        }
        serve::serve(serve::Options { config: self.config, check: self.check })
    }
}
