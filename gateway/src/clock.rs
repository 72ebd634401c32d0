//! The time of day. It is asked for here only, so that tests can let it jump.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use leadform_spec::value::Date;

/// A moment, in milliseconds since 1970 (UTC).
pub(crate) type Millis = i64;

/// Vietnam is seven hours ahead the whole year.
const VIETNAM_MS: Millis = 7 * 3_600_000;

const DAY_MS: Millis = 86_400_000;

/// A clock. Copies are the same clock.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock {
    /// How far it is off, which only tests change.
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// The moment that it shows.
    pub(crate) fn now(&self) -> Millis {
        now() + self.offset.load(Ordering::Relaxed)
    }

    /// Lets it jump.
    #[cfg(test)]
    pub(crate) fn jump(&self, by: Millis) {
        self.offset.fetch_add(by, Ordering::Relaxed);
    }
}

/// The moment that the machine's own clock shows.
pub(crate) fn now() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A moment in UTC as `2026-01-31T08:30:00.000Z`.
pub(crate) fn iso(moment: Millis) -> String {
    let (year, month, day) = civil(moment.div_euclid(DAY_MS));
    let ms = moment.rem_euclid(DAY_MS);
    let (seconds, ms) = (ms / 1_000, ms % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
}

/// The day that it is in Vietnam.
pub(crate) fn vietnam_day(moment: Millis) -> Date {
    let (year, month, day) = civil((moment + VIETNAM_MS).div_euclid(DAY_MS));
    let date = (|| Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?))();
    date.unwrap_or_else(|| unreachable!("a day that is counted is in the calendar"))
}

/// Year, month and day of a day counted from 1970: Howard Hinnant's `civil_from_days`. Years begin in March, so that the
/// leap day is the last one.
const fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + (month <= 2) as i64;
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::{iso, vietnam_day};

    #[test]
    fn a_time_is_written_as_a_calendar_has_it() {
        assert_eq!(iso(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso(951_782_400_000), "2000-02-29T00:00:00.000Z");
        assert_eq!(iso(1_698_315_429_526), "2023-10-26T10:17:09.526Z");
        assert_eq!(iso(1_798_761_599_999), "2026-12-31T23:59:59.999Z");
        assert_eq!(iso(-1), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn the_day_in_vietnam_begins_seven_hours_before_that_of_greenwich() {
        // 2026-01-31 at 16:59:59.999 and at 17:00 in UTC.
        assert_eq!(vietnam_day(1_769_878_799_999).to_string(), "2026-01-31");
        assert_eq!(vietnam_day(1_769_878_800_000).to_string(), "2026-02-01");
    }
}
