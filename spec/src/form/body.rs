//! The body: where a value goes in it, and the values that no visitor gives.

use super::{Answers, concerns, place};
use crate::api::{Api, Kind};
use crate::check::{Rules, check};
use crate::definition::{Definition, Environment, fill};
use crate::issue::{Issue, Problem};
use crate::json::{Map, Value};
use crate::json::{entry, object};
use crate::parse::{Answer, parse};
use crate::value::text;

/// How long a campaign parameter may be: it is typed by whoever makes a link.
const ATTRIBUTION_CHARS: usize = 255;

/// How much of a wording is told as evidence; of a longer one its version says which it is.
const WORDING_CHARS: usize = 1_000;

impl Definition {
    /// The evidence of what was agreed to, where the definition gives it a place in the API:
    /// `yes: WORDING [VERSION] (WHEN) POLICY`. A purpose without an answer was not asked about, and has none.
    pub(super) fn set_consent(&self, body: &mut Value, answers: &Answers, environment: &Environment<'_>) {
        for consent in &self.consent {
            if let (Some(path), Some(answer)) = (&consent.field, answers.get(&consent.name())) {
                let mut evidence = String::from(if answer.is_empty() { "no: " } else { "yes: " });
                let wording = consent.text.get(environment.language);
                evidence.extend(wording.chars().take(WORDING_CHARS));
                if let Some(version) = &consent.version {
                    evidence.extend([" [", version, "]"]);
                }
                // The answer of a box is when it was ticked; of an empty one only the day is known.
                let when =
                    answer.texts().next().filter(|when| when.starts_with(|char: char| char.is_ascii_digit()));
                evidence.extend([" (", when.unwrap_or(&environment.today.to_string()), ")"]);
                if let Some(url) = &consent.policy_url {
                    evidence.extend([" ", url]);
                }
                set(body, path, Value::from(evidence), self.api);
            }
        }
    }

    /// Campaign parameters are typed by whoever makes a link: one that the API would refuse is left out, and the
    /// lead goes without it.
    pub(super) fn set_attribution(&self, body: &mut Value, environment: &Environment<'_>) {
        for (source, path) in &self.attribution {
            let Some(given) = (environment.attribution)(source) else { continue };
            let value = self.read_text(path, text::trim(&given).chars().take(ATTRIBUTION_CHARS).collect());
            if !is_blank(&value) && !self.refuses(path, &value) {
                set(body, path, value, self.api);
            }
        }
    }

    /// The fixed values, their templates filled in. One that comes out empty is left out; so is one that the API
    /// would refuse, since a parameter of the page is typed by whoever makes a link.
    pub(super) fn set_values(&self, body: &mut Value, environment: &Environment<'_>) {
        for (path, value) in &self.values {
            let filled = match value {
                Value::String(template) => {
                    self.read_text(path, fill(template, environment, self.api.date_format))
                }
                value => fill_within(value, environment, self.api),
            };
            if !is_blank(&filled) && !self.refuses(path, &filled) {
                set(body, path, filled, self.api);
            }
        }
    }

    /// A text that no visitor typed, as the API's row has it: where it wants a number, one is read from the text.
    fn read_text(&self, path: &str, text: String) -> Value {
        match self.api.row(path).map(|row| row.kind) {
            Some(kind @ (Kind::Int | Kind::Number | Kind::Hours | Kind::Ints | Kind::Texts)) => {
                parse(kind, &Answer::Text(text), self.api.date_format).unwrap_or(Value::Null)
            }
            _ => Value::from(text),
        }
    }
}

/// The value with the templates in its texts filled in.
fn fill_within(value: &Value, environment: &Environment<'_>, api: &Api) -> Value {
    match value {
        Value::String(template) => Value::from(fill(template, environment, api.date_format)),
        Value::Array(entries) => entries.iter().map(|entry| fill_within(entry, environment, api)).collect(),
        Value::Object(map) => {
            let filled = map.iter().map(|(name, value)| (name.clone(), fill_within(value, environment, api)));
            Value::Object(filled.collect())
        }
        other => other.clone(),
    }
}

/// Puts `value` into `body` at `path`, as the API's tables have it. A whole group, or a whole list of names and
/// values, is put beside what is there already.
pub(crate) fn set(body: &mut Value, path: &str, value: Value, api: &'static Api) {
    let (top, rest) = path.split_once('.').unwrap_or((path, ""));
    let row = api.rows.iter().find(|row| row.name == top);
    match (row.map(|row| row.kind), value) {
        (Some(Kind::Named([name, .., entry_value])), value) if !rest.is_empty() => {
            let named = object([(name.name, Value::from(rest)), (entry_value.name, value)]);
            set_entry(entry(body, top), name.name, named);
        }
        (Some(Kind::Named([name, ..])), Value::Array(entries)) => {
            for named in entries {
                set_entry(entry(body, top), name.name, named);
            }
        }
        (Some(Kind::Group(_)), value) if !rest.is_empty() => *entry(entry(body, top), rest) = value,
        (Some(Kind::Group(_)), Value::Object(fields)) => {
            for (name, value) in fields {
                *entry(entry(body, top), &name) = value;
            }
        }
        // A row of a repeating group, when it is checked alone.
        (Some(Kind::Groups(_)), value) if !rest.is_empty() => {
            let name = rest.rsplit('.').next().unwrap_or(rest);
            *entry(body, top) = Value::Array(vec![object([(name, value)])]);
        }
        (_, value) => *entry(body, top) = value,
    }
}

/// Puts an entry of a list of names and values in the place of the one with its name, or at the end.
fn set_entry(list: &mut Value, name: &str, entry: Value) {
    if !list.is_array() {
        *list = Value::Array(Vec::new());
    }
    let Value::Array(entries) = list else { return };
    match entries.iter().position(|known| known[name] == entry[name]) {
        Some(position) => entries[position] = entry,
        None => entries.push(entry),
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

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text::trim(text).is_empty())
}

/// An issue at `custom_fields.0.value` as one at `custom_fields.pkg`.
pub(super) fn by_name(mut issue: Issue, body: &Value, api: &Api) -> Issue {
    if let Some(name) = entry_name(&issue.field, body, api) {
        issue.field = name;
    }
    issue
}

fn entry_name(path: &str, body: &Value, api: &Api) -> Option<String> {
    let mut parts = path.split('.');
    let top = parts.next()?;
    let index = place(parts.next()?)?;
    let row = api.rows.iter().find(|row| row.name == top)?;
    let Kind::Named([name, ..]) = row.kind else { return None };
    Some(texts![top, ".", body[top][index][name.name].as_str()?])
}
