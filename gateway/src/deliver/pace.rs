//! The pace of an upstream: the least time between the beginnings of two requests.

use std::time::{Duration, Instant};

#[derive(Debug, Default)]
pub(super) struct Pace {
    last: Option<Instant>,
}

impl Pace {
    /// Until when the next request has to wait, if it has to.
    pub(super) fn waits_until(&self, now: Instant, pace: Duration) -> Option<Instant> {
        self.last.and_then(|last| last.checked_add(pace)).filter(|at| now < *at)
    }

    /// A request began.
    pub(super) const fn sent(&mut self, now: Instant) {
        self.last = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_request_waits_from_the_beginning_of_the_last() {
        let (now, second) = (Instant::now(), Duration::from_secs(1));
        let mut pace = Pace::default();
        assert_eq!(pace.waits_until(now, second), None);
        pace.sent(now);
        assert_eq!(pace.waits_until(now, second), Some(now + second));
        assert_eq!(pace.waits_until(now + second, second), None);
        // A reload may have changed it in between.
        assert_eq!(pace.waits_until(now + second, 2 * second), Some(now + 2 * second));
        assert_eq!(pace.waits_until(now, Duration::ZERO), None);
    }
}
