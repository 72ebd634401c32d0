//! Moments, as an operator reads and writes them.

use std::time::Duration;

use crate::clock::{Millis, iso};

/// In UTC, to the second: `2026-01-31T08:30:00Z`.
pub(super) fn utc(at: Millis) -> String {
    let exact = iso(at.max(0));
    exact.split_once('.').map_or_else(String::new, |(seconds, _)| format!("{seconds}Z"))
}

/// The beginning of a day in Vietnam, `2026-01-31`; or a moment as `utc` writes it.
pub(super) fn read(text: &str) -> Result<Millis, String> {
    let wrong = || "not a day such as 2026-01-31, nor a moment such as 2026-01-31T08:30:00Z".to_owned();
    let (day, rest) = text.split_at_checked(10).ok_or_else(wrong)?;
    let mut numbers = day.split('-').map(|part| part.parse::<i64>().ok());
    let (Some(Some(year)), Some(Some(month)), Some(Some(date)), None) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next())
    else {
        return Err(wrong());
    };
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return Err(wrong());
    }
    let midnight = days(year, month, date) * 86_400_000;
    let at = if rest.is_empty() {
        midnight - Millis::try_from(VIETNAM.as_millis()).unwrap_or_default()
    } else {
        let clock = rest.strip_prefix('T').and_then(|rest| rest.strip_suffix('Z')).ok_or_else(wrong)?;
        let parts: Vec<i64> =
            clock.split(':').map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong())?;
        let [hour @ 0..24, minute @ 0..60, second @ 0..60] = parts[..] else { return Err(wrong()) };
        midnight + ((hour * 60 + minute) * 60 + second) * 1_000
    };
    // The 31st of February would be a day in March.
    let shown = utc(midnight);
    if shown.starts_with(day) { Ok(at) } else { Err(wrong()) }
}

const VIETNAM: Duration = Duration::from_hours(7);

/// Howard Hinnant's `days_from_civil`: years begin in March, so that the leap day is the last one.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_vietnam_and_a_moment_is_itself() {
        assert_eq!(read("1970-01-02"), Ok(86_400_000 - 7 * 3_600_000));
        assert_eq!(read("2023-10-26T10:17:09Z"), Ok(1_698_315_429_000));
        assert_eq!(utc(1_698_315_429_526), "2023-10-26T10:17:09Z");
        for moment in ["2000-02-29T00:00:00Z", "2026-12-31T23:59:59Z", "1999-03-01T12:00:00Z"] {
            assert_eq!(utc(read(moment).unwrap()), moment);
        }
        for wrong in
            ["", "31/01/2026", "2026-02-30", "2026-1-1", "2026-01-31T", "2026-01-31T25:00:00Z", "2026-01-ưư"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
