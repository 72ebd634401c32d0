//! The pieces that definitions are made of, read from JSON. Everything that is wrong is noted with its place, and
//! reading goes on.

use super::fault::Told;
use super::{Fault, Text};
use crate::json::{Map, Value};
use crate::value::text::{self, joined, nearest, number};

/// What is wrong so far, by JSON pointer.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) faults: Vec<(String, Told)>,
}

/// A JSON object and where it stands.
pub(super) struct Object<'a> {
    pub(super) map: &'a Map<String, Value>,
    pub(super) at: String,
}

impl<'a> Object<'a> {
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key)
    }

    /// The JSON pointer of `key`.
    pub(super) fn at(&self, key: &str) -> String {
        below(&self.at, key)
    }
}

/// The JSON pointer of `key` in the object at `at`.
pub(super) fn below(at: &str, key: &str) -> String {
    let mut pointer = texts![at, "/"];
    for char in key.chars() {
        match char {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
    pointer
}

impl Reader {
    pub(super) fn fault(&mut self, at: impl Into<String>, told: Told) {
        self.faults.push((at.into(), told));
    }

    pub(super) fn object<'a>(
        &mut self,
        value: &'a Value,
        at: String,
        known: &[&'static str],
    ) -> Option<Object<'a>> {
        let Value::Object(map) = value else {
            self.fault(at, Fault::Type.of(&["an object, { … }"]));
            return None;
        };
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            let told = match nearest(key, known) {
                Some(nearest) => Fault::UnknownKey.of(&[key, nearest]),
                None => Fault::UnknownKey.of(&[key, "", &texts![", or use one of ", quoted(known)]]),
            };
            self.fault(below(&at, key), told);
        }
        Some(Object { map, at })
    }

    pub(super) fn list<'a>(&mut self, value: &'a Value, at: &str) -> Option<&'a [Value]> {
        let list = value.as_array();
        if list.is_none() {
            self.fault(at, Fault::Type.of(&["a list, [ … ]"]));
        }
        list.map(Vec::as_slice)
    }

    pub(super) fn pairs<'a>(&mut self, object: &Object<'a>, key: &str) -> Option<&'a Map<String, Value>> {
        let value = object.get(key)?;
        let map = value.as_object();
        if map.is_none() {
            self.fault(object.at(key), Fault::Type.of(&["an object, { … }"]));
        }
        map
    }

    pub(super) fn string(&mut self, object: &Object<'_>, key: &'static str) -> Option<String> {
        match object.get(key)? {
            Value::String(text) if text::trim(text).is_empty() => {
                self.fault(object.at(key), Fault::Empty.of(&[key]));
                None
            }
            Value::String(text) => Some(text.clone()),
            _ => {
                self.fault(object.at(key), Fault::Type.of(&["a string"]));
                None
            }
        }
    }

    pub(super) fn strings(&mut self, object: &Object<'_>, key: &'static str) -> Vec<String> {
        let Some(value) = object.get(key) else { return Vec::new() };
        let at = object.at(key);
        let Some(list) = self.list(value, &at) else { return Vec::new() };
        let mut strings = Vec::new();
        for (index, entry) in list.iter().enumerate() {
            match entry.as_str() {
                Some(text) => strings.push(text.to_owned()),
                None => self.fault(texts![at, "/", number(index)], Fault::Type.of(&["a string"])),
            }
        }
        strings
    }

    pub(super) fn boolean(&mut self, object: &Object<'_>, key: &str) -> Option<bool> {
        let value = object.get(key)?;
        if !value.is_boolean() {
            self.fault(object.at(key), Fault::Type.of(&["true or false"]));
        }
        value.as_bool()
    }

    /// A string, or `{ "vi": …, "en": … }` with one of them at least.
    pub(super) fn text(&mut self, object: &Object<'_>, key: &'static str) -> Option<Text> {
        if let Some(Value::String(_)) = object.get(key) {
            return self.string(object, key).map(|text| Text::from(text.as_str()));
        }
        let value = object.get(key)?;
        if !value.is_object() {
            self.fault(object.at(key), Fault::Type.of(&["a text, or { \"vi\": …, \"en\": … }"]));
            return None;
        }
        let texts = self.object(value, object.at(key), &["vi", "en"])?;
        match (self.string(&texts, "vi"), self.string(&texts, "en")) {
            (Some(vi), en) => Some(Text { vi, en }),
            (None, Some(en)) => Some(Text { vi: en, en: None }),
            (None, None) => {
                if texts.map.is_empty() {
                    self.fault(texts.at, Fault::Empty.of(&[key]));
                }
                None
            }
        }
    }
}

/// The names in quotes, one after the other.
pub(super) fn quoted(names: &[&str]) -> String {
    texts!["\"", joined(names, "\", \""), "\""]
}
