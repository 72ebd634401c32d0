//! Writes a lead down, unless it is there already.

use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};
use sha2::Sha256;

use super::writer::Moment;
use super::{NewLead, Reason, State, Stored, receipt};
use crate::clock::Millis;

/// Without a key, the same content within less than this is the same lead.
const SAME_WITHIN_MS: Millis = 600_000;

/// A lead, ready to be written.
pub(super) struct Entry {
    form: Arc<str>,
    upstream: Arc<str>,
    target: &'static str,
    key: Option<String>,
    fingerprint: [u8; 32],
    body: String,
    context: String,
    doubts: String,
    hold: bool,
}

impl Entry {
    /// `secret` keeps what a person gave from being guessed out of the fingerprint.
    pub(super) fn new(lead: NewLead, secret: &[u8; 32]) -> Self {
        Self {
            fingerprint: fingerprint(&lead.content, secret),
            form: lead.form,
            upstream: lead.upstream,
            target: lead.target,
            key: lead.key,
            body: lead.body,
            context: lead.context.to_string(),
            doubts: lead.doubts.join(" "),
            hold: lead.hold,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.body.len() + self.context.len() + 1_024
    }

    /// Writes it. The unique index decides whether it is there already, and not a look beforehand.
    pub(super) fn write(&self, connection: &Connection, moment: &Moment) -> rusqlite::Result<Stored> {
        if self.key.is_none()
            && let Some(receipt) = self.lately(connection, moment.now)?
        {
            return Ok(Stored { receipt, again: true });
        }
        loop {
            let receipt =
                receipt::new().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
            if self.insert(connection, &receipt, moment.now)? {
                let lead = connection.last_insert_rowid();
                connection.prepare_cached("INSERT INTO content VALUES (?1, ?2, ?3)")?.execute(params![
                    lead,
                    self.body,
                    self.context
                ])?;
                if !self.hold && !self.replace_earlier(connection, lead, moment.now)? {
                    connection
                        .prepare_cached(
                            "UPDATE lead SET state = ?2, reason = ?3, due_ms = NULL WHERE id = ?1",
                        )?
                        .execute(params![lead, State::Held, Reason::Revision])?;
                }
                return Ok(Stored { receipt, again: false });
            }
            if let Some(receipt) = self.before(connection)? {
                return Ok(Stored { receipt, again: true });
            }
            // Neither: another lead has this very receipt. Throw the dice again.
        }
    }

    fn insert(&self, connection: &Connection, receipt: &str, now: Millis) -> rusqlite::Result<bool> {
        let mut insert = connection.prepare_cached(
            "INSERT INTO lead (receipt, form, upstream, target, key, fingerprint, doubts, state, reason,
                               accepted_ms, due_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING",
        )?;
        let (state, reason, due) = if self.hold {
            (State::Held, Some(Reason::Doubtful), None)
        } else {
            (State::Pending, None, Some(now))
        };
        let (form, upstream) = (&*self.form, &*self.upstream);
        let (key, print, doubts) = (&self.key, &self.fingerprint, &self.doubts);
        let row = params![receipt, form, upstream, self.target, key, print, doubts, state, reason, now, due];
        Ok(insert.execute(row)? == 1)
    }

    /// The receipt of the same lead under the same key.
    fn before(&self, connection: &Connection) -> rusqlite::Result<Option<String>> {
        let sql = "SELECT receipt FROM lead WHERE form = ?1 AND key = ?2 AND fingerprint = ?3";
        let row = params![&*self.form, self.key, self.fingerprint];
        connection.prepare_cached(sql)?.query_row(row, |row| row.get(0)).optional()
    }

    /// The receipt of the same lead without a key, if it came lately: by a clock that may have jumped either way.
    fn lately(&self, connection: &Connection, now: Millis) -> rusqlite::Result<Option<String>> {
        let sql = "SELECT receipt FROM lead
            WHERE key IS NULL AND fingerprint IS NOT NULL AND form = ?1 AND fingerprint = ?2
              AND accepted_ms > ?3 AND accepted_ms < ?4 ORDER BY accepted_ms DESC LIMIT 1";
        let row = params![&*self.form, self.fingerprint, now - SAME_WITHIN_MS, now + SAME_WITHIN_MS];
        connection.prepare_cached(sql)?.query_row(row, |row| row.get(0)).optional()
    }

    /// Takes the place of what came before with the same key; or says that it cannot, since the API may have that, or an
    /// operator is to look at it.
    fn replace_earlier(&self, connection: &Connection, lead: i64, now: Millis) -> rusqlite::Result<bool> {
        let Some(key) = &self.key else { return Ok(true) };
        let mut earlier: CachedStatement<'_> = connection.prepare_cached(
            "SELECT id, state = 'pending' AND claim IS NULL AND NOT EXISTS
                    (SELECT 1 FROM attempt WHERE lead = id AND (class IS NULL OR class = 'ambiguous'))
             FROM lead WHERE form = ?1 AND key = ?2 AND id <> ?3 AND state <> 'superseded'
               AND fingerprint IS NOT ?4",
        )?;
        let found = earlier.query_map(params![&*self.form, key, lead, self.fingerprint], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?))
        })?;
        let found: Vec<(i64, bool)> = found.collect::<Result<_, _>>()?;
        if !found.iter().all(|(_, is_untouched)| *is_untouched) {
            return Ok(false);
        }
        let mut supersede = connection
            .prepare_cached("UPDATE lead SET state = ?2, due_ms = NULL, done_ms = ?3 WHERE id = ?1")?;
        for (earlier, _) in found {
            supersede.execute(params![earlier, State::Superseded, now])?;
        }
        Ok(true)
    }
}

fn fingerprint(content: &[u8], secret: &[u8; 32]) -> [u8; 32] {
    // A key of any length is a right one for HMAC.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return [0; 32] };
    mac.update(content);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests;
