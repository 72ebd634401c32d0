//! Opens the database: every setting that the promise rests on is read back, and the start is refused if one did not
//! hold.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use rusqlite_migration::SchemaVersion;

use super::schema::{APPLICATION_ID, migrations};
use crate::Failure;

/// How long a writer waits for another, in milliseconds; as text, for the pragma.
const BUSY_MS: &str = "5000";

/// A setting, how it is asked for, and how it reads when it holds.
type Setting = (&'static str, &'static str, &'static str);

/// `FULL` makes each commit in the WAL durable; deleted bytes are overwritten, so that what was erased is gone.
const SETTINGS: [Setting; 8] = [
    ("busy_timeout", BUSY_MS, BUSY_MS),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("fullfsync", "ON", "1"),
    ("checkpoint_fullfsync", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("secure_delete", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
];

/// What the gateway's writer has besides: it checkpoints itself, since the library does not say when a checkpoint of its
/// own failed.
const WRITER: [Setting; 2] =
    [("wal_autocheckpoint", "0", "0"), ("journal_size_limit", "67108864", "67108864")];

/// What those have that only read.
const READER: [Setting; 1] = [("query_only", "ON", "1")];

/// A connection that writes, for the gateway; the tables are brought up to date.
pub(super) fn writer(path: &Path) -> Result<Connection, Failure> {
    let mut connection = connect(path)?;
    apply(path, &connection, &WRITER)?;
    migrations().to_latest(&mut connection).map_err(|error| {
        Failure::new(
            format!("{}: the tables cannot be brought up to date: {error}", path.display()),
            "See that the disk is not full and that no other program has the file open; the database is unchanged.",
        )
    })?;
    connection
        .pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(|error| trouble(path, &error))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A connection that reads.
pub(super) fn reader(path: &Path) -> Result<Connection, Failure> {
    let connection = connect(path)?;
    apply(path, &connection, &READER)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A connection for an operator's command, beside a gateway that may be running. The database must be there.
pub(super) fn operator(path: &Path) -> Result<Connection, Failure> {
    let connection = connect(path)?;
    match migrations().pending_migrations(&connection) {
        Ok(0) => Ok(connection),
        _ => Err(Failure::new(
            format!("{}: the database is of an older leadform, or empty", path.display()),
            "Start `leadform serve` of this version once: it brings the tables up to date.",
        )),
    }
}

fn connect(path: &Path) -> Result<Connection, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| trouble(path, &error))?;
    refuse_strangers(path, &connection)?;
    apply(path, &connection, &SETTINGS)?;
    Ok(connection)
}

/// Another program's database, or one of a later leadform, must not be touched.
fn refuse_strangers(path: &Path, connection: &Connection) -> Result<(), Failure> {
    let ask = |query: &str| connection.query_row(query, [], |row| row.get::<_, i64>(0));
    let tables = ask("SELECT count(*) FROM sqlite_schema").map_err(|error| trouble(path, &error))?;
    let application = ask("PRAGMA application_id").map_err(|error| trouble(path, &error))?;
    if tables > 0 && application != i64::from(APPLICATION_ID) {
        // Between the tables and the mark a first start may have been cut off.
        let ours = ask("SELECT count(*) FROM sqlite_schema WHERE name IN ('lead', 'option_list', 'tally')");
        if application != 0 || ours.map_err(|error| trouble(path, &error))? != 3 {
            return Err(Failure::new(
                format!("{}: this is another program's database", path.display()),
                "Give a file of leadform's own in [store] url.",
            ));
        }
    }
    match migrations().current_version(connection) {
        Ok(SchemaVersion::Outside(version)) => Err(Failure::new(
            format!("{}: written by a newer leadform (its tables are of version {version})", path.display()),
            "Run that version again, or go back to a backup that was made before it.",
        )),
        _ => Ok(()),
    }
}

/// Asks for settings, and reads each one back.
fn apply(path: &Path, connection: &Connection, settings: &[Setting]) -> Result<(), Failure> {
    for (name, asked, wanted) in settings {
        connection.pragma_update_and_check(None, name, asked, |_| Ok(())).or_else(|error| match error {
            // Some pragmas answer with their new value, others with nothing.
            rusqlite::Error::QueryReturnedNoRows => Ok(()),
            other => Err(trouble(path, &other)),
        })?;
        let found = connection
            .pragma_query_value(None, name, |row| {
                Ok(match row.get_ref(0)? {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    text => text.as_str().unwrap_or_default().to_owned(),
                })
            })
            .map_err(|error| trouble(path, &error))?;
        if found != *wanted {
            return Err(Failure::new(
                format!("{}: {name} is {found:?} and not {wanted:?}", path.display()),
                "Put the database on a local disk whose file system has shared memory and locks; an accepted \
                 lead would not be safe here.",
            ));
        }
    }
    Ok(())
}

/// Writes all of the WAL into the database and empties it. After an `fsync` that failed, pages may be in the system's
/// cache and not on disk; written again they are.
pub(super) fn checkpoint(path: &Path, connection: &Connection, patience: Duration) -> Result<(), Failure> {
    let started = Instant::now();
    loop {
        let busy = connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
            .map_err(|error| trouble(path, &error))?;
        if busy == 0 {
            return Ok(());
        }
        if started.elapsed() > patience {
            return Err(Failure::new(
                format!("{}: another program reads it, and does not come to an end", path.display()),
                "Wait until `leadform leads` or `leadform backup` is done, or end it, and try again.",
            ));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// An error of the database, in words.
pub(super) fn trouble(path: &Path, error: &rusqlite::Error) -> Failure {
    let remedy = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => "Give the database, or the name of a new file, in [store] url.",
        Some(ErrorCode::DatabaseCorrupt) => {
            "The file is damaged. Keep a copy of it and its -wal, see to the disk, and go back to the last backup."
        }
        Some(ErrorCode::CannotOpen) => "See that the file is there, and that its directory may be written.",
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
            "Let the user that runs leadform own the file and its directory."
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "Another program writes to it. Wait until that is done, and try again."
        }
        Some(ErrorCode::DiskFull) => "Make room on the disk.",
        _ => "See to the disk and the system's log.",
    };
    // SQLite's own words for the kind of error; the text of the statement, which may quote values, is not among them.
    let problem = match error {
        rusqlite::Error::SqliteFailure(code, _) => code.to_string(),
        other => other.to_string(),
    };
    Failure::new(format!("{}: {problem}", path.display()), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_that_does_not_hold_is_refused() {
        let memory = Connection::open_in_memory().unwrap();
        let failure = apply(Path::new("x.db"), &memory, &SETTINGS).unwrap_err().to_string();
        assert!(failure.contains("x.db: journal_mode is \"memory\" and not \"wal\""), "{failure}");
    }

    #[test]
    fn every_setting_holds_on_a_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.db");
        std::fs::write(&path, "").unwrap();
        let connection = writer(&path).unwrap();
        let ask = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(
            ["synchronous", "foreign_keys", "secure_delete", "wal_autocheckpoint"].map(ask),
            [2, 1, 1, 0]
        );
        assert!(reader(&path).unwrap().execute("DELETE FROM lead", []).is_err());
    }

    #[test]
    fn what_is_no_database_of_ours_is_refused_with_the_remedy() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.db");
        let refused = |words: &str| {
            let failure = writer(&path).unwrap_err().to_string();
            assert!(failure.contains(words) && failure.contains("\n  "), "{failure}");
        };
        std::fs::write(&path, "this is a letter and no database, and long enough to see that").unwrap();
        refused("file is not a database");
        std::fs::remove_file(&path).unwrap();
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE stamps (id)").unwrap();
        refused("another program's database");
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, "").unwrap();
        drop(writer(&path).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        refused("written by a newer leadform");
    }
}
