//! Reads the gateway's database directly: the oracle takes nobody's word for what is in it.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use crate::lead;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredLead {
    pub(crate) receipt: String,
    pub(crate) form: String,
    pub(crate) state: String,
    /// Whose it is; none if it is no marked lead.
    pub(crate) number: Option<u64>,
    /// The body is exactly what was sent, and what was supplied.
    pub(crate) as_sent: bool,
    /// Tries that are written down, whether or not they have ended.
    pub(crate) tries: usize,
    /// Tries after which nobody could know whether the API has it.
    pub(crate) ambiguous_tries: usize,
}

/// Whether an operator who looks finds it, or it is still on its way.
pub(crate) fn is_seen_by_operator(state: &str) -> bool {
    ["pending", "held", "refused", "dead"].contains(&state)
}

const LEADS: &str = "SELECT receipt, form, state, body,
    (SELECT count(*) FROM attempt WHERE attempt.lead = lead.id AND attempt.class = 'ambiguous'),
    (SELECT count(*) FROM attempt WHERE attempt.lead = lead.id)
    FROM lead LEFT JOIN content ON content.lead = lead.id";

/// All leads.
pub(crate) fn read(path: &Path) -> Result<Vec<StoredLead>> {
    let connection = open(path)?;
    let mut statement = connection.prepare(LEADS)?;
    let leads = statement.query_map([], |row| {
        let body: Option<String> = row.get(3)?;
        let body: Value = body.and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_default();
        let number = lead::number_of(&body);
        Ok(StoredLead {
            receipt: row.get(0)?,
            form: row.get(1)?,
            state: row.get(2)?,
            number,
            as_sent: number.is_some_and(|number| lead::delivered(number) == body),
            ambiguous_tries: usize::try_from(row.get::<_, i64>(4)?).unwrap_or_default(),
            tries: usize::try_from(row.get::<_, i64>(5)?).unwrap_or_default(),
        })
    })?;
    leads.collect::<Result<_, _>>().context("cannot read the leads")
}

/// How many leads are in this state.
pub(crate) fn count(path: &Path, state: &str) -> Result<usize> {
    let count = "SELECT count(*) FROM lead WHERE state = ?1";
    let leads: i64 = open(path)?.query_row(count, [state], |row| row.get(0))?;
    Ok(usize::try_from(leads)?)
}

/// Lets all pending leads be due now: nobody wants to wait for the eighth hour of a schedule. The gateway must not run.
pub(crate) fn make_due(path: &Path) -> Result<usize> {
    Ok(open(path)?.execute("UPDATE lead SET due_ms = 0 WHERE state = 'pending'", [])?)
}

/// What `SQLite` itself finds wrong with the file.
pub(crate) fn check_integrity(path: &Path) -> Result<()> {
    let said: String = open(path)?.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    ensure!(said == "ok", "the database is damaged: {said}");
    Ok(())
}

fn open(path: &Path) -> Result<Connection> {
    // Never made here: a file that is missing is a finding.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)
        .with_context(|| format!("cannot open {}", path.display()))?;
    connection.busy_timeout(std::time::Duration::from_secs(20))?;
    Ok(connection)
}
