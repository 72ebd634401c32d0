//! What makes two submissions the same: what the visitor gave, and nothing that differs from try to try.

use std::collections::BTreeMap;

use leadform_spec::api::Kind;
use leadform_spec::{Definition, Submission, Valid};
use serde_json::{Map, Value};

use super::environment::at;

/// The fields' values and the ticked boxes, sorted by name. They are read from the submission that was checked, so
/// the way in which it was sent makes no difference.
pub(super) fn of(
    definition: &Definition,
    submission: &Valid<Submission>,
    agreed: impl Iterator<Item = String>,
) -> Vec<u8> {
    let body = serde_json::to_value(&**submission).unwrap_or_default();
    let mut given: BTreeMap<String, Value> = BTreeMap::new();
    for field in definition.fields() {
        if let Some(value) = at(definition.api, &body, &field.name) {
            let is_list = matches!(field.row.kind, Kind::Groups(_) | Kind::Files(_));
            given.insert(field.name.clone(), if is_list { sorted(value) } else { value.clone() });
        }
    }
    given.extend(agreed.map(|name| (format!("consent:{name}"), Value::Bool(true))));
    serde_json::to_vec(&given).unwrap_or_default()
}

/// The value with the keys of its objects in order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(entries) => entries.iter().map(sorted).collect(),
        Value::Object(map) => {
            let in_order: BTreeMap<&String, &Value> = map.iter().collect();
            Value::Object(
                in_order.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect::<Map<_, _>>(),
            )
        }
        other => other.clone(),
    }
}
