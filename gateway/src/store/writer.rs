//! The one thread that writes. What waits is written in one transaction, each piece so that it can fail alone, and
//! nobody is told anything before `COMMIT`, and with it the `fsync`, has come back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Error};
use tokio::sync::Notify;

use super::fault::{self, Fault};
use super::health::Health;
use super::queue::{Job, Queue, Settle};
use super::sabotage::Sabotage;
use super::time::{self, Watch};
use super::{NotStored, retain};
use crate::clock::{Clock, Millis};

/// The most that shares a transaction.
const BATCH: usize = 512;

/// How long the thread waits before it looks round.
const TICK: Duration = Duration::from_secs(1);

/// How often delivered leads that are old enough are looked for.
const SWEEP_EVERY: Duration = Duration::from_hours(1);

/// So much in the WAL is worth a checkpoint: about a thousand pages.
const CHECKPOINT_BYTES: usize = 4 * 1024 * 1024;

/// How much one lead adds to the WAL besides its body, roughly: pages of the tables and their indexes.
const PAGES_BYTES: usize = 16 * 1024;

/// What is the same for all that one transaction writes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub(super) now: Millis,
    /// The id of this process's run.
    pub(super) run: i64,
}

/// The thread.
pub(super) struct Writer {
    pub(super) connection: Connection,
    pub(super) queue: Arc<Queue>,
    pub(super) health: Arc<Health>,
    pub(super) changed: Arc<Notify>,
    pub(super) clock: Clock,
    pub(super) watch: Watch,
    pub(super) run: i64,
    pub(super) keep_delivered: Option<Duration>,
    pub(super) sabotage: Option<Sabotage>,
    pub(super) chores: Chores,
}

/// What is done now and then, beside what callers want.
#[derive(Default)]
pub(super) struct Chores {
    /// By how much due times are to be shifted.
    shift: Millis,
    /// When to look for old leads again; at once, if not yet.
    sweep_at: Option<Instant>,
    looked_at: Option<Instant>,
    data_version: i64,
    wal_bytes: usize,
}

impl Writer {
    /// Writes until the queue is closed, or the disk fails.
    pub(super) fn run(mut self) {
        let most = if self.sabotage == Some(Sabotage::OneCommitPerLead) { 1 } else { BATCH };
        while let Some(jobs) = self.queue.take(most, TICK) {
            if let Err(error) = self.turn(jobs) {
                return self.health.fail(&error);
            }
        }
    }

    /// One transaction, if there is anything to write. An error is the end.
    fn turn(&mut self, jobs: Vec<Box<dyn Job>>) -> Result<(), Error> {
        let moment = Moment { now: self.clock.now(), run: self.run };
        self.chores.shift += self.watch.look(moment.now);
        let wakes = self.chores.shift != 0 || jobs.iter().any(|job| job.wakes());
        let sweeps =
            self.keep_delivered.is_some() && self.chores.sweep_at.is_none_or(|at| at <= Instant::now());
        if !jobs.is_empty() || self.chores.shift != 0 || sweeps || self.watch.is_to_keep(moment.now) {
            let bytes: usize = jobs.iter().map(|job| job.bytes() + PAGES_BYTES).sum();
            let mut jobs = jobs.into_iter();
            let mut waiting = Vec::with_capacity(jobs.len());
            match self.transaction(&mut jobs, &mut waiting, &moment, sweeps) {
                Ok(()) => settle(waiting, Ok(())),
                Err(error) => {
                    let why = self.undo(&error);
                    settle(waiting, Err(why));
                    jobs.for_each(|job| job.refuse(why));
                    if why == NotStored::Failed {
                        return Err(error);
                    }
                }
            }
            if wakes {
                self.wake();
            }
            self.checkpoint(bytes)?;
        }
        self.look_for_others()
    }

