//! The body: where a value goes in it, and the values that no visitor gives.

use serde_json::{Map, Value, json};

use super::{Answers, concerns, is_agreed};
use crate::api::{Api, Kind};
use crate::check::{Rules, check};
use crate::definition::{Definition, Environment, fill};
use crate::issue::{Issue, Problem};
use crate::parse::{Answer, parse};

/// How long a campaign parameter may be: it is typed by whoever makes a link.
const ATTRIBUTION_CHARS: usize = 255;

impl Definition {
    /// The evidence of what was agreed to, where the definition gives it a place in the API.
    pub(super) fn set_consent(&self, body: &mut Value, answers: &Answers, environment: &Environment<'_>) {
        for consent in &self.consent {
            if let Some(path) = &consent.field {
                let said = if is_agreed(answers, &consent.name()) { "yes" } else { "no" };
                let version =
                    consent.version.as_ref().map(|version| format!(" [{version}]")).unwrap_or_default();
                let evidence = format!("{said}: {}{version} ({})", consent.text.vi, environment.today);
                set(body, path, Value::from(evidence), self.api);
            }
        }
    }

    /// Campaign parameters are typed by whoever makes a link: one that the API would refuse is left out, and the
    /// lead goes without it.
    pub(super) fn set_attribution(&self, body: &mut Value, environment: &Environment<'_>) {
        for (source, path) in &self.attribution {
            let Some(given) = (environment.attribution)(source) else { continue };
            let value = self.from_text(path, given.trim().chars().take(ATTRIBUTION_CHARS).collect());
            if !is_blank(&value) && refused(self.api, path, value.clone(), &self.rules).is_none() {
                set(body, path, value, self.api);
            }
        }
    }

    pub(super) fn filled(&self, path: &str, value: &Value, environment: &Environment<'_>) -> Value {
        match value.as_str() {
            Some(template) => self.from_text(path, fill(template, environment, self.api.date_format)),
            None => value.clone(),
        }
    }

    /// A text that no visitor typed, as the API's row has it: where it wants a number, one is read from the text.
    fn from_text(&self, path: &str, text: String) -> Value {
        match self.api.row(path).map(|row| row.kind) {
            Some(kind @ (Kind::Int | Kind::Number | Kind::Ints | Kind::Texts)) => {
                parse(kind, &Answer::Text(text), self.api.date_format).unwrap_or(Value::Null)
            }
            _ => Value::from(text),
        }
    }
}

/// Puts `value` into `body` at `path`, as the API's tables have it: an entry of a list of names and values, a
/// list from comma-joined text, and so on.
pub(crate) fn set(body: &mut Value, path: &str, value: Value, api: &'static Api) {
    let (top, rest) = path.split_once('.').unwrap_or((path, ""));
    let row = api.rows.iter().find(|row| row.name == top);
    match row.map(|row| row.kind) {
        Some(Kind::Named(rows)) if !rest.is_empty() => {
            let [name, .., entry_value] = rows else { return };
            let list = &mut body[top];
            if !list.is_array() {
                *list = json!([]);
            }
            let entries = list.as_array_mut().into_iter().flatten();
            let known = entries.filter(|entry| entry[name.name] == rest).last();
            match known {
                Some(entry) => entry[entry_value.name] = value,
                None => {
                    let entry = json!({ name.name: rest, entry_value.name: value });
                    body[top].as_array_mut().into_iter().for_each(|list| list.push(entry.clone()));
                }
            }
        }
        Some(Kind::Group(_)) if !rest.is_empty() => body[top][rest] = value,
        // A row of a repeating group, when it is checked alone.
        Some(Kind::Groups(_)) if !rest.is_empty() => {
            let name = rest.rsplit('.').next().unwrap_or(rest);
            body[top] = json!([{ name: value }]);
        }
        _ => body[top] = value,
    }
}

/// What the API would say of `value` at `path`, were it alone.
pub(crate) fn refused(api: &'static Api, path: &str, value: Value, rules: &Rules) -> Option<Issue> {
    let mut body = Value::Object(Map::new());
    set(&mut body, path, value, api);
    let issues = check(api, &body, rules).err()?;
    let missing = |issue: &Issue| matches!(issue.problem, Problem::Required | Problem::Either { .. });
    issues
        .into_iter()
        .find(|issue| concerns(top(path), &issue.field) && (!missing(issue) || issue.field == path))
}

/// The top-level attribute of a path.
fn top(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

pub(super) fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The path `custom_fields.pkg` of an issue at `custom_fields.0.value`.
pub(super) fn named_entry(api: &Api, path: &str, body: &Value) -> Option<String> {
    let mut parts = path.split('.');
    let top = parts.next()?;
    let index: usize = parts.next()?.parse().ok()?;
    let row = api.rows.iter().find(|row| row.name == top)?;
    let Kind::Named([name, ..]) = row.kind else { return None };
    Some(format!("{top}.{}", body[top][index][name.name].as_str()?))
}
