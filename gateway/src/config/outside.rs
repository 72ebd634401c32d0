//! What the configuration names that does not stand in it: files, directories, environment variables.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// Where they are looked for. Tests and the fuzzer bring their own, and touch no disk.
pub(crate) trait Outside {
    /// The bytes of a file, if they are not more than `limit`.
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>>;
    fn is_directory(&self, path: &Path) -> bool;
    fn is_file(&self, path: &Path) -> bool;
    fn variable(&self, name: &str) -> Option<OsString>;
}

/// This machine.
pub(crate) struct Machine;

impl Outside for Machine {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        // A pipe or a terminal would be waited for.
        if !metadata.is_file() {
            return Err(ErrorKind::InvalidInput.into());
        }
        let mut bytes = Vec::new();
        // One byte more than allowed tells too much from just enough.
        File::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    fn is_directory(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }
}

/// Why a file was not read, in words that do not name it.
pub(super) fn words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        ErrorKind::IsADirectory => "this is a directory".to_owned(),
        ErrorKind::InvalidInput => "this is no plain file".to_owned(),
        ErrorKind::FileTooLarge => "it is too large".to_owned(),
        other => other.to_string(),
    }
}
