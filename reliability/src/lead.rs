//! A marked lead. Everything that it says follows from its number, so whoever sees a body can tell whose it is, and
//! whether a single byte of it was changed.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

/// Leads are numbered through all scenarios of a run: no number comes twice.
static NEXT: AtomicU64 = AtomicU64::new(1);

const PREFIX: &str = "Khách Đặng ";

/// The definition of the form that these leads are sent with.
pub(crate) const DEFINITION: &str = include_str!("lead/form.json");

/// What the gateway's configuration supplies.
pub(crate) const SUPPLIED: &str = include_str!("lead/values.toml");

/// A number that no lead had before.
pub(crate) fn next_number() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// What the sender calls the submission.
pub(crate) fn key(number: u64) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

pub(crate) fn name(number: u64) -> String {
    format!("{PREFIX}{number:09}")
}

pub(crate) fn phone(number: u64) -> String {
    format!("09{:08}", number % 100_000_000)
}

/// What the visitor gave, as the browser would send it.
pub(crate) fn payload(number: u64) -> Value {
    let words = usize::try_from(number % 7 + 1).unwrap_or_default();
    let gender = ["male", "female", "other"][usize::try_from(number % 3).unwrap_or_default()];
    json!({
        "phone_no1": phone(number),
        "contact_name": name(number),
        "gender": gender,
        "country_id": 241,
        "state_id": number % 64 + 1,
        "street": "-",
        "company_id": 3,
        "crm_line_ids": [11, 12 + number % 2],
        "customer_portrait": { "pain_point": [format!("{number}: {}", "mũi thấp, da sạm; ".repeat(words).trim())] },
    })
}

/// The body of the request to the gateway.
pub(crate) fn envelope(number: u64) -> String {
    let context = json!({
        "page_url": "https://www.example.vn/khuyen-mai",
        "referrer": "",
        "campaign": {},
        "consent": [],
        "fill_ms": 20_000,
        "honeypot": "",
    });
    format!("{{\"payload\":{},\"context\":{context}}}", payload(number))
}

/// What the API must receive for it: the payload, and what the configuration supplies.
pub(crate) fn delivered(number: u64) -> Value {
    let mut body = payload(number);
    for line in SUPPLIED.lines() {
        if let Some((name, value)) = line.split_once(" = ") {
            body[name] = serde_json::from_str(value).unwrap_or_default();
        }
    }
    body
}

/// Whose body this is; none if it is no marked lead.
pub(crate) fn number_of(body: &Value) -> Option<u64> {
    body["contact_name"].as_str()?.strip_prefix(PREFIX)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{delivered, name, next_number, number_of, payload};

    #[test]
    fn a_body_says_whose_it_is() {
        assert_eq!(number_of(&delivered(42)), Some(42));
        assert_eq!(number_of(&serde_json::json!({ "contact_name": "An" })), None);
        assert_ne!(name(1), name(2));
    }

    #[test]
    fn no_number_comes_twice() {
        assert_ne!(next_number(), next_number());
    }

    #[test]
    fn the_supplied_values_are_added_to_what_was_sent() {
        let body = delivered(7);
        assert_eq!(body["user_id"], 7);
        assert_eq!(body["agent_email"], "sale@example.vn");
        assert_eq!(body["contact_name"], payload(7)["contact_name"]);
    }
}
