//! A lead in hand: from its claim until how the try ended is written down.
//!
//! Whoever holds one must say how it ended. If they cannot (a panic, a task that was stopped), the lead is given back
//! as one that the API may have: it must neither be lost nor be taken for one that never went out.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::{error, info, warn};

use super::Common;
use super::board::Board;
use super::gate::Gate;
use super::outcome::Verdict;
use super::pause::Ruling;
use super::rhythm::Rhythm;
use super::schedule;
use crate::clock::{Clock, Millis};
use crate::config::{OnAmbiguous, Upstream};
use crate::metrics::Metrics;
use crate::store::{Attempt, Claim, Class, Next, Reason, State, Store};

/// How soon a lead is tried again whose answer left open whether it or the key is to blame.
const DOUBTED_MS: Millis = 5_000;

/// What all tries of an upstream share.
pub(super) struct Shared {
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    pub(super) board: Arc<Board>,
    pub(super) rhythm: Rhythm,
    pub(super) gate: Mutex<Gate>,
}

impl Shared {
    pub(super) fn new(common: &Common) -> Self {
        Self {
            store: common.store.clone(),
            clock: common.clock.clone(),
            metrics: Arc::clone(&common.metrics),
            board: Arc::clone(&common.board),
            rhythm: common.rhythm,
            gate: Mutex::new(Gate::new(common.rhythm.breaker, common.rhythm.probe)),
        }
    }

    /// The gate. It holds plain numbers, which a panic elsewhere cannot spoil.
    pub(super) fn gate(&self) -> std::sync::MutexGuard<'_, Gate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells whoever watches how the gate stands.
    pub(super) fn show(&self, upstream: &Upstream) {
        let (is_paused, is_broken) = {
            let gate = self.gate();
            (gate.is_paused(), gate.is_broken())
        };
        if self.board.pause(&upstream.name, is_paused) {
            self.metrics.paused(&upstream.name, is_paused);
            if is_paused {
                error!(upstream = &*upstream.name, "the upstream is paused: its key or its address is wrong");
            } else {
                info!(upstream = &*upstream.name, "the upstream goes on");
            }
        }
        if self.board.break_off(&upstream.name, is_broken) {
            self.metrics.broken(&upstream.name, is_broken);
            if is_broken {
                warn!(
                    upstream = &*upstream.name,
                    "the upstream does not answer and is left alone for a while"
                );
            } else {
                info!(upstream = &*upstream.name, "the upstream answers again");
            }
        }
    }
}

pub(super) struct Holding {
    shared: Arc<Shared>,
    upstream: Arc<Upstream>,
    /// Taken when the end is said.
    claim: Option<Claim>,
    edition: u64,
    started: Millis,
    since: Instant,
}

impl Holding {
    pub(super) fn new(shared: Arc<Shared>, upstream: Arc<Upstream>, claim: Claim) -> Self {
        let (started, edition) = (shared.clock.now(), shared.gate().edition());
        Self { shared, upstream, claim: Some(claim), edition, started, since: Instant::now() }
    }

    /// Writes down how the try ended.
    pub(super) async fn end(mut self, verdict: Verdict) {
        if let Some(ending) = self.ending(verdict) {
            ending.write_down().await;
        }
    }

    /// Gives the lead to the operator without sending it.
    pub(super) async fn hold(mut self) {
        let Some(claim) = self.claim.take() else { return };
        let verdict = Verdict::without_answer(Class::NotSent, None);
        self.written(&claim, verdict, Next::End(State::Held, Some(Reason::Ambiguous))).write_down().await;
    }

    fn ending(&mut self, verdict: Verdict) -> Option<Ending> {
        let claim = self.claim.take()?;
        let key_refused = claim.attempt.saturating_sub(claim.step);
        let ruling = {
            let mut gate = self.shared.gate();
            let current = gate.edition() == self.edition;
            current.then(|| gate.ended(Instant::now(), verdict.class, verdict.wish, key_refused)).flatten()
        };
        let now = self.shared.clock.now();
        let next = match verdict.class {
            Class::Done => Next::End(State::Delivered, None),
            Class::Refused => Next::End(State::Refused, verdict.reason.or(Some(Reason::Refused))),
            Class::Credentials => match ruling {
                Some(Ruling::LeadsFault) => Next::End(State::Refused, Some(Reason::Refused)),
                Some(Ruling::Doubted) => Next::Retry(now + DOUBTED_MS),
                // To the end of the queue, which stands still or has a new key: no need to wait besides.
                Some(Ruling::Paused) | None => Next::Retry(now),
            },
            Class::Ambiguous if self.upstream.on_ambiguous == OnAmbiguous::Hold => {
                Next::End(State::Held, Some(Reason::Ambiguous))
            }
            Class::Ambiguous | Class::NotSent => {
                let chance = chance();
                schedule::again(claim.accepted, claim.step, now, verdict.wish, chance)
                    .map_or(Next::End(State::Dead, Some(Reason::TooOld)), Next::Retry)
            }
        };
        Some(self.written(&claim, verdict, next))
    }

    fn written(&self, claim: &Claim, verdict: Verdict, next: Next) -> Ending {
        let (upstream, now) = (&*self.upstream.name, self.shared.clock.now());
        let ms = schedule::millis(self.since.elapsed());
        let next_ms = if let Next::Retry(at) = next { Some(at.saturating_sub(now)) } else { None };
        let (form, receipt, attempt) = (&*claim.form, &*claim.receipt, claim.attempt);
        let (class, status) = (verdict.class.word(), verdict.status);
        if verdict.class == Class::Done {
            info!(upstream, form, receipt, attempt, class, status, ms, "delivered");
        } else {
            warn!(upstream, form, receipt, attempt, class, status, ms, next_ms, "not delivered");
        }
        self.shared.metrics.attempted(upstream, verdict.class);
        self.shared.show(&self.upstream);
        Ending {
            shared: Arc::clone(&self.shared),
            upstream: Arc::clone(&self.upstream.name),
            lead: claim.lead,
            attempt: Attempt {
                started: self.started,
                ended: now,
                class: verdict.class,
                status: verdict.status,
                said: verdict.said,
            },
            next,
        }
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        let lost = Verdict::without_answer(Class::Ambiguous, Some("the try was interrupted".to_owned()));
        // Without a runtime the process is at its end, and the next one finds the claim.
        if let (Some(ending), Ok(runtime)) = (self.ending(lost), tokio::runtime::Handle::try_current()) {
            runtime.spawn(ending.write_down());
        }
    }
}

/// How a try ended, to be written down.
struct Ending {
    shared: Arc<Shared>,
    upstream: Arc<str>,
    lead: i64,
    attempt: Attempt,
    next: Next,
}

impl Ending {
    /// Until it is on disk: what is not written down would be sent again.
    async fn write_down(self) {
        while self.shared.store.finish(self.lead, self.attempt.clone(), self.next).await.is_err() {
            error!(upstream = &*self.upstream, "the store does not take how a try ended; it is asked again");
            tokio::time::sleep(self.shared.rhythm.store).await;
        }
    }
}

/// Any number. Without randomness the jitter is the same for all, which does no harm to a lead.
fn chance() -> u32 {
    getrandom::u32().unwrap_or_default()
}

/// How long until `at`, if that is to come.
pub(super) fn until(at: Millis, now: Millis) -> Duration {
    Duration::from_millis(u64::try_from(at.saturating_sub(now)).unwrap_or_default())
}
