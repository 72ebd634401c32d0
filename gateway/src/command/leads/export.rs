//! `leadform leads export`

use leadform_spec::{Api, apis};
use serde_json::Value;

use super::cell::safe;
use super::moment::{self, utc};
use crate::clock::Millis;
use crate::command::database::Database;
use crate::store::State;
use crate::store::ledger::{Entry, Filter, Ledger};
use crate::{Ending, Failure, output};

/// Print leads with what people entered, as a table for a spreadsheet or as JSON
///
/// The table's columns are the receipt, the form, the upstream, the state, its reason and when the lead was accepted, then the
/// API's own attributes in its document's order. Times are UTC. A cell that a spreadsheet would read as a formula has
/// an apostrophe in front.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// csv, or json: one object on each line.
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    format: Format,

    /// Only leads of this form.
    #[arg(long, value_name = "NAME")]
    form: Option<String>,

    /// Only leads in this state.
    #[arg(long, value_parser = super::state())]
    state: Option<State>,

    /// Only leads accepted on this day (in Vietnam) or later: 2026-01-31.
    #[arg(long, value_name = "DATE", value_parser = moment::read)]
    since: Option<Millis>,

    /// Begin the table with a byte order mark: Excel then shows Vietnamese letters.
    #[arg(long)]
    bom: bool,

    #[command(flatten)]
    database: Database,
}

const AFTER_HELP: &str = "\
Example:
  leadform leads export --form consult --since 2026-01-31 --bom > leads.csv

Exit status: 0 printed (also if there are none), 2 the database could not be read.";

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Csv,
    Json,
}

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let ledger = self.database.open()?;
        let filter = Filter { state: self.state, form: self.form, upstream: None, since: self.since };
        match self.format {
            Format::Json => ledger.each_entry(&filter, |entry| {
                output::print(&format!("{}\n", super::list::line(&ledger, &entry, true)?))
            })?,
            Format::Csv => table(&ledger, &filter, self.bom)?,
        }
        Ok(Ending::Clean)
    }
}

fn table(ledger: &Ledger, filter: &Filter, bom: bool) -> Result<(), Failure> {
    // The APIs that occur, in the order of the design, decide about the columns.
    let targets = ledger.targets(filter)?;
    let occurring = apis::ALL.into_iter().filter(|api| targets.iter().any(|target| target == api.id));
    let mut columns: Vec<&'static str> = Vec::new();
    for row in occurring.flat_map(|api: &Api| api.rows) {
        if !columns.contains(&row.name) {
            columns.push(row.name);
        }
    }
    if bom {
        output::print("\u{feff}")?;
    }
    let head = ["receipt", "form", "upstream", "state", "reason", "accepted"];
    output::print(&record(head.into_iter().chain(columns.iter().copied()).map(str::to_owned))?)?;
    ledger.each_entry(filter, |entry| {
        let Entry { id, receipt, form, upstream, state, reason, accepted, target, .. } = entry;
        let reason = reason.map_or("", crate::store::Reason::word).to_owned();
        let body = ledger.content(id)?.map(|content| super::show::readable(&target, &content.body));
        let values = columns.iter().map(|column| cell(body.as_ref().and_then(|body| body.get(column))));
        let own = [receipt, form, upstream, state.word().to_owned(), reason, utc(accepted)];
        output::print(&record(own.into_iter().chain(values))?)
    })
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// A line of the table. Every cell is quoted: a spreadsheet that separates by semicolons finds no further cells.
fn record(cells: impl Iterator<Item = String>) -> Result<String, Failure> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let unwritable = || Failure::new("a line of the table cannot be written", "Try `--format json`.");
    writer.write_record(cells.map(|cell| safe(&cell))).map_err(|_| unwritable())?;
    let bytes = writer.into_inner().map_err(|_| unwritable())?;
    String::from_utf8(bytes).map_err(|_| unwritable())
}
