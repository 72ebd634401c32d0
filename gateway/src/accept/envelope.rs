//! The envelope of the widget, read strictly: `{"payload": {…}, "context": {…}}`. A wrong context never costs a
//! lead: its wrong parts are left out.

use leadform_spec::value::text::nearest;
use serde_json::{Map, Value};

use super::agreement::Agreement;
use super::{Context, Unreadable, clean};
use crate::json;

/// More purposes than any form asks about.
const CONSENTS: usize = 20;
/// Enough to see what a robot wrote.
const HONEYPOT_CHARS: usize = 200;

pub(super) fn read(bytes: &[u8]) -> Result<(Value, Context), Unreadable> {
    const KEYS: [&str; 2] = ["payload", "context"];
    let Value::Object(mut envelope) = parse(bytes)? else {
        return Err(unreadable("the body is no object; send {\"payload\": {…}, \"context\": {…}}"));
    };
    if let Some(key) = envelope.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let meant = nearest(key, &KEYS).map(|near| format!(" (is {near:?} meant?)")).unwrap_or_default();
        let problem = format!(
            "unknown key {:?}{meant}; an envelope has \"payload\" and \"context\"",
            clean::line(key, 64)
        );
        return Err(unreadable(&problem));
    }
    let payload = match envelope.remove("payload") {
        Some(payload @ Value::Object(_)) => payload,
        Some(_) => return Err(unreadable("\"payload\" is no object; put the API's body there")),
        None => return Err(unreadable("\"payload\" is missing; put the API's body there")),
    };
    Ok((payload, envelope.get("context").map(context).unwrap_or_default()))
}

pub(super) fn bare(bytes: &[u8]) -> Result<Value, Unreadable> {
    match parse(bytes)? {
        body @ Value::Object(_) => Ok(body),
        _ => Err(unreadable("the body is no object; send the API's body as JSON")),
    }
}

fn parse(bytes: &[u8]) -> Result<Value, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable("the body is not UTF-8"))?;
    // The text around a mistake may be a person's, and this goes into the answer.
    json::parse(text).map_err(|error| {
        let what = if error.problem.starts_with("not JSON") {
            "not JSON"
        } else {
            "not strict JSON (a key twice, or too deep)"
        };
        unreadable(&format!("line {}, column {}: {what}", error.line, error.column))
    })
}

fn unreadable(problem: &str) -> Unreadable {
    Unreadable { problem: problem.to_owned() }
}

fn context(value: &Value) -> Context {
    let mut context = Context::default();
    let Value::Object(parts) = value else {
        context.is_wrong = !value.is_null();
        return context;
    };
    for (name, value) in parts.iter().filter(|(_, value)| !value.is_null()) {
        let is_right = match (name.as_str(), value) {
            ("page_url", Value::String(text)) => address(text, &mut context.page_url),
            ("referrer", Value::String(text)) => address(text, &mut context.referrer),
            ("campaign", Value::Object(parameters)) => campaign(parameters, &mut context),
            ("consent", Value::Array(entries)) => consent(entries, &mut context),
            ("fill_ms", Value::Number(number)) => {
                context.fill_ms = number.as_f64().and_then(whole_ms);
                context.fill_ms.is_some()
            }
            ("honeypot", Value::String(text)) => {
                context.honeypot = clean::line(text.trim(), HONEYPOT_CHARS);
                true
            }
            _ => false,
        };
        context.is_wrong |= !is_right;
    }
    context
}

fn address(text: &str, place: &mut String) -> bool {
    *place = clean::web_address(text).unwrap_or_default();
    // Apps have addresses of their own, which say nothing bad about the lead.
    !place.is_empty() || text.is_empty() || text.starts_with("android-app:")
}

fn campaign(parameters: &Map<String, Value>, context: &mut Context) -> bool {
    for (name, value) in parameters.iter().take(clean::CAMPAIGNS) {
        match value {
            Value::String(text) if clean::is_name(name) => {
                let text = clean::line(text, clean::CAMPAIGN_CHARS);
                if !text.is_empty() {
                    context.campaign.insert(name.clone(), text);
                }
            }
            _ => context.is_wrong = true,
        }
    }
    parameters.len() <= clean::CAMPAIGNS
}

fn consent(entries: &[Value], context: &mut Context) -> bool {
    let mut is_right = entries.len() <= CONSENTS;
    for entry in entries.iter().take(CONSENTS) {
        let known = &context.consent;
        let read =
            Agreement::read(entry).filter(|(new, _)| known.iter().all(|old| old.purpose != new.purpose));
        match read {
            Some((agreement, whole)) => {
                is_right &= whole;
                context.consent.push(agreement);
            }
            None => is_right = false,
        }
    }
    is_right
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast keeps within the range")]
fn whole_ms(number: f64) -> Option<u64> {
    (number.is_finite() && number >= 0.0).then_some(number as u64)
}
