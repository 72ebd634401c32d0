//! What nobody is asked for: fixed and supplied values; and whether somebody gives all that the API requires.

use crate::api::{Kind, Presence};
use crate::definition::reader::{Reader, below};
use crate::definition::{Definition, Fault, path, template};
use crate::form::refused;
use crate::json::Value;
use crate::value::text::{joined, number};

/// Fixed and supplied values: known paths, given once, and nothing that the API would refuse.
pub(super) fn fixed_values(definition: &Definition, reader: &mut Reader) {
    let Definition { api, rules, .. } = definition;
    for (index, path) in rules.supplied.iter().enumerate() {
        let at = texts!["/supplied/", number(index)];
        if let Err(fault) = path::row(api, path) {
            reader.fault(at, fault);
        } else if definition.values.iter().any(|(given, _)| given == path) || definition.field(path).is_some()
        {
            reader.fault(at, Fault::SuppliedAndGiven.of(&[path]));
        }
    }
    for (path, value) in &definition.values {
        let at = below("/values", path);
        if let Err(fault) = path::row(api, path) {
            reader.fault(at, fault);
            continue;
        }
        for path in leaves(definition, path, value) {
            if definition.field(&path).is_some() {
                reader.fault(at.clone(), Fault::ValueOnForm.of(&[&path]));
            }
        }
        template::each_text(value, &mut |text| {
            for name in template::unknown(text) {
                reader.fault(at.clone(), Fault::Template.of(&[name]));
            }
        });
        let sure = template::without(value);
        if (!sure.is_null() || value.is_null())
            && let Some(issue) = refused(api, path, sure, rules)
        {
            reader.fault(at, Fault::Value.of(&[path, issue.problem.code()]));
        }
    }
    for (source, path) in &definition.attribution {
        let at = below("/attribution", source);
        if let Err(fault) = path::row(api, path) {
            reader.fault(at.clone(), fault);
        } else if definition.field(path).is_some() {
            reader.fault(at.clone(), Fault::ValueOnForm.of(&[path]));
        }
        if source.is_empty() || source.contains(char::is_whitespace) || source == "first." {
            reader.fault(at, Fault::Attribution.of(&[source]));
        }
    }
}

/// The paths that a fixed value fills: a whole group, or a list of names and values, fills several.
pub(crate) fn leaves(definition: &Definition, path: &str, value: &Value) -> Vec<String> {
    let row = definition.api.row(path);
    let names: Vec<&str> = match (row.map(|row| row.kind), value) {
        (Some(Kind::Group(_)), Value::Object(map)) => map.keys().map(String::as_str).collect(),
        (Some(Kind::Named([name, ..])), Value::Array(entries)) => {
            entries.iter().filter_map(|entry| entry[name.name].as_str()).collect()
        }
        _ => return vec![path.to_owned()],
    };
    names.into_iter().map(|name| texts![path, ".", name]).collect()
}

/// Everything that the API requires is on the form, in `values`, or supplied; and what is required is not hidden.
pub(super) fn somebody_gives(definition: &Definition, reader: &mut Reader) {
    let api = definition.api;
    let given = |name: &str| {
        definition.values.iter().any(|(path, value)| path == name && !template::may_be_empty(value))
            || definition.rules.supplied.iter().any(|path| path == name)
    };
    let mut missing = Vec::new();
    let mut nobody_gives = |names: &[&'static str], reader: &mut Reader| match perhaps(definition, names) {
        Some((at, path)) => reader.fault(at, Fault::MayBeEmpty.of(&[&path])),
        None => missing.push(texts!["\"", joined(names, "\" or \""), "\""]),
    };
    for row in api.rows.iter().filter(|row| row.presence == Presence::Required) {
        match definition.field(row.name) {
            Some(field) if field.show_if.is_some() => {
                let fault = Fault::HiddenRequired.of(&[row.name]);
                reader.fault(texts![field.at, "/show_if"], fault);
            }
            None if !given(row.name) => nobody_gives(&[row.name], reader),
            _ => {}
        }
    }
    for pair in api.either {
        let fields = pair.map(|name| definition.field(name));
        let is_shown = fields.iter().flatten().any(|field| field.show_if.is_none());
        if is_shown || pair.iter().any(|name| given(name)) {
            continue;
        }
        match fields.into_iter().flatten().last() {
            Some(field) => {
                let fault = Fault::HiddenRequired.of(&[&field.name]);
                reader.fault(texts![field.at, "/show_if"], fault);
            }
            None => nobody_gives(pair, reader),
        }
    }
    if !missing.is_empty() {
        reader.fault("", Fault::NobodyGives.of(&[&joined(&missing, ", ")]));
    }
    for group in definition.fields() {
        if !group.fields.is_empty() {
            rows_of(group, reader);
        }
    }
}

/// Where a parameter of the page would give one of `names`: it is there or it is not.
fn perhaps(definition: &Definition, names: &[&'static str]) -> Option<(String, String)> {
    let fixed = definition.values.iter().map(|(path, _)| (below("/values", path), path));
    let attributed =
        definition.attribution.iter().map(|(source, path)| (below("/attribution", source), path));
    let mut given = fixed.chain(attributed).filter(|(_, path)| names.contains(&path.as_str()));
    given.next().map(|(at, path)| (at, path.clone()))
}

/// What each row of a repeating group must have is asked for in it.
fn rows_of(group: &crate::definition::Field, reader: &mut Reader) {
    let mut missing = Vec::new();
    for row in group.row.kind.rows().iter().filter(|row| row.is_required()) {
        match group.fields.iter().find(|field| field.name == row.name) {
            Some(field) if field.show_if.is_some() => {
                let fault = Fault::HiddenRequired.of(&[&field.name]);
                reader.fault(texts![field.at, "/show_if"], fault);
            }
            Some(_) => {}
            None => missing.push(texts!["\"", group.name, ".", row.name, "\""]),
        }
    }
    if !missing.is_empty() {
        reader.fault(texts![group.at, "/fields"], Fault::NobodyGives.of(&[&joined(&missing, ", ")]));
    }
}
