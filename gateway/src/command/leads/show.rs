//! `leadform leads show`

use std::fmt::Write as _;

use leadform_spec::apis;
use serde_json::Value;

use super::moment::utc;
use super::text::harmless;
use crate::command::database::Database;
use crate::store::{Class, Reason};
use crate::{Ending, Failure, output, wire};

/// Show all there is about a lead: what was entered, what was agreed to, each try and what the API said
///
/// This shows personal data. What is for staff only (a person has a booking already, a number is known) is here too.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// The lead's receipt, such as 7K3M-9QXD-2V4P.
    receipt: String,

    #[command(flatten)]
    database: Database,
}

const AFTER_HELP: &str = "\
Example:
  leadform leads show 7K3M-9QXD-2V4P

Exit status: 0 shown, 2 there is no such lead, or the database could not be read.";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let ledger = self.database.open()?;
        let entry = ledger.find(&self.receipt)?;
        let mut text = String::new();
        let mut say = |name: &str, value: &str| {
            let _ = writeln!(text, "{name:<10}{value}");
        };
        say("receipt", &entry.receipt);
        say("form", &entry.form);
        say("upstream", &format!("{} ({})", entry.upstream, entry.target));
        let reason = entry.reason.map(|reason| format!(": {}", meaning(reason))).unwrap_or_default();
        say("state", &format!("{}{reason}", entry.state.word()));
        if !entry.doubts.is_empty() {
            say("doubts", &entry.doubts);
        }
        say("accepted", &utc(entry.accepted));
        match entry.due {
            _ if entry.is_under_way => say("next try", "under way"),
            Some(due) => say("next try", &utc(due)),
            None => {}
        }
        if let Some(done) = entry.done {
            say("ended", &utc(done));
        }
        for one in ledger.tries(entry.id)? {
            let class = one.class.map_or("under way", Class::word);
            let status = one.status.map(|status| format!(", status {status}")).unwrap_or_default();
            let took = one.ended.map(|ended| format!(" ({} ms)", ended - one.started)).unwrap_or_default();
            say(&format!("try {}", one.number), &format!("{}{took}: {class}{status}", utc(one.started)));
            for line in one.said.iter().flat_map(|said| said.lines()) {
                say("", &format!("  {}", harmless(line, false)));
            }
        }
        if let Some(content) = ledger.content(entry.id)? {
            let context = serde_json::from_str(&content.context).unwrap_or_default();
            for (name, value) in [("body", readable(&entry.target, &content.body)), ("context", context)] {
                let _ = writeln!(text, "{name}\n{}", harmless(&format!("{value:#}"), true));
            }
        }
        output::print(&text)?;
        Ok(Ending::Clean)
    }
}

/// A body as JSON, whatever the API's own format is.
pub(super) fn readable(target: &str, body: &str) -> Value {
    let read = apis::find(target).and_then(|api| wire::read(api, body).ok());
    read.map_or_else(|| Value::from(body), |reading| reading.value)
}

fn meaning(reason: Reason) -> &'static str {
    match reason {
        Reason::Ambiguous => "nobody knows whether the API has it; look there, then `retry` or `close` it",
        Reason::Revision => {
            "it came after another version of the same submission may have been delivered; look there, then `retry` or \
             `close` it"
        }
        Reason::Doubtful => "it may be no person's; `retry` delivers it, `close` ends it",
        Reason::Refused => "the API will not have it",
        Reason::AlreadyBooked => "the person has a booking already",
        Reason::TooOld => "it was tried for fourteen days",
        Reason::Closed => "ended by the operator",
    }
}
