//! Templates in fixed values: `{submission_id}`, `{page_url}`, `{referrer}`, `{date}`, `{query.NAME}`.

use super::Language;
use crate::json::Value;
use crate::value::{Date, DateFormat, text};

/// What only the page knows, and this crate must be told.
pub struct Environment<'a> {
    /// The language in which the visitor reads the form.
    pub language: Language,
    /// Today in Vietnam.
    pub today: Date,
    /// The id of this submission, the same from the first try to the last.
    pub submission_id: &'a str,
    /// The page's address.
    pub page_url: &'a str,
    /// Where the visitor came from; may be empty.
    pub referrer: &'a str,
    /// A parameter of the page's address.
    pub query: &'a dyn Fn(&str) -> Option<String>,
    /// What a definition's `attribution` asks for: a campaign parameter, `referrer`, `landing_page`.
    pub attribution: &'a dyn Fn(&str) -> Option<String>,
    /// Whether the whole text matches a regular expression of a definition.
    pub matches: &'a dyn Fn(&str, &str) -> bool,
}

/// Fills in the templates of `text`. What has no value is left out.
pub fn fill(text: &str, environment: &Environment<'_>, dates: DateFormat) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Template(name) => match name {
                "submission_id" => filled.push_str(environment.submission_id),
                // The fragment stays in the browser, as with every request.
                "page_url" => filled.push_str(environment.page_url.split('#').next().unwrap_or_default()),
                "referrer" => filled.push_str(environment.referrer),
                "date" => filled.push_str(&environment.today.write(dates)),
                _ => {
                    let query = name.strip_prefix("query.").and_then(|name| (environment.query)(name));
                    filled.push_str(&query.unwrap_or_default());
                }
            },
        }
    }
    filled
}

/// The templates of `text` that nobody could fill in.
pub(super) fn unknown(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Template("submission_id" | "page_url" | "referrer" | "date") | Piece::Text(_) => None,
        Piece::Template(name) => (name.strip_prefix("query.").is_none_or(str::is_empty)).then_some(name),
    })
}

/// Calls `visit` with every text in `value`.
pub(super) fn each_text<'a>(value: &'a Value, visit: &mut impl FnMut(&'a str)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(entries) => entries.iter().for_each(|entry| each_text(entry, visit)),
        Value::Object(map) => map.values().for_each(|value| each_text(value, visit)),
        _ => {}
    }
}

/// The value without the texts that have templates in them: what can be said of it before they are filled in.
pub(super) fn without(value: &Value) -> Value {
    match value {
        Value::String(text) if is_template(text) => Value::Null,
        Value::Array(entries) => {
            let texts = |entry: &&Value| !entry.as_str().is_some_and(is_template);
            entries.iter().filter(texts).map(without).collect()
        }
        Value::Object(map) => {
            Value::Object(map.iter().map(|(name, value)| (name.clone(), without(value))).collect())
        }
        other => other.clone(),
    }
}

/// Whether `value` may come out empty: it is a text, and nothing in it is sure to be there.
pub(super) fn may_be_empty(value: &Value) -> bool {
    value.as_str().is_some_and(|text| {
        pieces(text).all(|piece| match piece {
            Piece::Text(text) => text::trim(text).is_empty(),
            Piece::Template(name) => !matches!(name, "submission_id" | "page_url" | "date"),
        })
    })
}

/// Whether there are templates in `text`.
fn is_template(text: &str) -> bool {
    pieces(text).any(|piece| matches!(piece, Piece::Template(_)))
}

/// The names between braces in an address of options: the fields that it depends on.
pub(super) fn placeholders(address: &str) -> impl Iterator<Item = &str> {
    pieces(address).filter_map(|piece| match piece {
        Piece::Template(name) => Some(name),
        Piece::Text(_) => None,
    })
}

enum Piece<'a> {
    Text(&'a str),
    Template(&'a str),
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let open = rest.find('{').unwrap_or(rest.len());
        if open > 0 {
            let (text, behind) = rest.split_at(open);
            rest = behind;
            return Some(Piece::Text(text));
        }
        match rest.find('}') {
            Some(close) => {
                let name = &rest[1..close];
                rest = &rest[close + 1..];
                Some(Piece::Template(name))
            }
            None => Some(Piece::Text(std::mem::take(&mut rest))),
        }
    })
}
