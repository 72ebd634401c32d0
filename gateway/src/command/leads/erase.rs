//! `leadform leads erase`

use std::fmt::Write as _;

use super::leads;
use crate::clock::Clock;
use crate::command::database::Database;
use crate::store::State;
use crate::store::person::Person;
use crate::{Ending, Failure, output};

/// Erase what a person entered, found by phone number or e-mail address
///
/// The number is understood as the forms understand it (+84, spaces, a missing leading 0). It is looked for in every value
/// of every lead, in whatever state, in the address of the page it came from, and in what APIs said. What was entered, where
/// it came from, what was agreed to and what the API said are overwritten; that there was a lead, its receipt, its
/// form and its times are kept, with the state erased. A lead that was not delivered yet will not be.
///
/// The database is then written anew, so that no byte is left in its files. That takes some seconds for each GB, in
/// which the gateway asks senders to come again. Not erased are backups, and what the API has.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// The person's phone number.
    #[arg(long, value_name = "NUMBER", required_unless_present = "email", conflicts_with = "email")]
    phone: Option<String>,

    /// The person's e-mail address.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    /// Only say what would be erased.
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    database: Database,
}

const AFTER_HELP: &str = "\
Example:
  leadform leads erase --phone '+84 912 345 678' --dry-run

Exit status: 0 erased (or, with --dry-run, there is something to erase), 1 nothing was found,
2 it could not be done, or not to the end; then the same command finishes it.";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let person = self.person()?;
        let mut ledger = self.database.open()?;
        let mut traces = ledger.traces(&person)?;
        if !self.dry_run {
            ledger.erase(&person, &mut traces, Clock::default().now())?;
        }
        let mut text = String::new();
        for found in &traces.leads {
            let _ = writeln!(text, "{}  {}", found.receipt, found.state.word());
        }
        let verb = if self.dry_run { "would be erased" } else { "erased" };
        let _ = writeln!(text, "{} {verb}", leads(traces.leads.len()));
        output::print(&text)?;
        let said = traces.said.len();
        if said > 0 {
            output::complain(&format!("What APIs said {verb} in {said} tries."));
        }
        let there = traces.leads.iter().filter(|found| found.state == State::Delivered || found.may_be_there);
        let there = there.count();
        if there > 0 {
            output::complain(&format!("{} may be in the API too: erase them there as well.", leads(there)));
        }
        if !self.dry_run && !traces.leads.is_empty() {
            output::complain("Backups that were made before still have them.");
        }
        Ok(if traces.leads.is_empty() && said == 0 { Ending::Issues } else { Ending::Clean })
    }

    fn person(&self) -> Result<Person, Failure> {
        if let Some(phone) = &self.phone {
            return Person::phone(phone).ok_or_else(|| {
                Failure::new(
                    "--phone: this is no phone number",
                    "Give it as 0912345678; a foreign one with its country: +14155550100.",
                )
            });
        }
        let email = self.email.as_deref().unwrap_or_default();
        Person::email(email)
            .ok_or_else(|| Failure::new("--email: this is no e-mail address", "Give it as an@example.vn."))
    }
}
