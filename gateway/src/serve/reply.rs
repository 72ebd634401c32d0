//! What the gateway answers to a lead that came as JSON. The contract is in `docs/OPERATIONS.md`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leadform_spec::Issue;
use serde::Serialize;

use super::body::Unread;
use crate::store::NotStored;

/// The type of the envelope and of every answer to it: only so is its shape understood.
pub(super) const MEDIA_TYPE: &str = "application/vnd.leadform+json";

/// What became of a lead.
#[derive(Debug, Clone)]
pub(super) enum Reply {
    /// It is on disk, fsynced.
    Accepted { receipt: String },
    /// The visitor has something to mend.
    Invalid { issues: Vec<Issue> },
    /// It was not taken; trying again as it is helps only where `retry_after_s` says so.
    Refused { status: StatusCode, problem: String, remedy: String, retry_after_s: Option<u64> },
}

impl Reply {
    /// A refusal that a visitor cannot mend.
    pub(super) fn refused(status: StatusCode, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Refused { status, problem: problem.into(), remedy: remedy.into(), retry_after_s: None }
    }

    /// The body did not come as it should.
    pub(super) fn unread(why: Unread) -> Self {
        let (problem, remedy) = match why {
            Unread::TooLarge => ("the body is larger than this form can be", "Send less, or smaller files."),
            Unread::TimedOut => ("the body did not come in time", "Send the same again."),
            Unread::Encoded => ("the body is compressed", "Send it without a Content-Encoding."),
            Unread::Malformed => ("the body's frame cannot be read", "Send what HTTP/1.1 describes."),
            Unread::Gone => ("the body ended in the middle", "Send the same again."),
        };
        Self::refused(why.status(), problem, remedy)
    }

    /// The same lead is welcome later.
    pub(super) fn later(status: StatusCode, problem: &str, seconds: u64) -> Self {
        Self::Refused {
            status,
            problem: problem.to_owned(),
            remedy: format!("Send the same again, with the same Idempotency-Key, after {seconds} s."),
            retry_after_s: Some(seconds),
        }
    }
}

/// How long until a lead that was not stored is welcome again.
pub(super) const fn wait_s(why: NotStored) -> u64 {
    match why {
        // The writer empties its queue in a moment.
        NotStored::Full => 2,
        // Somebody has to make room.
        NotStored::LowDisk => 60,
        // Whatever watches the gateway starts it again.
        NotStored::Failed => 10,
    }
}

impl From<NotStored> for Reply {
    fn from(why: NotStored) -> Self {
        let problem = match why {
            NotStored::Full => "too many leads wait to be written",
            NotStored::LowDisk => "the disk has too little free space",
            NotStored::Failed => "the store is not available",
        };
        Self::later(StatusCode::SERVICE_UNAVAILABLE, problem, wait_s(why))
    }
}

/// `{"status": "accepted", "receipt": "…"}` and so on.
#[derive(Serialize)]
struct Body<'a> {
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issues: Option<&'a [Issue]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<&'a str>,
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let nothing = Body { status: "", receipt: None, issues: None, problem: None, remedy: None };
        let (status, body, retry_after_s) = match &self {
            Self::Accepted { receipt } => {
                let body = Body { status: "accepted", receipt: Some(receipt), ..nothing };
                (StatusCode::ACCEPTED, body, None)
            }
            Self::Invalid { issues } => {
                let body = Body { status: "invalid", issues: Some(issues), ..nothing };
                (StatusCode::UNPROCESSABLE_ENTITY, body, None)
            }
            Self::Refused { status, problem, remedy, retry_after_s } => {
                let body =
                    Body { status: "refused", problem: Some(problem), remedy: Some(remedy), ..nothing };
                (*status, body, *retry_after_s)
            }
        };
        let text = serde_json::to_string(&body).unwrap_or_default();
        let mut response = (status, text).into_response();
        let headers = response.headers_mut();
        super::headers::put_on_answer(headers);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(seconds) = retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
