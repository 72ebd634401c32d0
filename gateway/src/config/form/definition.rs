//! The definition of a form: its file, its JSON, and what is wrong with it, under its own name and line.

use std::path::PathBuf;

use leadform_spec::Definition;
use serde_json::Value;

use crate::config::outside::{Outside, words};
use crate::config::reader::Reader;
use crate::config::section::Section;
use crate::input::LIMIT_BYTES;
use crate::json;

/// A definition in which nothing is wrong.
pub(super) struct Read {
    /// Its file.
    pub(super) file: PathBuf,
    pub(super) definition: Definition,
    /// Its own JSON, in its order.
    pub(super) source: Value,
}

pub(super) fn read<'t>(
    section: &Section<'t>,
    outside: &dyn Outside,
    reader: &mut Reader<'t>,
) -> Option<Read> {
    let (name, at) = section.required("definition", reader)?;
    let file = reader.path(name);
    let bytes = match outside.read(&file, LIMIT_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            reader.say(
                &at,
                format!("`definition` names {}, which cannot be read: {}", file.display(), words(&error)),
                "Give the path of a form definition (JSON), relative to this file.",
            );
            return None;
        }
    };
    let Ok(text) = String::from_utf8(bytes) else {
        reader.say_of(file, None, "this is not UTF-8", "Save the form definition as UTF-8.");
        return None;
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let source = match json::parse(text) {
        Ok(source) => source,
        Err(error) => {
            let remedy = format!("Mend it there, in column {}; see docs/FORMS.md.", error.column);
            reader.say_of(file, Some(error.line), error.problem, remedy);
            return None;
        }
    };
    match Definition::parse(text) {
        Ok(definition) => Some(Read { file, definition, source }),
        Err(mistakes) => {
            for mistake in mistakes {
                let remedy = format!(
                    "Mend it there, in column {}; `leadform lint` checks a definition by itself.",
                    mistake.column
                );
                reader.say_of(file.clone(), Some(mistake.line), mistake.sentence.clone(), remedy);
            }
            None
        }
    }
}
