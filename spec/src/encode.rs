//! The exact bytes that an API is sent.

use crate::api::BodyFormat;
use crate::json;
use crate::json::Value;
use crate::submission::{Submission, Valid, Wire};
use crate::value::text;

/// A request body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The body itself; both formats are text.
    pub text: String,
}

/// Writes `submission` as its API wants it. There is one way to write a submission, so the browser, the
/// gateway and the command write the same bytes.
pub fn encode(submission: &Valid<Submission>) -> Body {
    let format = submission.api().body;
    let text = match format {
        BodyFormat::Json => json::write(&Value::Object(submission.fields.iter().map(escaped).collect())),
        BodyFormat::Form => form(&submission.fields),
    };
    Body { content_type: format.content_type(), text }
}

fn form(fields: &[(String, Wire)]) -> String {
    let mut form = String::new();
    for (name, value) in fields {
        if !form.is_empty() {
            form.push('&');
        }
        percent_encode(name, &mut form);
        form.push('=');
        percent_encode(&parameter(value), &mut form);
    }
    form
}

/// As the URL standard's serializer for `application/x-www-form-urlencoded` has it.
fn percent_encode(text: &str, form: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'*' | b'-' | b'.' | b'_' => {
                form.push(char::from(byte));
            }
            b' ' => form.push('+'),
            _ => {
                form.push('%');
                for digit in [byte >> 4, byte & 15] {
                    form.push(char::from(digit + if digit < 10 { b'0' } else { b'A' - 10 }));
                }
            }
        }
    }
}

fn parameter(value: &Wire) -> String {
    match value {
        Wire::Text(text) => text.clone(),
        Wire::Html(text) => text::to_html(text),
        Wire::Int(_) | Wire::Number(_) | Wire::Bool(_) | Wire::List(_) | Wire::Object(_) => {
            json::write(&value.to_json())
        }
    }
}

/// The field with HTML in place of the plain text that stands for it.
fn escaped((name, value): &(String, Wire)) -> (String, Value) {
    let value = match value {
        Wire::Html(text) => Value::String(text::to_html(text)),
        other => other.to_json(),
    };
    (name.clone(), value)
}
