//! Leads on their way: taken, brought, written down. A claim carries the id of the run that took it, and never ends by the
//! clock: what an earlier run had under way is found when the next one starts.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::queue::{Queue, Size, job};
use super::time::LONGEST_WAIT_MS;
use super::writer::Moment;
use super::{Attempt, Claim, Class, Next};
use crate::clock::Millis;

/// A lead that was taken, and the number of the try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) lead: i64,
    pub(super) attempt: u32,
}

/// Leads that were taken and that nobody has in hand yet. Dropped, they are given back: nothing of them was sent.
pub(super) struct InHand {
    pub(super) taken: Vec<Taken>,
    pub(super) queue: Arc<Queue>,
}

impl Drop for InHand {
    fn drop(&mut self) {
        if !self.taken.is_empty() {
            let taken = std::mem::take(&mut self.taken);
            let size = Size { bytes: 0, wakes: true };
            self.queue.push(job(size, move |to, moment| give_back(to, &taken, moment), |()| ()).0);
        }
    }
}

/// Begins a try for each of the leads that have been due the longest.
pub(super) fn take(
    connection: &Connection,
    upstream: &str,
    most: usize,
    moment: &Moment,
) -> rusqlite::Result<Vec<Taken>> {
    let due = "SELECT id, attempts + 1 FROM lead INDEXED BY lead_due
        WHERE upstream = ?1 AND state = 'pending' AND claim IS NULL AND due_ms <= ?2
        ORDER BY due_ms, id LIMIT ?3";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let taken = connection
        .prepare_cached(due)?
        .query_map(params![upstream, moment.now, most], |row| {
            Ok(Taken { lead: row.get(0)?, attempt: row.get(1)? })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut claim = connection.prepare_cached("UPDATE lead SET claim = ?2, attempts = ?3 WHERE id = ?1")?;
    let mut begin =
        connection.prepare_cached("INSERT INTO attempt (lead, number, started_ms) VALUES (?1, ?2, ?3)")?;
    for Taken { lead, attempt } in &taken {
        claim.execute(params![lead, moment.run, attempt])?;
        begin.execute(params![lead, attempt, moment.now])?;
    }
    Ok(taken)
}

/// Forgets tries of which nothing was sent; the leads are due as before.
pub(super) fn give_back(connection: &Connection, taken: &[Taken], moment: &Moment) -> rusqlite::Result<()> {
    let sql = "UPDATE lead SET claim = NULL, attempts = attempts - 1
        WHERE id = ?1 AND claim = ?2 AND attempts = ?3";
    for Taken { lead, attempt } in taken {
        if connection.prepare_cached(sql)?.execute(params![lead, moment.run, attempt])? == 1 {
            connection
                .prepare_cached("DELETE FROM attempt WHERE lead = ?1 AND number = ?2")?
                .execute(params![lead, attempt])?;
        }
    }
    Ok(())
}

/// What is to be sent. A lead that was erased meanwhile is left out.
pub(super) fn read(connection: &Connection, taken: &[Taken]) -> rusqlite::Result<Vec<Claim>> {
    let sql = "SELECT receipt, form, target, body, accepted_ms, ambiguous,
            (SELECT count(*) + 1 FROM attempt
                WHERE attempt.lead = lead.id AND class IS NOT NULL AND class <> 'credentials')
        FROM lead JOIN content ON content.lead = lead.id WHERE id = ?1 AND state = 'pending'";
    let mut find = connection.prepare_cached(sql)?;
    let mut claims = Vec::with_capacity(taken.len());
    for Taken { lead, attempt } in taken {
        let claim = find.query_row([lead], |row| {
            Ok(Claim {
                lead: *lead,
                receipt: row.get(0)?,
                form: row.get(1)?,
                target: row.get(2)?,
                body: row.get(3)?,
                accepted: row.get(4)?,
                attempt: *attempt,
                ambiguous_before: row.get(5)?,
                step: row.get(6)?,
            })
        });
        claims.extend(claim.optional()?);
    }
    Ok(claims)
}

/// Writes down how a try ended. A lead that is not this run's to end (erased, above all) stays as it is.
pub(super) fn finish(
    connection: &Connection,
    lead: i64,
    attempt: &Attempt,
    next: Next,
    moment: &Moment,
) -> rusqlite::Result<()> {
    let (state, reason, due, done) = match next {
        // A moment far away was reckoned by a clock that has been set right since.
        Next::Retry(at) => (super::State::Pending, None, Some(at.min(moment.now + LONGEST_WAIT_MS)), None),
        Next::End(super::State::Pending, reason) => (super::State::Pending, reason, Some(moment.now), None),
        Next::End(state, reason) => (state, reason, None, Some(moment.now)),
    };
    let sql = "UPDATE lead SET claim = NULL, state = ?3, reason = ?4, due_ms = ?5, done_ms = ?6,
            ambiguous = ambiguous OR ?7
        WHERE id = ?1 AND claim = ?2 RETURNING attempts";
    let is_ambiguous = attempt.class == Class::Ambiguous;
    let number: Option<u32> = connection
        .prepare_cached(sql)?
        .query_row(params![lead, moment.run, state, reason, due, done, is_ambiguous], |row| row.get(0))
        .optional()?;
    let Some(number) = number else { return Ok(()) };
    let said = attempt.said.as_deref().map(|said| said.chars().take(2_000).collect::<String>());
    let sql = "UPDATE attempt SET started_ms = ?3, ended_ms = ?4, class = ?5, status = ?6, said = ?7
        WHERE lead = ?1 AND number = ?2";
    let Attempt { started, ended, class, status, .. } = attempt;
    connection.prepare_cached(sql)?.execute(params![lead, number, started, ended, class, status, said])?;
    Ok(())
}

/// At the start: what an earlier run had under way may have reached the API. It is due now, and marked.
pub(super) fn interrupted(connection: &Connection, now: Millis) -> rusqlite::Result<usize> {
    connection.execute(
        "UPDATE attempt SET class = ?1, ended_ms = ?2, said = 'interrupted' WHERE class IS NULL
             AND lead IN (SELECT id FROM lead WHERE claim IS NOT NULL)",
        params![Class::Ambiguous, now],
    )?;
    connection
        .execute("UPDATE lead SET claim = NULL, ambiguous = 1, due_ms = ?1 WHERE claim IS NOT NULL", [now])
}

/// When the next lead is due.
pub(super) fn next_due(connection: &Connection, upstream: &str) -> rusqlite::Result<Option<Millis>> {
    let sql = "SELECT due_ms FROM lead INDEXED BY lead_due
        WHERE upstream = ?1 AND state = 'pending' AND claim IS NULL ORDER BY due_ms LIMIT 1";
    connection.prepare_cached(sql)?.query_row([upstream], |row| row.get(0)).optional()
}

#[cfg(test)]
mod tests;
