//! Finding one's way in a JSON Schema.

use serde_json::Value;

/// The keys of which a definition has one.
pub(super) fn alternatives(schema: &Value) -> Vec<&str> {
    entries(&schema["oneOf"]).filter_map(|one| one["required"][0].as_str()).collect()
}

/// The schema of an object without some of its properties.
pub(super) fn only(schema: &Value, keep: impl Fn(&str) -> bool) -> Value {
    let mut schema = schema.clone();
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.retain(|name, _| keep(name));
    }
    schema
}

/// What `names` says of text, or of anything else.
pub(super) fn branch<'a>(names: &'a Value, schema: &Value) -> &'a Value {
    match (&names["if"], schema["type"] == "string") {
        (Value::Null, _) => names,
        (_, true) => &names["then"],
        (_, false) => &names["else"],
    }
}

/// What every text that fits the pattern begins with: `custom_fields.` of `^custom_fields\..+$`.
pub(super) fn prefix(pattern: &Value) -> Option<String> {
    let mut prefix = String::new();
    let mut chars = pattern.as_str()?.strip_prefix('^')?.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => prefix.push(chars.next().filter(|escaped| !escaped.is_alphanumeric())?),
            char if char.is_alphanumeric() || char == '_' => prefix.push(char),
            _ => break,
        }
    }
    (!prefix.is_empty()).then_some(prefix)
}

pub(super) fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix("#/$defs/")
}

pub(super) fn entries(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::prefix;

    #[test]
    fn a_pattern_is_known_by_what_it_begins_with() {
        assert_eq!(prefix(&r"^custom_fields\.[^.]+$".into()).as_deref(), Some("custom_fields."));
        for other in [r"\S", "^(https?)", r"^\d+$"] {
            assert_eq!(prefix(&other.into()), None, "{other}");
        }
    }
}
