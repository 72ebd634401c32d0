//! The JSON values of visitors mean what those of `serde_json` mean. Only the widget is compiled with them, so their source is
//! taken in here.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../src/json/number.rs"]
mod number;
#[path = "../src/json/read.rs"]
#[expect(unreachable_pub, reason = "it is public where it belongs")]
mod read;
#[path = "../src/json/value.rs"]
mod value;
#[path = "../src/json/write.rs"]
#[expect(unreachable_pub, reason = "it is public where it belongs")]
mod write;

use proptest::prelude::*;
use read::read;
use value::{Map, Number, Value};
use write::write;

fn theirs() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
        any::<String>().prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map("[a-d]{0,2}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Whether all that one can ask of both gets the same answer.
fn agree(ours: &Value, theirs: &serde_json::Value) {
    assert_eq!(
        [
            ours.is_null(),
            ours.is_boolean(),
            ours.is_number(),
            ours.is_string(),
            ours.is_array(),
            ours.is_object()
        ],
        [
            theirs.is_null(),
            theirs.is_boolean(),
            theirs.is_number(),
            theirs.is_string(),
            theirs.is_array(),
            theirs.is_object()
        ]
    );
    assert_eq!(ours.as_bool(), theirs.as_bool());
    assert_eq!(ours.as_u64(), theirs.as_u64());
    assert_eq!(ours.as_i64(), theirs.as_i64());
    assert_eq!(ours.as_f64(), theirs.as_f64());
    assert_eq!(ours.as_str(), theirs.as_str());
    assert_eq!(ours == "a", theirs == "a");
    assert_eq!(ours.as_array().map(Vec::len), theirs.as_array().map(Vec::len));
    for (index, theirs) in theirs.as_array().into_iter().flatten().enumerate() {
        agree(&ours[index], theirs);
    }
    assert!(ours[99].is_null() && ours["not there"].is_null() && ours.get("not there").is_none());
    let (map, their_map) = (ours.as_object(), theirs.as_object());
    assert_eq!(map.map(Map::len), their_map.map(serde_json::Map::len));
    assert_eq!(map.map(Map::is_empty), their_map.map(serde_json::Map::is_empty));
    if let (Some(map), Some(their_map)) = (map, their_map) {
        assert!(map.keys().eq(their_map.keys()), "the order is kept");
        for ((name, ours), theirs) in map.iter().zip(their_map.values()) {
            agree(ours, theirs);
            agree(&map.get(name).cloned().unwrap_or_default(), theirs);
        }
        assert!(map.values().eq(map.into_iter().map(|(_, value)| value)));
        assert_eq!(map.clone().into_iter().collect::<Map<_, _>>(), *map);
    }
}

proptest! {
    #[test]
    fn a_value_answers_what_serde_json_answers(theirs in theirs()) {
        let text = theirs.to_string();
        let ours = read(&text).unwrap();
        agree(&ours, &theirs);
        prop_assert_eq!(write(&ours), text.clone());
        prop_assert_eq!(serde_json::to_string(&ours).unwrap(), text);
    }

    #[test]
    fn two_values_are_equal_where_they_are_in_serde_json(one in theirs(), other in theirs()) {
        for (one, other) in [(&one, &other), (&one, &one)] {
            let [ours, another] = [one, other].map(|value| read(&value.to_string()).unwrap());
            prop_assert_eq!(ours == another, one == other);
        }
    }

    #[test]
    fn what_is_put_in_is_there_as_in_serde_json(
        mut theirs in theirs(),
        name in "[a-d]{0,2}",
        number in any::<i64>(),
        double in any::<f64>(),
    ) {
        let mut ours = read(&theirs.to_string()).unwrap();
        if theirs.is_null() || theirs.is_object() {
            ours[name.as_str()] = Value::from(number);
            theirs[name.as_str()] = number.into();
            agree(&ours, &theirs);
        }
        if let (Value::Object(ours), serde_json::Value::Object(theirs)) = (&mut ours, &mut theirs) {
            ours.insert(name.clone(), double.into());
            theirs.insert(name.clone(), double.into());
        }
        agree(&ours, &theirs);
        agree(&Value::from(number), &number.into());
        agree(&Value::from(double), &double.into());
        agree(&[name.as_str(), "a"].into_iter().collect(), &[name.as_str(), "a"].into_iter().collect());
        agree(&Value::from(true), &true.into());
        agree(&Value::from(name.clone()), &name.into());
        prop_assert_eq!(Number::from(number).as_i64(), Some(number));
    }
}

#[test]
fn the_order_of_entries_says_nothing() {
    assert_eq!(read(r#"{"a":1,"b":2}"#), read(r#"{"b":2,"a":1}"#));
    assert_ne!(read(r#"{"a":1,"b":2}"#), read(r#"{"b":1,"a":2}"#));
    assert_ne!(read(r#"{"a":1}"#), read(r#"{"a":1,"b":2}"#));
}
