//! `leadform leads`: what an operator sees of the leads, and may decide about them.

mod cell;
mod close;
mod erase;
mod export;
mod list;
mod moment;
mod retry;
mod show;
#[cfg(test)]
mod tests;
mod text;

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::store::State;
use crate::store::ledger::{Entry, Ledger};
use crate::{Ending, Failure};

/// Look at the gateway's leads, try them again, export and erase them
///
/// Works on the gateway's database, while the gateway runs or while it does not. A lead is named by its receipt.
/// States: pending (to be delivered, now or later), delivered, refused (the API will not have it), held (waits for you),
/// dead (tried for fourteen days), superseded (the visitor sent a later version), erased.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

const AFTER_HELP: &str = "\
Example:
  leadform leads list --state held
  leadform leads show 7K3M-9QXD-2V4P
  leadform leads retry 7K3M-9QXD-2V4P

Exit status: 0 done, 1 there was nothing to do it to, 2 it could not be done (standard error says why,
and the remedy).";

#[derive(Subcommand)]
enum Action {
    List(list::Args),
    Show(show::Args),
    Retry(retry::Args),
    Close(close::Args),
    Export(export::Args),
    Erase(erase::Args),
}

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        match self.action {
            Action::List(args) => args.run(),
            Action::Show(args) => args.run(),
            Action::Retry(args) => args.run(),
            Action::Close(args) => args.run(),
            Action::Export(args) => args.run(),
            Action::Erase(args) => args.run(),
        }
    }
}

/// Reads a state.
fn state() -> impl TypedValueParser<Value = State> {
    let words = State::ALL.iter().map(|state| state.word());
    PossibleValuesParser::new(words).try_map(|word| State::from_word(&word).ok_or("no such state"))
}

/// The leads with these receipts, each once.
fn named(ledger: &Ledger, receipts: &[String]) -> Result<Vec<Entry>, Failure> {
    let mut entries: Vec<Entry> = Vec::new();
    for receipt in receipts {
        let entry = ledger.find(receipt)?;
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// `1 lead`, `2 leads`
fn leads(count: usize) -> String {
    if count == 1 { "1 lead".to_owned() } else { format!("{count} leads") }
}
