//! What a command is given to read: a file or standard input, as text or as JSON.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal as _, Read};
use std::path::PathBuf;

use serde_json::Value;

use crate::{Failure, json, output};

/// More than this is refused, and not read: room for four attached files of 5 MB each in base64, and no
/// more than a small server can hold.
pub(crate) const LIMIT_MIB: usize = 32;
pub(crate) const LIMIT_BYTES: usize = LIMIT_MIB * 1024 * 1024;

/// Where a command reads from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    Stdin,
    File(PathBuf),
}

impl From<Option<PathBuf>> for Source {
    fn from(path: Option<PathBuf>) -> Self {
        match path {
            Some(path) if path.as_os_str() != "-" => Self::File(path),
            _ => Self::Stdin,
        }
    }
}

/// As messages name it, so that `NAME:LINE:COLUMN` can be clicked.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("<stdin>"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl Source {
    /// All of it, as text.
    pub(crate) fn text(&self) -> Result<String, Failure> {
        let bytes = match self {
            Self::Stdin => {
                if io::stdin().is_terminal() {
                    output::complain(
                        "leadform: reading from the terminal; end with Ctrl-D on a line of its own",
                    );
                }
                self.bytes(io::stdin().lock())?
            }
            Self::File(path) => {
                let file = File::open(path).map_err(|error| self.unopened(&error))?;
                if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
                    return Err(Failure::new(format!("{self}: this is a directory"), "Give one file in it."));
                }
                self.bytes(file)?
            }
        };
        let text =
            String::from_utf8(bytes).map_err(|error| self.not_utf8(error.as_bytes(), error.utf8_error()))?;
        // Notepad and PowerShell put a byte order mark in front, which is no part of the JSON.
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// All of it, as JSON.
    pub(crate) fn json(&self) -> Result<Value, Failure> {
        self.parse(&self.text()?)
    }

    /// The JSON in `text`, which was read from here.
    pub(crate) fn parse(&self, text: &str) -> Result<Value, Failure> {
        if text.trim().is_empty() {
            return Err(Failure::new(
                format!("{self}: empty"),
                "Give a JSON object, such as {\"key\": \"value\"}.",
            ));
        }
        json::parse(text).map_err(|json::Unreadable { line, column, problem }| {
            let remedy = if problem.starts_with("not JSON") {
                "Correct it there. JSON wants double quotes, no comma behind the last value, and no comments."
            } else if problem.starts_with("nested") {
                "No API here takes such a value. Take some levels out."
            } else {
                "Only one of the two could be sent. Take the wrong one out."
            };
            Failure::new(format!("{self}:{line}:{column}: {problem}"), remedy)
        })
    }

    fn bytes(&self, reader: impl Read) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        // One byte more than allowed tells too much from just enough.
        let read = reader.take(LIMIT_BYTES as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| {
            Failure::new(
                format!("{self}: cannot be read: {error}"),
                "See that it is a file that can be read.",
            )
        })?;
        if bytes.len() > LIMIT_BYTES {
            return Err(Failure::new(
                format!("{self}: more than {LIMIT_MIB} MiB, which is the limit"),
                "Give one lead, or one form definition, at a time; make attached files smaller.",
            ));
        }
        Ok(bytes)
    }

    fn unopened(&self, error: &io::Error) -> Failure {
        match error.kind() {
            ErrorKind::NotFound => Failure::new(
                format!("{self}: there is no such file"),
                "Check the path, or give - to read from standard input.",
            ),
            ErrorKind::PermissionDenied => Failure::new(
                format!("{self}: may not be read"),
                "Change the file's permissions, or run as its owner.",
            ),
            _ => Failure::new(format!("{self}: cannot be opened: {error}"), "Give a file that can be read."),
        }
    }

    fn not_utf8(&self, bytes: &[u8], error: std::str::Utf8Error) -> Failure {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Failure::new(
                format!("{self}: byte 0: this looks like UTF-16, not UTF-8"),
                "Save it as UTF-8. In PowerShell: `… | Out-File -Encoding utf8 FILE`.",
            );
        }
        let offset = error.valid_up_to();
        let line = bytes[..offset].split(|byte| *byte == b'\n').count();
        Failure::new(
            format!("{self}: byte {offset}, on line {line}, is not valid UTF-8"),
            "Save the file as UTF-8; it may be in an older Vietnamese or Windows encoding.",
        )
    }
}
