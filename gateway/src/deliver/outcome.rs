//! How a try ended, in one word: from what came back to a class.
//!
//! What decides is what nobody can take back: whether the lead may have reached the API. Only two things prove that it
//! did not: not a byte of it went out, or the API itself said, completely, that it took nothing.

use std::time::Duration;

use leadform_spec::{Api, Outcome, decode};

use super::echo;
use super::schedule;
use crate::clock::Millis;
use crate::store::{Class, Reason};

/// What came back.
#[derive(Debug)]
pub(crate) enum Heard {
    /// The head of an answer at least.
    Answer { status: u16, retry_after: Option<String>, body: Body },
    /// No answer, and not a byte of the lead went out. Why, in a few words.
    Unsent(String),
    /// No answer, and nobody knows how far the lead came. Why, in a few words.
    Lost(String),
}

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum Body {
    Whole(Vec<u8>),
    /// It ended before its time, or never would have. Why, in a few words.
    Broken(String),
}

/// What it means.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) class: Class,
    pub(crate) status: Option<u16>,
    /// Why it was refused.
    pub(crate) reason: Option<Reason>,
    /// What the API said, or what went wrong, without our key: for the operator.
    pub(crate) said: Option<String>,
    /// How long the API asked to be left alone.
    pub(crate) wish: Option<Duration>,
}

impl Verdict {
    /// No answer came.
    pub(crate) const fn without_answer(class: Class, said: Option<String>) -> Self {
        Self { class, status: None, reason: None, said, wish: None }
    }
}

/// Says what `heard` means. `key` is cut out of what is kept of it.
pub(crate) fn judge(api: &Api, heard: Heard, key: &str, now: Millis) -> Verdict {
    let without_answer = |class, why: &str| Verdict::without_answer(class, Some(echo::kept(why, key)));
    match heard {
        Heard::Unsent(why) => without_answer(Class::NotSent, &why),
        Heard::Lost(why) => without_answer(Class::Ambiguous, &why),
        Heard::Answer { status, retry_after, body } => {
            let (class, reason, said) = answered(api, status, &body);
            let wish = retry_after.and_then(|header| schedule::wish(&header, now));
            let said = said.map(|said| echo::kept(&said, key)).filter(|said| !said.is_empty());
            Verdict { class, status: Some(status), reason, said, wish }
        }
    }
}

fn answered(api: &Api, status: u16, body: &Body) -> (Class, Option<Reason>, Option<String>) {
    // Whatever the page says that came with it: this is not where the API is.
    if matches!(status, 300..=399 | 404 | 405) {
        let said = match body {
            Body::Whole(bytes) => said(api, status, bytes),
            Body::Broken(why) => Some(why.clone()),
        };
        return (Class::Credentials, None, said);
    }
    let bytes = match body {
        Body::Whole(bytes) => bytes,
        Body::Broken(why) => return (Class::Ambiguous, None, Some(why.clone())),
    };
    let (class, reason) = match decode(api, status, bytes).outcome {
        Outcome::Accepted => (Class::Done, None),
        Outcome::AlreadyBooked => (Class::Refused, Some(Reason::AlreadyBooked)),
        Outcome::Refused => (Class::Refused, Some(Reason::Refused)),
        Outcome::Credentials => (Class::Credentials, None),
        // These four say that nothing was done; behind any other, something may have been.
        Outcome::Unavailable if matches!(status, 408 | 425 | 429 | 503) => (Class::NotSent, None),
        Outcome::Unavailable | Outcome::Unreadable => (Class::Ambiguous, None),
    };
    let said = if class == Class::Done { None } else { said(api, status, bytes) };
    (class, reason, said)
}

