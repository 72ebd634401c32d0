//! What waits for the writer. Leads wait in a line of bounded length; what delivery has to write does not compete with
//! them for places, since an outcome that is not written down is a lead delivered twice.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::NotStored;
use super::writer::Moment;

/// The bodies that wait are no larger than this together, or it is one alone.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// Something to write, and somebody who waits for it.
pub(super) trait Job: Send {
    /// How large it is, roughly.
    fn bytes(&self) -> usize;
    /// Whether a lead may be due once it is committed.
    fn wakes(&self) -> bool;
    /// Writes it inside the current transaction. Nobody is told before the transaction has ended.
    fn write(self: Box<Self>, connection: &Connection, moment: &Moment) -> (rusqlite::Result<()>, Settle);
    /// It is not even begun.
    fn refuse(self: Box<Self>, why: NotStored);
}

/// Tells who waits how the transaction ended.
pub(super) type Settle = Box<dyn FnOnce(Result<(), NotStored>) + Send>;

/// How a caller hears of it. The write goes on when nobody listens any more.
pub(super) type Answer<T> = oneshot::Receiver<Result<T, NotStored>>;

struct Task<T, U, F, W> {
    bytes: usize,
    wakes: bool,
    work: F,
    wrap: W,
    reply: oneshot::Sender<Result<U, NotStored>>,
    value: PhantomData<fn() -> T>,
}

impl<T, U, F, W> Job for Task<T, U, F, W>
where
    T: Send + 'static,
    U: Send + 'static,
    F: FnOnce(&Connection, &Moment) -> rusqlite::Result<T> + Send,
    W: FnOnce(T) -> U + Send + 'static,
{
    fn bytes(&self) -> usize {
        self.bytes
    }

    fn wakes(&self) -> bool {
        self.wakes
    }

    fn write(self: Box<Self>, connection: &Connection, moment: &Moment) -> (rusqlite::Result<()>, Settle) {
        let Self { work, wrap, reply, .. } = *self;
        match work(connection, moment) {
            Ok(value) => (Ok(()), Box::new(move |end| drop(reply.send(end.map(|()| wrap(value)))))),
            Err(error) => (
                Err(error),
                Box::new(move |end| drop(reply.send(Err(end.err().unwrap_or(NotStored::Failed))))),
            ),
        }
    }

    fn refuse(self: Box<Self>, why: NotStored) {
        drop(self.reply.send(Err(why)));
    }
}

/// Makes a job of `work`; what it gives goes through `wrap` once it is committed.
pub(super) fn job<T: Send + 'static, U: Send + 'static>(
    Size { bytes, wakes }: Size,
    work: impl FnOnce(&Connection, &Moment) -> rusqlite::Result<T> + Send + 'static,
    wrap: impl FnOnce(T) -> U + Send + 'static,
) -> (Box<dyn Job>, Answer<U>) {
    let (reply, answer) = oneshot::channel();
    (Box::new(Task { bytes, wakes, work, wrap, reply, value: PhantomData }), answer)
}

/// What the queue and the writer have to know of a job.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// How large it is, roughly.
    pub(super) bytes: usize,
    /// Whether a lead may be due once it is committed.
    pub(super) wakes: bool,
}

/// The two lines.
pub(super) struct Queue {
    lines: Mutex<Lines>,
    came: Condvar,
    most: usize,
}

#[derive(Default)]
struct Lines {
    leads: VecDeque<Box<dyn Job>>,
    lead_bytes: usize,
    others: VecDeque<Box<dyn Job>>,
    is_closed: bool,
}

impl Queue {
    /// With places for `most` leads.
    pub(super) fn new(most: usize) -> Self {
        Self { lines: Mutex::default(), came: Condvar::new(), most }
    }

    /// A lead gets in line, if there is a place. Nobody waits for one.
    pub(super) fn push_lead(&self, job: Box<dyn Job>) {
        let mut lines = self.lines();
        let why = if lines.is_closed {
            NotStored::Failed
        } else if Self::is_full(&lines, self.most, job.bytes()) {
            NotStored::Full
        } else {
            lines.lead_bytes += job.bytes();
            lines.leads.push_back(job);
            drop(lines);
            return self.came.notify_one();
        };
        drop(lines);
        job.refuse(why);
    }

