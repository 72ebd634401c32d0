//! What the fake API received: another side of the oracle's comparison. It is in a file too, for people who look into
//! a run that failed.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Fault;
use crate::lead;

/// One request that arrived whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Received {
    /// Whose it is; none if it is no lead of ours.
    pub(crate) number: Option<u64>,
    /// It says exactly what was sent, and what was supplied.
    pub(crate) as_sent: bool,
    /// The API created the lead.
    pub(crate) worked: bool,
}

#[derive(Debug)]
struct Page {
    started: Instant,
    file: File,
    received: Vec<Received>,
}

/// Copies are the same ledger.
#[derive(Debug, Clone)]
pub(crate) struct Ledger(Arc<Mutex<Page>>);

impl Ledger {
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self(Arc::new(Mutex::new(Page { started: Instant::now(), file, received: Vec::new() }))))
    }

    /// Writes down a request, before anything is answered.
    pub(crate) fn record(&self, connection: u64, body: &[u8], fault: Fault) {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let number = lead::number_of(&body);
        let received = Received {
            number,
            as_sent: number.is_some_and(|number| lead::delivered(number) == body),
            worked: fault.works(),
        };
        let mut page = self.page();
        let (milliseconds, name) = (page.started.elapsed().as_millis(), number.unwrap_or_default());
        // The ledger that counts is the one in memory: this process is not the one that is killed.
        let _ = writeln!(page.file, "{milliseconds} {connection} {name} {fault:?}");
        page.received.push(received);
    }

    /// How many requests of this lead came before.
    pub(crate) fn tries_of(&self, body: &[u8]) -> usize {
        let number = serde_json::from_slice(body).ok().and_then(|body| lead::number_of(&body));
        self.page().received.iter().filter(|received| received.number == number).count()
    }

    /// How many requests came in all.
    pub(crate) fn len(&self) -> usize {
        self.page().received.len()
    }

    pub(crate) fn snapshot(&self) -> Vec<Received> {
        self.page().received.clone()
    }

    fn page(&self) -> MutexGuard<'_, Page> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
