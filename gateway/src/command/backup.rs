//! `leadform backup`

use std::path::PathBuf;

use super::database::Database;
use crate::{Ending, Failure, output};

/// Copy the gateway's database to a file, while the gateway runs
///
/// The copy is one moment of the database, checked for damage, and on disk (fsynced) when the command ends. Only its
/// owner can read it: it holds what people entered, and the key of the fingerprints. Nothing is overwritten. To go back to
/// it, stop the gateway, put the copy in the database's place, delete the -wal and -shm files beside it, and start again.
/// What was delivered after the copy was made is pending in it, and will be delivered a second time: `leadform leads
/// close` ends such leads beforehand. Whom you erased meanwhile is in it too.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// The file to write; there must be none of that name.
    to: PathBuf,

    #[command(flatten)]
    database: Database,
}

const AFTER_HELP: &str = "\
Example:
  leadform backup --config /etc/leadform.toml /backup/leadform-$(date +%F).db

Exit status: 0 the copy is there and whole, 2 it is not (standard error says why, and the remedy).";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        self.database.open()?.back_up(&self.to)?;
        output::print(&format!("{}: written and checked\n", self.to.display()))?;
        Ok(Ending::Clean)
    }
}
