//! Bodies as somebody might send them.

use leadform_spec::api::Kind;
use leadform_spec::{Api, apis};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::support::{Place, full, minimal, places_of};

/// Values that somebody might send here: good, nearly good, empty, or of any other kind.
pub(crate) fn candidates(place: &Place) -> Vec<Value> {
    let sample = place.sample();
    let mut known =
        vec![sample.clone(), json!([sample]), Value::Null, json!(""), json!(" \t"), json!([]), json!({})];
    if let Some(text) = sample.as_str() {
        known.extend([
            json!(format!(" {text}\u{200b}")),
            json!(text.to_uppercase()),
            json!(format!("{text},{text}")),
        ]);
        known.push(json!([text, "", text]));
    }
    for choice in place.row.kind.choices().map_or(&[][..], |choices| choices.values) {
        known.extend([json!(choice.value), json!([choice.value])]);
    }
    known.extend(
        [
            "2026-02-30",
            "2025-02-29",
            "31/04/2026",
            "03/11/1989",
            "1989-11-03",
            "an@x",
            "a.b@x-y.vn",
            "QUI=",
            "QUI",
        ]
        .map(Value::from),
    );
    known.extend([
        json!(0),
        json!(12.0),
        json!(8.5),
        json!(24),
        json!(24.5),
        json!(-1),
        json!(1e19),
        json!(true),
    ]);
    known.extend([
        json!([1, 2.0]),
        json!([1.5]),
        json!(["a", 1]),
        json!([""]),
        json!([{}]),
        json!({"x": null}),
    ]);
    known
}

fn value_for(place: &Place) -> BoxedStrategy<Value> {
    prop_oneof![4 => Just(place.sample()), 6 => select(candidates(place)), 1 => anything()].boxed()
}

/// Any JSON.
pub(crate) fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[0-9+(). -]{8,14}".prop_map(Value::from),
        "[0-9]{2}/[0-9]{2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let names = select(vec!["name", "value", "type", "title", "phone", "file", "transport", "?"]);
        let objects = vec((names, inner.clone()), 0..4).prop_map(|fields| {
            Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
        });
        prop_oneof![vec(inner, 0..4).prop_map(Value::from), objects]
    })
    .boxed()
}

/// A good body with a few of its places changed, and perhaps a key that nobody knows.
pub(crate) fn body() -> impl Strategy<Value = (&'static Api, Value)> {
    (select(apis::ALL.to_vec()), any::<bool>()).prop_flat_map(|(api, is_full)| {
        let start = if is_full { full(api) } else { minimal(api) };
        let places = places_of(api);
        let change = (0..places.len()).prop_flat_map(move |index| {
            (Just(index), prop_oneof![1 => Just(None), 9 => value_for(&places_of(api)[index]).prop_map(Some)])
        });
        let stray = prop::option::weighted(0.1, select(vec!["x", "access_token", "contact name"]));
        (vec(change, 0..4), stray).prop_map(move |(changes, stray)| {
            let mut body = start.clone();
            for (index, value) in changes {
                set(&mut body, &places[index], value);
            }
            if let Some(name) = stray {
                body[name] = json!("?");
            }
            (api, body)
        })
    })
}

/// Changes one place, or takes it away, where its parent is there.
fn set(body: &mut Value, place: &Place, value: Option<Value>) {
    let level = match place.parent {
        None => Some(body),
        Some(parent) if matches!(parent.kind, Kind::Group(_)) => body.get_mut(parent.name),
        Some(parent) => body.get_mut(parent.name).and_then(|list| list.get_mut(0)),
    };
    let Some(map) = level.and_then(Value::as_object_mut) else { return };
    match value {
        Some(value) => drop(map.insert(place.row.name.to_owned(), value)),
        None => map.retain(|name, _| name != place.row.name),
    }
}