/// What the API says about it, else the beginning of whatever it is.
fn said(api: &Api, status: u16, bytes: &[u8]) -> Option<String> {
    let text = || String::from_utf8_lossy(bytes).trim().to_owned();
    decode(api, status, bytes).said.or_else(|| Some(text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use leadform_spec::api::AnswerStyle;
    use leadform_spec::apis;

    fn api(style: AnswerStyle) -> &'static Api {
        apis::ALL.into_iter().rfind(|api| api.answer == style).unwrap()
    }

    fn answer(status: u16, body: &str) -> Heard {
        Heard::Answer { status, retry_after: None, body: Body::Whole(body.into()) }
    }

    fn class(style: AnswerStyle, status: u16, body: &str) -> Class {
        judge(api(style), answer(status, body), "key", 0).class
    }

    #[test]
    fn every_status_with_a_page_of_html_has_its_class() {
        use Class::{Ambiguous, Credentials, NotSent, Refused};
        for (class_of_it, statuses) in [
            (Credentials, &[300, 301, 302, 303, 304, 307, 308, 401, 403, 404, 405][..]),
            (Refused, &[400, 402, 406, 409, 410, 411, 413, 414, 415, 422, 431, 451]),
            (NotSent, &[408, 425, 429, 503]),
            (Ambiguous, &[200, 201, 202, 204, 299, 500, 501, 502, 504, 520, 524, 599, 600, 999]),
        ] {
            for api in apis::ALL {
                for status in statuses {
                    let verdict = judge(api, answer(*status, "<html>?</html>"), "key", 0);
                    assert_eq!(verdict.class, class_of_it, "{} {status}", api.id);
                    assert_eq!(verdict.said.as_deref(), Some("<html>?</html>"));
                    assert_eq!(verdict.status, Some(*status));
                }
            }
        }
    }

    #[test]
    fn what_the_api_says_in_its_own_words_counts() {
        use AnswerStyle::{Erp, LadiFlow, Office, Zalo};
        for (style, status, body, expected) in [
            (Zalo, 204, "", Class::Done),
            (Zalo, 200, "{}", Class::Done),
            (Zalo, 200, r#"{"data":{"error_code":-124}}"#, Class::Refused),
            (Erp, 200, r#"{"error":0}"#, Class::Done),
            (Erp, 200, r#"{"error":1}"#, Class::Refused),
            (Erp, 200, "", Class::Ambiguous),
            (Erp, 401, r#"{"type":"access_token","message":"expired"}"#, Class::Credentials),
            (Erp, 500, r#"{"error":0}"#, Class::Ambiguous),
            (Office, 200, r#"{"error":true}"#, Class::Refused),
            (Office, 200, r#"{"error":false}"#, Class::Done),
            (LadiFlow, 200, r#"{"code":201}"#, Class::Done),
            (LadiFlow, 200, r#"{"code":401}"#, Class::Credentials),
            (LadiFlow, 200, r#"{"code":500}"#, Class::Ambiguous),
        ] {
            assert_eq!(class(style, status, body), expected, "{style:?} {status} {body}");
        }
    }

    #[test]
    fn a_booking_that_is_there_already_is_refused_for_that_reason() {
        let body = r#"{"type":"Không thể tạo Booking mới","message":"Book-1"}"#;
        let verdict = judge(api(AnswerStyle::Erp), answer(401, body), "key", 0);
        assert_eq!((verdict.class, verdict.reason), (Class::Refused, Some(Reason::AlreadyBooked)));
        assert_eq!(verdict.said.as_deref(), Some("Không thể tạo Booking mới: Book-1"));
        let verdict = judge(api(AnswerStyle::Erp), answer(422, "{}"), "key", 0);
        assert_eq!(verdict.reason, Some(Reason::Refused));
    }

    #[test]
    fn an_answer_that_breaks_off_proves_nothing_whatever_its_status_unless_nobody_lives_there() {
        for (status, expected) in [
            (200, Class::Ambiguous),
            (401, Class::Ambiguous),
            (422, Class::Ambiguous),
            (429, Class::Ambiguous),
            (503, Class::Ambiguous),
            (302, Class::Credentials),
            (404, Class::Credentials),
            (405, Class::Credentials),
        ] {
            let body = Body::Broken("it broke off".to_owned());
            let heard = Heard::Answer { status, retry_after: None, body };
            let verdict = judge(api(AnswerStyle::Erp), heard, "key", 0);
            assert_eq!(
                (verdict.class, verdict.said.as_deref()),
                (expected, Some("it broke off")),
                "{status}"
            );
        }
    }

    #[test]
    fn the_wish_to_wait_is_read_and_the_key_is_cut_out_of_all_that_is_said() {
        let body = Body::Whole(br#"{"type":"busy","message":"your k%65y"}"#.to_vec());
        let heard = Heard::Answer { status: 429, retry_after: Some("7".to_owned()), body };
        let verdict = judge(api(AnswerStyle::Erp), heard, "key", 0);
        assert_eq!(verdict.wish, Some(Duration::from_secs(7)));
        assert_eq!(verdict.said.as_deref(), Some("busy: your [key]"));
        for heard in [Heard::Unsent("key".to_owned()), Heard::Lost("key".to_owned()), answer(500, "key")] {
            assert_eq!(judge(api(AnswerStyle::Erp), heard, "key", 0).said.as_deref(), Some("[key]"));
        }
    }

    #[test]
    fn of_a_long_answer_two_thousand_characters_are_kept() {
        let verdict = judge(api(AnswerStyle::Erp), answer(500, &"ư".repeat(3_000)), "key", 0);
        assert_eq!(verdict.said.unwrap().chars().count(), 2_000);
    }
}
