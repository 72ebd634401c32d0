//! The file that is being read, its names and places, and what was found to be wrong.

use std::ops::Range;
use std::path::{Path, PathBuf};

use leadform_spec::value::text::nearest;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::Mistake;
use super::mistake::harmless;

/// A place in the file, in bytes.
pub(super) type Span = Range<usize>;

/// How many mistakes are told at once. A file of another kind has one in each line.
const MOST: usize = 200;

/// The place of what the file does not say.
pub(super) const NOWHERE: Span = usize::MAX..usize::MAX;

/// The file that is being read, and what was found to be wrong.
pub(super) struct Reader<'t> {
    pub(super) file: &'t Path,
    pub(super) text: &'t str,
    pub(super) mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    /// Notes a mistake at a place in the file.
    pub(super) fn say(&mut self, at: &Span, problem: impl Into<String>, remedy: impl Into<String>) {
        if self.is_full() {
            return;
        }
        let line = (*at != NOWHERE).then(|| self.line(at));
        self.say_of(self.file.to_owned(), line, problem, remedy);
    }

    /// Whether nobody would read on.
    pub(super) const fn is_full(&self) -> bool {
        self.mistakes.len() >= MOST
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, at: &Span) -> usize {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        1 + before.matches('\n').count()
    }

    /// Notes a mistake in a file that this one names. What two forms have in common is said once.
    pub(super) fn say_of(
        &mut self,
        file: PathBuf,
        line: Option<usize>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        if self.is_full() {
            return;
        }
        // What they repeat of a file may have anything in it.
        let (problem, remedy) = (harmless(&problem.into()), harmless(&remedy.into()));
        let mistake = Mistake { file, line, problem, remedy };
        if !self.mistakes.contains(&mistake) {
            self.mistakes.push(mistake);
        }
    }

    /// A path of the file, which is relative to the file's own directory.
    pub(super) fn path(&self, relative: &str) -> PathBuf {
        self.file.parent().unwrap_or(Path::new("")).join(relative)
    }
}

/// The entries of a table in the order of the file.
pub(super) fn in_order<'t>(
    table: Option<&'t DeTable<'t>>,
) -> Vec<(&'t Spanned<DeString<'t>>, &'t Spanned<DeValue<'t>>)> {
    let mut entries: Vec<_> = table.into_iter().flat_map(DeTable::iter).collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// A name from the file, in the quotes of a setting.
pub(super) fn quoted(name: &str) -> String {
    format!("`{}`", plain(name))
}

/// A name from the file, cut short and without what could garble a terminal.
pub(super) fn plain(name: &str) -> String {
    const SHOWN: usize = 60;
    let short: String = name.chars().take(SHOWN).collect();
    let more = if name.chars().nth(SHOWN).is_some() { "…" } else { "" };
    format!("{}{more}", short.escape_debug())
}

/// The known name that was probably meant: one that is spelt nearly so, or of which this is a part.
pub(super) fn near<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let known: Vec<&str> = known.into_iter().collect();
    let has_part = |known: &&&str| known.split(['_', '.']).any(|part| part == name);
    nearest(name, &known).or_else(|| known.iter().find(has_part).copied())
}

/// What a value is, in words.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
