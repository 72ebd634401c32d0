//! JSON as text, read and written for visitors' sake: `serde_json` does the same for any type, by way of any type's own
//! idea of itself, and would be a tenth of what a visitor downloads. Its [`Value`] is used here as everywhere; the
//! tests hold both to the same bytes.

pub(crate) mod number;
mod read;
mod write;

use serde_json::{Map, Value};

pub use read::{Error, read};
pub use write::write;

/// An object of a few entries, in this order.
pub fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let mut map = Map::new();
    for (name, value) in entries {
        map.insert(name.to_owned(), value);
    }
    Value::Object(map)
}

/// The value of `name` in the object at `value`, which is made one if it is none.
pub(crate) fn entry<'a>(value: &'a mut Value, name: &str) -> &'a mut Value {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    match value {
        Value::Object(map) => map.entry(name).or_insert(Value::Null),
        other => other,
    }
}
