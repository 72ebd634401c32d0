//! The schema of form definitions passes every definition that is read without a mistake.
#![cfg(not(target_arch = "wasm32"))]

use std::sync::LazyLock;

use jsonschema::Validator;
use leadform_spec::{Definition, schema};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = schema::form();
    jsonschema::meta::validate(&schema).expect("a schema of the draft 2020-12");
    jsonschema::draft202012::new(&schema).expect("a schema")
});

/// The examples, and those of the page.
fn published() -> Vec<Value> {
    let page = include_str!("../../docs/FORMS.md").split("```json\n").skip(1);
    let examples = [
        include_str!("../../examples/ladiflow-customer.json"),
        include_str!("../../examples/erp-lead.json"),
        include_str!("../../examples/erp-booking.json"),
        include_str!("../../examples/1office-contact.json"),
        include_str!("../../examples/zalo-journey.json"),
    ];
    let sources = page.map(|rest| rest.split("```").next().unwrap_or_default()).chain(examples);
    sources.map(|source| serde_json::from_str(source).expect("JSON")).collect()
}

fn refusals(definition: &Value) -> Vec<String> {
    SCHEMA.iter_errors(definition).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_definition_that_we_publish_passes() {
    for definition in published() {
        assert_eq!(refusals(&definition), Vec::<String>::new(), "{definition:#}");
    }
}

#[test]
fn what_an_editor_can_see_is_refused() {
    let start = json!({ "version": 1, "target": "1office-contact", "fields": ["name"] });
    assert!(SCHEMA.is_valid(&start));
    for (key, value) in [
        ("version", json!(2)),
        ("target", json!("1office")),
        ("titel", json!("a")),
        ("title", json!({})),
        ("fields", json!([])),
        ("fields", json!(["nam"])),
        ("fields", json!(["full_name"])),
        ("fields", json!([{ "name": "name", "control": "input" }])),
        ("fields", json!([{ "name": "name", "width": "third" }])),
        ("fields", json!([{ "label": "a" }])),
        ("fields", json!([{ "name": "detail" }])),
        ("fields", json!([{ "name": "detail", "fields": ["title"] }])),
        ("fields", json!([{ "name": "cf31", "options": [] }])),
        ("fields", json!([{ "name": "cf31", "show_if": { "field": "name" } }])),
        ("steps", json!([{ "fields": ["name"] }])),
        ("values", json!({ "full_name": "a" })),
        ("values", json!({ "access_token": "a" })),
        ("supplied", json!(["codes"])),
        ("attribution", json!({ "utm_source": "source" })),
        ("consent", json!({ "required": true })),
        ("consent", json!([{ "text": "a", "field": "source" }])),
        ("success", json!({ "redirect": "javascript:alert(1)" })),
        ("phone", json!("us")),
        ("phone_format", json!(84)),
        ("gateway", json!(1)),
    ] {
        let mut definition = start.clone();
        definition[key] = value;
        assert!(!SCHEMA.is_valid(&definition), "{definition}");
    }
}

/// Every place in `value`, by JSON pointer.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => {
            map.iter().map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(entries) => {
            entries.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (key, value) in children {
        pointers(value, &format!("{at}/{key}"), found);
    }
}

/// What somebody might write somewhere.
fn scraps() -> Vec<Value> {
    let scraps = r#"[
        null, true, false, 0, 1, 1.0, -2, 8.5, "", " ", "x", "today", "2026-01-31", "08:30", "half", "full", "radio",
        "hidden", "phone", "name", "detail", "files", "gender", "custom_fields.x", "custom_fields.0", "custom_fields. ",
        "{page_url}", "{query.x}", "/", "/a", "HTTPS://x.vn", "84", "international", [], {}, ["x"], ["phone"], [1], [{}],
        { "vi": "a" }, { "en": "a", "vi": "b" }, [{ "value": "x" }], [{ "value": 1, "label": { "en": "a" } }],
        { "from": "a.json" }, { "field": "gender", "is": "male" }, { "field": "gender", "is": [true, 1] }, { "text": "a" },
        [{ "text": "a", "purpose": "b" }], { "name": "phone" }, { "message": "a", "redirect": "/a" },
        { "name": "detail", "fields": ["name"], "min": 0, "max": 2 }
    ]"#;
    serde_json::from_str(scraps).expect("JSON")
}

/// Every key of a definition, and one of none.
fn keys() -> Vec<&'static str> {
    let keys = "version target title fields steps values supplied attribution consent submit success phone phone_format \
        gateway $schema name label placeholder help control options default required show_if prefill min max pattern \
        width accept max_bytes purpose policy_url ?";
    keys.split_whitespace().collect()
}

/// A published definition, changed in a few places.
fn changed() -> impl Strategy<Value = Value> {
    let change = (any::<Index>(), prop::option::of(select(keys())), select(scraps()));
    (select(published()), vec(change, 1..4)).prop_map(|(mut definition, changes)| {
        for (place, key, scrap) in changes {
            let mut found = Vec::new();
            pointers(&definition, "", &mut found);
            let target = definition.pointer_mut(place.get::<String>(&found)).expect("a place");
            match (key, target.as_object_mut()) {
                (Some(key), Some(map)) => drop(map.insert(key.to_owned(), scrap)),
                _ => *target = scrap,
            }
        }
        definition
    })
}

/// A definition in which most keys can be put to use.
fn rich() -> Value {
    json!({
        "version": 1,
        "target": "ladiflow-customer",
        "steps": [{ "title": "a", "fields": [
            "phone",
            { "name": "gender", "options": [{ "value": "male", "label": "Nam" }] },
            { "name": "score", "min": 1 },
            { "name": "tags", "default": ["a"] },
            { "name": "custom_fields.a", "show_if": { "field": "gender", "is": ["male"] } },
        ] }],
        "values": { "source": "web" },
        "attribution": { "utm_source": "city" },
        "consent": [{ "text": { "vi": "a" } }],
        "success": {},
    })
}

#[test]
fn what_is_read_passes_whatever_is_changed_in_one_place() {
    let start = rich();
    let mut places = Vec::new();
    pointers(&start, "", &mut places);
    let mut read = 0;
    for place in places {
        let is_object = start.pointer(&place).is_some_and(Value::is_object);
        let keys = keys().into_iter().filter(|_| is_object).map(|key| format!("{place}/{key}"));
        for (place, scrap) in keys
            .chain([place.clone()])
            .flat_map(|place| scraps().into_iter().map(move |s| (place.clone(), s)))
        {
            let mut definition = start.clone();
            let (parent, key) = place.rsplit_once('/').unwrap_or_default();
            match definition.pointer_mut(parent) {
                Some(Value::Object(map)) if !key.is_empty() => drop(map.insert(key.to_owned(), scrap)),
                _ => *definition.pointer_mut(&place).expect("a place") = scrap,
            }
            if Definition::parse(&definition.to_string()).is_ok() {
                read += 1;
                assert_eq!(refusals(&definition), Vec::<String>::new(), "{definition}");
            }
        }
    }
    assert!(read > 1000, "only {read} of the changed definitions are read");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_without_a_mistake_passes(definition in changed()) {
        match Definition::parse(&definition.to_string()) {
            Ok(_) => prop_assert_eq!(refusals(&definition), Vec::<String>::new(), "{}", definition),
            Err(mistakes) => prop_assert!(!mistakes.is_empty()),
        }
    }
}
