//! How much may be sent to an upstream now: its breaker, its pause, its own wish, its pace and its free slots, together.

use std::time::{Duration, Instant};

use super::breaker::{Breaker, Passage, Spans};
use super::pace::Pace;
use super::pause::{Pause, Ruling};
use crate::config::Upstream;
use crate::store::Class;

/// An upstream that asks for rest gets so much at most: each lead waits as long as it was told, but whether all the
/// others have to is found out sooner.
const LONGEST_REST: Duration = Duration::from_mins(5);

/// How much may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// So many leads.
    For(usize),
    /// None before this.
    At(Instant),
    /// None before something that is under way has ended.
    Full,
}

#[derive(Debug)]
pub(super) struct Gate {
    spans: Spans,
    probe: Duration,
    breaker: Breaker,
    pause: Pause,
    pace: Pace,
    rest_until: Option<Instant>,
    /// How often the configuration was read anew: what a try says that began before tells nothing about it.
    edition: u64,
}

impl Gate {
    pub(super) fn new(spans: Spans, probe: Duration) -> Self {
        Self {
            spans,
            probe,
            breaker: Breaker::new(spans),
            pause: Pause::new(probe),
            pace: Pace::default(),
            rest_until: None,
            edition: 0,
        }
    }

    /// The configuration was read anew: whatever was wrong may be mended.
    pub(super) fn reload(&mut self) {
        let pace = std::mem::take(&mut self.pace);
        *self = Self { pace, edition: self.edition + 1, ..Self::new(self.spans, self.probe) };
    }

    pub(super) const fn edition(&self) -> u64 {
        self.edition
    }

    pub(super) fn room(&self, now: Instant, under_way: usize, upstream: &Upstream) -> Room {
        let passages = [self.pause.passage(now), self.breaker.passage(now)];
        let shut = passages.into_iter().filter_map(|passage| match passage {
            Passage::Shut(until) => Some(until),
            Passage::Free | Passage::Probe => None,
        });
        let rest = self.rest_until.filter(|until| now < *until);
        let pace = self.pace.waits_until(now, upstream.pace);
        if let Some(until) = shut.chain(rest).chain(pace).max() {
            return Room::At(until);
        }
        let slots = if passages.contains(&Passage::Probe) { 1 } else { upstream.concurrency };
        match slots.saturating_sub(under_way) {
            0 => Room::Full,
            _ if !upstream.pace.is_zero() => Room::For(1),
            free => Room::For(free),
        }
    }

    pub(super) const fn sent(&mut self, now: Instant) {
        self.pace.sent(now);
    }

    /// There is no way to the upstream with this configuration.
    pub(super) fn no_way(&mut self, now: Instant) {
        while self.pause.key_refused(now, 0) != Ruling::Paused {}
    }

    /// A try ended that began with this edition of the configuration. `before` is how often the key was refused for the
    /// same lead; where it is refused again, what to do about it is given.
    pub(super) fn ended(
        &mut self,
        now: Instant,
        class: Class,
        wish: Option<Duration>,
        before: u32,
    ) -> Option<Ruling> {
        match class {
            Class::NotSent | Class::Ambiguous => {
                self.breaker.failed(now);
                self.rest_until = wish.map(|wish| now + wish.min(LONGEST_REST)).max(self.rest_until);
                None
            }
            Class::Done | Class::Refused => {
                self.breaker.succeeded();
                self.pause.key_taken();
                None
            }
            Class::Credentials => {
                self.breaker.succeeded();
                Some(self.pause.key_refused(now, before))
            }
        }
    }

    pub(super) const fn is_paused(&self) -> bool {
        self.pause.is_paused()
    }

