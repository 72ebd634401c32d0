//! `[form.NAME.options]`: which path of the API lists the choices of a field.

use std::collections::BTreeMap;

use leadform_spec::Definition;
use leadform_spec::api::Kind;
use leadform_spec::definition::{Field, Options};
use toml::de::{DeTable, DeValue};

use super::definition::Read;
use crate::config::reader::{self, Reader, Span, in_order, kind, quoted};
use crate::config::section::Section;

pub(super) fn read<'t>(
    section: &Section<'t>,
    definition: &Read,
    reader: &mut Reader<'t>,
) -> Option<BTreeMap<String, String>> {
    let mistakes = reader.mistakes.len();
    let mut entries = Vec::new();
    if let Some(found) = section.find("options") {
        let Some(table) = found.value.as_table() else {
            reader.say(
                &found.at,
                format!("`options` is {} and should be a table", kind(found.value)),
                "Write it as a table of its own: [form.NAME.options], and each field below it.",
            );
            return None;
        };
        flatten(table, "", &mut entries);
    }
    let fields = all_fields(&definition.definition);
    let mut options = BTreeMap::new();
    // One with a mistake of its own is not missing.
    let written: Vec<String> = entries.iter().map(|(name, ..)| name.clone()).collect();
    for (name, key_at, at, value) in entries {
        let Some(path) = value.as_str() else {
            reader.say(
                &at,
                format!(
                    "the options of {} are {} and should be a path of the API",
                    quoted(&name),
                    kind(value)
                ),
                "Write it in double quotes, with one / in front: FIELD = \"/path/of/the/list\"",
            );
            continue;
        };
        if is_listed(&name, &key_at, &fields, definition, reader)
            && is_path(&name, path, &at, &fields, reader)
            && options.insert(name.clone(), path.to_owned()).is_some()
        {
            reader.say(
                &key_at,
                format!("the options of {} stand here twice", quoted(&name)),
                "Only one of the two can hold. Take the other out.",
            );
        }
    }
    nothing_served(section, definition, &fields, &written, reader);
    (reader.mistakes.len() == mistakes).then_some(options)
}

/// Names with dots may be written as tables within tables.
fn flatten<'t>(
    table: &'t DeTable<'t>,
    prefix: &str,
    entries: &mut Vec<(String, Span, Span, &'t DeValue<'t>)>,
) {
    for (key, value) in in_order(Some(table)) {
        let name = format!("{prefix}{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => flatten(inner, &format!("{name}."), entries),
            other => entries.push((name, key.span(), value.span(), other)),
        }
    }
}

/// Every field with its name, and which it may depend on: those before it, and those before it in its group. A field of
/// a group is named with the group in front.
fn all_fields(definition: &Definition) -> Vec<(String, &Field, Vec<String>)> {
    let mut fields = Vec::new();
    let mut before: Vec<String> = Vec::new();
    for field in definition.fields() {
        let mut before_inside = before.clone();
        for inner in &field.fields {
            fields.push((format!("{}.{}", field.name, inner.name), inner, before_inside.clone()));
            before_inside.push(inner.name.clone());
        }
        fields.push((field.name.clone(), field, before.clone()));
        before.push(field.name.clone());
    }
    fields
}

type Fields<'d> = [(String, &'d Field, Vec<String>)];

/// Whether the field is on the form, and its choices are to be fetched.
fn is_listed(name: &str, at: &Span, fields: &Fields<'_>, definition: &Read, reader: &mut Reader<'_>) -> bool {
    let file = definition.file.display();
    let (problem, remedy) = match fields.iter().find(|(known, _, _)| known == name) {
        Some((_, Field { options: Some(Options::From(_)), .. }, _)) => return true,
        None => {
            let near = reader::near(name, fields.iter().map(|(known, _, _)| known.as_str()));
            let near = near.map_or("Take".to_owned(), |near| format!("Did you mean `{near}`? If not, take"));
            (
                "has options here, and the form does not ask for it",
                format!("{near} it out, or add the field in {file}."),
            )
        }
        Some((_, Field { options: Some(Options::Listed(_)), .. }, _)) => (
            "has options here, and the form's definition lists its choices itself",
            format!("Take it out here, or write \"options\": {{ \"from\": \"options\" }} in {file}."),
        ),
        Some((_, field, _))
            if matches!(field.row.kind, Kind::Date | Kind::Hours | Kind::Groups(_) | Kind::Files(_)) =>
        {
            ("has options here, and is not chosen from a list", "Take it out.".to_owned())
        }
        Some(_) => (
            "has options here, and the form's definition does not fetch any",
            format!(
                "Give the field \"options\": {{ \"from\": \"options\" }} in {file}, or take it out here."
            ),
        ),
    };
    reader.say(at, format!("{} {problem}", quoted(name)), remedy);
    false
}

/// Whether it is a path of the API, whose placeholders are fields.
fn is_path(name: &str, path: &str, at: &Span, fields: &Fields<'_>, reader: &mut Reader<'_>) -> bool {
    let shown = quoted(name);
    let is_plain = |char: char| !char.is_whitespace() && !char.is_control() && !"#\\\"<>".contains(char);
    if !path.starts_with('/') || path.starts_with("//") || !path.chars().all(is_plain) {
        reader.say(
            at,
            format!("the options of {shown} are no path of the API"),
            "Write the path that stands behind the upstream's `base_url`, with one / in front, such as \
             \"/api/v1/list?parent={FIELD}\".",
        );
        return false;
    }
    let Some(placeholders) = placeholders(path) else {
        reader.say(
            at,
            format!("the options of {shown} have a brace without its other one"),
            "Write a field's value as {FIELD}, such as \"/api/v1/list?parent={FIELD}\".",
        );
        return false;
    };
    let before = fields.iter().find(|(known, _, _)| known == name).map_or(&[][..], |(_, _, before)| before);
    for placeholder in placeholders {
        if before.iter().any(|known| known == placeholder) {
            continue;
        }
        let near = reader::near(placeholder, before.iter().map(String::as_str));
        let remedy = match near {
            Some(near) => format!("Did you mean {{{near}}}? If not, name a field that comes before."),
            None => "Name a field that comes before, or write the value itself.".to_owned(),
        };
        reader.say(
            at,
            format!("the options of {shown} depend on {}, which is no field before it", quoted(placeholder)),
            remedy,
        );
        return false;
    }
    true
}

/// The names between braces; none if the braces are no pairs.
fn placeholders(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find(['{', '}']) {
        let inside = rest[open..].strip_prefix('{')?;
        let end = inside.find(['{', '}']).filter(|end| inside[*end..].starts_with('}'))?;
        names.push(&inside[..end]);
        rest = &inside[end + 1..];
    }
    Some(names)
}

/// A list with a relative address is looked for at the gateway, which has it only if it stands here.
fn nothing_served(
    section: &Section<'_>,
    definition: &Read,
    fields: &Fields<'_>,
    written: &[String],
    reader: &mut Reader<'_>,
) {
    for (name, field, _) in fields {
        let Some(Options::From(address)) = &field.options else { continue };
        let is_elsewhere = ["https://", "http://", "//"].iter().any(|start| address.starts_with(start));
        if is_elsewhere || written.contains(name) {
            continue;
        }
        reader.say(
            &section.at,
            format!(
                "the choices of {} would be looked for at the gateway, and nothing is served there for {}",
                quoted(name),
                section.title
            ),
            format!(
                "Add `{name} = \"/path/of/the/list\"`, a path of the API, below {}; or give \"from\" in {} a whole address \
                 (https://…).",
                section.title.replace(']', ".options]"),
                definition.file.display()
            ),
        );
    }
}
