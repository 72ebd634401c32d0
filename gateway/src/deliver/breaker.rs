//! The circuit breaker of an upstream: one that does not answer is left alone for a while, so that no tries are used
//! up on it, and one lead at a time finds out whether it is back. No clock here: the moment is handed in.

use std::time::{Duration, Instant};

/// So many failures in a row open it.
pub(super) const FAILURES: u32 = 5;

/// How long a breaker stays open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spans {
    /// At first.
    pub(super) first: Duration,
    /// At most: each probe that fails doubles it up to here.
    pub(super) most: Duration,
}

impl Default for Spans {
    fn default() -> Self {
        Self { first: Duration::from_secs(30), most: Duration::from_mins(5) }
    }
}

/// What may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    /// All.
    Free,
    /// Nothing, until then.
    Shut(Instant),
    /// One lead at a time, to see whether the upstream is back.
    Probe,
}

#[derive(Debug)]
pub(super) struct Breaker {
    spans: Spans,
    /// In a row.
    failures: u32,
    /// Until when nothing is sent, and how long that was in all.
    open: Option<(Instant, Duration)>,
}

impl Breaker {
    pub(super) const fn new(spans: Spans) -> Self {
        Self { spans, failures: 0, open: None }
    }

    pub(super) fn passage(&self, now: Instant) -> Passage {
        match self.open {
            None => Passage::Free,
            Some((until, _)) if now < until => Passage::Shut(until),
            Some(_) => Passage::Probe,
        }
    }

    pub(super) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The upstream answered.
    pub(super) const fn succeeded(&mut self) {
        self.failures = 0;
        self.open = None;
    }

    /// Nothing usable came back.
    pub(super) fn failed(&mut self, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        let span = match self.open {
            // It was under way when the breaker opened.
            Some((until, _)) if now < until => return,
            Some((_, span)) => (span * 2).min(self.spans.most),
            None if self.failures < FAILURES => return,
            None => self.spans.first,
        };
        self.open = Some((now + span, span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(now: Instant) -> Breaker {
        let mut breaker = Breaker::new(Spans::default());
        for _ in 0..FAILURES {
            assert_eq!(breaker.passage(now), Passage::Free);
            breaker.failed(now);
        }
        breaker
    }

    #[test]
    fn five_failures_in_a_row_open_it_for_thirty_seconds() {
        let now = Instant::now();
        let until = now + Duration::from_secs(30);
        let breaker = opened(now);
        assert!(breaker.is_open());
        assert_eq!(breaker.passage(now), Passage::Shut(until));
        assert_eq!(breaker.passage(now + Duration::from_millis(29_999)), Passage::Shut(until));
        assert_eq!(breaker.passage(until), Passage::Probe);
    }

    #[test]
    fn an_answer_between_failures_begins_the_count_again() {
        let now = Instant::now();
        let mut breaker = Breaker::new(Spans::default());
        for _ in 0..20 {
            for _ in 1..FAILURES {
                breaker.failed(now);
            }
            breaker.succeeded();
        }
        assert_eq!(breaker.passage(now), Passage::Free);
    }

    #[test]
    fn each_probe_that_fails_doubles_the_wait_up_to_five_minutes_and_one_that_is_answered_ends_it() {
        let mut now = Instant::now();
        let mut breaker = opened(now);
        now += Duration::from_secs(30);
        for seconds in [60, 120, 240, 300, 300, 300] {
            assert_eq!(breaker.passage(now), Passage::Probe);
            breaker.failed(now);
            let until = now + Duration::from_secs(seconds);
            assert_eq!(breaker.passage(now), Passage::Shut(until));
            now = until;
        }
        breaker.succeeded();
        assert_eq!(breaker.passage(now), Passage::Free);
        assert!(!breaker.is_open());
        // And it is as if nothing had been.
        let breaker = opened(now);
        assert_eq!(breaker.passage(now), Passage::Shut(now + Duration::from_secs(30)));
    }

    #[test]
    fn what_was_under_way_when_it_opened_does_not_prolong_it_and_may_close_it() {
        let now = Instant::now();
        let mut breaker = opened(now);
        for _ in 0..10 {
            breaker.failed(now + Duration::from_secs(1));
        }
        assert_eq!(breaker.passage(now), Passage::Shut(now + Duration::from_secs(30)));
        breaker.succeeded();
        assert_eq!(breaker.passage(now), Passage::Free);
    }
}