    pub(super) const fn is_broken(&self) -> bool {
        self.breaker.is_open()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::tests::upstream;

    fn gate() -> Gate {
        Gate::new(Spans::default(), super::super::pause::PROBE)
    }

    #[test]
    fn free_slots_are_what_is_not_under_way() {
        let (now, upstream) = (Instant::now(), upstream("http://127.0.0.1:1"));
        for (under_way, room) in [(0, Room::For(4)), (3, Room::For(1)), (4, Room::Full), (9, Room::Full)] {
            assert_eq!(gate().room(now, under_way, &upstream), room);
        }
    }

    #[test]
    fn with_a_pace_one_goes_at_a_time() {
        let (now, mut upstream) = (Instant::now(), upstream("http://127.0.0.1:1"));
        upstream.pace = Duration::from_millis(100);
        let mut gate = gate();
        assert_eq!(gate.room(now, 0, &upstream), Room::For(1));
        gate.sent(now);
        assert_eq!(gate.room(now, 1, &upstream), Room::At(now + upstream.pace));
        assert_eq!(gate.room(now + upstream.pace, 1, &upstream), Room::For(1));
        assert_eq!(gate.room(now + upstream.pace, 4, &upstream), Room::Full);
    }

    #[test]
    fn an_open_breaker_lets_one_through_when_its_time_has_come_and_nothing_else_is_under_way() {
        let (now, upstream) = (Instant::now(), upstream("http://127.0.0.1:1"));
        let mut gate = gate();
        for _ in 0..5 {
            gate.ended(now, Class::Ambiguous, None, 0);
        }
        assert!(gate.is_broken());
        let until = now + Duration::from_secs(30);
        assert_eq!(gate.room(now, 0, &upstream), Room::At(until));
        assert_eq!(gate.room(until, 1, &upstream), Room::Full);
        assert_eq!(gate.room(until, 0, &upstream), Room::For(1));
        gate.ended(until, Class::Refused, None, 0);
        assert_eq!(gate.room(until, 0, &upstream), Room::For(4));
    }

    #[test]
    fn a_wish_to_rest_holds_for_all_for_five_minutes_at_most() {
        let (now, upstream) = (Instant::now(), upstream("http://127.0.0.1:1"));
        let mut gate = gate();
        gate.ended(now, Class::NotSent, Some(Duration::from_secs(10)), 0);
        gate.ended(now, Class::NotSent, None, 0);
        assert_eq!(gate.room(now, 0, &upstream), Room::At(now + Duration::from_secs(10)));
        assert_eq!(gate.room(now + Duration::from_secs(10), 0, &upstream), Room::For(4));
        gate.ended(now, Class::NotSent, Some(Duration::MAX), 0);
        assert_eq!(gate.room(now, 0, &upstream), Room::At(now + Duration::from_mins(5)));
    }

    #[test]
    fn a_new_configuration_ends_all_waiting_but_the_pace() {
        let (now, mut upstream) = (Instant::now(), upstream("http://127.0.0.1:1"));
        let mut gate = gate();
        for _ in 0..5 {
            gate.ended(now, Class::NotSent, Some(Duration::from_secs(10)), 0);
        }
        gate.ended(now, Class::Credentials, None, 0);
        gate.sent(now);
        gate.reload();
        assert_eq!((gate.is_paused(), gate.is_broken(), gate.edition()), (false, false, 1));
        assert_eq!(gate.room(now, 0, &upstream), Room::For(4));
        upstream.pace = Duration::from_secs(1);
        assert_eq!(gate.room(now, 0, &upstream), Room::At(now + upstream.pace));
    }

    #[test]
    fn a_paused_upstream_waits_for_its_probe_even_if_the_breaker_is_closed() {
        let (now, upstream) = (Instant::now(), upstream("http://127.0.0.1:1"));
        let mut gate = gate();
        assert_eq!(gate.ended(now, Class::Credentials, None, 0), Some(Ruling::Paused));
        assert!(gate.is_paused());
        assert_eq!(gate.room(now, 0, &upstream), Room::At(now + Duration::from_mins(30)));
        assert_eq!(gate.room(now + Duration::from_mins(30), 0, &upstream), Room::For(1));
    }
}
