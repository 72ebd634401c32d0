//! The store as an operator's command has it, beside a gateway that may be running: what there is, and the few things
//! that a person may decide. Transactions are short, since leads that come in meanwhile wait for them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior, params};

use super::{Class, Reason, State, open, place};
use crate::Failure;
use crate::clock::Millis;

/// The store, opened for a command.
pub(crate) struct Ledger {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
}

/// One lead, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: i64,
    pub(crate) receipt: String,
    pub(crate) form: String,
    pub(crate) upstream: String,
    pub(crate) target: String,
    pub(crate) doubts: String,
    pub(crate) state: State,
    pub(crate) reason: Option<Reason>,
    pub(crate) accepted: Millis,
    pub(crate) due: Option<Millis>,
    pub(crate) attempts: u32,
    /// A gateway is delivering it just now, or was when it was stopped.
    pub(crate) is_under_way: bool,
    /// A try ended so that nobody knows whether the API has it.
    pub(crate) is_ambiguous: bool,
    pub(crate) done: Option<Millis>,
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) body: String,
    pub(crate) context: String,
}

/// One try to deliver it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Try {
    pub(crate) number: u32,
    pub(crate) started: Millis,
    pub(crate) ended: Option<Millis>,
    /// None while it is under way.
    pub(crate) class: Option<Class>,
    pub(crate) status: Option<u16>,
    pub(crate) said: Option<String>,
}

/// Which leads are meant; what is not given does not matter.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) state: Option<State>,
    pub(crate) form: Option<String>,
    pub(crate) upstream: Option<String>,
    pub(crate) since: Option<Millis>,
}

const COLUMNS: &str =
    "id, receipt, form, upstream, target, doubts, state, reason, accepted_ms, due_ms, attempts,
    claim IS NOT NULL, ambiguous, done_ms";

const MATCHES: &str =
    "(?1 IS NULL OR state = ?1) AND (?2 IS NULL OR form = ?2) AND (?3 IS NULL OR upstream = ?3)
    AND (?4 IS NULL OR accepted_ms >= ?4)";

/// So many are read or changed at a time.
const AT_ONCE: usize = 500;

