//! JSON as text, read and written for visitors' sake: `serde_json` does the same for any type, by way of any type's own
//! idea of itself, and would be a tenth of what a visitor downloads. Its [`Value`] is used here as everywhere, but for
//! visitors (the feature `small`), whose own means the same. The tests hold both to the same bytes.

pub(crate) mod number;
mod read;
#[cfg(all(target_arch = "wasm32", feature = "small"))]
mod value;
mod write;

pub use read::{Error, read};
#[cfg(not(all(target_arch = "wasm32", feature = "small")))]
pub use serde_json::{Map, Number, Value};
#[cfg(all(target_arch = "wasm32", feature = "small"))]
pub use value::{Map, Number, Value};
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
    &mut value[name]
}
