//! Requests: the lead itself, and what the form fetches.

mod gateway;
mod limit;
mod parcel;

use std::future::Future;
use std::pin::Pin;

use leadform_language::Failure;
use leadform_spec::Issue;
use leadform_spec::value::text::trim;
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

pub(crate) use gateway::{Agreement, Context};
pub(crate) use parcel::Parcel;

use crate::page;
use limit::Limit;

/// What became of a lead that was sent.
pub(crate) enum Sent {
    /// It was taken; our gateway gives a receipt.
    Taken { receipt: Option<String> },
    /// The gateway found something to mend.
    Invalid(Vec<Issue>),
    /// It did not get through; the answer may say after how many seconds it is welcome again.
    Failed(Failure, Option<u32>),
}

/// An answer that came in whole.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) text: String,
    /// Where it came from in the end.
    pub(crate) url: String,
    /// What it has in `Retry-After`, if that is seconds.
    retry_after_s: Option<u32>,
}

impl Reply {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Fetches `url`.
pub(crate) async fn get(url: &str) -> Result<Reply, Failure> {
    request(url, RequestInit::new(), Limit::of_asking()).await
}

/// One request, given up when its time is over.
async fn request(url: &str, init: RequestInit, mut limit: Limit) -> Result<Reply, Failure> {
    let _ = js_sys::Reflect::set(&init, &"signal".into(), &limit.signal().into());
    let answer = fetch(url, &init).await;
    limit.is_over = true;
    answer.map_err(|_| if limit.has_expired() { Failure::Timeout } else { Failure::Network })
}

/// The answer, once all of it is there.
async fn fetch(url: &str, init: &RequestInit) -> Result<Reply, JsValue> {
    let response = JsFuture::from(page::window().fetch_with_str_and_init(url, init)).await?;
    let response: Response = response.unchecked_into();
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let header = |name: &str| response.headers().get(name);
    Ok(Reply {
        status: response.status(),
        content_type: header("content-type")?.unwrap_or_default(),
        text,
        url: response.url(),
        retry_after_s: header("retry-after")?.and_then(|seconds| trim(&seconds).parse().ok()),
    })
}

/// Runs `future` until the current owner is gone: then it is dropped, and with it what it waits for.
pub(crate) fn scoped(future: impl Future<Output = ()> + 'static) {
    // Whoever asked does not follow the signals that the future reads.
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    untrack(|| leptos::task::spawn_local_scoped_with_cancellation(future));
}
