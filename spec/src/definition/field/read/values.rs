//! The parts of a field that speak of its values: choices, the default, conditions, and ranges.

use super::super::{Bound, Condition, OptionItem, Options};
use crate::api::{Api, Kind, Row};
use crate::definition::reader::{Object, Reader};
use crate::definition::{Fault, Text};
use crate::issue::Limit;
use crate::json;
use crate::json::Value;
use crate::parse::{parse, unparse};
use crate::value::text::number;
use crate::value::{Date, DateFormat, text};

impl Reader {
    pub(super) fn options(&mut self, value: &Value, at: String, row: &Row) -> Option<Options> {
        if let Value::Object(_) = value {
            let object = self.object(value, at, &["from"])?;
            if object.get("from").is_none() {
                let example = "\"from\": the address of the list";
                self.fault(object.at.clone(), Fault::MissingKey.of(&["from", example]));
            }
            return self.string(&object, "from").map(Options::From);
        }
        let list = self.list(value, &at)?;
        let mut items = Vec::new();
        for (index, item) in list.iter().enumerate() {
            let at = texts![at, "/", number(index)];
            let Some(item) = self.object(item, at.clone(), &["value", "label"]) else { continue };
            let Some(value) = item.get("value") else {
                self.fault(at, Fault::MissingKey.of(&["value", "\"value\": what the API is sent"]));
                continue;
            };
            let is_id = matches!(row.kind, Kind::Int | Kind::Ints | Kind::Number);
            if value.is_number() != is_id || !(value.is_number() || value.is_string()) {
                let expected = if is_id { "numbers" } else { "strings" };
                let fault = Fault::OptionType.of(&[row.name, &json::write(value), expected]);
                self.fault(item.at("value"), fault);
                continue;
            }
            let value = value.as_str().map_or_else(|| json::write(value), text::clean);
            let label = self.text(&item, "label").unwrap_or_else(|| Text::from(value.as_str()));
            items.push(OptionItem { value, label });
        }
        if list.is_empty() {
            self.fault(at, Fault::Empty.of(&["options"]));
        }
        Some(Options::Listed(items))
    }

    pub(super) fn default(
        &mut self,
        value: &Value,
        at: String,
        row: &Row,
        api: &Api,
    ) -> Option<crate::Answer> {
        let answer =
            unparse(row.kind, value).filter(|answer| parse(row.kind, answer, api.date_format).is_ok());
        if answer.is_none() {
            self.fault(at, Fault::Value.of(&[row.name, "type"]));
        }
        answer
    }

    pub(super) fn condition(&mut self, value: &Value, at: String) -> Option<Condition> {
        let object = self.object(value, at, &["field", "is"])?;
        let field = self.string(&object, "field");
        let is = object.get("is").map(|is| {
            let values = is.as_array().map_or(std::slice::from_ref(is), Vec::as_slice);
            if values.iter().any(|value| value.is_null() || value.is_array() || value.is_object()) {
                self.fault(object.at("is"), Fault::Type.of(&["a value, or a list of values"]));
            }
            values.iter().map(typed).collect()
        });
        for (key, missing) in [("field", object.get("field").is_none()), ("is", is.is_none())] {
            if missing {
                let example = "\"show_if\": { \"field\": …, \"is\": [ … ] }";
                self.fault(object.at.clone(), Fault::MissingKey.of(&[key, example]));
            }
        }
        Some(Condition { field: field?, is: is? })
    }

    pub(super) fn bound(
        &mut self,
        object: &Object<'_>,
        key: &'static str,
        name: &str,
        row: &Row,
    ) -> Option<Bound> {
        let value = object.get(key).filter(|value| !value.is_null())?;
        let at = object.at(key);
        let is_count = row.kind.is_list() || matches!(row.kind, Kind::Groups(_) | Kind::Files(_));
        let (bound, expected) = match row.kind {
            Kind::Date if value == "today" => (Some(Bound::Today), ""),
            Kind::Date => {
                let date = value.as_str().and_then(|text| Date::parse(text, DateFormat::YearFirst));
                (
                    date.map(|date| Bound::Limit(Limit::Date(date))),
                    "\"today\", or a date such as \"2026-01-31\"",
                )
            }
            Kind::Hours => {
                let hours = value.as_f64().or_else(|| crate::value::hours::parse(value.as_str()?));
                (hours.map(|hours| Bound::Limit(Limit::Number(hours))), "an hour such as \"08:30\" or 8.5")
            }
            Kind::Int | Kind::Number => {
                (value.as_f64().map(|number| Bound::Limit(Limit::Number(number))), "a number")
            }
            _ if is_count => {
                let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
                (count.map(|count| Bound::Limit(Limit::Count(count))), "a whole number, 0 or more")
            }
            _ => {
                self.fault(at, Fault::BoundOnText.of(&[name, key]));
                return None;
            }
        };
        if bound.is_none() {
            self.fault(at, Fault::Bound.of(&[name, key, expected]));
        }
        bound
    }
}

/// A JSON value as one would type it.
fn typed(value: &Value) -> String {
    value.as_str().map_or_else(|| json::write(value), str::to_owned)
}
