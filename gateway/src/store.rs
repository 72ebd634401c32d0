//! The outbox: what was accepted, on disk, until it is delivered, and after.
//!
//! One thread writes (`writer`). What waits for it (`queue`) is written in one transaction (group commit), so an `fsync`
//! is shared by all who wait, and nobody is told that a lead is stored before the `fsync` has returned. Reading goes
//! through connections of its own and never waits for that.

mod accept;
mod backup;
mod claim;
mod erase;
mod fault;
mod figures;
mod health;
mod lead;
pub(crate) mod ledger;
mod open;
pub(crate) mod person;
mod place;
mod queue;
pub(crate) mod receipt;
mod retain;
mod sabotage;
mod schema;
mod start;
mod time;
#[cfg(test)]
pub(crate) mod trial;
mod writer;

use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::Notify;

use self::accept::Entry;
use self::claim::InHand;
use self::fault::Fault;
use self::health::Health;
pub(crate) use self::lead::{
    Attempt, Claim, Class, Figures, NewLead, Next, NotStored, Reason, State, Stored,
};
use self::queue::{Answer, Queue, Size, job};
use crate::clock::{Clock, Millis};
use crate::{Failure, config};

/// What a process ends with whose disk failed: `EX_IOERR`.
const DISK_FAILED: i32 = 74;

/// A fingerprint of more than this is not reckoned between two requests.
const LARGE_BYTES: usize = 64 * 1024;

/// How long an outcome waits that could not be written.
const AGAIN: Duration = Duration::from_millis(500);

/// The store. Copies are the same store; with the last one the writer ends, after it has written what waits.
#[derive(Clone)]
pub(crate) struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    queue: Arc<Queue>,
    health: Arc<Health>,
    room: place::Room,
    changed: Arc<Notify>,
    /// For what is asked often and answered quickly.
    reads: Mutex<Connection>,
    /// For bodies, which may be large.
    bodies: Mutex<Connection>,
    fingerprint_key: [u8; 32],
    writer: Option<JoinHandle<()>>,
    /// Held as long as any of the connections is open: fields are dropped in their order.
    _lock: File,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.queue.close();
        if let Some(writer) = self.writer.take() {
            // A writer that panicked has refused nothing and told nobody anything: there is no more to do here.
            let _ = writer.join();
        }
    }
}

impl Store {
    /// Opens the store for the gateway: no other gateway may have it.
    pub(crate) fn open(config: &config::Store, clock: Clock) -> Result<Self, Failure> {
        Self::open_ending(config, clock, Box::new(|| std::process::exit(DISK_FAILED)))
    }

