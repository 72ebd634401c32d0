//! The last requests, in memory and nowhere else, and word of each change for whoever watches.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::request::Parts;
use leadform_spec::{Api, Issue, Outcome, apis, decode};
use serde::Serialize;
use tokio::sync::broadcast;

use super::answer::Answer;
use super::values::Shown;
use super::{Shared, mask};
use crate::clock;

/// How many requests are kept.
pub(super) const KEPT: usize = 100;
/// How much of a body is kept; more than any form sends without files.
const KEPT_BODY_BYTES: usize = 1024 * 1024;

/// Whom a request was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Part {
    /// The plain proxy: this is what the browser sent.
    Proxy,
    /// The API: this is what the vendor would get.
    Api,
}

/// A request and its answer. No secret is in it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry {
    pub(super) id: u64,
    pub(super) at_ms: crate::clock::Millis,
    pub(super) part: Part,
    /// The id of the proxy's request, if it came through a proxy.
    pub(super) via: Option<u64>,
    /// The API's target id, if the path is one of an API.
    pub(super) target: Option<&'static str>,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    /// The body as text, with the secret masked and cut at one MiB.
    pub(super) body: String,
    /// How long the body was.
    pub(super) body_bytes: usize,
    /// The values in it, if it could be read.
    pub(super) values: Vec<Shown>,
    /// What `check` says of it.
    pub(super) issues: Vec<Issue>,
    /// What `encode` would have sent for the same values, if that is something else.
    pub(super) encoded: Option<String>,
    /// The number of the trigger that it asked for.
    pub(super) trigger: Option<&'static str>,
    /// None while there is no answer yet, and for ever if the client went away before.
    pub(super) answer: Option<Given>,
    pub(super) gone: bool,
}

/// The answer that was given.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Given {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    /// What a form or a gateway makes of it; none if it is no API's answer.
    outcome: Option<&'static str>,
    after_ms: u64,
}

impl Given {
    fn new(answer: &Answer, target: Option<&str>, after: Duration) -> Self {
        let reply = target.and_then(apis::find).map(|api| decode(api, answer.status, answer.body.as_bytes()));
        Self {
            status: answer.status,
            headers: answer.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
            body: answer.body.clone(),
            outcome: reply.map(|reply| match reply.outcome {
                Outcome::Accepted => "accepted",
                Outcome::AlreadyBooked => "already booked",
                Outcome::Credentials => "wrong key",
                Outcome::Refused => "refused",
                Outcome::Unavailable => "unavailable",
                Outcome::Unreadable => "unreadable",
            }),
            after_ms: u64::try_from(after.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

impl Entry {
    pub(super) fn new(part: Part, api: Option<&Api>, head: &Parts, body: &[u8]) -> Self {
        let kept = &body[..body.len().min(KEPT_BODY_BYTES)];
        Self {
            id: 0,
            at_ms: clock::now(),
            part,
            via: None,
            target: api.map(|api| api.id),
            method: head.method.to_string(),
            path: mask::path(&head.uri),
            headers: mask::headers(&head.headers),
            body: mask::body(&String::from_utf8_lossy(kept)),
            body_bytes: body.len(),
            values: Vec::new(),
            issues: Vec::new(),
            encoded: None,
            trigger: None,
            answer: None,
            gone: false,
        }
    }
}

/// What happened.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// A request came, or was answered.
    Entry(Arc<Entry>),
    /// All were forgotten.
    Cleared,
}

/// The last requests.
#[derive(Debug)]
pub(super) struct History {
    entries: Mutex<VecDeque<Arc<Entry>>>,
    changes: broadcast::Sender<Change>,
    next_id: AtomicU64,
}

impl Default for History {
    fn default() -> Self {
        Self {
            entries: Mutex::default(),
            changes: broadcast::Sender::new(2 * KEPT),
            next_id: AtomicU64::new(1),
        }
    }
}

impl History {
    /// The entries, the oldest first.
    pub(super) fn entries(&self) -> Vec<Arc<Entry>> {
        self.lock().iter().cloned().collect()
    }

    pub(super) fn clear(&self) {
        self.lock().clear();
        self.tell(Change::Cleared);
    }

    pub(super) fn watch(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    fn begin(&self, mut entry: Entry) -> u64 {
        entry.id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let entry = Arc::new(entry);
        let mut entries = self.lock();
        while entries.len() >= KEPT {
            entries.pop_front();
        }
        entries.push_back(Arc::clone(&entry));
        drop(entries);
        let id = entry.id;
        self.tell(Change::Entry(entry));
        id
    }

    fn change(&self, id: u64, change: impl FnOnce(&mut Entry)) {
        let mut entries = self.lock();
        let changed = entries.iter_mut().find(|entry| entry.id == id).map(|entry| {
            change(Arc::make_mut(entry));
            Arc::clone(entry)
        });
        drop(entries);
        if let Some(entry) = changed {
            self.tell(Change::Entry(entry));
        }
    }

    fn tell(&self, change: Change) {
        // An error says that nobody watches.
        let _ = self.changes.send(change);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Entry>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that has no answer yet. Dropped without one, it says that the client went away: that is when
/// the server drops a request's future.
pub(super) struct Pending {
    sandbox: Shared,
    id: u64,
    started: Instant,
    answered: bool,
}

impl Pending {
    pub(super) fn new(sandbox: &Shared, entry: Entry) -> Self {
        let id = sandbox.history.begin(entry);
        Self { sandbox: sandbox.clone(), id, started: Instant::now(), answered: false }
    }

    pub(super) const fn id(&self) -> u64 {
        self.id
    }

    pub(super) fn answered(mut self, answer: &Answer) {
        self.answered = true;
        let after = self.started.elapsed();
        self.sandbox
            .history
            .change(self.id, |entry| entry.answer = Some(Given::new(answer, entry.target, after)));
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.answered {
            self.sandbox.history.change(self.id, |entry| entry.gone = true);
        }
    }
}
