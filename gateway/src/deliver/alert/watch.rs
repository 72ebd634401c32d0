//! What is worth an alert: from counts, and from what was told before. No clock and no I/O here.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::clock::Millis;
use crate::config::Alert;
use crate::store::{Figures, State};

/// Something that an operator should know. There is nothing about a person in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) kind: Kind,
    /// None where it is about all of them.
    pub(super) upstream: Option<Arc<str>>,
    /// How many leads it is about.
    pub(super) count: u64,
    /// How old the oldest undelivered lead is.
    pub(super) oldest_s: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Leads were given up.
    Dead,
    /// The API will not have them.
    Refused,
    /// They wait for the operator.
    Held,
    /// The key or the address is wrong.
    Paused,
    /// A lead has waited for too long.
    Oldest,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Dead => "dead",
            Self::Refused => "refused",
            Self::Held => "held",
            Self::Paused => "paused",
            Self::Oldest => "oldest",
        }
    }

    /// The leads that it is about.
    const fn of(state: State) -> Option<Self> {
        match state {
            State::Dead => Some(Self::Dead),
            State::Refused => Some(Self::Refused),
            State::Held => Some(Self::Held),
            State::Pending | State::Delivered | State::Superseded | State::Erased => None,
        }
    }
}

type About = (Kind, Option<Arc<str>>);

/// What was told about one thing.
#[derive(Debug, Default)]
struct Told {
    /// How many there were.
    count: u64,
    /// It is not told again before this.
    not_before: Option<Instant>,
}

/// Remembers what was told.
#[derive(Debug, Default)]
pub(super) struct Watch {
    told: HashMap<About, Told>,
}

impl Watch {
    /// What is to be told now. At the start nothing was told, so whatever waits is told once.
    pub(super) fn look(
        &mut self,
        figures: &Figures,
        paused: &BTreeSet<Arc<str>>,
        alert: &Alert,
        (now, at): (Millis, Instant),
    ) -> Vec<Notice> {
        let age_ms = figures.oldest_undelivered.map_or(0, |accepted| now.saturating_sub(accepted));
        let oldest_s = u64::try_from(age_ms / 1_000).unwrap_or_default();
        let mut notices = Vec::new();
        for (upstream, state, count) in &figures.leads {
            let Some(kind) = Kind::of(*state) else { continue };
            let about = (kind, Some(Arc::from(upstream.as_str())));
            let told = self.told.entry(about.clone()).or_default();
            // What the operator has dealt with may come again.
            told.count = told.count.min(*count);
            if *count > told.count && told.is_due(at) {
                notices.push(Notice { kind, upstream: about.1, count: *count, oldest_s });
            }
        }
        // What is mended may break again, and that is news.
        self.told.retain(|(kind, name), _| {
            *kind != Kind::Paused || name.as_ref().is_some_and(|name| paused.contains(name))
        });
        for upstream in paused {
            let waiting = figures
                .leads
                .iter()
                .filter(|(name, state, _)| **name == **upstream && *state == State::Pending);
            let count = waiting.map(|(_, _, count)| count).sum();
            if self.told.entry((Kind::Paused, Some(Arc::clone(upstream)))).or_default().is_due(at) {
                notices.push(Notice {
                    kind: Kind::Paused,
                    upstream: Some(Arc::clone(upstream)),
                    count,
                    oldest_s,
                });
            }
        }
        let is_old = Duration::from_secs(oldest_s) >= alert.oldest && figures.oldest_undelivered.is_some();
        if is_old && self.told.entry((Kind::Oldest, None)).or_default().is_due(at) {
            let undelivered = figures
                .leads
                .iter()
                .filter(|(_, state, _)| *state == State::Pending || Kind::of(*state).is_some());
            let count = undelivered.map(|(_, _, count)| count).sum();
            notices.push(Notice { kind: Kind::Oldest, upstream: None, count, oldest_s });
        }
        notices
    }

    /// It was told, and is not told again for so long.
    pub(super) fn told(&mut self, notice: &Notice, at: Instant, rest: Duration) {
        let not_before = at.checked_add(rest);
        self.told.insert(about(notice), Told { count: notice.count, not_before });
    }

    /// It could not be told, and is tried again after so long.
    pub(super) fn not_told(&mut self, notice: &Notice, at: Instant, rest: Duration) {
        self.told.entry(about(notice)).or_default().not_before = at.checked_add(rest);
    }
}

fn about(notice: &Notice) -> About {
    (notice.kind, notice.upstream.clone())
}

