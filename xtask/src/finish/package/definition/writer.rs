//! From a place in the schema to its type.

use std::cell::RefCell;

use serde_json::{Value, json};

use crate::finish::package::places::{alternatives, branch, entries, only, prefix, reference};
use crate::finish::package::typescript::{comment, key, list, literal, union};

/// No names to speak of.
pub(super) const NOTHING: &Value = &Value::Null;

pub(super) struct Writer<'a> {
    definitions: &'a Value,
    /// What definitions for all targets have in common, and a type of its own: which were asked for.
    common: RefCell<Vec<String>>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(definitions: &'a Value) -> Self {
        Self { definitions, common: RefCell::default() }
    }

    /// The types that others refer to, and those that these refer to.
    pub(super) fn common(&self) -> String {
        let mut types = String::new();
        let mut written = 0;
        while let Some(name) = { self.common.borrow().get(written).cloned() } {
            let definition = &self.definitions[&name];
            types.extend(["\n", &comment("", definition["description"].as_str().unwrap_or_default())]);
            types.extend([
                "export type ",
                &type_name(&name),
                " = ",
                &self.of(definition, NOTHING, ""),
                ";\n",
            ]);
            written += 1;
        }
        types
    }

    /// The name of such a type.
    fn refer(&self, name: &str) -> String {
        let mut common = self.common.borrow_mut();
        if !common.iter().any(|known| known == name) {
            common.push(name.to_owned());
        }
        type_name(name)
    }

    /// A definition for one target: what all have in common, where its names stand, and `fields` or `steps`.
    pub(super) fn definition(&self, schema: &Value, target: &str, names: &Value) -> String {
        let alternatives = alternatives(schema);
        let mut own = only(schema, |name| name == "target" || !names["properties"][name].is_null());
        own["properties"]["target"] = json!({ "const": target });
        let mut own = only(&own, |name| !alternatives.contains(&name));
        own["required"] = json!(["target"]);
        let one_of = |chosen: &&str| {
            let mut one = only(schema, |name| alternatives.contains(&name));
            one["required"] = json!([chosen]);
            for other in alternatives.iter().filter(|other| *other != chosen) {
                one["properties"][*other] = json!({ "not": {} });
            }
            self.object(&one, names, "  ")
        };
        let one = union(alternatives.iter().map(one_of));
        format!("Common & {} & ({one})", self.object(&own, names, "  "))
    }

    /// The type of what fits `schema`, with the names that `names` allows.
    pub(super) fn of(&self, schema: &Value, names: &Value, indent: &str) -> String {
        if let Some(type_of_names) = named(names) {
            return type_of_names;
        }
        if let Some(name) = reference(schema) {
            let definition = &self.definitions[name];
            return match (names, definition["type"] == "object") {
                (Value::Null, _) => self.refer(name),
                (_, true) => self.objects(definition, branch(names, definition), indent, Some(name)),
                (_, false) => self.of(definition, names, indent),
            };
        }
        if schema["not"].is_object() {
            return "undefined".to_owned();
        }
        if let Some(alternatives) = schema["anyOf"].as_array() {
            return union(alternatives.iter().map(|schema| self.of(schema, names, indent)));
        }
        let names = branch(names, schema);
        if let Some(type_of_names) = named(names) {
            return type_of_names;
        }
        if let Some(values) = names["enum"].as_array().or(schema["enum"].as_array()) {
            return union(values.iter().map(literal));
        }
        match (&schema["const"], &schema["type"]) {
            (Value::Null, Value::Array(types)) => union(types.iter().map(primitive)),
            (Value::Null, Value::String(name)) if name == "object" => {
                self.objects(schema, names, indent, None)
            }
            (Value::Null, Value::String(name)) if name == "array" => {
                list(&self.of(&schema["items"], &names["items"], indent))
            }
            (Value::Null, Value::String(name)) if name == "string" => match prefix(&schema["pattern"]) {
                Some(prefix) => format!("`{prefix}${{string}}`"),
                None => "string".to_owned(),
            },
            (Value::Null, name) if schema["pattern"].is_null() => primitive(name),
            // Of a name: the rest of its schema says that it is text.
            (Value::Null, _) => {
                self.of(&json!({ "type": "string", "pattern": schema["pattern"] }), NOTHING, "")
            }
            (exact, _) => literal(exact),
        }
    }

    /// An object; or, where `names` has rules for some of its names, one of several. Of a definition that has a type, only
    /// what `names` speaks of is written anew.
    fn objects(&self, schema: &Value, names: &Value, indent: &str, known: Option<&str>) -> String {
        let object = |names: &Value| {
            let Some(known) = known else { return self.object(schema, names, indent) };
            let anew = only(schema, |name| {
                !names["properties"][name].is_null() || entries(&names["required"]).any(|one| one == name)
            });
            let keys = union(
                anew["properties"].as_object().into_iter().flatten().map(|(name, _)| literal(&json!(name))),
            );
            format!("Omit<{}, {keys}> & {}", self.refer(known), self.object(&anew, names, indent))
        };
        let special: Vec<&Value> =
            entries(&names["allOf"]).map(|rule| &rule["if"]["properties"]["name"]["const"]).collect();
        let mut others = names.clone();
        if !special.is_empty() {
            others["properties"]["name"]["not"] = json!(special);
        }
        let each = entries(&names["allOf"]).zip(&special).map(|(rule, name)| {
            let mut names = rule["then"].clone();
            names["properties"]["name"] = json!({ "enum": [name] });
            object(&names)
        });
        union(std::iter::once(object(&others)).chain(each))
    }

    /// An object's properties; or what its names and values are, where it has none of its own.
    pub(super) fn object(&self, schema: &Value, names: &Value, indent: &str) -> String {
        let Some(properties) = schema["properties"].as_object() else {
            if let Some(path) = reference(&names["propertyNames"]) {
                return format!("Partial<Attributes[{}]>", literal(&path.trim_end_matches("-path").into()));
            }
            let value = match (&schema["additionalProperties"], &names["additionalProperties"]) {
                (Value::Null, Value::Null) => "unknown".to_owned(),
                (schema, names) => self.of(schema, names, indent),
            };
            return format!("Readonly<Record<string, {value}>>");
        };
        let required = |name: &str| {
            [schema, names].iter().any(|side| entries(&side["required"]).any(|required| required == name))
        };
        let inner = [indent, "  "].concat();
        let mut object = String::from("{\n");
        for (name, property) in properties {
            let names = &names["properties"][name];
            object.push_str(&comment(&inner, &about(property)));
            let mark = if required(name) { "" } else { "?" };
            object.extend([&inner, &key(name), mark, ": ", &self.of(property, names, &inner), ";\n"]);
        }
        object.extend([indent, "}"]);
        object
    }
}

