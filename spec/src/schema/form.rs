//! The schema of a form definition, for editors: what each key is for, and which attributes a target has. What
//! lies between the keys, such as a required attribute that nobody gives, only `leadform lint` finds.

mod field;
mod names;

use serde_json::{Map, Value, json};

use super::{NOT_BLANK, add};
use crate::apis;

/// An `http` or `https` address, or a path of the page's own site.
const ADDRESS: &str = "^([Hh][Tt][Tt][Pp][Ss]?://.|/([^/\\\\]|$))";

/// The schema of a form definition.
pub fn form() -> Value {
    let mut schema = json!({
        "$schema": super::DRAFT,
        "$id": super::id("form"),
        "title": "Form definition",
        "description": "Which API gets the lead, which of its attributes are asked for, and how. \
            docs/FORMS.md explains it with examples.",
        "type": "object",
        "properties": properties(),
        "required": ["version", "target"],
        "oneOf": [{ "required": ["fields"] }, { "required": ["steps"] }],
        "additionalProperties": false,
        "allOf": apis::ALL.map(names::of_target),
    });
    let mut definitions = definitions();
    for api in apis::ALL {
        add(&mut definitions, names::definitions(api));
    }
    add(&mut schema, json!({ "$defs": definitions }));
    schema
}

fn properties() -> Value {
    let targets: Vec<&str> = apis::ALL.into_iter().map(|api| api.id).collect();
    let fields = json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/field_or_name" } });
    keys([
        ("version", "Version", "The version of this format.", json!({ "const": 1 })),
        ("target", "Target", "The API that gets the lead.", json!({ "enum": targets })),
        ("title", "Title", "The heading above the form.", text()),
        ("fields", "Fields", "What is asked for, on one page.", fields),
        (
            "steps",
            "Steps",
            "What is asked for, on several pages.",
            json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/step" } }),
        ),
        (
            "values",
            "Fixed values",
            "Values that are sent with every lead, by path. They are public. A text may have templates in it: \
             {submission_id}, {page_url}, {referrer}, {date}, {query.NAME}.",
            json!({ "type": "object" }),
        ),
        (
            "supplied",
            "Supplied by the proxy",
            "The paths of attributes that the proxy adds: they are neither asked for nor sent.",
            json!({ "type": "array", "items": { "type": "string" } }),
        ),
        (
            "attribution",
            "Attribution",
            "Which parameter of the page's address goes into which path: \"utm_source\", or \
             \"first.utm_source\" for the first visit; \"referrer\" and \"landing_page\" too.",
            json!({
                "type": "object",
                "propertyNames": { "pattern": NOT_BLANK },
                "additionalProperties": { "type": "string" },
            }),
        ),
        (
            "consent",
            "Consent",
            "What the visitor is asked to agree to: one purpose, or a list.",
            json!({
                "anyOf": [
                    { "$ref": "#/$defs/consent" },
                    { "type": "array", "items": { "$ref": "#/$defs/consent" } },
                ],
            }),
        ),
        ("submit", "Submit", "What the button says.", text()),
        ("success", "Success", "What happens once the lead is sent.", success()),
        (
            "phone",
            "Phone numbers",
            "Which phone numbers are taken: Vietnamese ones, or foreign ones with + or 00 as well.",
            json!({ "enum": ["vn", "international"], "default": "vn" }),
        ),
        (
            "phone_format",
            "Phone format",
            "How phone numbers are sent, if not as the API wants them: 0912345678, +84912345678 or 84912345678.",
            json!({ "enum": ["national", "e164", "84"] }),
        ),
        (
            "gateway",
            "Gateway",
            "The proxy is a leadform gateway.",
            json!({ "type": "boolean", "default": false }),
        ),
        ("$schema", "Schema", "The address of this schema, for editors.", json!({})),
    ])
}

fn success() -> Value {
    object(&keys([
        ("message", "Message", "What the visitor reads.", text()),
        (
            "redirect",
            "Redirect",
            "Where the visitor goes: an http or https address, or a path that begins with /.",
            json!({ "type": "string", "pattern": ADDRESS }),
        ),
    ]))
}

fn definitions() -> Value {
    json!({
        "text": {
            "description": "A text, or one for each language.",
            "anyOf": [filled(), object_of_some(&keys([
                ("vi", "Vietnamese", "The text in Vietnamese.", filled()),
                ("en", "English", "The text in English.", filled()),
            ]))],
        },
        "step": with_required(&["fields"], object(&keys([
            ("title", "Title", "The heading of the step.", text()),
            (
                "fields",
                "Fields",
                "What is asked for on it.",
                json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/field_or_name" } }),
            ),
        ]))),
        "consent": consent(),
        "field_or_name": { "anyOf": [filled(), { "$ref": "#/$defs/field" }] },
        "field": field::field(),
    })
}

fn consent() -> Value {
    with_required(
        &["text"],
        object(&keys([
            ("purpose", "Purpose", "Its name; needed if there are several.", filled()),
            ("version", "Version", "Which wording this is, such as \"2026-01\".", filled()),
            ("text", "Text", "What is agreed to.", text()),
            (
                "policy_url",
                "Policy",
                "Where the policy stands: an http or https address, or a path that begins with /.",
                json!({ "type": "string", "pattern": ADDRESS }),
            ),
            (
                "required",
                "Required",
                "The lead is not sent without it.",
                json!({ "type": "boolean", "default": false }),
            ),
            ("field", "Field", "The path of the attribute that gets the evidence.", filled()),
        ])),
    )
}

/// Properties: name, title, description, and what fits.
fn keys<const N: usize>(keys: [(&str, &str, &str, Value); N]) -> Value {
    let property = |(name, title, description, schema): (&str, &str, &str, Value)| {
        let mut property = json!({ "title": title, "description": description });
        add(&mut property, schema);
        (name.to_owned(), property)
    };
    Value::Object(keys.into_iter().map(property).collect::<Map<_, _>>())
}

fn object(properties: &Value) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn object_of_some(properties: &Value) -> Value {
    let mut object = object(properties);
    add(&mut object, json!({ "minProperties": 1 }));
    object
}

fn with_required(names: &[&str], mut object: Value) -> Value {
    add(&mut object, json!({ "required": names }));
    object
}

fn text() -> Value {
    json!({ "$ref": "#/$defs/text" })
}

fn filled() -> Value {
    json!({ "type": "string", "pattern": NOT_BLANK })
}
