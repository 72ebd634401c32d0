//! One field of a form definition.

use serde_json::{Value, json};

use super::{filled, keys, object, text, with_required};
use crate::definition::Control;

pub(super) fn field() -> Value {
    let controls: Vec<&str> = Control::NAMED.iter().map(|(name, _)| *name).collect();
    with_required(
        &["name"],
        object(&keys([
            ("name", "Name", "The attribute's path; in a repeating group, its name there.", filled()),
            ("label", "Label", "What the visitor reads, if not the attribute's own label.", text()),
            ("placeholder", "Placeholder", "An example inside the empty control.", text()),
            ("help", "Help", "A sentence with the control.", text()),
            (
                "control",
                "Control",
                "What the visitor handles. Without it the attribute decides.",
                json!({ "enum": controls }),
            ),
            ("options", "Options", "The choices, if not the documented ones.", options()),
            (
                "default",
                "Default",
                "What stands there at the start.",
                json!({ "type": ["string", "number", "boolean", "array"] }),
            ),
            (
                "required",
                "Required",
                "It must be filled in. What the API requires cannot be made optional.",
                json!({ "type": "boolean" }),
            ),
            (
                "show_if",
                "Show if",
                "It is there only while another field has one of these values.",
                condition(),
            ),
            ("prefill", "Prefill", "The query parameter of the page that fills it in.", filled()),
            ("min", "Least", BOUND, bound()),
            ("max", "Most", BOUND, bound()),
            ("pattern", "Pattern", "A regular expression for the whole text, as in HTML.", filled()),
            ("width", "Width", "How much of the line it takes.", json!({ "enum": ["half", "full"] })),
            (
                "fields",
                "Fields",
                "What is asked for in each row of a repeating group.",
                json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/field_or_name" } }),
            ),
            ("accept", "Accept", "Which files are taken, as in HTML.", filled()),
            (
                "max_bytes",
                "Bytes at most",
                "How large each file may be.",
                json!({ "type": "integer", "minimum": 1, "default": 5_000_000 }),
            ),
        ])),
    )
}

const BOUND: &str = "Of a number, of a date (\"today\" or \"2026-01-31\"), of an hour (\"08:30\"), or how many rows, \
    entries or files. null is none.";

fn bound() -> Value {
    json!({ "type": ["number", "string", "null"] })
}

fn options() -> Value {
    let listed = with_required(
        &["value"],
        object(&keys([
            ("value", "Value", "What the API is sent.", json!({ "type": ["string", "number"] })),
            ("label", "Label", "What the visitor reads.", text()),
        ])),
    );
    let fetched = with_required(
        &["from"],
        object(&keys([(
            "from",
            "From",
            "The address of the list. {NAME} in it is the value of another field.",
            filled(),
        )])),
    );
    json!({ "anyOf": [{ "type": "array", "minItems": 1, "items": listed }, fetched] })
}

fn condition() -> Value {
    let scalar = json!({ "type": ["string", "number", "boolean"] });
    let is = json!({ "anyOf": [scalar, { "type": "array", "minItems": 1, "items": scalar }] });
    with_required(
        &["field", "is"],
        object(&keys([
            ("field", "Field", "The path of an earlier field.", filled()),
            ("is", "Is", "The values, as one would type them.", is),
        ])),
    )
}
