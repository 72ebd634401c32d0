//! The values that a form leaves to the proxy. A real proxy has its own; here they are made up by kind.

use leadform_spec::api::{BodyFormat, Kind};
use leadform_spec::value::Date;
use leadform_spec::{Api, Row};
use serde_json::{Map, Value, json};

/// The body with a value at each path of `supplied`, in the document's order. What is no body of the API's
/// format stays as it is: the API will say so.
pub(super) fn add(api: &Api, supplied: &[String], body: &[u8]) -> Vec<u8> {
    if supplied.is_empty() {
        return body.to_vec();
    }
    let added = match api.body {
        BodyFormat::Json => serde_json::from_slice(body).ok().map(|body| json_body(api, supplied, body)),
        BodyFormat::Form => Some(form_body(api, supplied, body)),
    };
    added.map_or_else(|| body.to_vec(), String::into_bytes)
}

/// A value that `check` takes, by the kind of the row: 1 for a number, the first one of a list, and so on.
pub(super) fn good_value(api: &Api, row: &Row) -> Value {
    match row.kind {
        Kind::Int | Kind::Number => 1.into(),
        Kind::Hours => 8.5.into(),
        Kind::Date => Date::new(2030, 1, 31).map(|date| date.write(api.date_format)).into(),
        Kind::Phone | Kind::Phones => "0900000001".into(),
        Kind::Email | Kind::Emails => "agent@example.com".into(),
        Kind::Choice(choices) | Kind::Choices(choices) => {
            choices.values.first().map(|choice| choice.value).into()
        }
        Kind::Texts => json!(["sandbox"]),
        Kind::Ints => json!([1]),
        Kind::Base64 => "c2FuZGJveA==".into(),
        Kind::Text | Kind::Html | Kind::CommaTexts | Kind::TextOrTexts | Kind::Scalar => "sandbox".into(),
        Kind::Group(rows) => good_object(api, rows),
        Kind::Groups(rows) | Kind::Named(rows) | Kind::Files(rows) => json!([good_object(api, rows)]),
    }
}

fn good_object(api: &Api, rows: &[Row]) -> Value {
    rows.iter().map(|row| (row.name.to_owned(), good_value(api, row))).collect()
}

fn json_body(api: &Api, supplied: &[String], mut body: Map<String, Value>) -> String {
    for path in supplied {
        set(api, api.rows, &mut body, path);
    }
    Value::Object(body).to_string()
}

/// Sets the value at `path`, whatever the body has there: what the proxy supplies is not the visitor's to say.
fn set(api: &Api, rows: &[Row], body: &mut Map<String, Value>, path: &str) {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some(row) = rows.iter().find(|row| row.name == name) else { return };
    let there = body.entry(name).or_insert(Value::Null);
    match (row.kind, rest) {
        (_, None) => *there = good_value(api, row),
        (Kind::Group(rows), Some(rest)) => {
            let mut group = there.as_object().cloned().unwrap_or_default();
            set(api, rows, &mut group, rest);
            *there = group.into();
        }
        (Kind::Named([key, value, ..]), Some(rest)) => {
            let mut list = there.as_array().cloned().unwrap_or_default();
            list.retain(|entry| entry[key.name] != rest);
            list.push(json!({ key.name: rest, value.name: good_value(api, value) }));
            *there = list.into();
        }
        // What is inside a repeating group belongs to its entries, and nobody knows how many there are.
        _ => {}
    }
    *body = in_order(rows, std::mem::take(body));
}

fn in_order(rows: &[Row], body: Map<String, Value>) -> Map<String, Value> {
    let mut entries: Vec<_> = body.into_iter().filter(|(_, value)| !value.is_null()).collect();
    entries.sort_by_key(|(name, _)| place(rows, name));
    entries.into_iter().collect()
}

/// Where the document has `name`; behind all others if it does not know it.
fn place(rows: &[Row], name: &str) -> usize {
    rows.iter().position(|row| row.name == name).unwrap_or(usize::MAX)
}

fn form_body(api: &Api, supplied: &[String], body: &[u8]) -> String {
    let is_supplied = |name: &str| supplied.iter().any(|path| path == name);
    let mut pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    pairs.retain(|(name, _)| !is_supplied(name));
    for row in api.rows.iter().filter(|row| is_supplied(row.name)) {
        let value = good_value(api, row);
        pairs.push((row.name.to_owned(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
    }
    pairs.sort_by_key(|(name, _)| place(api.rows, name));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadform_spec::{Rules, apis, check, encode};

    fn all_rows(api: &Api) -> Value {
        api.rows.iter().map(|row| (row.name.to_owned(), good_value(api, row))).collect()
    }

    #[test]
    fn the_made_up_value_of_every_row_is_one_that_check_takes() {
        for api in apis::ALL {
            check(api, &all_rows(api), &Rules::default())
                .unwrap_or_else(|issues| panic!("{}: {issues:?}", api.id));
        }
    }

    #[test]
    fn supplying_every_row_to_an_empty_body_writes_what_encode_writes() {
        for api in apis::ALL {
            let encoded = encode(&check(api, &all_rows(api), &Rules::default()).unwrap()).text;
            let backwards: Vec<String> = api.rows.iter().rev().map(|row| row.name.to_owned()).collect();
            let empty = if api.body == BodyFormat::Json { "{}" } else { "" };
            let added = add(api, &backwards, empty.as_bytes());
            // A phone number is written as the API wants it only by whoever knows how: not by a plain proxy.
            let added = String::from_utf8(added).unwrap().replace("\"0900000001", "\"84900000001");
            assert_eq!(added, encoded.replace("\"0900000001", "\"84900000001"), "{}", api.id);
        }
    }

    #[test]
    fn the_visitors_values_stay_and_cannot_stand_in_for_supplied_ones() {
        let group_of = |api: &Api| api.rows.iter().find(|row| matches!(row.kind, Kind::Group(_)));
        let api = apis::ALL.into_iter().find(|api| group_of(api).is_some()).unwrap();
        let group = group_of(api).unwrap();
        let inner = group.kind.rows().iter().find(|row| matches!(row.kind, Kind::Hours)).unwrap().name;
        let int = api.rows.iter().find(|row| matches!(row.kind, Kind::Int)).unwrap().name;
        let supplied = [format!("{}.{inner}", group.name), int.to_owned()];
        let body = format!("{{\"x\":8.0,\"{int}\":99}}");
        let added = String::from_utf8(add(api, &supplied, body.as_bytes())).unwrap();
        assert_eq!(added, format!("{{\"{int}\":1,\"{}\":{{\"{inner}\":8.5}},\"x\":8.0}}", group.name));
        assert_eq!(add(api, &supplied, b"no JSON"), b"no JSON");
    }
}
