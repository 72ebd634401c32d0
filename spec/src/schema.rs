//! JSON Schema 2020-12 of the bodies and of form definitions.

use serde_json::Value;

use crate::Api;

/// The schema of `api`'s body, as [`check`](crate::check()) takes it.
pub fn body(api: &Api) -> Value {
    let _ = api;
    Value::Null
}

/// The schema of a form definition.
pub fn form() -> Value {
    Value::Null
}