    /// Anything else gets in line.
    pub(super) fn push(&self, job: Box<dyn Job>) {
        let mut lines = self.lines();
        if lines.is_closed {
            drop(lines);
            return job.refuse(NotStored::Failed);
        }
        lines.others.push_back(job);
        drop(lines);
        self.came.notify_one();
    }

    /// Up to `most` that wait, those first that are not leads. Waits for one, but not for ever; `None` once the queue is
    /// closed and empty.
    pub(super) fn take(&self, most: usize, wait: Duration) -> Option<Vec<Box<dyn Job>>> {
        let mut lines = self.lines();
        if lines.leads.is_empty() && lines.others.is_empty() && !lines.is_closed {
            let waited = self.came.wait_timeout_while(lines, wait, |lines| {
                lines.leads.is_empty() && lines.others.is_empty() && !lines.is_closed
            });
            lines = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let others = lines.others.len().min(most);
        let mut jobs: Vec<_> = lines.others.drain(..others).collect();
        let leads = lines.leads.len().min(most - others);
        jobs.extend(lines.leads.drain(..leads));
        lines.lead_bytes = lines.leads.iter().map(|job| job.bytes()).sum();
        (!jobs.is_empty() || !lines.is_closed).then_some(jobs)
    }

    /// Takes nothing more; what waits is still written.
    pub(super) fn close(&self) {
        self.lines().is_closed = true;
        self.came.notify_all();
    }

    /// Takes nothing more, and refuses all that waits.
    pub(super) fn fail(&self) {
        let mut lines = self.lines();
        lines.is_closed = true;
        let (leads, others) = (std::mem::take(&mut lines.leads), std::mem::take(&mut lines.others));
        drop(lines);
        for job in others.into_iter().chain(leads) {
            job.refuse(NotStored::Failed);
        }
    }

    /// Whether the next lead would be turned away.
    pub(super) fn has_no_place(&self) -> bool {
        let lines = self.lines();
        lines.is_closed || Self::is_full(&lines, self.most, 0)
    }

    fn is_full(lines: &Lines, most: usize, bytes: usize) -> bool {
        let waiting = lines.leads.len();
        waiting >= most || (waiting > 0 && lines.lead_bytes.saturating_add(bytes) > MOST_BYTES)
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(bytes: usize) -> (Box<dyn Job>, Answer<()>) {
        job(Size { bytes, wakes: false }, |_, _| Ok(()), |()| ())
    }

    #[test]
    fn a_full_line_turns_away_without_waiting_and_leaves_room_for_outcomes() {
        let queue = Queue::new(2);
        let mut answers: Vec<_> = (0..3)
            .map(|_| {
                let (job, answer) = lead(10);
                queue.push_lead(job);
                answer
            })
            .collect();
        assert!(queue.has_no_place());
        assert_eq!(answers.pop().unwrap().try_recv(), Ok(Err(NotStored::Full)));
        let (outcome, mut answer) = lead(0);
        queue.push(outcome);
        assert!(answer.try_recv().is_err(), "it waits");
        assert_eq!(queue.take(2, Duration::ZERO).unwrap().len(), 2);
        assert!(!queue.has_no_place());
        assert_eq!(queue.take(2, Duration::ZERO).unwrap().len(), 1);
        assert_eq!(queue.take(2, Duration::ZERO).unwrap().len(), 0);
    }

    #[test]
    fn large_bodies_fill_the_line_before_it_is_long_and_one_alone_always_fits() {
        let queue = Queue::new(100);
        let (large, mut waits) = lead(MOST_BYTES + 1);
        queue.push_lead(large);
        assert!(waits.try_recv().is_err());
        let (small, mut turned_away) = lead(1);
        queue.push_lead(small);
        assert_eq!(turned_away.try_recv(), Ok(Err(NotStored::Full)));
    }

    #[test]
    fn a_closed_queue_gives_what_it_has_and_then_nothing() {
        let queue = Queue::new(2);
        queue.push_lead(lead(1).0);
        queue.close();
        let (late, mut answer) = lead(1);
        queue.push_lead(late);
        assert_eq!(answer.try_recv(), Ok(Err(NotStored::Failed)));
        assert_eq!(queue.take(9, Duration::ZERO).unwrap().len(), 1);
        assert!(queue.take(9, Duration::ZERO).is_none());
    }
}
