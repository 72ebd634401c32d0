//! A lead, packed once, and sent as often as it takes.

use std::cell::Cell;
use std::rc::Rc;

use leadform_language::Failure;
use leadform_spec::texts;
use leadform_spec::value::text::number;
use leadform_spec::{Api, Outcome, Submission, Valid, decode, encode};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestInit;

use super::gateway::{self, Context};
use super::{Limit, Reply, Sent, request};
use crate::event::object;
use crate::page;

/// Browsers finish no more than 64 KiB of bodies for pages that are gone, all requests together. This leaves some for
/// the page's own.
const KEEPALIVE_BYTES: usize = 60 * 1024;

/// A lead and where it goes.
pub(crate) struct Parcel {
    url: String,
    api: &'static Api,
    content_type: &'static str,
    /// What our gateway knows the lead by, however often it comes. A plain proxy gets none.
    key: Option<String>,
    /// As JavaScript has it: with files it is large, and one copy is enough.
    body: JsValue,
    bytes: usize,
    /// Whether the browser is asked to finish the next try even if the page goes.
    keepalive: Cell<bool>,
    /// False once nobody wants it sent any more: then a try that is under way ends.
    is_wanted: Rc<Cell<bool>>,
    /// It did not get through, and there may be another try.
    is_waiting: Cell<bool>,
}

impl Parcel {
    /// For a plain proxy: exactly the API's own body.
    pub(crate) fn for_proxy(url: String, submission: &Valid<Submission>) -> Self {
        let body = encode(submission);
        Self::new(url, submission.api(), body.content_type, None, &body.text)
    }

    /// For our gateway, with what it wants to know besides.
    pub(crate) fn for_gateway(url: String, submission: &Valid<Submission>, context: Context) -> Self {
        let body = gateway::envelope(submission, &context);
        Self::new(url, submission.api(), gateway::MEDIA_TYPE, Some(context.submission_id), &body)
    }

    fn new(
        url: String,
        api: &'static Api,
        content_type: &'static str,
        key: Option<String>,
        body: &str,
    ) -> Self {
        let bytes = body.len();
        Self {
            url,
            api,
            content_type,
            key,
            body: body.into(),
            bytes,
            keepalive: Cell::new(bytes <= KEEPALIVE_BYTES),
            is_wanted: Rc::new(Cell::new(true)),
            is_waiting: Cell::new(false),
        }
    }

    /// Whether a second try can make no second lead.
    fn can_be_repeated(&self) -> bool {
        self.key.is_some()
    }

    /// Whether it would be lost with the page while it is under way.
    pub(crate) fn needs_the_page(&self) -> bool {
        self.bytes > KEEPALIVE_BYTES
    }

    /// Sends it without asking the browser to finish it, the next time.
    pub(crate) fn without_keepalive(self) -> Self {
        self.keepalive.set(false);
        self
    }

    /// The page may be gone before the next try has ended: the browser is asked to finish it.
    pub(crate) fn outlives_the_page(&self) {
        self.keepalive.set(!self.needs_the_page());
    }

    /// Whether it did not get through, and may be tried again without asking anybody.
    pub(crate) fn is_waiting(&self) -> bool {
        self.is_waiting.get()
    }

    /// Another one goes in its place, or none.
    pub(crate) fn give_up(&self) {
        self.is_wanted.set(false);
    }

    /// Tries once.
    pub(crate) async fn send(&self) -> Sent {
        self.is_waiting.set(false);
        let limit = Limit::new(self.bytes, Rc::clone(&self.is_wanted));
        let sent = match request(&self.url, self.init(), limit).await {
            Ok(reply) => self.read(&reply),
            Err(failure) => {
                // Browsers do not tell a lost network from a page whose requests have used up what may be finished
                // without it. So the next try after a silence does without, and the one after it with it.
                self.keepalive.set(!self.needs_the_page() && !self.keepalive.get());
                Sent::Failed(failure, None)
            }
        };
        let may_get_through = matches!(&sent, Sent::Failed(failure, _) if *failure != Failure::Refused);
        self.is_waiting.set(may_get_through && self.can_be_repeated());
        sent
    }

    fn init(&self) -> RequestInit {
        let mut headers = vec![("Content-Type", self.content_type.into())];
        headers.extend(self.key.as_deref().map(|key| ("Idempotency-Key", key.into())));
        let mut init =
            vec![("method", "POST".into()), ("body", self.body.clone()), ("headers", object(&headers))];
        if self.keepalive.get() {
            init.push(("keepalive", true.into()));
        }
        object(&init).unchecked_into()
    }

    fn read(&self, reply: &Reply) -> Sent {
        let sent = if self.can_be_repeated() { gateway::read(reply) } else { self.of_proxy(reply) };
        if matches!(sent, Sent::Failed(Failure::Refused, _)) {
            // The visitor can do nothing about it. Most often the address is wrong; the answer's text stays out of this,
            // as it may repeat what was typed.
            let status = number(usize::from(reply.status));
            page::complain(&texts![
                "the lead was not taken: ",
                self.url,
                " answered ",
                status,
                "; look whether the attribute proxy is right, and what that proxy and the API behind it say",
            ]);
        }
        sent
    }

    fn of_proxy(&self, reply: &Reply) -> Sent {
        match decode(self.api, reply.status, reply.text.as_bytes()).outcome {
            // Whoever may know that a number has a booking is not whoever types it: both look the same from here on.
            Outcome::Accepted | Outcome::AlreadyBooked => Sent::Taken { receipt: None },
            Outcome::Credentials | Outcome::Refused => Sent::Failed(Failure::Refused, None),
            Outcome::Unavailable | Outcome::Unreadable => Sent::Failed(Failure::Server, None),
        }
    }
}

impl Drop for Parcel {
    /// The page takes the form away while its lead waits for the next try. There will be none; but this one.
    fn drop(&mut self) {
        if self.is_waiting.get() && self.is_wanted.get() {
            self.outlives_the_page();
            let last = JsFuture::from(page::window().fetch_with_str_and_init(&self.url, &self.init()));
            leptos::task::spawn_local(async { drop(last.await) });
        }
    }
}
