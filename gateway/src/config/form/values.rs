//! `[form.NAME.values]`: what the definition calls supplied. Each path gets one value that the API takes.

mod convert;

use leadform_spec::api::{Api, Kind};
use leadform_spec::{Problem, Rules, check};
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use super::definition::Read;
use crate::config::reader::{self, Reader, Span, in_order, kind, quoted};
use crate::config::section::Section;

pub(super) fn read<'t>(
    section: &Section<'t>,
    definition: &Read,
    reader: &mut Reader<'t>,
) -> Option<Vec<(String, Value)>> {
    let mistakes = reader.mistakes.len();
    let mut leaves = Vec::new();
    if let Some(found) = section.find("values") {
        let Some(table) = found.value.as_table() else {
            reader.say(
                &found.at,
                format!("`values` is {} and should be a table", kind(found.value)),
                "Write it as a table of its own: [form.NAME.values], and each path below it.",
            );
            return None;
        };
        flatten(table, "", definition.definition.api, &mut leaves);
    }
    let mut values: Vec<(String, Value)> = Vec::new();
    for (path, at, value) in &leaves {
        if values.iter().any(|(known, _)| known == path) {
            reader.say(
                at,
                format!("{} gets a value twice", quoted(path)),
                "Only one of the two can hold. Take the other out.",
            );
        } else if let Some(value) = one(path, at, value, definition, reader) {
            values.push((path.clone(), value));
        }
    }
    nobody_supplies(section, definition, &leaves, reader);
    (reader.mistakes.len() == mistakes).then_some(values)
}

type Leaf<'t> = (String, Span, &'t DeValue<'t>);

/// Paths and their values: `a.b = 1`, `"a.b" = 1` and `[form.NAME.values.a]` with `b = 1` are the same.
fn flatten<'t>(table: &'t DeTable<'t>, prefix: &str, api: &Api, leaves: &mut Vec<Leaf<'t>>) {
    for (key, value) in in_order(Some(table)) {
        let path = format!("{prefix}{}", key.get_ref());
        let has_parts = api.row(&path).is_none_or(|row| matches!(row.kind, Kind::Group(_) | Kind::Named(_)));
        match value.get_ref() {
            DeValue::Table(inner) if has_parts => flatten(inner, &format!("{path}."), api, leaves),
            value => leaves.push((path, key.span(), value)),
        }
    }
}

/// Whether the definition calls `path` supplied, or the group that it is in.
fn is_supplied(definition: &Read, path: &str) -> bool {
    definition.definition.rules.supplied.iter().any(|supplied| is_within(path, supplied))
}

/// Whether `path` is `outer`, or something in it.
fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn one(
    path: &str,
    at: &Span,
    value: &DeValue<'_>,
    definition: &Read,
    reader: &mut Reader<'_>,
) -> Option<Value> {
    let api = definition.definition.api;
    let Some(row) = api.row(path) else {
        if path.eq_ignore_ascii_case(api.secret.name()) {
            reader.say(
                at,
                format!("{} is where the API wants its key, and no value", quoted(path)),
                "Take it out: the key of the form's [upstream.NAME] is added to every request. Never write a key here.",
            );
            return None;
        }
        let paths: Vec<String> = api.paths().collect();
        let remedy = reader::near(path, paths.iter().map(String::as_str)).map_or_else(
            || format!("Take it out; `leadform schema {}` prints all that there are.", api.id),
            |near| format!("Did you mean `{near}`? If not, take it out."),
        );
        reader.say(at, format!("{} has no attribute {}", api.title, quoted(path)), remedy);
        return None;
    };
    if !is_supplied(definition, path) {
        not_supplied(path, at, definition, reader);
        return None;
    }
    let problem = match convert::json(value, row.kind, api.date_format) {
        Ok(value) => match refusal(path, &value, definition) {
            None => return Some(value),
            Some(problem) => problem,
        },
        Err(problem) => problem,
    };
    reader.say(
        at,
        format!("the value of {} {problem}", quoted(path)),
        format!("Mend it; `leadform schema {}` says what fits.", api.id),
    );
    None
}

