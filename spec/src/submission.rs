//! What was proved: a body that the API's rules hold for, in the document's order.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::Api;

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
        object(&self.fields, serializer)
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

impl Serialize for Wire {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) | Self::Html(text) => serializer.serialize_str(text),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::List(entries) => serializer.collect_seq(entries),
            Self::Object(fields) => object(fields, serializer),
        }
    }
}

fn object<S: Serializer>(fields: &[(String, Wire)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(fields.len()))?;
    for (name, value) in fields {
        map.serialize_entry(name, value)?;
    }
    map.end()
}
