//! The schema of a body. It says what [`check`](crate::check()) says, as far as a schema can: whatever `check`
//! passes, the schema passes too, once its strings are trimmed. What it cannot say is which phone numbers there
//! are, which days are in the calendar, and what stands between the commas of a string.

use serde_json::{Map, Value, json};

use super::{NOT_BLANK, add};
use crate::Api;
use crate::api::{Choices, Kind, Presence, Row};
use crate::value::{DateFormat, base64, email, hours};

const YEAR_FIRST: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const DAY_FIRST: &str = "^(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])/[0-9]{4}$";

/// The schema of `api`'s body, as [`check`](crate::check()) takes it.
pub fn body(api: &Api) -> Value {
    let mut schema = json!({
        "$schema": super::DRAFT,
        "$id": super::id(api.id),
        "title": api.title,
        "description": format!(
            "The body of POST {} as JSON, without the secret. Rows are those of docs/apis/{}.md.",
            api.path, api.id
        ),
    });
    let pairs: Vec<Value> = api.either.iter().map(one_of_pair).collect();
    add(&mut schema, object(api, api.rows));
    if !pairs.is_empty() {
        add(&mut schema, json!({ "allOf": pairs }));
    }
    add(&mut schema, json!({ "$defs": definitions() }));
    schema
}

/// What other places of a schema refer to.
fn definitions() -> Value {
    json!({
        "blank": {
            "description": "As if it were not there",
            "anyOf": [{ "type": "null" }, { "$ref": "#/$defs/blank_text" }],
        },
        "blank_text": { "type": "string", "pattern": "^\\s*$" },
    })
}

fn one_of_pair(pair: &[&str; 2]) -> Value {
    let given = |name: &&str| {
        json!({
            "required": [name],
            "properties": { *name: { "not": { "$ref": "#/$defs/blank" } } },
        })
    };
    json!({ "anyOf": pair.iter().map(given).collect::<Vec<_>>() })
}

fn object(api: &Api, rows: &[Row]) -> Value {
    let properties: Map<String, Value> =
        rows.iter().map(|row| (row.name.to_owned(), property(api, row))).collect();
    let required: Vec<&str> = rows.iter().filter(|row| row.is_required()).map(|row| row.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        add(&mut schema, json!({ "required": required }));
    }
    add(&mut schema, json!({ "additionalProperties": false }));
    schema
}

fn property(api: &Api, row: &Row) -> Value {
    let mut schema = json!({
        "title": row.label.vi,
        "description": format!("{} (row {}{})", row.label.en, row.number, note(row)),
    });
    let value = value(api, row);
    let value = if row.is_required() { value } else { or_blank(value, &row.kind) };
    add(&mut schema, value);
    schema
}

fn note(row: &Row) -> &'static str {
    match (row.presence, row.kind) {
        (Presence::ExampleOnly, _) => ", known from the example only",
        (_, Kind::Html) => "; plain text, escaped when it is sent",
        (_, Kind::Choice(Choices { tenant: true, .. }) | Kind::Choices(Choices { tenant: true, .. })) => {
            "; a tenant may have a list of its own"
        }
        _ => "",
    }
}

/// The schema of a value that is there.
fn value(api: &Api, row: &Row) -> Value {
    let required = row.is_required();
    match row.kind {
        Kind::Text | Kind::Html if required => json!({ "type": "string", "pattern": NOT_BLANK }),
        Kind::Text | Kind::Html => json!({ "type": "string" }),
        // A schema knows no list of phone numbers; for those who read it, the format has a name.
        Kind::Phone => json!({ "type": "string", "format": "phone" }),
        Kind::Int => integer(),
        Kind::Number => json!({ "type": "number" }),
        Kind::Hours => json!({ "type": "number", "minimum": 0, "maximum": hours::LAST }),
        Kind::Date => match api.date_format {
            DateFormat::YearFirst => json!({ "type": "string", "pattern": YEAR_FIRST, "format": "date" }),
            DateFormat::DayFirst => json!({ "type": "string", "pattern": DAY_FIRST }),
        },
        Kind::Email => address(),
        Kind::Choice(choices) => json!({ "type": "string", "enum": values(&choices) }),
        Kind::Base64 => json!({
            "type": "string",
            "contentEncoding": "base64",
            "pattern": base64::PATTERN,
            "minLength": 1,
        }),
        Kind::Scalar => json!({ "type": ["string", "number", "boolean"], "pattern": NOT_BLANK }),
        Kind::Choices(choices) => {
            let entry = json!({ "type": "string", "enum": values(&choices) });
            let joined = json!({ "x-values": values(&choices) });
            list_or_text(&or_blank_text(&entry), joined, required)
        }
        Kind::Phones => {
            list_or_text(&json!({ "type": "string", "format": "phone" }), comma_joined(), required)
        }
        Kind::Emails => list_or_text(&or_blank_text(&address()), comma_joined(), required),
        Kind::CommaTexts => {
            list_or_text(&json!({ "type": "string", "pattern": "^[^,]*$" }), comma_joined(), required)
        }
        Kind::TextOrTexts => list_or_text(&json!({ "type": "string" }), json!({}), required),
        Kind::Texts => text_list(&json!({ "type": "string" }), required),
        Kind::Ints => list(&integer(), required),
        Kind::Group(rows) => object(api, rows),
        Kind::Groups(rows) | Kind::Named(rows) | Kind::Files(rows) => list(&object(api, rows), required),
    }
}

/// The value, or an empty one: `null`, and blank where the value is text.
fn or_blank(mut value: Value, kind: &Kind) -> Value {
    match kind {
        Kind::Choice(_) | Kind::Date | Kind::Email | Kind::Base64 => {
            json!({ "anyOf": [value, { "$ref": "#/$defs/blank" }] })
        }
        _ => {
            if let Some(alternatives) = value.get_mut("anyOf").and_then(Value::as_array_mut) {
                alternatives.push(json!({ "$ref": "#/$defs/blank" }));
            } else if let Some(name) = value.get("type").and_then(Value::as_str) {
                value["type"] = json!([name, "null"]);
            }
            value
        }
    }
}

fn integer() -> Value {
    json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX })
}

fn address() -> Value {
    json!({ "type": "string", "pattern": email::PATTERN })
}

fn values(choices: &Choices) -> Vec<&'static str> {
    choices.values.iter().map(|choice| choice.value).collect()
}

fn comma_joined() -> Value {
    json!({ "description": "Several are joined by commas" })
}

/// An entry of a list; a blank one is none.
fn or_blank_text(entry: &Value) -> Value {
    json!({ "anyOf": [entry, { "$ref": "#/$defs/blank_text" }] })
}

fn list(entry: &Value, required: bool) -> Value {
    let mut list = json!({ "type": "array", "items": entry });
    if required {
        add(&mut list, json!({ "minItems": 1 }));
    }
    list
}

/// A list of strings. If it is required, one of them at least is not blank.
fn text_list(entry: &Value, required: bool) -> Value {
    let mut list = list(entry, required);
    if required {
        add(&mut list, json!({ "contains": { "pattern": NOT_BLANK } }));
    }
    list
}

/// A list, or text, which has its entries between commas.
fn list_or_text(entry: &Value, about_text: Value, required: bool) -> Value {
    let mut text = json!({ "type": "string" });
    if required {
        add(&mut text, json!({ "pattern": NOT_BLANK }));
    }
    add(&mut text, about_text);
    json!({ "anyOf": [text_list(entry, required), text] })
}
