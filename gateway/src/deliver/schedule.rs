//! When a lead is tried again: the waits as data, and how an API's own wish to wait is read.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::clock::Millis;

const SECOND: Millis = 1_000;
const MINUTE: Millis = 60 * SECOND;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// The waits after the first try, the second, and so on; after the last of them it is the last of them again.
/// The first try has no wait.
pub(super) const WAITS_MS: [Millis; 9] =
    [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR];

/// So long after it was accepted a lead is given up, and kept for the operator.
pub(super) const END_MS: Millis = 14 * DAY;

/// No API is let to ask for more.
const LONGEST_WISH: Duration = Duration::from_hours(24);

/// How far a wait is from the one in the table, in thousandths: leads that failed together do not come back together.
const JITTER: Millis = 100;

/// When the lead that was accepted at `accepted` is tried again, if its try number `step` (from 1) has just failed.
/// None when its time is over. `chance` is any number, and decides the jitter; `wish` is what the API asked for.
pub(super) fn again(
    accepted: Millis,
    step: u32,
    now: Millis,
    wish: Option<Duration>,
    chance: u32,
) -> Option<Millis> {
    let wait = jittered(wait(step), chance);
    let wish = wish.map_or(0, |wish| millis(wish.min(LONGEST_WISH)));
    let at = now.saturating_add(wait.max(wish));
    (at <= accepted.saturating_add(END_MS)).then_some(at)
}

/// The wait in the table after try number `step`.
fn wait(step: u32) -> Millis {
    let at = usize::try_from(step.saturating_sub(1)).unwrap_or(usize::MAX);
    WAITS_MS[at.min(WAITS_MS.len() - 1)]
}

fn jittered(wait: Millis, chance: u32) -> Millis {
    let spread = 2 * JITTER + 1;
    wait * (1_000 - JITTER + Millis::from(chance) % spread) / 1_000
}

/// What stands in `Retry-After`: seconds, or a date.
pub(super) fn wish(header: &str, now: Millis) -> Option<Duration> {
    let header = header.trim();
    let wish = if header.bytes().all(|byte| byte.is_ascii_digit()) && !header.is_empty() {
        // So many digits that they are no number are a long time too.
        Duration::from_secs(header.parse().unwrap_or(u64::MAX))
    } else {
        let now = UNIX_EPOCH.checked_add(Duration::from_millis(u64::try_from(now).ok()?))?;
        let date: SystemTime = httpdate::parse_http_date(header).ok()?;
        date.duration_since(now).unwrap_or_default()
    };
    Some(wish.min(LONGEST_WISH))
}

/// A span as the clock counts.
pub(super) fn millis(span: Duration) -> Millis {
    Millis::try_from(span.as_millis()).unwrap_or(Millis::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chance that leaves a wait as it is in the table.
    const EVEN: u32 = 100;
    const START: Millis = 1_800_000_000_000;

    #[test]
    fn each_step_waits_as_the_table_says_and_ten_percent_either_way_at_most() {
        for (step, seconds) in [
            (1, 5),
            (2, 30),
            (3, 120),
            (4, 600),
            (5, 1_800),
            (6, 3_600),
            (7, 7_200),
            (8, 14_400),
            (9, 28_800),
            (10, 28_800),
            (40, 28_800),
            (u32::MAX, 28_800),
        ] {
            let wait = |chance| again(START, step, START, None, chance).unwrap() - START;
            assert_eq!(wait(EVEN), seconds * 1_000, "{step}");
            assert_eq!(wait(0), seconds * 900, "{step}");
            assert_eq!(wait(200), seconds * 1_100, "{step}");
            assert_eq!(wait(201), seconds * 900, "{step}");
        }
        assert_eq!(wait(0), 5_000, "a step that does not exist is the first one");
    }

    #[test]
    fn the_jitter_reaches_all_of_its_range_and_nothing_beyond() {
        let waits: Vec<_> = (0..100_000).map(|chance| jittered(HOUR, chance)).collect();
        assert_eq!(waits.iter().min(), Some(&(HOUR * 9 / 10)));
        assert_eq!(waits.iter().max(), Some(&(HOUR * 11 / 10)));
    }

    #[test]
    fn a_lead_is_given_up_fourteen_days_after_it_was_accepted() {
        let last = START + END_MS - 8 * HOUR;
        assert_eq!(again(START, 50, last, None, EVEN), Some(START + END_MS));
        assert_eq!(again(START, 50, last + 1, None, EVEN), None);
        assert_eq!(again(START, 1, START + END_MS, None, EVEN), None);
        assert_eq!(again(START, 1, START + 1_000 * DAY, None, EVEN), None);
    }

    #[test]
    fn all_the_tries_of_a_lead_that_always_fails() {
        let (mut now, mut tries) = (START, 1);
        while let Some(at) = again(START, tries, now, None, EVEN) {
            now = at;
            tries += 1;
        }
        assert_eq!(tries, 50);
        assert!(START + END_MS - now < 8 * HOUR);
    }

    #[test]
    fn what_the_api_asks_for_is_the_least_wait_and_a_day_is_the_most() {
        for (step, wish_s, waited_s) in [
            (1, 0, 5),
            (1, 4, 5),
            (1, 7, 7),
            (5, 7, 1_800),
            (5, 3_600, 3_600),
            (1, 86_400, 86_400),
            (1, 86_401, 86_400),
            (9, u64::MAX, 86_400),
        ] {
            let at = again(START, step, START, Some(Duration::from_secs(wish_s)), EVEN).unwrap();
            assert_eq!(at - START, waited_s * 1_000, "{step} {wish_s}");
        }
        let late = START + 13 * DAY + 1;
        assert_eq!(again(START, 40, late, Some(Duration::MAX), EVEN), None);
    }

    #[test]
    fn a_wish_is_seconds_or_a_date() {
        // 2027-01-15 08:00:00 UTC
        let now = START;
        for (header, seconds) in [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 120 ", Some(120)),
            ("86401", Some(86_400)),
            ("99999999999999999999999999", Some(86_400)),
            ("Fri, 15 Jan 2027 08:01:00 GMT", Some(60)),
            ("Friday, 15-Jan-27 08:01:00 GMT", Some(60)),
            ("Fri Jan 15 08:01:00 2027", Some(60)),
            ("Fri, 15 Jan 2027 07:00:00 GMT", Some(0)),
            ("Sat, 15 Jan 2028 07:00:00 GMT", Some(86_400)),
            ("", None),
            ("soon", None),
            ("-5", None),
            ("1.5", None),
            ("Fri, 35 Jan 2027 08:01:00 GMT", None),
        ] {
            assert_eq!(wish(header, now), seconds.map(Duration::from_secs), "{header}");
        }
    }
}