    /// The same; `end` is called when the disk has failed.
    fn open_ending(
        config: &config::Store,
        clock: Clock,
        end: Box<dyn Fn() + Send + Sync>,
    ) -> Result<Self, Failure> {
        let inner = start::start(config, clock, end)?;
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Stores a lead; when this returns `Ok` it is on disk, fsynced. The write goes on when the caller is dropped.
    pub(crate) async fn accept(&self, lead: NewLead) -> Result<Stored, NotStored> {
        if self.inner.health.has_failed() {
            return Err(NotStored::Failed);
        }
        if self.inner.room.is_low() {
            return Err(NotStored::LowDisk);
        }
        let answer = if lead.content.len() > LARGE_BYTES {
            let inner = Arc::clone(&self.inner);
            let queued = tokio::task::spawn_blocking(move || inner.queue_lead(lead));
            queued.await.map_err(|_| NotStored::Failed)?
        } else {
            self.inner.queue_lead(lead)
        };
        heard(answer).await
    }

    /// Takes up to `most` leads of `upstream` that are due. Each try is on disk before this returns. When the caller is
    /// dropped before it has them, they are given back.
    pub(crate) async fn claim(&self, upstream: &str, most: usize) -> Result<Vec<Claim>, NotStored> {
        let (upstream, queue) = (upstream.to_owned(), Arc::clone(&self.inner.queue));
        let take = move |to: &Connection, moment: &writer::Moment| claim::take(to, &upstream, most, moment);
        let (job, answer) = job(QUIET, take, move |taken| InHand { taken, queue });
        self.inner.queue.push(job);
        let in_hand = heard(answer).await?;
        if in_hand.taken.is_empty() {
            return Ok(Vec::new());
        }
        let read = move |from: &Connection| Ok((claim::read(from, &in_hand.taken)?, in_hand));
        let (claims, mut in_hand) = self.read(|inner| &inner.bodies, read).await?;
        in_hand.taken.clear();
        Ok(claims)
    }

    /// Writes down how a try ended, and gives the lead back. Waits while that cannot be written: an outcome that is
    /// forgotten is a lead delivered twice.
    pub(crate) async fn finish(&self, lead: i64, attempt: Attempt, next: Next) -> Result<(), NotStored> {
        loop {
            let attempt = attempt.clone();
            let finish = move |to: &Connection, moment: &writer::Moment| {
                claim::finish(to, lead, &attempt, next, moment)
            };
            let (job, answer) = job(WAKING, finish, |()| ());
            self.inner.queue.push(job);
            match heard(answer).await {
                Err(NotStored::Full | NotStored::LowDisk) => tokio::time::sleep(AGAIN).await,
                end => return end,
            }
        }
    }

    /// When the next lead of `upstream` is due, if one waits.
    pub(crate) async fn next_due(&self, upstream: &str) -> Result<Option<Millis>, NotStored> {
        let upstream = upstream.to_owned();
        self.read(|inner| &inner.reads, move |from| claim::next_due(from, &upstream)).await
    }

    /// Is told whenever a lead is accepted, retried or otherwise became due, by an operator's command too.
    pub(crate) fn changed(&self) -> &Notify {
        &self.inner.changed
    }

    /// The upstreams that leads are to be delivered to, for the check that none lost its configuration.
    pub(crate) fn waiting_upstreams(path: &Path) -> Result<Vec<String>, Failure> {
        if !path.metadata().is_ok_and(|found| found.len() > 0) {
            return Ok(Vec::new());
        }
        let path = place::resolve(path)?;
        let connection = open::reader(&path)?;
        figures::waiting_upstreams(&connection).or_else(|error| match Fault::from(&error) {
            // A database without tables yet: nothing waits in it.
            Fault::Ours => Ok(Vec::new()),
            _ => Err(open::trouble(&path, &error)),
        })
    }

    /// How many leads there are, and how old the oldest undelivered one is.
    pub(crate) async fn figures(&self) -> Result<Figures, NotStored> {
        self.read(|inner| &inner.reads, figures::figures).await
    }

    /// Keeps the last good answer of an API's list.
    pub(crate) async fn keep_options(&self, key: &str, list: &str) -> Result<(), NotStored> {
        let (key, list) = (key.to_owned(), list.to_owned());
        let keep = move |to: &Connection, moment: &writer::Moment| {
            figures::keep_options(to, &key, &list, moment.now)
        };
        let (job, answer) = job(QUIET, keep, |()| ());
        self.inner.queue.push(job);
        heard(answer).await
    }

    /// The last good answer of an API's list, and when it came.
    pub(crate) async fn kept_options(&self, key: &str) -> Result<Option<(String, Millis)>, NotStored> {
        let key = key.to_owned();
        self.read(|inner| &inner.reads, move |from| figures::kept_options(from, &key)).await
    }

    /// Whether leads can be accepted now, for `/readyz`.
    pub(crate) fn is_ready(&self) -> bool {
        let inner = &self.inner;
        !inner.health.has_failed() && !inner.queue.has_no_place() && !inner.room.is_low()
    }

    /// Reads on a thread where waiting harms nobody.
    async fn read<T: Send + 'static>(
        &self,
        which: impl FnOnce(&Inner) -> &Mutex<Connection> + Send + 'static,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, NotStored> {
        if self.inner.health.has_failed() {
            return Err(NotStored::Failed);
        }
        let inner = Arc::clone(&self.inner);
        let reading = tokio::task::spawn_blocking(move || {
            let connection = which(&inner).lock().unwrap_or_else(PoisonError::into_inner);
            read(&connection).map_err(|error| match Fault::from(&error) {
                Fault::Busy | Fault::Full => NotStored::Full,
                Fault::Ours => NotStored::Failed,
                Fault::Disk => {
                    inner.health.fail(&error);
                    NotStored::Failed
                }
            })
        });
        reading.await.unwrap_or(Err(NotStored::Failed))
    }
}

/// Work after which no lead is newly due.
const QUIET: Size = Size { bytes: 0, wakes: false };
/// Work after which one may be.
const WAKING: Size = Size { bytes: 0, wakes: true };

impl Inner {
    fn queue_lead(&self, lead: NewLead) -> Answer<Stored> {
        let entry = Entry::new(lead, &self.fingerprint_key);
        let size = Size { bytes: entry.bytes(), wakes: true };
        let (job, answer) = job(size, move |to, moment| entry.write(to, moment), |stored| stored);
        self.queue.push_lead(job);
        answer
    }
}

/// What the writer says. One that says nothing has ended.
async fn heard<T>(answer: Answer<T>) -> Result<T, NotStored> {
    answer.await.unwrap_or(Err(NotStored::Failed))
}