fn not_supplied(path: &str, at: &Span, definition: &Read, reader: &mut Reader<'_>) {
    let file = definition.file.display();
    let form = &definition.definition;
    let (problem, remedy) = if form.field(path).is_some() {
        (
            "asks the visitor for it",
            format!(
                "Take it out here; or take it off the form and add \"{path}\" to \"supplied\" in {file}."
            ),
        )
    } else if form.values.iter().any(|(given, _)| is_within(given, path) || is_within(path, given)) {
        (
            "gives it a value already",
            format!(
                "Take it out here; or out of \"values\" in {file}, and add \"{path}\" to \"supplied\" there."
            ),
        )
    } else {
        let supplied = form.rules.supplied.iter().map(String::as_str);
        let near = reader::near(path, supplied).map(|near| format!("Did you mean `{near}`? If not, add"));
        let add = near.unwrap_or_else(|| "Add".to_owned());
        (
            "does not call it supplied",
            format!("{add} \"{path}\" to \"supplied\" in {file}, or take it out here."),
        )
    };
    reader.say(at, format!("{} has a value, and the form's definition {problem}", quoted(path)), remedy);
}

/// What the definition leaves to the gateway, and the gateway has nowhere to take from.
fn nobody_supplies(section: &Section<'_>, definition: &Read, leaves: &[Leaf<'_>], reader: &mut Reader<'_>) {
    let missing: Vec<&str> = definition
        .definition
        .rules
        .supplied
        .iter()
        .filter(|supplied| !leaves.iter().any(|(path, _, _)| is_within(path, supplied)))
        .map(String::as_str)
        .collect();
    if missing.is_empty() {
        return;
    }
    reader.say(
        &section.at,
        format!("nobody supplies {} for {}", missing.join(", "), section.title),
        format!(
            "Add a value for each below {}, or take it out of \"supplied\" in {}.",
            section.title.replace(']', ".values]"),
            definition.file.display()
        ),
    );
}

/// Why the API would refuse a value, in words. The value itself is not repeated.
fn refusal(path: &str, value: &Value, definition: &Read) -> Option<String> {
    let form = &definition.definition;
    let is_blank = match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    if is_blank {
        return Some("is empty, so nobody supplies it".to_owned());
    }
    // Alone in a body: what else is missing there is no matter.
    let rules = Rules { supplied: Vec::new(), ..form.rules.clone() };
    let (body, place) = alone(form.api, path, value.clone());
    let issues = check(form.api, &body, &rules).err()?;
    let issue = issues.into_iter().find(|issue| is_within(&issue.field, &place))?;
    let inside = issue.field[place.len()..].trim_start_matches('.');
    let inside = if inside.is_empty() || path != place { String::new() } else { format!(" (in `{inside}`)") };
    Some(words(&issue.problem, form.api, path) + &inside)
}

/// A body with nothing but this value, and where the value is in it.
fn alone(api: &Api, path: &str, value: Value) -> (Value, String) {
    let (top, rest) = path.split_once('.').unwrap_or((path, ""));
    let row = api.row(top);
    let (value, place) = match row.map(|row| row.kind) {
        Some(Kind::Named([name, .., entry])) if !rest.is_empty() => {
            (json!([{ name.name: rest, entry.name: value }]), format!("{top}.0"))
        }
        Some(Kind::Group(_)) if !rest.is_empty() => (json!({ rest: value }), path.to_owned()),
        _ => (value, path.to_owned()),
    };
    (Value::Object(Map::from_iter([(top.to_owned(), value)])), place)
}

fn words(problem: &Problem, api: &Api, path: &str) -> String {
    match problem {
        Problem::Type { expected } => format!("is of another type than the API wants: {expected}"),
        Problem::Format { expected } => format!("should be written as {expected}"),
        Problem::Date { expected } => format!("is no day, written as {}", expected.name()),
        Problem::Choice => {
            const SHOWN: usize = 8;
            let choices =
                api.row(path).and_then(|row| row.kind.choices()).map_or(&[][..], |known| known.values);
            let shown: Vec<&str> = choices.iter().take(SHOWN).map(|choice| choice.value).collect();
            let more = if choices.len() > SHOWN { ", …" } else { "" };
            format!("is none of the values that the API lists: {}{more}", shown.join(", "))
        }
        Problem::Phone => "is no phone number".to_owned(),
        Problem::Phone2018 { .. } => "is a phone number from before 2018".to_owned(),
        Problem::Email => "is no e-mail address".to_owned(),
        Problem::Required => "lacks what each entry must have".to_owned(),
        Problem::Unknown { .. } => "has a part that the API does not know".to_owned(),
        other => format!("would be refused by the API ({})", other.code()),
    }
}
