//! A list of choices, as an address answers it.

use super::{OptionItem, Text};
use crate::json;
use crate::json::Value;
use crate::value::text::trim;

/// Reads `[{value, label}]`, or the ERP's own `{"error": 0, "data": [{"id", "name"}]}`; none if it is neither.
pub fn read_list(source: &[u8]) -> Option<Vec<OptionItem>> {
    let value = json::read(std::str::from_utf8(source).ok()?).ok()?;
    let list = match &value {
        Value::Array(list) => list,
        Value::Object(answer) if answer.get("error").and_then(Value::as_f64) == Some(0.0) => {
            answer.get("data")?.as_array()?
        }
        _ => return None,
    };
    let mut items: Vec<OptionItem> = Vec::with_capacity(list.len());
    let mut seen = Vec::new();
    for entry in list {
        let text = |value: &Value| match value {
            Value::String(text) => Some(trim(text).to_owned()),
            Value::Number(_) => Some(json::write(value)),
            _ => None,
        };
        let either = |one: &str, other: &str| entry.get(one).or_else(|| entry.get(other));
        let Some(value) = either("value", "id").and_then(text).filter(|value| !value.is_empty()) else {
            continue;
        };
        let label = match either("label", "name") {
            Some(Value::Object(texts)) => {
                let get = |language: &str| texts.get(language).and_then(text);
                get("vi")
                    .map(|vi| Text { vi, en: get("en") })
                    .or_else(|| get("en").map(|en| en.as_str().into()))
            }
            label => label.and_then(text).map(|label| label.as_str().into()),
        };
        // A value that comes twice can be chosen once.
        if let Err(place) = seen.binary_search(&value) {
            seen.insert(place, value.clone());
            items.push(OptionItem { label: label.unwrap_or_else(|| value.as_str().into()), value });
        }
    }
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn read(source: &str) -> Option<Vec<OptionItem>> {
        read_list(source.as_bytes())
    }

    #[test]
    fn both_kinds_of_list_are_understood() {
        let ours =
            read(r#"[{"value":1,"label":"Hà Nội"},{"value":"b","label":{"vi":"Huế","en":"Hue"}}]"#).unwrap();
        assert_eq!((ours[0].value.as_str(), ours[0].label.vi.as_str()), ("1", "Hà Nội"));
        assert_eq!(ours[1].label.en.as_deref(), Some("Hue"));
        let theirs = read(r#"{"error":0,"data":[{"id":7,"name":"Ba Đình"}]}"#).unwrap();
        assert_eq!((theirs[0].value.as_str(), theirs[0].label.vi.as_str()), ("7", "Ba Đình"));
    }

    #[test]
    fn what_is_no_list_is_none() {
        for source in ["<html>", "{}", r#"{"error":1,"data":[]}"#, "3", ""] {
            assert!(read(source).is_none(), "{source}");
        }
    }

    #[test]
    fn entries_without_a_value_are_left_out_and_doubles_count_once() {
        let list =
            read(r#"[{"label":"x"},{"value":""},{"value":1},{"value":"1","label":"again"},null]"#).unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].label.vi, "1");
    }
}
