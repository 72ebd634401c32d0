//! An independent validator and `check` agree: whatever `check` passes, the schema passes, and the other way round
//! for what a schema can say.
#![cfg(not(target_arch = "wasm32"))]

// Next to this file it would be a test of its own.
#[path = "schema_agrees/bodies.rs"]
mod bodies;
mod support;

use std::sync::LazyLock;

use bodies::{anything, body, candidates};
use jsonschema::Validator;
use leadform_spec::{Api, Issue, Problem, apis, schema, value::text};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use support::{check, full, minimal, places};

static BODIES: LazyLock<Vec<(&'static Api, Validator)>> =
    LazyLock::new(|| apis::ALL.into_iter().map(|api| (api, compiled(&schema::body(api)))).collect());

fn compiled(schema: &Value) -> Validator {
    jsonschema::meta::validate(schema).expect("a schema of the draft 2020-12");
    jsonschema::draft202012::new(schema).expect("a schema")
}

fn passes_schema(api: &Api, body: &Value) -> bool {
    let (_, validator) = BODIES.iter().find(|(known, _)| known.id == api.id).expect("an API");
    validator.is_valid(&trimmed(body))
}

/// The body with its strings as `check` reads them.
fn trimmed(value: &Value) -> Value {
    match value {
        Value::String(given) => Value::from(text::clean(given)),
        Value::Array(entries) => entries.iter().map(trimmed).collect(),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(name, value)| (name.clone(), trimmed(value))).collect())
        }
        other => other.clone(),
    }
}

/// That `check` and the schema say the same of `body`.
fn assert_agreement(api: &'static Api, body: &Value) {
    match check(api, body) {
        Ok(_) => assert!(passes_schema(api, body), "{}: check alone passes {body}", api.id),
        Err(issues) => {
            if issues.iter().any(|issue| !is_beyond_a_schema(api, body, issue)) {
                assert!(!passes_schema(api, body), "{}: {issues:?}, and the schema passes {body}", api.id);
            }
        }
    }
}

/// Whether a schema cannot say this: which phone numbers there are, which days are in the calendar, and what stands
/// between the commas of a text.
fn is_beyond_a_schema(api: &Api, body: &Value, issue: &Issue) -> bool {
    let pointer = format!("/{}", issue.field.replace('.', "/"));
    let given = body.pointer(&pointer);
    let is_joined =
        api.row(&issue.field).is_some_and(|row| row.kind.is_list()) && given.is_some_and(Value::is_string);
    match issue.problem {
        Problem::Phone | Problem::Phone2018 { .. } => true,
        Problem::Date { .. } => {
            let looks_right = |text: &str| {
                let parts: Vec<&str> = text::trim(text).split(['-', '/']).collect();
                let mut widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
                widths.sort_unstable();
                widths == [2, 2, 4]
            };
            given.and_then(Value::as_str).is_some_and(looks_right)
        }
        Problem::Required | Problem::Email | Problem::Choice | Problem::Format { .. } => is_joined,
        _ => false,
    }
}

#[test]
fn good_bodies_pass_both() {
    for api in apis::ALL {
        for body in [minimal(api), full(api)] {
            assert!(check(api, &body).is_ok() && passes_schema(api, &body), "{}", api.id);
        }
    }
    for place in places() {
        assert!(passes_schema(place.api, &place.body(place.sample())), "{}", place.name());
    }
}

#[test]
fn they_agree_on_every_candidate_in_every_row() {
    for place in places() {
        assert_agreement(place.api, &place.body_without());
        for value in candidates(&place) {
            assert_agreement(place.api, &place.body(value));
        }
    }
}

#[test]
fn they_agree_on_pairs() {
    let values = [Value::Null, json!(""), json!(" "), json!("an@example.vn"), json!("0912345678"), json!(12)];
    for api in apis::ALL {
        for [one, other] in api.either {
            for (a, b) in values.iter().flat_map(|a| values.iter().map(move |b| (a, b))) {
                let mut body = minimal(api);
                body[*one] = a.clone();
                body[*other] = b.clone();
                assert_agreement(api, &body);
                body.as_object_mut().unwrap().retain(|name, _| name != other);
                assert_agreement(api, &body);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn they_agree_on_whatever_somebody_might_send((api, body) in body()) {
        assert_agreement(api, &body);
    }

    #[test]
    fn check_survives_any_json(value in anything(), fields in vec(anything(), 1..8)) {
        for api in apis::ALL {
            let _ = check(api, &value);
            let names = api.rows.iter().map(|row| row.name.to_owned());
            assert_agreement(api, &Value::Object(names.zip(fields.iter().cloned()).collect::<Map<_, _>>()));
        }
    }

    #[test]
    fn what_is_sent_is_taken_again_as_the_same((api, body) in body()) {
        if let Ok(submission) = check(api, &body) {
            let payload = serde_json::to_string(&*submission).unwrap();
            let again = check(api, &serde_json::from_str(&payload).unwrap());
            prop_assert_eq!(again.as_ref(), Ok(&submission), "{}", payload);
            prop_assert!(passes_schema(api, &serde_json::from_str(&payload).unwrap()));
        }
    }
}
