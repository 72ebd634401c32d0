//! A value of TOML as the JSON that the API takes. TOML has dates and times of its own.

use leadform_spec::api::Kind;
use leadform_spec::value::{Date, DateFormat};
use serde_json::{Map, Number, Value};
use toml::de::DeValue;
use toml::value::{Datetime, Time};

/// The JSON; or the problem, in words to put behind the value's name.
pub(super) fn json(value: &DeValue<'_>, kind: Kind, dates: DateFormat) -> Result<Value, String> {
    Ok(match value {
        DeValue::String(text) => Value::from(&**text),
        DeValue::Boolean(truth) => Value::from(*truth),
        DeValue::Integer(integer) => Value::from(
            i64::from_str_radix(integer.as_str(), integer.radix())
                .map_err(|_| "is a number that is too large".to_owned())?,
        ),
        DeValue::Float(float) => {
            let number = float.as_str().parse().ok().and_then(Number::from_f64);
            Value::Number(number.ok_or("is a number that JSON does not have".to_owned())?)
        }
        DeValue::Datetime(moment) => moment_value(moment, kind, dates),
        DeValue::Array(entries) => {
            let entries = entries.iter().map(|entry| json(entry.get_ref(), kind, dates));
            Value::Array(entries.collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => {
            let mut object = Map::new();
            for (key, value) in super::in_order(Some(table)) {
                let name: &str = key.get_ref();
                let row = kind.rows().iter().find(|row| row.name == name);
                let kind = row.map_or(Kind::Text, |row| row.kind);
                object.insert(name.to_owned(), json(value.get_ref(), kind, dates)?);
            }
            Value::Object(object)
        }
    })
}

/// A date as the API writes it, an hour of the day as its number; all else as TOML has it.
fn moment_value(moment: &Datetime, kind: Kind, dates: DateFormat) -> Value {
    match (kind, moment) {
        (Kind::Date, Datetime { date: Some(date), time: None, offset: None }) => {
            let day = Date::new(date.year, date.month, date.day);
            day.map_or_else(|| moment.to_string(), |day| day.write(dates)).into()
        }
        (Kind::Hours, Datetime { date: None, time: Some(time), offset: None }) => hours(*time).into(),
        _ => moment.to_string().into(),
    }
}

/// 8.5 is 08:30.
fn hours(time: Time) -> f64 {
    f64::from(time.hour) + f64::from(time.minute) / 60.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn converted(text: &str, kind: Kind) -> Result<Value, String> {
        json(DeValue::parse(text).unwrap().get_ref(), kind, DateFormat::DayFirst)
    }

    #[test]
    fn toml_becomes_the_json_that_the_apis_take() {
        for (text, kind, expected) in [
            ("'a'", Kind::Text, json!("a")),
            ("1_000", Kind::Int, json!(1000)),
            ("0x10", Kind::Int, json!(16)),
            ("-8.5e0", Kind::Number, json!(-8.5)),
            ("true", Kind::Scalar, json!(true)),
            ("[1, 2]", Kind::Ints, json!([1, 2])),
            ("2026-01-31", Kind::Date, json!("31/01/2026")),
            ("2026-01-31", Kind::Text, json!("2026-01-31")),
            ("08:30:00", Kind::Hours, json!(8.5)),
            ("08:30:00", Kind::Text, json!("08:30:00")),
            ("{ a = 1, b = { c = 'd' } }", Kind::Text, json!({ "a": 1, "b": { "c": "d" } })),
        ] {
            assert_eq!(converted(text, kind), Ok(expected), "{text}");
        }
        for text in ["nan", "inf", "9223372036854775808", "1e400"] {
            assert!(converted(text, Kind::Number).is_err(), "{text}");
        }
    }
}
