//! A copy of the database, while the gateway runs: whole, checked, and on disk before anybody is told.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::ledger::Ledger;
use super::{open, place};
use crate::Failure;

impl Ledger {
    /// Copies everything to a new file. It gets its name when it is complete.
    pub(crate) fn back_up(&self, to: &Path) -> Result<(), Failure> {
        let to = place::resolve(to)?;
        refuse_existing(&to)?;
        let mut partial = to.clone().into_os_string();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        place::private(OpenOptions::new().write(true).create_new(true)).open(&partial).map_err(|error| {
            Failure::new(
                format!("{}: cannot be created: {error}", partial.display()),
                "Give a place that can be written; if an earlier backup was broken off, delete its .partial file.",
            )
        })?;
        let copied = self.copy(&partial).and_then(|()| {
            refuse_existing(&to)?;
            std::fs::rename(&partial, &to).map_err(|error| {
                Failure::new(
                    format!("{}: cannot be named so: {error}", to.display()),
                    "Give another name or place.",
                )
            })
        });
        if copied.is_err() {
            // It is of no use, and has people's data in it. If it cannot be deleted, its name says what it is.
            let _ = std::fs::remove_file(&partial);
        }
        copied.and_then(|()| place::sync_directory(&to))
    }

    fn copy(&self, to: &Path) -> Result<(), Failure> {
        let wrong = |error: rusqlite::Error| open::trouble(to, &error);
        let mut copy = Connection::open(to).map_err(wrong)?;
        {
            let backup = Backup::new(&self.connection, &mut copy).map_err(wrong)?;
            // All in one step: a step is one moment of the database, and the gateway goes on writing behind it.
            while backup.step(-1).map_err(wrong)? != StepResult::Done {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        // One file, with nothing beside it that could be forgotten.
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).map_err(wrong)?;
        let verdict: String =
            copy.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(wrong)?;
        if verdict != "ok" {
            return Err(Failure::new(
                format!("{}: the copy is damaged, as the database must be", to.display()),
                "Keep the database and its -wal as they are, see to the disk, and go back to the last good backup.",
            ));
        }
        copy.close().map_err(|(_, error)| wrong(error))?;
        File::options().write(true).open(to).and_then(|file| file.sync_all()).map_err(|error| {
            Failure::new(format!("{}: cannot be fsynced: {error}", to.display()), "See to that disk.")
        })
    }
}

fn refuse_existing(to: &Path) -> Result<(), Failure> {
    if to.exists() {
        return Err(Failure::new(
            format!("{}: is there already", to.display()),
            "Give a new name, with the date in it for example; nothing is overwritten.",
        ));
    }
    Ok(())
}
