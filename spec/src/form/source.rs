//! Where the values of the fields come from: a visitor's controls, or a body that was sent.

use super::body::set;
use crate::api::Api;
use crate::definition::{Field, Options};
use crate::issue::{Issue, Problem};
use crate::json::Value;
use crate::parse::{Answer, parse};
use crate::value::text;

/// Where the values come from. The widget knows only [`Typed`], and carries nothing of the others.
pub(super) trait Source {
    /// The value of a field; `Null` if it is empty.
    fn value(&self, field: &Field, path: &str, answer: &Answer, api: &Api) -> Result<Value, Problem>;

    /// Whether the answer is as it was typed, which a `pattern` is for.
    fn is_as_typed(&self, _field: &Field) -> bool {
        true
    }

    /// Whether the answer was offered. The widget offers nothing else, so only others ask.
    fn offered(&self, _field: &Field, _answer: &Answer) -> Result<(), Problem> {
        Ok(())
    }

    /// Puts what the proxy adds into the body.
    fn supply(&self, _body: &mut Value, _api: &'static Api) {}
}

/// What a visitor typed into the controls of the widget.
pub(super) struct Typed;

impl Source for Typed {
    fn value(&self, field: &Field, _path: &str, answer: &Answer, api: &Api) -> Result<Value, Problem> {
        parse(field.row.kind, answer, api.date_format)
    }
}

/// What a visitor typed into a plain HTML form, and what the proxy adds.
pub(super) struct Supplied<'a>(pub(super) &'a [(String, Value)]);

impl Source for Supplied<'_> {
    fn value(&self, field: &Field, _path: &str, answer: &Answer, api: &Api) -> Result<Value, Problem> {
        parse(field.row.kind, answer, api.date_format)
    }

    fn offered(&self, field: &Field, answer: &Answer) -> Result<(), Problem> {
        is_offered(field, answer)
    }

    fn supply(&self, body: &mut Value, api: &'static Api) {
        supply(self.0, body, api);
    }
}

/// Puts the values that the proxy adds in place of whatever is there.
pub(super) fn supply(values: &[(String, Value)], body: &mut Value, api: &'static Api) {
    for (path, value) in values {
        set(body, path, value.clone(), api);
    }
}

/// The first issue of each field.
pub(super) fn once(issues: Vec<Issue>) -> Vec<Issue> {
    let mut first: Vec<Issue> = Vec::new();
    for issue in issues {
        if !first.iter().any(|known| known.field == issue.field) {
            first.push(issue);
        }
    }
    first
}

/// Whether an answer is among the choices that the definition lists, where there is nothing else to choose.
pub(super) fn is_offered(field: &Field, answer: &Answer) -> Result<(), Problem> {
    let Some(Options::Listed(items)) = field.options.as_ref().filter(|_| field.control.has_choices()) else {
        return Ok(());
    };
    let mut texts = answer.texts().map(text::clean).filter(|text| !text.is_empty());
    let all = texts.all(|text| items.iter().any(|item| item.value == text));
    if all { Ok(()) } else { Err(Problem::Choice) }
}
