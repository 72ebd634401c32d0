//! From what was typed to the JSON value that the API's table speaks of.

use crate::api::Kind;
use crate::issue::Problem;
use crate::json;
use crate::json::{Number, Value};
use crate::value::{Date, DateFormat, hours, text};

/// What a visitor gave one control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The text of an input, or the value of the one choice.
    Text(String),
    /// The values of several choices, or the entries of a free list.
    Many(Vec<String>),
    /// The files of a file control, read.
    Files(Vec<File>),
    /// How many rows a repeating group has; what is in them stands under `detail.0.name` and so on.
    Rows(usize),
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, as the visitor's machine has it.
    pub name: String,
    /// Its MIME type, as the browser guesses it; may be empty.
    pub mime: String,
    /// Its bytes in base64.
    pub base64: String,
}

impl Answer {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text::trim(text).is_empty(),
            Self::Many(entries) => entries.iter().all(|entry| text::trim(entry).is_empty()),
            Self::Files(files) => files.is_empty(),
            Self::Rows(rows) => *rows == 0,
        }
    }

    /// The texts in it, one by one.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let texts = match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::Many(entries) => entries,
            Self::Files(_) | Self::Rows(_) => &[],
        };
        texts.iter().map(String::as_str)
    }
}

/// The value of `answer` for a row of `kind`; `Null` if it is empty. Dates are typed as `2026-01-31`,
/// which is what HTML's `type=date` gives everywhere, and leave as `dates`; hours are typed as `08:30`.
pub fn parse(kind: Kind, answer: &Answer, dates: DateFormat) -> Result<Value, Problem> {
    // Commas alone are no entries.
    let is_joined = match answer {
        Answer::Text(_) => kind.is_list() && !matches!(kind, Kind::TextOrTexts),
        _ => matches!(kind, Kind::Ints),
    };
    let mut entries = Vec::new();
    if is_joined {
        for text in answer.texts() {
            entries.extend(text::entries(text));
        }
    }
    if answer.is_empty() || is_joined && entries.is_empty() {
        return Ok(Value::Null);
    }
    match (kind, answer) {
        (Kind::Ints, Answer::Many(_) | Answer::Text(_)) => {
            let mut ints = Vec::new();
            for entry in entries {
                ints.push(int(entry)?);
            }
            Ok(Value::Array(ints))
        }
        (Kind::Texts, Answer::Text(_)) => Ok(entries.into_iter().collect()),
        (Kind::Texts | Kind::TextOrTexts, Answer::Many(entries)) => {
            Ok(entries.iter().map(String::as_str).collect())
        }
        (kind, Answer::Many(entries)) if kind.is_list() => Ok(entries.iter().map(String::as_str).collect()),
        (Kind::Files(rows), Answer::Files(files)) => {
            Ok(files.iter().map(|file| file_value(rows, file)).collect())
        }
        (Kind::Int, _) => int(one(answer)),
        (Kind::Number, _) => number(one(answer)),
        (Kind::Hours, _) => {
            let hours = hours::parse(one(answer)).ok_or(Problem::Format { expected: "HH:MM" })?;
            Ok(Value::from(hours))
        }
        (Kind::Date, _) => {
            let date =
                Date::parse(one(answer), DateFormat::YearFirst).ok_or(Problem::Date { expected: dates })?;
            Ok(Value::from(date.write(dates)))
        }
        _ => Ok(Value::from(one(answer))),
    }
}

/// What one would type to give `value`, for defaults and fixed values: the way back. A date may be in either
/// format.
pub fn unparse(kind: Kind, value: &Value) -> Option<Answer> {
    let text = |value: &Value| match (kind, value) {
        (Kind::Date, Value::String(text)) => {
            let day_first = Date::parse(text, DateFormat::DayFirst);
            Some(day_first.map_or_else(|| text.clone(), |date| date.to_string()))
        }
        (_, Value::String(text)) => Some(text.clone()),
        (Kind::Hours, Value::Number(number)) => number.as_f64().map(hours::write),
        (_, Value::Number(_) | Value::Bool(_)) => Some(json::write(value)),
        _ => None,
    };
    match value {
        Value::Array(entries) => {
            let mut texts = Vec::new();
            for entry in entries {
                texts.push(text(entry)?);
            }
            Some(Answer::Many(texts))
        }
        value => text(value).map(Answer::Text),
    }
}

fn one(answer: &Answer) -> &str {
    answer.texts().map(text::trim).find(|text| !text.is_empty()).unwrap_or_default()
}

fn int(text: &str) -> Result<Value, Problem> {
    whole(text::trim(text)).map(Value::from).ok_or(Problem::Type { expected: "integer" })
}

/// A number, with the decimal comma of Vietnam or with a point.
fn number(text: &str) -> Result<Value, Problem> {
    let wrong = Problem::Type { expected: "number" };
    let plain = match text.split_once(',') {
        Some((whole, fraction)) => texts![whole, ".", fraction],
        None => text.to_owned(),
    };
    if let Some(whole) = whole(&plain) {
        return Ok(Value::from(whole));
    }
    decimal(&plain).and_then(Number::from_f64).map(Value::Number).ok_or(wrong)
}

/// Digits, perhaps with a sign in front. The standard library's way is made anew for each type.
pub(crate) fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let mut value = 0_i64;
    for byte in digits.bytes() {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        // Below zero there is one more.
        value = value.checked_mul(10)?.checked_sub(digit)?;
    }
    if digits.is_empty() {
        None
    } else if text.starts_with('-') {
        Some(value)
    } else {
        value.checked_neg()
    }
}

/// Digits with a point in between, perhaps with a sign in front; up to fifteen digits the result is the nearest
/// double. The standard library can read more than anybody types, with tables of 10 kB, which every visitor
/// would download.
fn decimal(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut value = 0_u64;
    for byte in whole.bytes().chain(fraction.bytes()) {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a number that is typed is short")]
    let value = value as f64 / 10_f64.powi(i32::try_from(fraction.len()).ok()?);
    let is_there = !(whole.is_empty() && fraction.is_empty());
    is_there.then_some(if text.starts_with('-') { -value } else { value })
}

fn file_value(rows: &[crate::Row], file: &File) -> Value {
    let fields = rows.iter().map(|row| {
        let text = if matches!(row.kind, Kind::Base64) { &file.base64 } else { &file.name };
        (row.name.to_owned(), Value::from(text.as_str()))
    });
    Value::Object(fields.collect())
}

#[cfg(test)]
mod tests {
    use super::{decimal, whole};

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_typed_as_a_number_is_read_as_the_standard_library_reads_it() {
        for text in [
            "0",
            "12",
            "8.5",
            "0.1",
            "+3.25",
            "-0.75",
            ".5",
            "5.",
            "007.50",
            "3.141592653589",
            "99999999.999999",
        ] {
            assert_eq!(decimal(text), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn a_whole_number_is_read_as_the_standard_library_reads_it() {
        for text in [
            "0",
            "-0",
            "+7",
            "007",
            "-12",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999999",
            "",
            "-",
            "+",
            "--1",
            "1.0",
            "1 ",
            "１",
        ] {
            assert_eq!(whole(text), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn what_nobody_types_and_means_is_no_number() {
        for text in [
            "",
            ".",
            "-",
            "+-1",
            "--1",
            "1e9",
            "inf",
            "nan",
            "1.2.3",
            "1,5",
            "0x10",
            "99999999999999999999999",
        ] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
