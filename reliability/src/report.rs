//! What a scenario found, as rows: on the screen while it runs, and in `docs/RELIABILITY.md`.

mod page;

use std::fmt;

pub(crate) use page::{grouped, write};

use crate::oracle::Verdict;

/// How a row ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    Passed,
    Failed,
    /// Why it could not be done here.
    Skipped(String),
}

/// One line of a scenario's table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// What was done.
    pub(crate) what: String,
    pub(crate) found: Found,
    pub(crate) end: End,
    /// What stands behind a failure; on the screen only.
    pub(crate) details: String,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// N, LOST, DUP, DUP after an ambiguous try, GHOST.
    Leads {
        acknowledged: usize,
        lost: usize,
        doubled: usize,
        after_ambiguous: usize,
        ghosts: usize,
    },
    /// What was measured, and what it may be.
    Measure {
        measured: String,
        limit: String,
    },
    Nothing,
}

impl Row {
    /// It passes if nothing was lost, doubled or made up, and if there was anything that could be.
    pub(crate) fn clean(what: impl Into<String>, verdict: &Verdict) -> Self {
        Self::judged(what, verdict, verdict.is_clean() && verdict.acknowledged > 0)
    }

    /// The same, with another rule for what passes.
    pub(crate) fn judged(what: impl Into<String>, verdict: &Verdict, passed: bool) -> Self {
        let found = Found::Leads {
            acknowledged: verdict.acknowledged,
            lost: verdict.lost.len(),
            doubled: verdict.doubled.len(),
            after_ambiguous: verdict.doubled_after_ambiguous,
            ghosts: verdict.ghosts.len(),
        };
        Self { what: what.into(), found, end: end(passed), details: verdict.to_string() }
    }

    pub(crate) fn measured(
        what: impl Into<String>,
        measured: impl Into<String>,
        limit: impl Into<String>,
        passed: bool,
    ) -> Self {
        let found = Found::Measure { measured: measured.into(), limit: limit.into() };
        Self { what: what.into(), found, end: end(passed), details: String::new() }
    }

    pub(crate) fn skipped(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            found: Found::Nothing,
            end: End::Skipped(why.into()),
            details: String::new(),
        }
    }

    /// It has failed too if this does not hold.
    pub(crate) fn and(mut self, holds: bool, otherwise: &str) -> Self {
        if !holds {
            self.end = End::Failed;
            self.details = format!("{}\n    {otherwise}", self.details);
        }
        self
    }
}

fn end(passed: bool) -> End {
    if passed { End::Passed } else { End::Failed }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match &self.end {
            End::Passed => "ok     ",
            End::Failed => "FAILED ",
            End::Skipped(_) => "skipped",
        };
        write!(f, "{mark} {}: ", self.what)?;
        match (&self.found, &self.end) {
            (_, End::Skipped(why)) => write!(f, "{why}"),
            (Found::Leads { acknowledged, lost, doubled, after_ambiguous, ghosts }, _) => write!(
                f,
                "N {acknowledged}, LOST {lost}, DUP {doubled} (+{after_ambiguous} after an ambiguous try), GHOST {ghosts}"
            ),
            (Found::Measure { measured, limit }, _) => write!(f, "{measured} (limit: {limit})"),
            (Found::Nothing, _) => Ok(()),
        }?;
        if self.end == End::Failed { write!(f, "\n    {}", self.details) } else { Ok(()) }
    }
}
