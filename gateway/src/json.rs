//! JSON, read strictly: an object that has a key twice is refused. `serde_json` alone would keep the last
//! of the two, and a value that somebody entered would be lost without a word.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Why a text cannot be used, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column in characters, from 1.
    pub(crate) column: usize,
    /// What is wrong there.
    pub(crate) problem: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.problem)
    }
}

/// Reads one JSON value, and nothing behind it.
pub(crate) fn parse(text: &str) -> Result<Value, Unreadable> {
    serde_json::from_str::<Strict>(text).map(|strict| strict.0).map_err(|error| {
        let place = format!(" at line {} column {}", error.line(), error.column());
        let problem = error.to_string();
        Unreadable {
            line: error.line().max(1),
            column: characters(text, error.line(), error.column()).max(1),
            problem: match problem.strip_suffix(&place).unwrap_or(&problem) {
                "recursion limit exceeded" => "nested more than 127 levels deep".to_owned(),
                duplicate if duplicate.starts_with(DUPLICATE) => duplicate.to_owned(),
                syntax => format!("not JSON: {syntax}"),
            },
        }
    })
}

const DUPLICATE: &str = "this object already has the key ";

/// The column in characters of a column in bytes.
fn characters(text: &str, line: usize, column: usize) -> usize {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    line.char_indices().take_while(|(at, _)| *at < column).count()
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Strict)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(truth.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(entry)) = entries.next_element()? {
            list.push(entry);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!("{DUPLICATE}{key:?}")));
            }
            let Strict(value) = entries.next_value()?;
            object.insert(key, value);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read_as_serde_json_reads_it() {
        let text = r#"{"a": [null, true, -1, 18446744073709551615, 8.5, 12.0, "ư\n"], "b": {}}"#;
        assert_eq!(parse(text).ok(), serde_json::from_str(text).ok());
    }

    #[test]
    fn a_key_that_stands_twice_is_named_with_its_line() {
        let error = parse("{\n \"ư\": 1,\n \"b\": {\"ư\": 2, \"ư\": 3}\n}").unwrap_err();
        assert_eq!((error.line, error.column), (3, 18));
        assert_eq!(error.problem, "this object already has the key \"ư\"");
    }

    #[test]
    fn what_is_not_json_is_told_with_its_place_in_characters() {
        let error = parse("{\"ưưư\": tru}").unwrap_err();
        assert_eq!((error.line, error.column), (1, 12));
        assert!(error.problem.starts_with("not JSON: expected"), "{error}");
        assert_eq!(
            parse("").unwrap_err().to_string(),
            "line 1, column 1: not JSON: EOF while parsing a value"
        );
    }

    #[test]
    fn a_pit_of_brackets_is_refused_and_does_not_overflow_the_stack() {
        let error = parse(&"[".repeat(1_000_000)).unwrap_err();
        assert_eq!(error.problem, "nested more than 127 levels deep");
    }
}
