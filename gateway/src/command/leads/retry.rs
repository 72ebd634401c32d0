//! `leadform leads retry`

use super::leads;
use crate::clock::Clock;
use crate::command::database::Database;
use crate::store::State;
use crate::store::ledger::{Entry, Filter, Ledger};
use crate::{Ending, Failure, output};

/// Deliver leads now, whatever became of them before
///
/// The gateway tries them at once, or when it is started next. A lead that is held, refused or dead becomes pending again.
/// Where an earlier try had no clear end, the API may have the lead, and may then get it twice: `show` tells, and
/// so does this command.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Receipts of leads.
    #[arg(value_name = "RECEIPT", required_unless_present = "state", conflicts_with = "state")]
    receipts: Vec<String>,

    /// All leads in this state: pending, held, refused or dead.
    #[arg(long, value_parser = super::state())]
    state: Option<State>,

    /// Of these, only those for this upstream.
    #[arg(long, value_name = "NAME", requires = "state")]
    upstream: Option<String>,

    /// Deliver even what was delivered or superseded: the API will get it a second time.
    #[arg(long, conflicts_with = "state")]
    again: bool,

    #[command(flatten)]
    database: Database,
}

const AFTER_HELP: &str = "\
Example:
  leadform leads retry --state refused --upstream erp

Exit status: 0 they will be tried, 1 there are none, 2 it could not be done; then nothing was changed.";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let mut ledger = self.database.open()?;
        let entries = match self.state {
            Some(state) => in_state(&ledger, state, self.upstream)?,
            None => super::named(&ledger, &self.receipts)?,
        };
        for entry in &entries {
            refuse(entry, self.again)?;
        }
        let leads_meant: Vec<i64> = entries.iter().map(|entry| entry.id).collect();
        let changed = ledger.retry(&leads_meant, Clock::default().now())?;
        output::print(&format!("{} will be delivered now\n", leads(changed)))?;
        let ambiguous = entries.iter().filter(|entry| entry.is_ambiguous).count();
        if ambiguous > 0 {
            output::complain(&format!(
                "{} may have reached the API before: look there for duplicates.",
                leads(ambiguous)
            ));
        }
        if changed < entries.len() {
            output::complain(&format!(
                "{} changed meanwhile and left alone.",
                leads(entries.len() - changed)
            ));
        }
        Ok(if changed == 0 { Ending::Issues } else { Ending::Clean })
    }
}

/// Those in a state; what is under way is being delivered anyhow.
fn in_state(ledger: &Ledger, state: State, upstream: Option<String>) -> Result<Vec<Entry>, Failure> {
    if matches!(state, State::Delivered | State::Superseded | State::Erased) {
        return Err(Failure::new(
            format!("--state {}: not all of these at once", state.word()),
            "Give pending, held, refused or dead. A delivered lead is delivered again by its receipt and --again.",
        ));
    }
    let mut entries = Vec::new();
    let filter = Filter { state: Some(state), upstream, ..Filter::default() };
    ledger.each_entry(&filter, |entry| {
        if !entry.is_under_way {
            entries.push(entry);
        }
        Ok(())
    })?;
    Ok(entries)
}

fn refuse(entry: &Entry, again: bool) -> Result<(), Failure> {
    let receipt = &entry.receipt;
    match entry.state {
        State::Erased => {
            Err(Failure::new(format!("{receipt} was erased: there is nothing to deliver"), "Leave it out."))
        }
        State::Delivered if !again => Err(Failure::new(
            format!("{receipt} was delivered"),
            "Leave it out, or give --again if the API lost it: it would get it a second time.",
        )),
        State::Superseded if !again => Err(Failure::new(
            format!("{receipt} was superseded: the visitor sent a later version"),
            "Leave it out, or give --again if the API is to have both.",
        )),
        _ if entry.is_under_way => Err(Failure::new(
            format!("{receipt} is being delivered just now, or was when the gateway was stopped"),
            "Wait for the end of the try, or start the gateway: it takes the lead up again.",
        )),
        _ => Ok(()),
    }
}
