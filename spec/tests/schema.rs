//! The schemas and the tables say the same. `schema_agrees.rs` asks an independent validator.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::api::{Kind, Presence};
use leadform_spec::definition::{Control, Definition, Fault};
use leadform_spec::{apis, schema};
use serde_json::{Value, json};
use support::places;

#[test]
fn a_schema_says_what_it_is() {
    for api in apis::ALL {
        let schema = schema::body(api);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("https://leadform.example/schema/{}", api.id));
        assert_eq!(schema["title"], api.title);
        assert_eq!(schema["additionalProperties"], false);
    }
    assert_eq!(schema::form()["$id"], "https://leadform.example/schema/form");
}

#[test]
fn every_row_is_a_property_with_its_labels_and_its_number() {
    for place in places() {
        let schema = schema::body(place.api);
        let property = &level(&schema, place.parent)["properties"][place.row.name];
        assert_eq!(property["title"], place.row.label.vi, "{}", place.name());
        let description = property["description"].as_str().unwrap_or_default();
        let start = format!("{} (row {}", place.row.label.en, place.row.number);
        assert!(description.starts_with(&start), "{}: {description}", place.name());
    }
}

#[test]
fn properties_stand_in_the_order_of_the_document() {
    for api in apis::ALL {
        let schema = schema::body(api);
        let names: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        assert_eq!(names, api.rows.iter().map(|row| row.name).collect::<Vec<_>>(), "{}", api.id);
    }
}

#[test]
fn what_is_required_is_required_by_the_schema() {
    for place in places() {
        let schema = schema::body(place.api);
        let required = &level(&schema, place.parent)["required"];
        let listed = required.as_array().is_some_and(|names| names.contains(&json!(place.row.name)));
        assert_eq!(listed, place.row.presence == Presence::Required, "{}", place.name());
    }
    for api in apis::ALL {
        let pairs: Vec<Value> = api.either.iter().map(|pair| json!(pair)).collect();
        let schema = schema::body(api);
        let any = schema["allOf"].as_array().cloned().unwrap_or_default();
        let found: Vec<Value> = any
            .iter()
            .map(|pair| {
                pair["anyOf"].as_array().unwrap().iter().map(|one| one["required"][0].clone()).collect()
            })
            .collect();
        assert_eq!(found, pairs, "{}", api.id);
    }
}

#[test]
fn listed_values_are_exactly_the_documented_ones() {
    for place in places() {
        let schema = schema::body(place.api);
        let property = &level(&schema, place.parent)["properties"][place.row.name];
        let mut lists = Vec::new();
        values(property, &mut lists);
        let Some(choices) = place.row.kind.choices() else {
            assert!(lists.is_empty(), "{}", place.name());
            continue;
        };
        let documented: Vec<&str> = choices.values.iter().map(|choice| choice.value).collect();
        assert_eq!(lists.len(), if place.row.kind.is_list() { 2 } else { 1 }, "{}", place.name());
        for list in lists {
            assert_eq!(list, json!(documented), "{}", place.name());
        }
    }
}

#[test]
fn every_key_of_the_form_schema_is_explained() {
    fn visit(schema: &Value, at: &str) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            for key in ["title", "description"] {
                assert!(
                    property[key].as_str().is_some_and(|text| !text.is_empty()),
                    "{at}/{name} has no {key}"
                );
            }
            visit(property, &format!("{at}/{name}"));
        }
        let alternatives = schema["anyOf"].as_array().into_iter().flatten();
        alternatives.chain(schema.get("items")).for_each(|inner| visit(inner, at));
    }
    let schema = schema::form();
    visit(&schema, "");
    for name in ["text", "step", "consent", "field"] {
        visit(&schema["$defs"][name], name);
    }
}

#[test]
fn the_form_schema_has_the_keys_that_the_reader_takes() {
    let form = schema::form();
    let definitions = &form["$defs"];
    let start = r#"{"version": 1, "target": "erp-lead""#;
    let options = &definitions["field"]["properties"]["options"]["anyOf"];
    for (object, rest) in [
        (&form, r#", "fields": ["gender"], "?": 0}"#),
        (&definitions["field"], r#", "fields": [{"name": "gender", "?": 0}]}"#),
        (&definitions["step"], r#", "steps": [{"fields": ["gender"], "?": 0}]}"#),
        (&definitions["consent"], r#", "fields": ["gender"], "consent": {"text": "a", "?": 0}}"#),
        (&definitions["text"]["anyOf"][1], r#", "fields": ["gender"], "title": {"vi": "a", "?": 0}}"#),
        (&form["properties"]["success"], r#", "fields": ["gender"], "success": {"?": 0}}"#),
        (
            &options[0]["items"],
            r#", "fields": [{"name": "gender", "options": [{"value": "male", "?": 0}]}]}"#,
        ),
        (&options[1], r#", "fields": [{"name": "gender", "options": {"from": "a", "?": 0}}]}"#),
        (
            &definitions["field"]["properties"]["show_if"],
            r#", "fields": [{"name": "gender", "show_if": {"field": "street", "is": [], "?": 0}}]}"#,
        ),
    ] {
        let mistakes = Definition::parse(&format!("{start}{rest}")).unwrap_err();
        let known = mistakes.iter().find_map(|mistake| match &mistake.fault {
            Fault::UnknownKey => {
                mistake.sentence.strip_prefix("unknown key \"?\"; remove it, or use one of ")
            }
            _ => None,
        });
        let known = known.unwrap_or_else(|| panic!("{rest}: {mistakes:?}"));
        let mut taken: Vec<&str> = known.split(", ").map(|key| key.trim_matches('"')).collect();
        let mut keys: Vec<&str> =
            object["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        taken.sort_unstable();
        keys.sort_unstable();
        assert_eq!(keys, taken, "{rest}");
    }
}

#[test]
fn the_form_schema_offers_every_control_and_every_target() {
    let form = schema::form();
    let controls: Vec<&str> = Control::NAMED.iter().map(|(name, _)| *name).collect();
    assert_eq!(form["$defs"]["field"]["properties"]["control"]["enum"], json!(controls));
    assert_eq!(form["properties"]["target"]["enum"], json!(apis::ALL.map(|api| api.id)));
}

#[test]
fn the_form_schema_completes_the_paths_of_each_target() {
    let form = schema::form();
    for api in apis::ALL {
        let names = &form["$defs"][format!("{}-name", api.id)]["anyOf"][0]["enum"];
        let names: Vec<&str> = names.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let mut paths = Vec::new();
        for row in api.rows {
            match row.kind {
                Kind::Group(rows) => {
                    paths.extend(rows.iter().map(|inner| format!("{}.{}", row.name, inner.name)));
                }
                Kind::Named(_) => {}
                _ => paths.push(row.name.to_owned()),
            }
        }
        assert_eq!(names, paths, "{}", api.id);
        for path in names {
            assert!(api.row(path).is_some(), "{} {path}", api.id);
        }
    }
}

/// The schema of the object that a row is in.
fn level<'a>(schema: &'a Value, parent: Option<&'static leadform_spec::Row>) -> &'a Value {
    match parent {
        None => schema,
        Some(row) if matches!(row.kind, Kind::Group(_)) => &schema["properties"][row.name],
        Some(row) => &schema["properties"][row.name]["items"],
    }
}

/// Every list of values in `schema`.
fn values(schema: &Value, found: &mut Vec<Value>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                if key == "enum" || key == "x-values" {
                    found.push(value.clone());
                } else if key != "properties" {
                    values(value, found);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| values(value, found)),
        _ => {}
    }
}