impl Told {
    fn is_due(&self, at: Instant) -> bool {
        self.not_before.is_none_or(|not_before| not_before <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_hours(1);
    const ALERT: Alert = Alert { webhook: None, oldest: HOUR, repeat: HOUR };

    fn figures(leads: &[(&str, State, u64)], oldest: Option<Millis>) -> Figures {
        let leads = leads.iter().map(|(name, state, count)| ((*name).to_owned(), *state, *count)).collect();
        Figures { oldest_undelivered: oldest, leads }
    }

    /// What is told, in short; and all of it is told.
    fn told(watch: &mut Watch, figures: &Figures, paused: &[&str], at: Instant) -> Vec<(&'static str, u64)> {
        let paused = paused.iter().map(|name| Arc::from(*name)).collect();
        let notices = watch.look(figures, &paused, &ALERT, (10_000_000, at));
        for notice in &notices {
            watch.told(notice, at, ALERT.repeat);
        }
        notices.iter().map(|notice| (notice.kind.name(), notice.count)).collect()
    }

    #[test]
    fn what_waits_at_the_start_is_told_once_and_again_only_when_there_is_more() {
        let (start, mut watch) = (Instant::now(), Watch::default());
        let at = |hours| start + hours * HOUR;
        let dead = |count| figures(&[("erp", State::Dead, count), ("erp", State::Delivered, 9)], None);
        assert_eq!(told(&mut watch, &dead(2), &[], at(0)), [("dead", 2)]);
        assert_eq!(told(&mut watch, &dead(2), &[], at(5)), []);
        assert_eq!(told(&mut watch, &dead(3), &[], at(5)), [("dead", 3)]);
        assert_eq!(told(&mut watch, &dead(4), &[], at(5)), [], "not before the time to repeat");
        assert_eq!(told(&mut watch, &dead(4), &[], at(6)), [("dead", 4)]);
        assert_eq!(told(&mut watch, &dead(1), &[], at(7)), []);
        assert_eq!(
            told(&mut watch, &dead(2), &[], at(7)),
            [("dead", 2)],
            "three were dealt with, one is new"
        );
    }

    #[test]
    fn each_kind_and_each_upstream_is_told_for_itself() {
        let (now, mut watch) = (Instant::now(), Watch::default());
        let leads = [
            ("a", State::Held, 1),
            ("b", State::Held, 2),
            ("b", State::Refused, 3),
            ("b", State::Pending, 4),
        ];
        let all = told(&mut watch, &figures(&leads, None), &["b"], now);
        assert_eq!(all, [("held", 1), ("held", 2), ("refused", 3), ("paused", 4)]);
        assert_eq!(told(&mut watch, &figures(&leads, None), &["b"], now), []);
    }

    #[test]
    fn a_pause_is_repeated_while_it_lasts_and_told_at_once_when_it_comes_back() {
        let (now, mut watch, none) = (Instant::now(), Watch::default(), figures(&[], None));
        assert_eq!(told(&mut watch, &none, &["a"], now), [("paused", 0)]);
        assert_eq!(told(&mut watch, &none, &["a"], now), []);
        assert_eq!(told(&mut watch, &none, &["a"], now + HOUR), [("paused", 0)]);
        assert_eq!(told(&mut watch, &none, &[], now + HOUR), []);
        assert_eq!(told(&mut watch, &none, &["a"], now + HOUR), [("paused", 0)]);
    }

    #[test]
    fn the_oldest_lead_is_told_from_its_age_on() {
        let (now, mut watch) = (Instant::now(), Watch::default());
        let aged = |ms: Millis| {
            figures(&[("a", State::Pending, 1), ("a", State::Superseded, 5)], Some(10_000_000 - ms))
        };
        assert_eq!(told(&mut watch, &aged(3_599_999), &[], now), []);
        assert_eq!(told(&mut watch, &aged(3_600_000), &[], now), [("oldest", 1)]);
        assert_eq!(told(&mut watch, &aged(3_700_000), &[], now), []);
        assert_eq!(told(&mut watch, &aged(3_700_000), &[], now + HOUR), [("oldest", 1)]);
        assert_eq!(told(&mut watch, &aged(-5_000), &[], now + 2 * HOUR), [], "the clock went back");
    }

    #[test]
    fn what_could_not_be_told_is_still_news() {
        let (now, mut watch) = (Instant::now(), Watch::default());
        let figures = figures(&[("a", State::Dead, 1)], None);
        let look = |watch: &mut Watch, at| watch.look(&figures, &BTreeSet::new(), &ALERT, (0, at));
        let notices = look(&mut watch, now);
        watch.not_told(&notices[0], now, Duration::from_mins(5));
        assert_eq!(look(&mut watch, now), []);
        assert_eq!(look(&mut watch, now + Duration::from_mins(5)), notices);
    }
}
