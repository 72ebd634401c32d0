//! Phone numbers that ask for a special answer, so that a form can be tried against all that can go wrong.
//! Typed into any phone field of any form, in any notation.

use std::fmt::Write as _;
use std::time::Duration;

use leadform_spec::api::{Kind, Row};
use leadform_spec::value::{Numbering, Phone, PhoneFormat, text};
use leadform_spec::{Api, apis};
use serde::Serialize;
use serde_json::Value;

/// One number, and what it does.
#[derive(Debug, Serialize)]
pub(super) struct Trigger {
    /// The number in its national form.
    pub(super) phone: &'static str,
    #[serde(skip)]
    pub(super) effect: Effect,
    /// The one API for which it does anything; all of them if none is named.
    pub(super) only: Option<&'static str>,
    /// What it does, as help and page tell it.
    pub(super) says: &'static str,
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Page,
    Slow,
    NoContent,
    CutShort,
    ExpiredKey,
    StillBooked,
    Refused,
    TooMany,
    Broken,
    Hang,
}

/// How long a slow success takes.
pub(super) const SLOW: Duration = Duration::from_secs(3);
/// How long a hanging request hangs, if the client does not go away before.
pub(super) const HANG: Duration = Duration::from_mins(2);
/// When to come back after too many requests.
pub(super) const RETRY_AFTER_SECONDS: u32 = 5;

/// All of them. The last three digits are the HTTP status that comes closest.
#[rustfmt::skip]
pub(super) static ALL: [Trigger; 10] = [
    on("0900000200", Effect::Page, "an HTML page with status 200, as a captive portal or a wrong address answers"),
    on("0900000201", Effect::Slow, "success, after 3 seconds"),
    only("zalo-journey", "0900000204", Effect::NoContent, "success with status 204 and no body"),
    on("0900000206", Effect::CutShort, "success with status 200, its JSON cut in the middle"),
    on("0900000401", Effect::ExpiredKey, "the key has expired"),
    only("erp-booking", "0900000409", Effect::StillBooked, "this person has a booking that is still valid"),
    on("0900000422", Effect::Refused, "refused in the API's own shape, with status 200"),
    on("0900000429", Effect::TooMany, "status 429 with Retry-After: 5"),
    on("0900000500", Effect::Broken, "status 500"),
    on("0900000504", Effect::Hang, "no answer until the client goes away; status 504 after 120 seconds"),
];

const fn on(phone: &'static str, effect: Effect, says: &'static str) -> Trigger {
    Trigger { phone, effect, only: None, says }
}

const fn only(target: &'static str, phone: &'static str, effect: Effect, says: &'static str) -> Trigger {
    Trigger { phone, effect, only: Some(target), says }
}

/// The table as text, one line for each number.
pub(super) fn table() -> String {
    ALL.iter().fold(String::new(), |mut lines, trigger| {
        let only =
            trigger.only.and_then(apis::find).map(|api| format!(" ({} only)", api.id)).unwrap_or_default();
        let _ = writeln!(lines, "  {}  {}{only}", trigger.phone, trigger.says);
        lines
    })
}

/// The first number in `body` that means something to `api`.
pub(super) fn find(api: &Api, body: &Value) -> Option<&'static Trigger> {
    let mut phones = Vec::new();
    collect(api.rows, body, &mut phones);
    phones.iter().find_map(|phone| {
        let phone = Phone::parse(phone, Numbering::International).ok()?.write(PhoneFormat::National);
        ALL.iter().find(|trigger| trigger.phone == phone && trigger.only.is_none_or(|only| only == api.id))
    })
}

fn collect<'a>(rows: &[Row], object: &'a Value, phones: &mut Vec<&'a str>) {
    for row in rows {
        match (row.kind, &object[row.name]) {
            (Kind::Phone, Value::String(phone)) => phones.push(phone),
            (Kind::Phones, Value::String(list)) => phones.extend(text::entries(list)),
            (Kind::Phones, Value::Array(list)) => phones.extend(list.iter().filter_map(Value::as_str)),
            (kind, group @ Value::Object(_)) => collect(kind.rows(), group, phones),
            (kind, Value::Array(groups)) => {
                for group in groups {
                    collect(kind.rows(), group, phones);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_one_that_a_form_takes_and_stands_once() {
        for (index, trigger) in ALL.iter().enumerate() {
            let phone = Phone::parse(trigger.phone, Numbering::Vietnam).unwrap();
            assert!(phone.has_known_prefix(), "{}", trigger.phone);
            assert!(ALL[..index].iter().all(|other| other.phone < trigger.phone));
            assert!(trigger.only.is_none_or(|only| apis::find(only).is_some()));
        }
    }

    #[test]
    fn what_the_table_says_in_figures_is_so() {
        let says = |effect| ALL.iter().find(|trigger| trigger.effect == effect).unwrap().says;
        assert!(says(Effect::Slow).contains(&format!("{} seconds", SLOW.as_secs())));
        assert!(says(Effect::Hang).contains(&format!("{} seconds", HANG.as_secs())));
        assert!(says(Effect::TooMany).ends_with(&RETRY_AFTER_SECONDS.to_string()));
    }
}
