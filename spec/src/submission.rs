//! What was proved: a body that the API's rules hold for, in the document's order.

use crate::Api;
use crate::json::Value;
use serde::ser::{Serialize, Serializer};

/// A value that [`check`](crate::check()) found nothing wrong with. Nothing else can make one, and nothing
/// downstream of it checks again.
#[derive(Debug, Clone, PartialEq)]
pub struct Valid<T>(T);

impl<T> Valid<T> {
    pub(crate) const fn proved(value: T) -> Self {
        Self(value)
    }
}

impl<T> std::ops::Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// The body for one API, before it is written as JSON or as a form.
#[derive(Debug, Clone)]
pub struct Submission {
    pub(crate) api: &'static Api,
    pub(crate) fields: Vec<(String, Wire)>,
}

impl Submission {
    /// The API that it is for.
    pub const fn api(&self) -> &'static Api {
        self.api
    }

    /// The body as JSON, whatever the API's own format.
    pub fn to_json(&self) -> Value {
        object(&self.fields)
    }

    /// The value of the top-level attribute `name`.
    pub fn get(&self, name: &str) -> Option<&Wire> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }
}

impl PartialEq for Submission {
    fn eq(&self, other: &Self) -> bool {
        self.api.id == other.api.id && self.fields == other.fields
    }
}

/// The body as JSON, whatever the API's own format: what `check` takes, and what our gateway is sent.
impl Serialize for Submission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

/// A value as it goes on the wire.
#[derive(Debug, Clone, PartialEq)]
pub enum Wire {
    /// A string.
    Text(String),
    /// Plain text that is escaped where the API reads HTML.
    Html(String),
    /// A whole number.
    Int(i64),
    /// A number.
    Number(f64),
    /// A boolean, which only `LadiFlow`'s custom fields can hold.
    Bool(bool),
    /// A list.
    List(Vec<Wire>),
    /// An object, in the document's order.
    Object(Vec<(String, Wire)>),
}

impl Wire {
    /// The value as JSON.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Text(text) | Self::Html(text) => Value::from(text.as_str()),
            Self::Int(number) => Value::from(*number),
            Self::Number(number) => Value::from(*number),
            Self::Bool(truth) => Value::from(*truth),
            Self::List(entries) => Value::Array(entries.iter().map(Self::to_json).collect()),
            Self::Object(fields) => object(fields),
        }
    }
}

impl Serialize for Wire {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

fn object(fields: &[(String, Wire)]) -> Value {
    Value::Object(fields.iter().map(|(name, value)| (name.clone(), value.to_json())).collect())
}
