//! What an API's answer means.

use crate::api::{AnswerStyle, Api};
use crate::json;
use crate::json::Value;
use crate::value::text::joined;

/// An answer, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What became of the lead.
    pub outcome: Outcome,
    /// What the API said about it. It is for the operator; a visitor never sees it.
    pub said: Option<String>,
}

/// What became of a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The API has it.
    Accepted,
    /// The API has this person's booking already. The visitor is thanked all the same: who may know
    /// whether a phone number has a booking is not whoever types it.
    AlreadyBooked,
    /// The API does not take the key: the operator's problem, and no fault of the lead.
    Credentials,
    /// The API will not have this lead, now or later.
    Refused,
    /// The API cannot just now.
    Unavailable,
    /// Something answered, and it was not the API as documented.
    Unreadable,
}

/// Bookings that are still valid are refused with a 401 whose `type` begins so.
const STILL_BOOKED: &str = "Không thể tạo Booking";

/// Reads the answer of `api`: the HTTP status and the body.
pub fn decode(api: &Api, status: u16, body: &[u8]) -> Reply {
    // Some PHP begins its answer with a byte order mark.
    let text = std::str::from_utf8(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body));
    let json = text.ok().and_then(|text| json::read(text).ok()).filter(Value::is_object);
    let outcome = match (api.answer, &json) {
        (AnswerStyle::Erp, Some(json)) => erp(status, json),
        (AnswerStyle::LadiFlow, Some(json)) if is_success(status) => ladiflow(json),
        (AnswerStyle::Office, Some(json)) if is_success(status) => office(json),
        (AnswerStyle::Zalo, Some(json)) if is_success(status) => zalo(json),
        (AnswerStyle::Zalo, None) if is_success(status) && body.is_empty() => Outcome::Accepted,
        _ => by_status(status),
    };
    let said = json.as_ref().and_then(|json| {
        let parts = [&json["type"], &json["message"], &json["data"]["error_message"]];
        let parts: Vec<&str> =
            parts.into_iter().filter_map(Value::as_str).filter(|s| !s.is_empty()).collect();
        (!parts.is_empty()).then(|| joined(&parts, ": "))
    });
    Reply { outcome, said }
}

fn erp(status: u16, json: &Value) -> Outcome {
    match json["type"].as_str() {
        Some(kind) if status == 401 && kind.starts_with(STILL_BOOKED) => Outcome::AlreadyBooked,
        // Without any token it is `access_token_not_found`.
        Some(kind) if kind.starts_with("access_token") => Outcome::Credentials,
        _ if !is_success(status) => by_status(status),
        _ => match json["error"].as_f64() {
            Some(0.0) => Outcome::Accepted,
            Some(_) => Outcome::Refused,
            None => Outcome::Unreadable,
        },
    }
}

/// DIFFERENCE: the document shows 201 only; 200 is success too, as `LadiFlow`'s other calls answer.
fn ladiflow(json: &Value) -> Outcome {
    match json["code"].as_u64() {
        Some(200 | 201) => Outcome::Accepted,
        Some(code) => match u16::try_from(code).map(by_status) {
            Ok(Outcome::Unreadable) | Err(_) => Outcome::Refused,
            Ok(outcome) => outcome,
        },
        None => Outcome::Unreadable,
    }
}

/// The document shows no answer. Public clients read `{"error": bool, "message", "data"}`, often with HTTP 200.
/// What PHP takes for false is no error.
fn office(json: &Value) -> Outcome {
    match &json["error"] {
        Value::Null | Value::Bool(false) => Outcome::Accepted,
        Value::Number(number) if number.as_f64() == Some(0.0) => Outcome::Accepted,
        Value::String(text) if text.is_empty() || text == "0" => Outcome::Accepted,
        Value::Array(entries) if entries.is_empty() => Outcome::Accepted,
        _ => Outcome::Refused,
    }
}

/// DIFFERENCE: the document lists statuses only; a `data.error_code` other than 0 or null is a refusal.
fn zalo(json: &Value) -> Outcome {
    match &json["data"]["error_code"] {
        Value::Null => Outcome::Accepted,
        Value::Number(number) if number.as_f64() == Some(0.0) => Outcome::Accepted,
        Value::String(text) if text.is_empty() || text == "0" => Outcome::Accepted,
        _ => Outcome::Refused,
    }
}

const fn is_success(status: u16) -> bool {
    matches!(status, 200..=299)
}

const fn by_status(status: u16) -> Outcome {
    match status {
        401 | 403 => Outcome::Credentials,
        408 | 425 | 429 | 500..=599 => Outcome::Unavailable,
        // A 404 or 405 most often comes from a wrong address. It is no outage that passes, so whoever sent it is not asked
        // to come back in a few minutes: for a visitor it is as final as a refusal, and no fault of theirs.
        400..=499 => Outcome::Refused,
        _ => Outcome::Unreadable,
    }
}
