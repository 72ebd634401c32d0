//! Requests: the lead itself, and what the form fetches.

mod gateway;

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use leadform_language::Failure;
use leadform_spec::{Issue, Outcome, Submission, Valid, decode, encode};
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestInit, Response};

pub(crate) use gateway::{Agreement, Context};

use crate::page;

/// How long an answer may take. Weak networks are slow, and a visitor who sees nothing happen leaves.
const TIMEOUT: Duration = Duration::from_secs(20);

/// What became of a lead that was sent.
pub(crate) enum Sent {
    /// It was taken; our gateway gives a receipt.
    Taken { receipt: Option<String> },
    /// The gateway found something to mend.
    Invalid(Vec<Issue>),
    /// It did not get through.
    Failed(Failure),
}

/// Sends a lead to a plain proxy: exactly the API's own body.
pub(crate) async fn to_proxy(proxy: &str, submission: &Valid<Submission>) -> Sent {
    let body = encode(submission);
    let reply = match post(proxy, &[("Content-Type", body.content_type)], &body.text).await {
        Ok(reply) => reply,
        Err(failure) => return Sent::Failed(failure),
    };
    match failure_of(decode(submission.api(), reply.status, reply.text.as_bytes()).outcome) {
        None => Sent::Taken { receipt: None },
        Some(failure) => Sent::Failed(failure),
    }
}

/// What an API's answer comes to, unless the lead was taken.
const fn failure_of(outcome: Outcome) -> Option<Failure> {
    match outcome {
        // Whoever may know that a number has a booking is not whoever types it: both look the same from here on.
        Outcome::Accepted | Outcome::AlreadyBooked => None,
        Outcome::Credentials | Outcome::Refused => Some(Failure::Refused),
        Outcome::Unavailable | Outcome::Unreadable => Some(Failure::Server),
    }
}

/// Sends a lead to our gateway, with what it wants to know besides.
pub(crate) async fn to_gateway(proxy: &str, submission: &Valid<Submission>, context: &Context) -> Sent {
    let headers =
        [("Content-Type", gateway::MEDIA_TYPE), ("Idempotency-Key", context.submission_id.as_str())];
    match post(proxy, &headers, &gateway::envelope(submission, context)).await {
        Ok(reply) => gateway::read(&reply),
        Err(failure) => Sent::Failed(failure),
    }
}

/// An answer that came in whole.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) text: String,
    /// Where it came from in the end.
    pub(crate) url: String,
}

impl Reply {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Fetches `url`.
pub(crate) async fn get(url: &str) -> Result<Reply, Failure> {
    request(url, RequestInit::new()).await
}

async fn post(url: &str, headers: &[(&str, &str)], body: &str) -> Result<Reply, Failure> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    let pairs: js_sys::Array =
        headers.iter().map(|(name, value)| js_sys::Array::of2(&(*name).into(), &(*value).into())).collect();
    init.set_headers(&pairs);
    request(url, init).await
}

/// One request, given up after [`TIMEOUT`], and when the future is dropped.
async fn request(url: &str, init: RequestInit) -> Result<Reply, Failure> {
    let mut limit = Limit::new();
    init.set_signal(limit.signal().as_ref());
    let answer = fetch(url, &init).await;
    limit.over = true;
    answer.map_err(|_| if limit.expired.get() { Failure::Timeout } else { Failure::Network })
}

/// The answer, once all of it is there.
async fn fetch(url: &str, init: &RequestInit) -> Result<Reply, JsValue> {
    let response = JsFuture::from(page::window().fetch_with_str_and_init(url, init)).await?;
    let response: Response = response.unchecked_into();
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let content_type = response.headers().get("content-type")?.unwrap_or_default();
    Ok(Reply { status: response.status(), content_type, text, url: response.url() })
}

/// Aborts a request when the time is over, or when nobody waits for it any more.
struct Limit {
    controller: Option<AbortController>,
    timer: Option<TimeoutHandle>,
    expired: Rc<Cell<bool>>,
    over: bool,
}

impl Limit {
    fn new() -> Self {
        let controller = AbortController::new().ok();
        let expired = Rc::new(Cell::new(false));
        let timer = {
            let (controller, expired) = (controller.clone(), Rc::clone(&expired));
            let expire = move || {
                expired.set(true);
                controller.inspect(AbortController::abort);
            };
            set_timeout_with_handle(expire, TIMEOUT).ok()
        };
        Self { controller, timer, expired, over: false }
    }

    fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        self.timer.inspect(TimeoutHandle::clear);
        if !self.over {
            self.controller.as_ref().inspect(|controller| controller.abort());
        }
    }
}

/// Runs `future` until the current owner is gone: then it is dropped, and with it what it waits for.
pub(crate) fn scoped(future: impl Future<Output = ()> + 'static) {
    // Whoever asked does not follow the signals that the future reads.
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    untrack(|| leptos::task::spawn_local_scoped_with_cancellation(future));
}
