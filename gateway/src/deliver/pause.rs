//! The pause of an upstream that does not take our key, or is not where we think. Its queue is kept, untouched; now and
//! then one lead finds out whether somebody has mended it.
//!
//! Such an answer may be about one lead and not about the key: a firewall that reads a visitor's words answers 403, and
//! the ERP answers 401 when it likes neither token nor person. So the first one after the key was taken pauses nothing
//! (the next answer decides), and a lead that keeps getting it while others are taken is refused, for the operator to
//! look at. Otherwise one odd lead would hold up all that come after it.

use std::time::{Duration, Instant};

use super::breaker::Passage;

/// How often a probe goes out.
pub(super) const PROBE: Duration = Duration::from_mins(30);

/// A lead that got such an answer so often, while the same key was taken for others, is itself the reason.
const LEADS_OWN_FAULT: u32 = 3;

/// What follows from such an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ruling {
    /// The upstream is paused.
    Paused,
    /// It may be this lead: another answer decides.
    Doubted,
    /// It is this lead.
    LeadsFault,
}

#[derive(Debug)]
pub(super) struct Pause {
    probe: Duration,
    /// The key was taken, and no answer since then speaks against it.
    is_proven: bool,
    until: Option<Instant>,
}

impl Pause {
    pub(super) const fn new(probe: Duration) -> Self {
        Self { probe, is_proven: false, until: None }
    }

    pub(super) fn passage(&self, now: Instant) -> Passage {
        match self.until {
            None => Passage::Free,
            Some(until) if now < until => Passage::Shut(until),
            Some(_) => Passage::Probe,
        }
    }

    pub(super) const fn is_paused(&self) -> bool {
        self.until.is_some()
    }

    /// The API took the key: it took the lead, or refused it for what it says.
    pub(super) const fn key_taken(&mut self) {
        self.is_proven = true;
        self.until = None;
    }

    /// The API did not take the key; `before` is how often it said so about this lead.
    pub(super) fn key_refused(&mut self, now: Instant, before: u32) -> Ruling {
        if !self.is_proven {
            self.until = Some(now + self.probe);
            return Ruling::Paused;
        }
        if before + 1 >= LEADS_OWN_FAULT {
            return Ruling::LeadsFault;
        }
        self.is_proven = false;
        Ruling::Doubted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_was_never_taken_pauses_at_once_and_one_lead_probes_each_half_hour() {
        let now = Instant::now();
        let mut pause = Pause::new(PROBE);
        assert_eq!(pause.passage(now), Passage::Free);
        assert_eq!(pause.key_refused(now, 0), Ruling::Paused);
        let until = now + Duration::from_mins(30);
        assert!(pause.is_paused());
        assert_eq!(pause.passage(now), Passage::Shut(until));
        assert_eq!(pause.passage(until), Passage::Probe);
        assert_eq!(pause.key_refused(until, 7), Ruling::Paused);
        assert_eq!(pause.passage(until), Passage::Shut(until + Duration::from_mins(30)));
        pause.key_taken();
        assert_eq!(pause.passage(until), Passage::Free);
        assert!(!pause.is_paused());
    }

    #[test]
    fn one_odd_answer_pauses_nothing_and_two_in_a_row_do() {
        let now = Instant::now();
        let mut pause = Pause::new(PROBE);
        for _ in 0..10 {
            pause.key_taken();
            assert_eq!(pause.key_refused(now, 0), Ruling::Doubted);
            assert_eq!(pause.passage(now), Passage::Free);
        }
        assert_eq!(pause.key_refused(now, 0), Ruling::Paused);
    }

    #[test]
    fn a_lead_that_gets_it_three_times_while_others_are_taken_is_to_blame_itself() {
        let now = Instant::now();
        let mut pause = Pause::new(PROBE);
        pause.key_taken();
        assert_eq!(pause.key_refused(now, 0), Ruling::Doubted);
        pause.key_taken();
        assert_eq!(pause.key_refused(now, 1), Ruling::Doubted);
        pause.key_taken();
        assert_eq!(pause.key_refused(now, 2), Ruling::LeadsFault);
        // That says nothing against the key.
        assert_eq!(pause.key_refused(now, 0), Ruling::Doubted);
        assert_eq!(pause.key_refused(now, 9), Ruling::Paused);
    }
}