impl Ledger {
    /// Opens a database that is there; `serve` creates it.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let path = place::resolve(path)?;
        if !path.exists() {
            return Err(Failure::new(
                format!("{}: there is no such database", path.display()),
                "Give the gateway's configuration by --config, or the database itself by --store.",
            ));
        }
        let connection = open::operator(&path)?;
        Ok(Self { path, connection })
    }

    /// The newest leads first, at most so many.
    pub(crate) fn newest(&self, filter: &Filter, most: usize) -> Result<Vec<Entry>, Failure> {
        self.page(filter, &format!("{MATCHES} AND id < ?5 ORDER BY id DESC"), i64::MAX, most)
    }

    /// All leads, the oldest first; never many of them in memory at once, and no long transaction.
    pub(crate) fn each_entry(
        &self,
        filter: &Filter,
        mut each: impl FnMut(Entry) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut behind = 0;
        loop {
            let page = self.page(filter, &format!("{MATCHES} AND id > ?5 ORDER BY id"), behind, AT_ONCE)?;
            let Some(last) = page.last() else { return Ok(()) };
            behind = last.id;
            page.into_iter().try_for_each(&mut each)?;
        }
    }

    /// The APIs that these leads are for.
    pub(crate) fn targets(&self, filter: &Filter) -> Result<Vec<String>, Failure> {
        let sql = format!("SELECT DISTINCT target FROM lead WHERE {MATCHES}");
        let Filter { state, form, upstream, since } = filter;
        let found = self.connection.prepare_cached(&sql).and_then(|mut find| {
            find.query_map(params![state, form, upstream, since], |row| row.get(0))?.collect()
        });
        found.map_err(|error| self.trouble(&error))
    }

    /// The lead with this receipt, however it was typed.
    pub(crate) fn find(&self, typed: &str) -> Result<Entry, Failure> {
        let receipt = super::receipt::read(typed).ok_or_else(|| {
            Failure::new(
                format!("{typed:?} is no receipt"),
                "A receipt has twelve letters and digits, such as 7K3M-9QXD-2V4P; `leadform leads list` shows them.",
            )
        })?;
        let sql = format!("SELECT {COLUMNS} FROM lead WHERE receipt = ?1");
        let found = self
            .connection
            .query_row(&sql, [&receipt], entry)
            .optional()
            .map_err(|error| self.trouble(&error))?;
        found.ok_or_else(|| {
            Failure::new(
                format!("{}: there is no lead {receipt}", self.path.display()),
                "Check it against `leadform leads list`. Delivered leads are deleted after keep_delivered_days.",
            )
        })
    }

    /// What it says; none once it is erased.
    pub(crate) fn content(&self, lead: i64) -> Result<Option<Content>, Failure> {
        let sql = "SELECT body, context FROM content WHERE lead = ?1";
        let found = self.connection.prepare_cached(sql).and_then(|mut find| {
            find.query_row([lead], |row| Ok(Content { body: row.get(0)?, context: row.get(1)? })).optional()
        });
        found.map_err(|error| self.trouble(&error))
    }

    /// The tries to deliver it.
    pub(crate) fn tries(&self, lead: i64) -> Result<Vec<Try>, Failure> {
        let sql = "SELECT number, started_ms, ended_ms, class, status, said FROM attempt WHERE lead = ?1 ORDER BY number";
        let read = |row: &Row<'_>| {
            Ok(Try {
                number: row.get(0)?,
                started: row.get(1)?,
                ended: row.get(2)?,
                class: row.get(3)?,
                status: row.get(4)?,
                said: row.get(5)?,
            })
        };
        let tries =
            self.connection.prepare_cached(sql).and_then(|mut find| find.query_map([lead], read)?.collect());
        tries.map_err(|error| self.trouble(&error))
    }

    /// Makes leads due now, whatever became of them. One that is under way, or was erased, stays as it is. Says how many.
    pub(crate) fn retry(&mut self, leads: &[i64], now: Millis) -> Result<usize, Failure> {
        let sql =
            "UPDATE lead SET state = 'pending', reason = NULL, due_ms = ?2, done_ms = NULL, ambiguous = 0
            WHERE id = ?1 AND claim IS NULL AND state <> 'erased'";
        self.change(leads, |change, lead| change.prepare_cached(sql)?.execute(params![lead, now]))
    }

    /// Ends leads by the operator's word. Says how many.
    pub(crate) fn close(&mut self, leads: &[i64], now: Millis) -> Result<usize, Failure> {
        let sql = "UPDATE lead SET state = 'delivered', reason = ?2, due_ms = NULL, done_ms = ?3
            WHERE id = ?1 AND claim IS NULL AND state IN ('pending', 'held', 'refused', 'dead')";
        self.change(leads, |change, lead| {
            change.prepare_cached(sql)?.execute(params![lead, Reason::Closed, now])
        })
    }

    fn change(
        &mut self,
        leads: &[i64],
        change: impl Fn(&Connection, i64) -> rusqlite::Result<usize>,
    ) -> Result<usize, Failure> {
        let path = self.path.clone();
        let mut changed = 0;
        for some in leads.chunks(AT_ONCE) {
            let mut write = || {
                let transaction =
                    self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let mut done = 0;
                for lead in some {
                    done += change(&transaction, *lead)?;
                }
                transaction.commit().map(|()| done)
            };
            changed += write().map_err(|error| open::trouble(&path, &error))?;
            // The gateway's writer gets its turn.
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(changed)
    }

    fn page(&self, filter: &Filter, condition: &str, from: i64, most: usize) -> Result<Vec<Entry>, Failure> {
        let sql = format!("SELECT {COLUMNS} FROM lead WHERE {condition} LIMIT ?6");
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let Filter { state, form, upstream, since } = filter;
        let found = self.connection.prepare_cached(&sql).and_then(|mut find| {
            find.query_map(params![state, form, upstream, since, from, most], entry)?.collect()
        });
        found.map_err(|error| self.trouble(&error))
    }

    pub(super) fn trouble(&self, error: &rusqlite::Error) -> Failure {
        open::trouble(&self.path, error)
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        id: row.get(0)?,
        receipt: row.get(1)?,
        form: row.get(2)?,
        upstream: row.get(3)?,
        target: row.get(4)?,
        doubts: row.get(5)?,
        state: row.get(6)?,
        reason: row.get(7)?,
        accepted: row.get(8)?,
        due: row.get(9)?,
        attempts: row.get(10)?,
        is_under_way: row.get(11)?,
        is_ambiguous: row.get(12)?,
        done: row.get(13)?,
    })
}
