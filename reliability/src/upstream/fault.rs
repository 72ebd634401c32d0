//! The ways in which an API fails, and what each leaves behind.

use crate::http;

/// What the fake API does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fault {
    /// It works.
    None,
    ServerError,
    TooMany,
    Unauthorised,
    ErrorBody,
    Html,
    Truncated,
    Huge,
    Drip,
    Hang,
    ResetBefore,
    ResetInBody,
    ResetAfter,
    ResetInAnswer,
    AnswerLost,
    Slow,
}

/// What each is called in the report, and whether the API has the lead afterwards.
pub(crate) const FAULTS: [(Fault, &str, bool); 15] = [
    (Fault::ServerError, "500", false),
    (Fault::TooMany, "429 with Retry-After", false),
    (Fault::Unauthorised, "401", false),
    (Fault::ErrorBody, "200 with an error body", false),
    (Fault::Html, "200 with HTML", false),
    (Fault::Truncated, "truncated answer", true),
    (Fault::Huge, "answer of 100 MB", true),
    (Fault::Drip, "answer of one byte a second", true),
    (Fault::Hang, "accept, then hang", false),
    (Fault::ResetBefore, "reset before the body", false),
    (Fault::ResetInBody, "reset in the body", false),
    (Fault::ResetAfter, "reset after the body, nothing done", false),
    (Fault::ResetInAnswer, "reset in the answer", true),
    (Fault::AnswerLost, "answer lost after the work was done", true),
    (Fault::Slow, "slow, but complete", true),
];

impl Fault {
    /// Whether the API created the lead, whatever it answered.
    pub(crate) fn works(self) -> bool {
        self == Self::None || FAULTS.iter().any(|(fault, _, works)| *fault == self && *works)
    }

    /// Whether nobody but the API can know if it created the lead. Only such tries may lead to a second delivery.
    pub(crate) fn is_ambiguous(self) -> bool {
        use Fault::{ErrorBody, None, Slow, TooMany, Unauthorised};
        !matches!(self, None | TooMany | Unauthorised | ErrorBody | Slow)
    }

    /// The answer, where there is a complete one.
    pub(crate) fn answer(self) -> Option<Vec<u8>> {
        const JSON: &str = "application/json";
        let done = r#"{"error":0,"message":"Success","data":{"id_lead":594142}}"#;
        Some(match self {
            Self::None | Self::Slow => http::answer("200 OK", JSON, "", done),
            Self::ServerError => {
                http::answer("500 Internal Server Error", JSON, "", r#"{"error":1,"message":"x"}"#)
            }
            Self::TooMany => http::answer("429 Too Many Requests", JSON, "retry-after: 1\r\n", "{}"),
            Self::Unauthorised => {
                let body = r#"{"type":"access_token","message":"token seems to have expired or invalid"}"#;
                http::answer("401 Unauthorized", JSON, "", body)
            }
            Self::ErrorBody => {
                http::answer("200 OK", JSON, "", r#"{"error":1,"message":"campaign_id is not active"}"#)
            }
            Self::Html => http::answer("200 OK", "text/html", "", "<html><body>Bảo trì</body></html>"),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{FAULTS, Fault};

    #[test]
    fn an_api_that_says_that_it_failed_has_not_worked() {
        for fault in [Fault::ServerError, Fault::TooMany, Fault::Unauthorised, Fault::ErrorBody] {
            assert!(!fault.works(), "{fault:?}");
        }
        assert!(Fault::None.works() && Fault::AnswerLost.works());
    }

    #[test]
    fn what_was_done_without_a_complete_answer_is_ambiguous() {
        for (fault, name, works) in FAULTS {
            if works && fault != Fault::Slow {
                assert!(fault.is_ambiguous(), "{name}");
            }
        }
    }
}
