//! What an error of the database means for those who wait.

use rusqlite::{Error, ErrorCode};

/// What to do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// An operator's command writes just now.
    Busy,
    /// The disk is full.
    Full,
    /// The disk failed: nothing that the operating system says about what is on it can be believed any more.
    Disk,
    /// A mistake of ours: what was asked cannot be done, and the disk is well.
    Ours,
}

impl From<&Error> for Fault {
    fn from(error: &Error) -> Self {
        // The index of the WAL could not grow, which no disk does that has room.
        if number(error) == rusqlite::ffi::SQLITE_IOERR_SHMSIZE {
            return Self::Full;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Disk,
            _ => Self::Ours,
        }
    }
}

/// The database's own number for an error, for the log: its words may quote what was to be stored.
pub(super) fn number(error: &Error) -> i32 {
    error.sqlite_error().map_or(-1, |error| error.extended_code)
}

#[cfg(test)]
pub(super) fn io_error() -> Error {
    Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR_FSYNC), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn each_error_means_what_it_must() {
        for (code, fault) in [
            (ffi::SQLITE_IOERR_FSYNC, Fault::Disk),
            (ffi::SQLITE_IOERR_WRITE, Fault::Disk),
            (ffi::SQLITE_IOERR_READ, Fault::Disk),
            (ffi::SQLITE_CORRUPT, Fault::Disk),
            (ffi::SQLITE_FULL, Fault::Full),
            (ffi::SQLITE_IOERR_SHMSIZE, Fault::Full),
            (ffi::SQLITE_BUSY, Fault::Busy),
            (ffi::SQLITE_BUSY_SNAPSHOT, Fault::Busy),
            (ffi::SQLITE_CONSTRAINT_UNIQUE, Fault::Ours),
        ] {
            let error = Error::SqliteFailure(ffi::Error::new(code), None);
            assert_eq!((Fault::from(&error), number(&error)), (fault, code));
        }
    }
}
