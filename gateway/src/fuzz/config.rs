//! The target `config`: the operator's file, with what it names in memory.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::forms::EXAMPLES;
use crate::config::outside::Outside;
use crate::config::{self, Mistake};

/// Stands in the file of the key and in a variable, and may be seen nowhere.
const CANARY: &str = "canary-8f2c61d07b";
const FILE: &str = "etc/leadform.toml";
const DEFINITION: &str = "etc/form.json";

/// The definition that the input brings along, and every other file.
struct Memory<'a> {
    definition: &'a [u8],
}

impl Outside for Memory<'_> {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let bytes = match path.to_str() {
            Some(DEFINITION) => self.definition.to_vec(),
            Some("etc/key") => format!("{CANARY}\n").into_bytes(),
            Some("etc/two-lines") => format!("{CANARY}\n{CANARY}").into_bytes(),
            Some("etc/no-text") => [CANARY.as_bytes(), b"\xff\0"].concat(),
            _ => return Err(ErrorKind::NotFound.into()),
        };
        if bytes.len() > limit { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    fn is_directory(&self, path: &Path) -> bool {
        !self.is_file(path) && path.extension().is_none()
    }

    fn is_file(&self, path: &Path) -> bool {
        path == Path::new(DEFINITION) || path.ends_with("form.js") || path.ends_with("key")
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        name.ends_with("_KEY").then(|| CANARY.into())
    }
}

/// The file's bytes, and behind a NUL those of the definition that it names as `form.json`. Every mistake has a place that
/// is there, and none has the key in it; a file without one can be loaded again.
pub fn config(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let Ok(text) = std::str::from_utf8(parts.next().unwrap_or_default()) else { return };
    if text.contains("canary") {
        return;
    }
    let outside = Memory { definition: parts.next().unwrap_or(EXAMPLES[0].as_bytes()) };
    let path = Path::new(FILE);
    match config::parse(path, text, &outside, None) {
        Ok(config) => {
            assert!(!format!("{config:?}").contains(CANARY), "the key is in the configuration's Debug");
            for form in &config.forms {
                assert!(form.max_body_bytes > 0 && config.upstream(&form.upstream.name).is_some());
            }
            let again = config::parse(path, text, &outside, Some(&config));
            again.unwrap_or_else(|mistakes| panic!("not loaded again: {}", config::report(&mistakes)));
        }
        Err(mistakes) => {
            assert!(!mistakes.is_empty(), "a file without a mistake is refused");
            for mistake in &mistakes {
                look_at(mistake, text, outside.definition);
            }
            assert!(!config::report(&mistakes).contains(CANARY), "the key is in a mistake");
        }
    }
}

fn look_at(mistake: &Mistake, text: &str, definition: &[u8]) {
    let bytes = match mistake.file.to_str() {
        Some(FILE) => text.as_bytes(),
        Some(DEFINITION) => definition,
        _ => b"",
    };
    let lines = bytes.split(|byte| *byte == b'\n').count();
    assert!(mistake.line.is_none_or(|line| (1..=lines).contains(&line)), "no such line: {mistake:?}");
    assert!(!mistake.problem.is_empty() && !mistake.remedy.is_empty(), "{mistake:?}");
    let words = format!("{}{}", mistake.problem, mistake.remedy);
    assert!(!words.contains(char::is_control), "{mistake:?}");
}
