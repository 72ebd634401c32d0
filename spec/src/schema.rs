//! JSON Schema 2020-12 of the bodies and of form definitions.

mod body;
mod form;

pub use body::body;
pub use form::form;

use serde_json::Value;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a schema is called. Nothing is served there: it is a name, and other schemas refer to it.
fn id(name: &str) -> String {
    format!("https://leadform.example/schema/{name}")
}

/// Anything but white space.
const NOT_BLANK: &str = "\\S";

/// Puts the keys of `more` behind those of `schema`.
fn add(schema: &mut Value, more: Value) {
    if let (Value::Object(schema), Value::Object(more)) = (schema, more) {
        schema.extend(more);
    }
}
