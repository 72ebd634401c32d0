//! The syntax of the file, and the order in which its mistakes are told.

use std::path::Path;

use toml::de::DeTable;

use super::outside::Outside;
use super::reader::{Reader, quoted};
use super::{Config, Mistake, tables};

/// Reads a configuration from its text. With `running`, what cannot change while a gateway runs is a mistake.
pub(crate) fn parse(
    path: &Path,
    text: &str,
    outside: &dyn Outside,
    running: Option<&Config>,
) -> Result<Config, Vec<Mistake>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { file: path, text, mistakes: Vec::new() };
    let (root, errors) = DeTable::parse_recoverable(text);
    // Of a file with broken syntax nobody knows what it says. A table that stands twice says enough.
    let is_readable = errors.iter().all(|error| error.message() == DUPLICATE);
    for error in &errors {
        if reader.is_full() {
            break;
        }
        syntax(error, &mut reader);
    }
    let config = is_readable.then(|| tables::read(root.get_ref(), outside, running, &mut reader)).flatten();
    let mut mistakes = reader.mistakes;
    mistakes.sort_by(|one, other| {
        let place = |mistake: &Mistake| (mistake.file != path, mistake.file.clone(), mistake.line);
        place(one).cmp(&place(other))
    });
    match config {
        Some(config) if mistakes.is_empty() => Ok(config),
        _ => Err(mistakes),
    }
}

const DUPLICATE: &str = "duplicate key";

/// Where the syntax is broken. Only the first error of a line: the others come from it.
fn syntax(error: &toml::de::Error, reader: &mut Reader<'_>) {
    let at = error.span().unwrap_or_default();
    let line = reader.line(&at);
    if reader.mistakes.last().is_some_and(|last| last.line == Some(line)) {
        return;
    }
    if error.message() == DUPLICATE {
        let name = quoted(reader.text.get(at.clone()).unwrap_or_default());
        let remedy = "Only one of the two can hold. Take the other out, or give it another name.";
        reader.say(&at, format!("{name} stands here for the second time"), remedy);
        return;
    }
    reader.say(
        &at,
        format!("this is not TOML: {}", error.message()),
        "Correct it there: NAME = VALUE on a line of its own, text in double quotes, the name of a table in brackets.",
    );
}
