//! The vendors' answers: as documented, or where nothing is documented as public clients read them. Only this
//! file and the one below it know the keys of answers; `docs/apis/` has their sources.

mod success;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leadform_spec::api::{AnswerStyle, BodyFormat, Secret};
use leadform_spec::{Api, Issue};
use serde_json::json;

pub(super) use success::accepted;

use super::document;
use super::trigger::RETRY_AFTER_SECONDS;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn json(status: u16, body: &impl ToString) -> Self {
        let headers = vec![("content-type", "application/json".to_owned())];
        Self { status, headers, body: body.to_string() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// Why an API does not take a request.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Refusal {
    Method,
    MediaType,
    TooLarge(String),
    Unreadable(String),
    KeyMissing,
    KeyWrong,
    Issues(Vec<Issue>),
    /// Refused although nothing is wrong with it, with status 200.
    Whim,
    StillBooked,
    TooMany,
    Broken,
    TimedOut,
}

/// The API has not taken the request.
pub(super) fn refused(api: &Api, refusal: &Refusal) -> Answer {
    let (status, kind, message) = words(api, refusal);
    let body = match api.answer {
        AnswerStyle::Erp if status == 200 => json!({ "error": 1, "message": message, "data": {} }),
        AnswerStyle::Erp => json!({ "type": kind, "message": message }),
        AnswerStyle::LadiFlow => {
            json!({ "data": {}, "message": message, "code": if status == 200 { 400 } else { status } })
        }
        AnswerStyle::Office => json!({ "error": true, "message": message, "data": null }),
        AnswerStyle::Zalo if status == 200 => {
            json!({ "code": 200, "data": { "error_code": 400, "error_message": message }, "message": message })
        }
        AnswerStyle::Zalo => json!({ "code": status, "data": null, "message": message }),
    };
    // DIFFERENCE: 1Office documents no status. Public clients show errors with a 200, so what depends on
    // the body's content has one; what any web server would refuse before it reads the body has not.
    let in_body = matches!(
        refusal,
        Refusal::KeyMissing | Refusal::KeyWrong | Refusal::Unreadable(_) | Refusal::Issues(_)
    );
    let status = if in_body && matches!(api.answer, AnswerStyle::Office) { 200 } else { status };
    let answer = Answer::json(status, &body);
    match refusal {
        Refusal::Method => answer.with("allow", "POST"),
        Refusal::TooMany => answer.with("retry-after", RETRY_AFTER_SECONDS.to_string()),
        _ => answer,
    }
}

/// The status, the ERP's word for it, and a sentence.
fn words(api: &Api, refusal: &Refusal) -> (u16, &'static str, String) {
    let erp = matches!(api.answer, AnswerStyle::Erp);
    match refusal {
        Refusal::Method => (405, "method_not_allowed", "Method Not Allowed: send POST".to_owned()),
        Refusal::MediaType => (
            415,
            "unsupported_media_type",
            format!("Unsupported Media Type: send {}", api.body.content_type()),
        ),
        Refusal::TooLarge(why) => (413, "too_large", format!("Content Too Large: {why}")),
        Refusal::Unreadable(why) => {
            let format = if api.body == BodyFormat::Json { "JSON body" } else { "form body" };
            (400, "invalid_body", format!("Bad Request: {format}: {why}"))
        }
        // These two are verbatim what the ERP answers; see docs/apis/README.md.
        Refusal::KeyMissing if erp => {
            (401, "access_token_not_found", "missing access token in request header".to_owned())
        }
        Refusal::KeyWrong if erp => {
            (401, "access_token", "token seems to have expired or invalid".to_owned())
        }
        Refusal::KeyMissing => (401, "", format!("Unauthorized: {} is missing", place(api))),
        Refusal::KeyWrong => (401, "", format!("Unauthorized: {} is wrong, or has expired", place(api))),
        Refusal::Issues(issues) => {
            (400, "validation_error", format!("Bad Request: {}", sentence(api, issues)))
        }
        Refusal::Whim => (200, "refused", "Refused, as the phone number asked for".to_owned()),
        // Verbatim from docs/apis/erp-booking.md.
        Refusal::StillBooked => (
            401,
            "Không thể tạo Booking mới do còn Booking vẫn còn hiêu lực",
            "Hãy vào Booking có mã Book-687631 của thương hiệu Kangnam để thao tác tiếp".to_owned(),
        ),
        Refusal::TooMany => (429, "too_many_requests", "Too Many Requests".to_owned()),
        Refusal::Broken => (500, "server_error", "Internal Server Error".to_owned()),
        Refusal::TimedOut => (504, "timeout", "Gateway Timeout".to_owned()),
    }
}

fn place(api: &Api) -> String {
    match api.secret {
        Secret::Header(name) => format!("the header {name}"),
        Secret::Parameter(name) => format!("the parameter {name}"),
    }
}

/// `gender (row 9): choice; contact_name (row 8): required`
fn sentence(api: &Api, issues: &[Issue]) -> String {
    let each = issues.iter().map(|issue| {
        let row = document::row(api, &issue.field)
            .map(|row| format!(" (row {})", row.number()))
            .unwrap_or_default();
        let field = if issue.field.is_empty() { "the body" } else { &issue.field };
        format!("{field}{row}: {}", issue.problem.code())
    });
    each.collect::<Vec<_>>().join("; ")
}

/// An HTML page where an API's answer should be.
pub(super) fn html_page() -> Answer {
    Answer {
        status: 200,
        headers: vec![("content-type", "text/html; charset=utf-8".to_owned())],
        body: "<!doctype html><title>Welcome</title><h1>Welcome to the Wi-Fi of this café</h1>\n".to_owned(),
    }
}

/// The answer with the second half of its body missing.
pub(super) fn cut_short(mut answer: Answer) -> Answer {
    let half = answer.body.floor_char_boundary(answer.body.len() / 2);
    answer.body.truncate(half);
    Answer { status: 200, ..answer }
}

/// Success without a word.
pub(super) fn no_content() -> Answer {
    Answer { status: 204, headers: Vec::new(), body: String::new() }
}
