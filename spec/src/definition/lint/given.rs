//! What nobody is asked for: fixed and supplied values; and whether somebody gives all that the API requires.

use serde_json::Value;

use crate::api::{Api, Presence};
use crate::check::Rules;
use crate::definition::reader::Reader;
use crate::definition::{Definition, Fault, Field, template};
use crate::form::refused;
use crate::issue::Issue;
use crate::value::text::nearest;

/// Fixed and supplied values: known paths, given once, and nothing that the API would refuse.
pub(super) fn fixed_values(definition: &Definition, reader: &mut Reader) {
    let Definition { api, rules, .. } = definition;
    for (index, path) in rules.supplied.iter().enumerate() {
        let at = format!("/supplied/{index}");
        known_path(api, path, &at, reader);
        if definition.values.iter().any(|(given, _)| given == path) || definition.field(path).is_some() {
            reader.fault(at, Fault::SuppliedAndGiven { path: path.clone() });
        }
    }
    for (path, value) in &definition.values {
        let at = format!("/values/{path}");
        if !known_path(api, path, &at, reader) {
            continue;
        }
        if definition.field(path).is_some() {
            reader.fault(at.clone(), Fault::ValueOnForm { path: path.clone() });
        }
        if let Some(text) = value.as_str()
            && template::is_template(text)
        {
            for name in template::unknown(text) {
                reader.fault(at.clone(), Fault::Template { template: name.to_owned() });
            }
        } else if let Some(issue) = refused(api, path, value.clone(), rules) {
            reader.fault(at, Fault::Value { path: path.clone(), code: issue.problem.code() });
        }
    }
    for (source, path) in &definition.attribution {
        let at = format!("/attribution/{source}");
        known_path(api, path, &at, reader);
        if definition.field(path).is_some() {
            reader.fault(at.clone(), Fault::ValueOnForm { path: path.clone() });
        }
        if source.trim().is_empty() || source.contains(char::is_whitespace) || source == "first." {
            reader.fault(at, Fault::Attribution { source: source.clone() });
        }
    }
}

pub(super) fn known_path(api: &Api, path: &str, at: &str, reader: &mut Reader) -> bool {
    if api.row(path).is_some() {
        return true;
    }
    let fault = if path == api.secret.name() {
        Fault::Secret { name: path.to_owned() }
    } else {
        let nearest = nearest(path, api.rows.iter().map(|row| row.name));
        Fault::UnknownField { name: path.to_owned(), api: api.id, nearest }
    };
    reader.fault(at, fault);
    false
}

pub(super) fn refusal(api: &'static Api, field: &Field, value: Value, rules: &Rules) -> Option<Issue> {
    let is_path = api.row(&field.name).is_some_and(|row| std::ptr::eq(row, field.row));
    if is_path { refused(api, &field.name, value, rules) } else { None }
}

/// Everything that the API requires is on the form, in `values`, or supplied; and what is required is not hidden.
pub(super) fn somebody_gives(definition: &Definition, places: &[(&Field, String)], reader: &mut Reader) {
    let api = definition.api;
    let given = |name: &str| {
        definition.values.iter().any(|(path, _)| path == name)
            || definition.rules.supplied.iter().any(|path| path == name)
            || definition.attribution.iter().any(|(_, path)| path == name)
    };
    let on_form = |name: &str| places.iter().find(|(field, _)| field.name == name);
    let mut missing = Vec::new();
    for row in api.rows {
        let given_or_on_form = given(row.name) || on_form(row.name).is_some();
        if row.presence == Presence::Required && !given_or_on_form {
            missing.push(format!("\"{}\"", row.name));
        }
        if let Some((field, at)) = on_form(row.name)
            && row.presence == Presence::Required
            && field.show_if.is_some()
        {
            reader.fault(format!("{at}/show_if"), Fault::HiddenRequired { name: row.name.to_owned() });
        }
    }
    for [one, other] in api.either {
        let mut shown = false;
        let mut hidden = None;
        for name in [one, other] {
            shown |= given(name);
            if let Some((field, at)) = on_form(name) {
                shown |= field.show_if.is_none();
                hidden = field.show_if.as_ref().map(|_| (at.clone(), field.name.clone())).or(hidden);
            }
        }
        match hidden {
            Some((at, name)) if !shown => {
                reader.fault(format!("{at}/show_if"), Fault::HiddenRequired { name })
            }
            None if !shown => missing.push(format!("\"{one}\" or \"{other}\"")),
            _ => {}
        }
    }
    for (group, at) in places {
        let inner = group.row.kind.rows().iter().filter(|row| row.is_required());
        let unasked: Vec<String> = inner
            .filter(|row| !group.fields.is_empty() && group.fields.iter().all(|field| field.name != row.name))
            .map(|row| format!("\"{}.{}\"", group.name, row.name))
            .collect();
        if !unasked.is_empty() {
            reader.fault(format!("{at}/fields"), Fault::NobodyGives { names: unasked.join(", ") });
        }
        for (index, field) in group.fields.iter().enumerate() {
            if field.row.is_required() && field.show_if.is_some() {
                let at = format!("{at}/fields/{index}/show_if");
                reader.fault(at, Fault::HiddenRequired { name: field.name.clone() });
            }
        }
    }
    if !missing.is_empty() {
        reader.fault("", Fault::NobodyGives { names: missing.join(", ") });
    }
}
