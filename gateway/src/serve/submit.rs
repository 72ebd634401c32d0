//! `POST /f/{form}`: a lead, in one of three ways.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::reply::{MEDIA_TYPE, Reply};
use super::state::Gateway;
use super::{plain, web_form};
use crate::accept::{self, Context, Moment, Part, Unreadable};
use crate::clock;
use crate::config::Form;
use crate::store::NewLead;

/// A key is a name and not a message.
const MAX_KEY_CHARS: usize = 255;

/// How a lead is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// `application/vnd.leadform+json`: the body and where it came from.
    Envelope,
    /// `application/json`: the API's own body.
    Bare,
    /// `application/x-www-form-urlencoded`: what a browser sends by itself.
    UrlEncoded,
    /// `multipart/form-data`, with its boundary.
    Multipart(String),
}

impl Way {
    /// By the `Content-Type`; none if it is another one, or if there are two.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut types = headers.get_all(header::CONTENT_TYPE).iter();
        let (value, None) = (types.next()?.to_str().ok()?, types.next()) else { return None };
        let (essence, _) = value.split_once(';').unwrap_or((value, ""));
        match essence.trim().to_ascii_lowercase().as_str() {
            MEDIA_TYPE => Some(Self::Envelope),
            "application/json" => Some(Self::Bare),
            "application/x-www-form-urlencoded" => Some(Self::UrlEncoded),
            "multipart/form-data" => multer::parse_boundary(value).ok().map(Self::Multipart),
            _ => None,
        }
    }

    /// Whether a person waits for a page, and not a script for an answer.
    pub(super) const fn is_page(&self) -> bool {
        matches!(self, Self::UrlEncoded | Self::Multipart(_))
    }
}

/// What the sender calls this submission; or why that is no name.
pub(super) fn key(headers: &HeaderMap) -> Result<Option<String>, Reply> {
    let wrong = |problem: &str| {
        let remedy = "Send one Idempotency-Key of 1 to 255 visible ASCII characters, such as a UUID.";
        Err(Reply::refused(StatusCode::BAD_REQUEST, problem, remedy))
    };
    let mut keys = headers.get_all("idempotency-key").iter();
    let Some(key) = keys.next() else { return Ok(None) };
    if keys.next().is_some() {
        return wrong("there are two Idempotency-Key headers");
    }
    match key.to_str() {
        Ok(key) if key.is_empty() || key.len() > MAX_KEY_CHARS => {
            wrong("the Idempotency-Key is empty or too long")
        }
        Ok(key) if key.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(Some(key.to_owned())),
        _ => wrong("the Idempotency-Key has characters that it may not have"),
    }
}

/// Checks a lead that came as JSON and stores it. The answer says nothing about the person.
pub(super) async fn json(
    gateway: &Gateway,
    form: &Arc<Form>,
    way: &Way,
    key: Option<String>,
    body: Bytes,
) -> Reply {
    let moment = moment(gateway);
    let (form_of_check, is_envelope) = (Arc::clone(form), *way == Way::Envelope);
    let checked = off_the_reactor(body.len(), move || {
        let (payload, context) =
            if is_envelope { accept::envelope(&body)? } else { (accept::bare(&body)?, Context::default()) };
        Ok(accept::from_json(&form_of_check, &payload, &context, key.as_deref(), &moment))
    });
    let lead = match checked.await {
        Err(Unreadable { problem }) => {
            let remedy = "Send what docs/OPERATIONS.md describes.";
            return Reply::refused(StatusCode::BAD_REQUEST, problem, remedy);
        }
        Ok(Err(issues)) => return Reply::Invalid { issues },
        Ok(Ok(lead)) => lead,
    };
    match store(gateway, lead).await {
        Ok(receipt) => Reply::Accepted { receipt },
        Err(reply) => reply,
    }
}

/// Checks a plain HTML form post and stores it; the answer is a page, or the way to one.
pub(super) async fn page(
    gateway: &Gateway,
    form: &Arc<Form>,
    way: &Way,
    headers: &HeaderMap,
    body: Bytes,
) -> Response {
    let parts = match web_form::parts(way, body).await {
        Ok(parts) => parts,
        Err(problem) => {
            let remedy = "Send what an HTML form sends.";
            return Reply::refused(StatusCode::BAD_REQUEST, problem, remedy).into_response();
        }
    };
    let moment = moment(gateway);
    let language = accept::language_of(&parts);
    let came_from = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let context = Context::of_page(came_from.unwrap_or_default());
    let form_of_check = Arc::clone(form);
    // What can be shown again, should it have to be: no page can fill in a file, and files are large.
    let is_text = |part: &&(String, Part)| matches!(part.1, Part::Text(_));
    let sent: Vec<_> = parts.iter().filter(is_text).cloned().collect();
    let bytes = parts.iter().map(|(_, part)| part.len()).sum();
    let checked =
        off_the_reactor(bytes, move || accept::from_web_form(&form_of_check, parts, context, &moment));
    match checked.await {
        Err(returned) => plain::returned(gateway, form, language, &sent, &returned).await,
        Ok(lead) => {
            let page_url = lead.context["page_url"].as_str().unwrap_or_default().to_owned();
            match store(gateway, lead).await {
                Ok(_) => plain::thank(gateway, form, language, &page_url),
                Err(reply) => plain::busy(gateway, form, language, &sent, &reply).await,
            }
        }
    }
}

/// On disk, fsynced; or the answer that says that it is not.
async fn store(gateway: &Gateway, lead: NewLead) -> Result<String, Reply> {
    let form = Arc::clone(&lead.form);
    let stored = gateway.store.accept(lead).await.map_err(Reply::from)?;
    gateway.metrics.accepted(&form, stored.again);
    Ok(stored.receipt)
}

pub(super) fn moment(gateway: &Gateway) -> Moment {
    let now = gateway.clock.now();
    Moment { today: clock::vietnam_day(now), time: clock::iso(now), now }
}

/// Small leads are checked where they are; files of megabytes must not keep others waiting.
async fn off_the_reactor<T: Send + 'static>(bytes: usize, work: impl FnOnce() -> T + Send + 'static) -> T {
    const SMALL_BYTES: usize = 128 * 1024;
    if bytes <= SMALL_BYTES {
        return work();
    }
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
