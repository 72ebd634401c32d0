//! One event as one line.

use std::error::Error;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use super::FIELDS;

/// A value that is longer says nothing more.
const MOST_CHARACTERS: usize = 500;

/// Writes events. Spans are left out, and their fields with them.
pub(super) struct Lines {
    pub(super) is_json: bool,
}

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let time = rfc3339(u64::try_from(since.as_millis()).unwrap_or(u64::MAX));
        let metadata = event.metadata();
        let level = metadata.level().as_str().to_ascii_lowercase();
        let mut fields = Allowed(Map::new());
        event.record(&mut fields);
        let message = fields.0.shift_remove("message").unwrap_or_default();
        if self.is_json {
            let mut line = Map::new();
            line.insert("time".to_owned(), time.into());
            line.insert("level".to_owned(), level.into());
            line.insert("target".to_owned(), metadata.target().into());
            line.insert("message".to_owned(), message);
            line.extend(fields.0);
            return writeln!(writer, "{}", Value::Object(line));
        }
        write!(writer, "{time} {level:5} {}", message.as_str().unwrap_or_default())?;
        for (name, value) in &fields.0 {
            write!(writer, " {name}={value}")?;
        }
        writeln!(writer)
    }
}

/// The fields of an event that are on the list.
struct Allowed(Map<String, Value>);

impl Allowed {
    fn keep(&mut self, field: &Field, value: impl Into<Value>) {
        if FIELDS.contains(&field.name()) {
            self.0.insert(field.name().to_owned(), value.into());
        }
    }
}

impl Visit for Allowed {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.keep(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.keep(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.keep(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.keep(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.keep(field, clean(value));
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        self.keep(field, clean(&value.to_string()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.keep(field, clean(&format!("{value:?}")));
    }
}

/// Cut, and without anything that a terminal or a reader of lines would obey.
fn clean(text: &str) -> String {
    let is_line_end = |char: char| matches!(char, '\u{2028}' | '\u{2029}');
    let plain = |char: char| if char.is_control() || is_line_end(char) { ' ' } else { char };
    text.chars().take(MOST_CHARACTERS).map(plain).collect()
}

/// `2026-11-22T08:00:00.000Z`
fn rfc3339(ms: u64) -> String {
    let (days, ms) = (ms / 86_400_000, ms % 86_400_000);
    // Days since 1 March of the year 0, in which the leap day is the last of its year.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::rfc3339;

    #[test]
    fn the_time_is_written_as_everybody_writes_it() {
        for (ms, time) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_795_334_400_123, "2026-11-22T08:00:00.123Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] {
            assert_eq!(rfc3339(ms), time);
        }
    }
}
