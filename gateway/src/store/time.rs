//! The wall clock may jump; what is due must neither come twice nor wait for ever. When the clock went back, due times
//! go back with it: seen against a clock that cannot jump, and at the start against the last time in the database.

use std::time::Instant;

use rusqlite::{Connection, OptionalExtension as _};

use crate::clock::Millis;

/// Less than this is a clock that is being set right, and makes no difference.
const SLACK_MS: Millis = 1_000;

/// No try waits longer than this: eight hours and a tenth, or the day that a `Retry-After` may ask for.
pub(super) const LONGEST_WAIT_MS: Millis = 25 * 60 * 60 * 1_000;

/// How often the time is written down.
const KEEP_EVERY_MS: Millis = 60_000;

/// Watches the wall clock.
pub(super) struct Watch {
    wall: Millis,
    at: Instant,
    kept: Millis,
}

impl Watch {
    /// Begins at `now`, which is in the database.
    pub(super) fn new(now: Millis) -> Self {
        Self { wall: now, at: Instant::now(), kept: now }
    }

    /// By how much the clock went back since it was last looked at; not positive.
    pub(super) fn look(&mut self, now: Millis) -> Millis {
        let at = Instant::now();
        let passed = Millis::try_from((at - self.at).as_millis()).unwrap_or(Millis::MAX);
        let off = now - self.wall.saturating_add(passed);
        (self.wall, self.at) = (now, at);
        if off < -SLACK_MS { off } else { 0 }
    }

    /// Whether it is time to write down the time.
    pub(super) fn is_to_keep(&self, now: Millis) -> bool {
        (now - self.kept).abs() >= KEEP_EVERY_MS
    }

    pub(super) fn kept(&mut self, now: Millis) {
        self.kept = now;
    }
}

/// Writes down the time.
pub(super) fn keep(connection: &Connection, now: Millis) -> rusqlite::Result<()> {
    let sql = "INSERT INTO meta VALUES ('seen_ms', ?1) ON CONFLICT DO UPDATE SET value = excluded.value";
    connection.prepare_cached(sql)?.execute([now])?;
    Ok(())
}

/// Moves all due times.
pub(super) fn shift(connection: &Connection, by: Millis) -> rusqlite::Result<()> {
    connection.execute("UPDATE lead SET due_ms = due_ms + ?1 WHERE state = 'pending'", [by])?;
    Ok(())
}

/// At the start: the clock may have gone back while nobody looked.
pub(super) fn begin(connection: &Connection, now: Millis) -> rusqlite::Result<()> {
    let seen = "SELECT value FROM meta WHERE name = 'seen_ms'";
    let seen: Option<Millis> = connection.query_row(seen, [], |row| row.get(0)).optional()?;
    if let Some(seen) = seen
        && now < seen - SLACK_MS
    {
        shift(connection, now - seen)?;
    }
    // Whatever happened: nothing waits longer than it could have been told to.
    connection.execute(
        "UPDATE lead SET due_ms = ?1 WHERE state = 'pending' AND due_ms > ?1 + ?2",
        [now, LONGEST_WAIT_MS],
    )?;
    keep(connection, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clock_that_went_back_counts() {
        let mut watch = Watch::new(1_000_000);
        assert_eq!(watch.look(1_000_000), 0);
        assert_eq!(watch.look(9_000_000), 0, "forward");
        assert_eq!(watch.look(8_999_500), 0, "set right a little");
        let back = watch.look(5_000_000);
        assert!((-4_000_000..=-3_999_000).contains(&back), "{back}");
        assert_eq!(watch.look(5_000_001), 0, "once");
    }
}
