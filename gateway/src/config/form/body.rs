//! How large a form's bodies may be: what its fields can hold, and no more.

use leadform_spec::api::Kind;
use leadform_spec::definition::{Bound, Field};
use leadform_spec::{Definition, Limit};

use super::definition::Read;
use crate::config::reader::Reader;
use crate::config::section::Section;
use crate::input::{LIMIT_BYTES, LIMIT_MIB};

/// Room for all that is no file.
const BASE_BYTES: usize = 64 * 1024;
/// What stands around each file: its name, its type, and the keys.
const AROUND_BYTES: usize = 1024;
/// How many files there is room for, where the definition does not say how many.
const FILES: usize = 4;

pub(super) fn max_bytes<'t>(
    section: &Section<'t>,
    definition: &Read,
    reader: &mut Reader<'t>,
) -> Option<usize> {
    let wanted = wanted(&definition.definition);
    if wanted <= LIMIT_BYTES {
        return Some(wanted);
    }
    let files = definition.definition.fields().find(|field| matches!(field.row.kind, Kind::Files(_)));
    let name = files.map_or("", |field| field.name.as_str());
    reader.say(
        &section.place("definition"),
        format!(
            "a lead of {} could have {} MiB, and the gateway takes {LIMIT_MIB} MiB, since it holds each in memory",
            section.title,
            wanted / (1024 * 1024)
        ),
        format!(
            "Give \"{name}\" in {} a smaller \"max\" or \"max_bytes\"; files grow by a third on the wire.",
            definition.file.display()
        ),
    );
    None
}

/// What the fields of a form can hold.
fn wanted(definition: &Definition) -> usize {
    definition
        .fields()
        .filter(|field| matches!(field.row.kind, Kind::Files(_)))
        .map(file_bytes)
        .fold(BASE_BYTES, usize::saturating_add)
}

/// Files travel in base64, four characters for three bytes.
fn file_bytes(field: &Field) -> usize {
    let each = field.max_bytes.div_ceil(3).saturating_mul(4).saturating_add(AROUND_BYTES);
    match field.max {
        Some(Bound::Limit(Limit::Count(count))) => each.saturating_mul(count),
        // No number is given: what fits, but always one.
        _ => each.max(each.saturating_mul(FILES).min(LIMIT_BYTES - BASE_BYTES)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted_with(files: &str) -> usize {
        let example = include_str!("../../../../examples/full/1office-contact.json");
        let definition: serde_json::Value = serde_json::from_str(example).unwrap();
        let mut definition = definition;
        let name = definition["fields"].as_array().unwrap().iter().find(|field| field["accept"].is_string());
        let name = name.unwrap()["name"].clone();
        let mut fields = definition["fields"].take().as_array().unwrap().clone();
        fields.retain(|field| field["name"] != name);
        if !files.is_empty() {
            let mut field: serde_json::Value = serde_json::from_str(files).unwrap();
            field["name"] = name;
            fields.push(field);
        }
        definition["fields"] = fields.into();
        wanted(&Definition::parse(&definition.to_string()).unwrap())
    }

    #[test]
    fn a_body_may_be_as_large_as_its_files_in_base64_and_the_rest() {
        assert_eq!(wanted_with(""), 64 * 1024);
        assert_eq!(wanted_with(r#"{"max": 3, "max_bytes": 2000000}"#), 65_536 + 3 * (2_666_668 + 1024));
        assert_eq!(wanted_with(r"{}"), 65_536 + 4 * (6_666_668 + 1024));
        assert_eq!(wanted_with(r#"{"max_bytes": 20000000}"#), LIMIT_BYTES);
        assert!(wanted_with(r#"{"max_bytes": 60000000}"#) > LIMIT_BYTES);
        assert!(wanted_with(r#"{"max": 9007199254740991, "max_bytes": 9007199254740991}"#) > LIMIT_BYTES);
    }
}
