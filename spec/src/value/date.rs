//! Calendar dates, without a clock and without a time zone.

use std::fmt;

/// How an API writes a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFormat {
    /// `2026-01-31`, as HTML's `type=date` has it too.
    YearFirst,
    /// `31/01/2026`
    DayFirst,
}

impl DateFormat {
    /// The format in the words of the documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::YearFirst => "yyyy-mm-dd",
            Self::DayFirst => "dd/mm/yyyy",
        }
    }
}

/// A day that exists in the Gregorian calendar, from year 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if there is one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Reads exactly `format`: every digit in its place, nothing before or after.
    pub fn parse(text: &str, format: DateFormat) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 {
            return None;
        }
        let (year, month, day, separators) = match format {
            DateFormat::YearFirst => (0..4, 5..7, 8..10, [(4, b'-'), (7, b'-')]),
            DateFormat::DayFirst => (6..10, 3..5, 0..2, [(2, b'/'), (5, b'/')]),
        };
        if separators.iter().any(|&(at, byte)| bytes[at] != byte) {
            return None;
        }
        let month = u8::try_from(digits(&bytes[month])?).ok()?;
        let day = u8::try_from(digits(&bytes[day])?).ok()?;
        Self::new(digits(&bytes[year])?, month, day)
    }

    /// The date as `format` has it.
    pub fn write(self, format: DateFormat) -> String {
        let [year, month, day] = [(self.year, 1000), (self.month.into(), 10), (self.day.into(), 10)];
        let (parts, separator) = match format {
            DateFormat::YearFirst => ([year, month, day], '-'),
            DateFormat::DayFirst => ([day, month, year], '/'),
        };
        let mut text = String::new();
        for (number, mut place) in parts {
            if !text.is_empty() {
                text.push(separator);
            }
            while place > 0 {
                text.extend(char::from_digit(u32::from(number / place % 10), 10));
                place /= 10;
            }
        }
        text
    }
}

/// As `2026-01-31`, the form in which definitions and issues name a date.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.write(DateFormat::YearFirst))
    }
}

fn digits(bytes: &[u8]) -> Option<u16> {
    bytes
        .iter()
        .try_fold(0, |number: u16, byte| byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0')))
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100)
            || month == 2 && year.is_multiple_of(400) =>
        {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_date_reads_back_as_it_was_written_in_both_formats() {
        for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            let date = Date::parse(text, DateFormat::YearFirst).unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(Date::parse(&date.write(DateFormat::DayFirst), DateFormat::DayFirst), Some(date));
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_no_date() {
        for text in
            ["2023-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01"]
        {
            assert_eq!(Date::parse(text, DateFormat::YearFirst), None, "{text}");
        }
    }

    #[test]
    fn another_format_or_anything_around_it_is_no_date() {
        for text in
            ["31/01/2026", "2026-1-31", "2026-01-31 ", "2026/01/31", "２０２６-01", "", "2026-01-31T00:00"]
        {
            assert_eq!(Date::parse(text, DateFormat::YearFirst), None, "{text}");
        }
        for text in ["2026-01-31", "31-01-2026", "1/1/2026", "01/31/2026"] {
            assert_eq!(Date::parse(text, DateFormat::DayFirst), None, "{text}");
        }
    }
}
