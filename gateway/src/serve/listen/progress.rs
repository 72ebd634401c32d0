//! At which stage a connection is, and how long it may stay there.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::Limits;

/// No time-out at all.
const FAR: Duration = Duration::from_hours(365 * 24);

/// At which stage the reading side is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// A request's head is awaited: a part of it came, or the connection is new. Silence first, then a slow head, would
    /// otherwise have twice the time.
    Head,
    /// Between two requests.
    Idle,
    /// A request is being answered. Its body has time-outs of its own.
    Busy,
}

#[derive(Debug)]
struct Moments {
    stage: Stage,
    since: Instant,
    /// Since when the client has read nothing of what we have for it.
    blocked: Option<Instant>,
}

/// The stage of one connection. Only the task of that connection touches it, so the lock is always free.
#[derive(Debug)]
pub(super) struct Progress {
    limits: Limits,
    crowded: Arc<AtomicBool>,
    moments: Mutex<Moments>,
}

impl Progress {
    pub(super) fn new(limits: Limits, crowded: Arc<AtomicBool>) -> Self {
        let moments = Moments { stage: Stage::Head, since: Instant::now(), blocked: None };
        Self { limits, crowded, moments: Mutex::new(moments) }
    }

    fn lock(&self) -> MutexGuard<'_, Moments> {
        self.moments.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes came.
    pub(super) fn heard(&self) {
        let mut moments = self.lock();
        if moments.stage == Stage::Idle {
            (moments.stage, moments.since) = (Stage::Head, Instant::now());
        }
    }

    /// A request's head is complete.
    pub(super) fn asked(&self) {
        self.lock().stage = Stage::Busy;
    }

    /// The answer is complete.
    pub(super) fn answered(&self) {
        let mut moments = self.lock();
        (moments.stage, moments.since) = (Stage::Idle, Instant::now());
    }

    /// The client takes no more bytes for now.
    pub(super) fn blocked(&self) {
        self.lock().blocked.get_or_insert_with(Instant::now);
    }

    /// The client took some.
    pub(super) fn flowing(&self) {
        let mut moments = self.lock();
        moments.blocked = None;
        // An answer is complete when hyper has it; a client that still reads it does not rest.
        if moments.stage == Stage::Idle {
            moments.since = Instant::now();
        }
    }

    /// When to look again whether the connection [`Self::is_over`], if nothing happens before. Others may come while it
    /// rests, so then it is looked at now and again.
    pub(super) fn due(&self) -> Instant {
        let moments = self.lock();
        let end = self.end(&moments);
        if moments.stage == Stage::Idle {
            end.min(Instant::now() + self.limits.idle_when_crowded)
        } else {
            end
        }
    }

    /// Whether the connection is to be closed.
    pub(super) fn is_over(&self) -> bool {
        self.end(&self.lock()) <= Instant::now()
    }

    fn end(&self, moments: &Moments) -> Instant {
        if let Some(since) = moments.blocked {
            return since + self.limits.write;
        }
        let time = match moments.stage {
            Stage::Head => self.limits.header,
            Stage::Idle if self.crowded.load(Ordering::Relaxed) => self.limits.idle_when_crowded,
            Stage::Idle => self.limits.idle,
            Stage::Busy => FAR,
        };
        moments.since + time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        connections: 1,
        header: Duration::from_secs(10),
        idle: Duration::from_secs(75),
        idle_when_crowded: Duration::from_secs(5),
        write: Duration::from_secs(30),
        shutdown: Duration::ZERO,
    };

    fn progress() -> Progress {
        Progress::new(LIMITS, Arc::new(AtomicBool::new(false)))
    }

    /// As if that many seconds had passed.
    fn pass(progress: &Progress, seconds: u64) {
        let passed = Duration::from_secs(seconds);
        let mut moments = progress.lock();
        moments.since = moments.since.checked_sub(passed).unwrap();
        moments.blocked = moments.blocked.map(|since| since.checked_sub(passed).unwrap());
    }

    #[track_caller]
    fn lasts(progress: &Progress, seconds: u64) {
        pass(progress, seconds - 1);
        assert!(!progress.is_over());
        pass(progress, 1);
        assert!(progress.is_over());
    }

    #[test]
    fn a_new_connection_has_the_time_of_a_head_in_all() {
        let progress = progress();
        pass(&progress, 6);
        progress.heard();
        lasts(&progress, 4);
    }

    #[test]
    fn a_request_under_way_has_no_end_and_rest_has_one() {
        let progress = progress();
        progress.asked();
        pass(&progress, 3600);
        assert!(!progress.is_over());
        progress.answered();
        lasts(&progress, 75);
    }

    #[test]
    fn after_rest_the_head_counts_from_its_first_byte() {
        let progress = progress();
        progress.answered();
        pass(&progress, 70);
        progress.heard();
        pass(&progress, 5);
        progress.heard();
        lasts(&progress, 5);
    }

    #[test]
    fn a_crowd_shortens_the_rest_that_has_begun() {
        let progress = progress();
        progress.answered();
        pass(&progress, 6);
        assert!(!progress.is_over());
        progress.crowded.store(true, Ordering::Relaxed);
        assert!(progress.is_over());
    }

    #[test]
    fn whoever_reads_on_is_not_cut_off_even_in_a_crowd() {
        let progress = progress();
        progress.crowded.store(true, Ordering::Relaxed);
        progress.asked();
        progress.blocked();
        progress.answered();
        for _ in 0..10 {
            pass(&progress, 29);
            assert!(!progress.is_over());
            progress.flowing();
            progress.blocked();
        }
        progress.flowing();
        lasts(&progress, 5);
    }

    #[test]
    fn whoever_reads_nothing_is_cut_off_at_any_stage() {
        for reach in [Progress::asked, Progress::answered, Progress::heard] {
            let progress = progress();
            reach(&progress);
            progress.blocked();
            pass(&progress, 10);
            progress.blocked();
            lasts(&progress, 20);
        }
    }
}
