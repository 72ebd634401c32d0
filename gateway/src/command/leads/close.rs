//! `leadform leads close`

use super::leads;
use crate::clock::Clock;
use crate::command::database::Database;
use crate::store::State;
use crate::store::ledger::Entry;
use crate::{Ending, Failure, output};

/// End leads that you have seen to yourself: they count as delivered
///
/// For a held lead that the API turned out to have, a refused one that was entered by hand, or one that is no
/// person's. Nothing is sent, and what was entered is kept as long as that of delivered leads.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Receipts of leads.
    #[arg(value_name = "RECEIPT", required = true)]
    receipts: Vec<String>,

    #[command(flatten)]
    database: Database,
}

const AFTER_HELP: &str = "\
Example:
  leadform leads close 7K3M-9QXD-2V4P

Exit status: 0 they are ended, 1 none was left to end, 2 it could not be done; then nothing was changed.";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let mut ledger = self.database.open()?;
        let entries = super::named(&ledger, &self.receipts)?;
        if let Some(entry) = entries.iter().find(|entry| entry.is_under_way) {
            return Err(Failure::new(
                format!("{} is being delivered just now, or was when the gateway was stopped", entry.receipt),
                "Wait for the end of the try, or start the gateway: it takes the lead up again.",
            ));
        }
        let open =
            |entry: &&Entry| !matches!(entry.state, State::Delivered | State::Superseded | State::Erased);
        let meant: Vec<i64> = entries.iter().filter(open).map(|entry| entry.id).collect();
        let closed = ledger.close(&meant, Clock::default().now())?;
        output::print(&format!("{} ended\n", leads(closed)))?;
        Ok(if closed == 0 { Ending::Issues } else { Ending::Clean })
    }
}
