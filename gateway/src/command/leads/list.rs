//! `leadform leads list`

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::moment::utc;
use super::text::harmless;
use crate::command::database::Database;
use crate::store::State;
use crate::store::ledger::{Entry, Filter, Ledger};
use crate::{Ending, Failure, output};

/// List leads, the newest first, without what people entered
///
/// The columns are the receipt, the form, the state and its reason, when the lead was accepted, how many tries there were,
/// and when the next one is due. Times are UTC.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Only leads in this state.
    #[arg(long, value_parser = super::state())]
    state: Option<State>,

    /// Only leads of this form.
    #[arg(long, value_name = "NAME")]
    form: Option<String>,

    /// Only leads for this upstream.
    #[arg(long, value_name = "NAME")]
    upstream: Option<String>,

    /// How many at most.
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,

    /// One JSON object on each line, in place of the table.
    #[arg(long)]
    json: bool,

    /// Show what people entered, too.
    #[arg(long)]
    show: bool,

    #[command(flatten)]
    database: Database,
}

const AFTER_HELP: &str = "\
Example:
  leadform leads list --state held --limit 10

Exit status: 0 listed (also if there are none), 2 the database could not be read.";

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let ledger = self.database.open()?;
        let filter = Filter { state: self.state, form: self.form, upstream: self.upstream, since: None };
        let entries = ledger.newest(&filter, self.limit)?;
        if self.json {
            for entry in &entries {
                output::print(&format!("{}\n", line(&ledger, entry, self.show)?))?;
            }
            return Ok(Ending::Clean);
        }
        output::print(&table(&ledger, &entries, self.show)?)?;
        if entries.len() == self.limit {
            output::complain(&format!("The newest {} are shown; --limit N shows more.", self.limit));
        }
        Ok(Ending::Clean)
    }
}

/// A lead as JSON.
pub(super) fn line(ledger: &Ledger, entry: &Entry, shows: bool) -> Result<Value, Failure> {
    let mut line = json!({
        "receipt": entry.receipt,
        "form": entry.form,
        "upstream": entry.upstream,
        "target": entry.target,
        "state": entry.state.word(),
        "reason": entry.reason.map(crate::store::Reason::word),
        "doubts": entry.doubts.split_whitespace().collect::<Vec<_>>(),
        "accepted": utc(entry.accepted),
        "tries": entry.attempts,
        "next_try": entry.due.filter(|_| !entry.is_under_way).map(utc),
        "ended": entry.done.map(utc),
    });
    if shows && let Some(content) = ledger.content(entry.id)? {
        line["body"] = super::show::readable(&entry.target, &content.body);
        line["context"] = serde_json::from_str(&content.context).unwrap_or_default();
    }
    Ok(line)
}

fn table(ledger: &Ledger, entries: &[Entry], shows: bool) -> Result<String, Failure> {
    let head = ["RECEIPT", "FORM", "STATE", "REASON", "ACCEPTED", "TRIES", "NEXT TRY"].map(str::to_owned);
    let rows = entries.iter().map(|entry| {
        let next = match entry.due {
            _ if entry.is_under_way => "under way".to_owned(),
            Some(due) => utc(due),
            None => "-".to_owned(),
        };
        let reason = entry.reason.map_or("-", crate::store::Reason::word);
        [
            entry.receipt.clone(),
            entry.form.clone(),
            entry.state.word().to_owned(),
            if entry.doubts.is_empty() { reason.to_owned() } else { format!("{reason} ({})", entry.doubts) },
            utc(entry.accepted),
            entry.attempts.to_string(),
            next,
        ]
    });
    let rows: Vec<[String; 7]> = std::iter::once(head).chain(rows).collect();
    let mut widths = [0; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut table = String::new();
    for (row, entry) in rows.iter().zip(std::iter::once(None).chain(entries.iter().map(Some))) {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        let _ = writeln!(table, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
        if let Some(entry) = entry.filter(|_| shows)
            && let Some(content) = ledger.content(entry.id)?
        {
            let body = super::show::readable(&entry.target, &content.body).to_string();
            let _ = writeln!(table, "    {}", harmless(&body, false));
        }
    }
    Ok(table)
}