/// The type that a reference to a target's names means.
fn named(names: &Value) -> Option<String> {
    let (target, kind) = reference(names)?.rsplit_once('-')?;
    let target = literal(&target.into());
    let type_of_names = match kind {
        "path" => format!("keyof Attributes[{target}]"),
        "name" => format!("Names[{target}]"),
        _ => format!("Fields[{target}]"),
    };
    let without: Vec<String> = entries(&names["not"]).map(literal).collect();
    Some(if without.is_empty() {
        type_of_names
    } else {
        format!("Exclude<{type_of_names}, {}>", union(without))
    })
}

fn about(property: &Value) -> String {
    let text = property["description"].as_str().unwrap_or_default();
    match &property["default"] {
        Value::Null => text.to_owned(),
        default => format!("{text} Without it: {default}."),
    }
}

fn primitive(name: &Value) -> String {
    match name.as_str() {
        Some("integer" | "number") => "number",
        Some("array") => "readonly (string | number | boolean)[]",
        Some(name @ ("string" | "boolean" | "null")) => name,
        _ => "unknown",
    }
    .to_owned()
}

/// `field_or_name` is `FieldOrName`.
fn type_name(definition: &str) -> String {
    let mut name = String::new();
    for part in definition.split('_') {
        let (first, rest) = part.split_at(part.len().min(1));
        name.extend([&first.to_uppercase(), rest]);
    }
    name
}
