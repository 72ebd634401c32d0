//! The tables. They only ever grow by another migration at the end: databases of every release are in use.

use rusqlite_migration::{M, Migrations};

/// Says in the file's head that it is ours.
pub(super) const APPLICATION_ID: i32 = 0x6c65_6164;

/// The name of the index that keeps a lead from being stored twice.
#[cfg(feature = "sabotage")]
pub(super) const UNIQUE_INDEX: &str = "lead_key";

const STEPS: &[M<'_>] = &[M::up(FIRST)];

/// All steps, from an empty file to what this program works with.
pub(super) fn migrations() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}

/// What a lead says stands apart from what becomes of it: the latter is rewritten with each try, and a body may have
/// attached files of many megabytes. Counts are kept by triggers, so nobody ever counts a long table.
const FIRST: &str = "
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lead (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    receipt     TEXT NOT NULL UNIQUE,
    form        TEXT NOT NULL,
    upstream    TEXT NOT NULL,
    target      TEXT NOT NULL,
    key         TEXT,
    fingerprint BLOB,
    doubts      TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN
                ('pending', 'delivered', 'refused', 'held', 'dead', 'superseded', 'erased')),
    reason      TEXT,
    accepted_ms INTEGER NOT NULL,
    due_ms      INTEGER,
    attempts    INTEGER NOT NULL DEFAULT 0,
    ambiguous   INTEGER NOT NULL DEFAULT 0,
    claim       INTEGER,
    done_ms     INTEGER,
    CHECK ((state = 'pending') = (due_ms IS NOT NULL)),
    CHECK (claim IS NULL OR state = 'pending')
) STRICT;

CREATE UNIQUE INDEX lead_key ON lead (form, key, fingerprint) WHERE key IS NOT NULL;
CREATE INDEX lead_keyless ON lead (form, fingerprint, accepted_ms)
    WHERE key IS NULL AND fingerprint IS NOT NULL;
CREATE INDEX lead_due ON lead (upstream, due_ms) WHERE state = 'pending' AND claim IS NULL;
CREATE INDEX lead_claim ON lead (claim) WHERE claim IS NOT NULL;
CREATE INDEX lead_undelivered ON lead (accepted_ms) WHERE state IN ('pending', 'held', 'refused', 'dead');
CREATE INDEX lead_done ON lead (done_ms) WHERE state IN ('delivered', 'superseded', 'erased');

CREATE TABLE content (
    lead    INTEGER PRIMARY KEY REFERENCES lead (id) ON DELETE CASCADE,
    body    TEXT NOT NULL,
    context TEXT NOT NULL
) STRICT;

CREATE TABLE attempt (
    lead       INTEGER NOT NULL REFERENCES lead (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms   INTEGER,
    class      TEXT,
    status     INTEGER,
    said       TEXT,
    PRIMARY KEY (lead, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE option_list (
    key     TEXT PRIMARY KEY,
    list    TEXT NOT NULL,
    kept_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
    upstream TEXT NOT NULL,
    state    TEXT NOT NULL,
    leads    INTEGER NOT NULL,
    PRIMARY KEY (upstream, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tally_insert AFTER INSERT ON lead BEGIN
    INSERT INTO tally VALUES (new.upstream, new.state, 1)
        ON CONFLICT DO UPDATE SET leads = leads + 1;
END;
CREATE TRIGGER tally_update AFTER UPDATE OF state ON lead WHEN old.state <> new.state BEGIN
    UPDATE tally SET leads = leads - 1 WHERE upstream = old.upstream AND state = old.state;
    INSERT INTO tally VALUES (new.upstream, new.state, 1)
        ON CONFLICT DO UPDATE SET leads = leads + 1;
END;
CREATE TRIGGER tally_delete AFTER DELETE ON lead BEGIN
    UPDATE tally SET leads = leads - 1 WHERE upstream = old.upstream AND state = old.state;
END;
";

#[cfg(test)]
mod tests {
    #[test]
    fn the_steps_lead_from_an_empty_file_to_the_tables() {
        super::migrations().validate().unwrap();
    }
}