    fn transaction(
        &mut self,
        jobs: &mut dyn Iterator<Item = Box<dyn Job>>,
        waiting: &mut Vec<Settle>,
        moment: &Moment,
        sweeps: bool,
    ) -> Result<(), Error> {
        let connection = &self.connection;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        // Due times first: a claim in this transaction must see them as they are by the clock of now.
        if self.chores.shift != 0 {
            time::shift(connection, self.chores.shift)?;
        }
        for job in jobs {
            connection.prepare_cached("SAVEPOINT job")?.execute([])?;
            let (outcome, settle) = job.write(connection, moment);
            if self.sabotage == Some(Sabotage::AckBeforeCommit) && outcome.is_ok() {
                settle(Ok(()));
            } else {
                waiting.push(settle);
            }
            if let Err(error) = outcome {
                if Fault::from(&error) != Fault::Ours || connection.is_autocommit() {
                    return Err(error);
                }
                tracing::error!(code = fault::number(&error), "a write was refused by the database");
                connection.execute_batch("ROLLBACK TO job")?;
            }
            connection.prepare_cached("RELEASE job")?.execute([])?;
        }
        let keeps_time = self.watch.is_to_keep(moment.now) || self.chores.shift != 0;
        if keeps_time {
            time::keep(connection, moment.now)?;
        }
        let is_swept = match self.keep_delivered.filter(|_| sweeps) {
            Some(kept) => retain::sweep(connection, kept, moment.now)?,
            None => false,
        };
        self.commit()?;
        self.chores.shift = 0;
        if keeps_time {
            self.watch.kept(moment.now);
        }
        if is_swept {
            self.chores.sweep_at = Some(Instant::now() + SWEEP_EVERY);
        }
        Ok(())
    }

    fn commit(&self) -> Result<(), Error> {
        #[cfg(test)]
        if self.health.fail_commit.load(std::sync::atomic::Ordering::SeqCst) {
            return Err(fault::io_error());
        }
        self.connection.execute_batch("COMMIT")
    }

    /// Takes the transaction back, and says what that means for those who wait.
    fn undo(&self, error: &Error) -> NotStored {
        let mut why = match Fault::from(error) {
            Fault::Busy => NotStored::Full,
            Fault::Full => NotStored::LowDisk,
            // Outside a single write nothing of ours can be wrong: whatever it is, it is not to be trusted.
            Fault::Disk | Fault::Ours => NotStored::Failed,
        };
        if !self.connection.is_autocommit() && self.connection.execute_batch("ROLLBACK").is_err() {
            why = NotStored::Failed;
        }
        if why != NotStored::Failed {
            tracing::warn!(
                code = fault::number(error),
                "the database could not be written; senders are asked to wait"
            );
        }
        why
    }

    /// Moves what was committed from the WAL into the database, after those who waited were told.
    fn checkpoint(&mut self, bytes: usize) -> Result<(), Error> {
        self.chores.wal_bytes = self.chores.wal_bytes.saturating_add(bytes);
        if self.chores.wal_bytes < CHECKPOINT_BYTES {
            return Ok(());
        }
        self.chores.wal_bytes = 0;
        match self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
            Err(error) if Fault::from(&error) == Fault::Disk => Err(error),
            _ => Ok(()),
        }
    }

    /// An operator's command is another process; it may have made a lead due.
    fn look_for_others(&mut self) -> Result<(), Error> {
        if self.chores.looked_at.is_some_and(|at| at.elapsed() < TICK) {
            return Ok(());
        }
        self.chores.looked_at = Some(Instant::now());
        let version = self.connection.pragma_query_value(None, "data_version", |row| row.get(0));
        match version {
            Ok(version) if version != self.chores.data_version => {
                self.chores.data_version = version;
                self.wake();
                Ok(())
            }
            Err(error) if Fault::from(&error) == Fault::Disk => Err(error),
            _ => Ok(()),
        }
    }

    /// Wakes all who wait, and the next one who will.
    fn wake(&self) {
        self.changed.notify_waiters();
        self.changed.notify_one();
    }
}

/// Tells all who waited.
fn settle(waiting: Vec<Settle>, end: Result<(), NotStored>) {
    for settle in waiting {
        settle(end);
    }
}

#[cfg(test)]
mod tests;
