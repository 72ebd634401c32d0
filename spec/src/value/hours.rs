//! Hours of the day: a person types `08:30`, the ERP wants 8.5.

/// The latest hour that the ERP's clock can show: midnight at the end of the day.
pub const LAST: f64 = 24.0;

/// Reads `HH:MM`, as HTML's `type=time` gives it (seconds are allowed and must be zero).
pub fn parse(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let hours = two_digits(parts.next()?, 23)?;
    let minutes = two_digits(parts.next()?, 59)?;
    let seconds = parts.next().map_or(Some(0), |part| two_digits(part, 0));
    (seconds.is_some() && parts.next().is_none()).then(|| f64::from(hours) + f64::from(minutes) / 60.0)
}

/// Writes an hour as `HH:MM`, to the nearest minute.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an hour is checked to be 0 to 24"
)]
pub fn write(hours: f64) -> String {
    let minutes = (hours.clamp(0.0, LAST) * 60.0).round() as u32;
    let mut clock = String::new();
    for digit in [minutes / 600, minutes / 60 % 10, 10, minutes % 60 / 10, minutes % 10] {
        // What is behind the nine is the colon.
        clock.push(char::from(b'0' + digit as u8));
    }
    clock
}

fn two_digits(text: &str, most: u8) -> Option<u8> {
    match text.as_bytes() {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            Some((tens - b'0') * 10 + (ones - b'0')).filter(|number| *number <= most)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn half_past_eight_is_eight_and_a_half() {
        assert_eq!(parse("08:30"), Some(8.5));
        assert_eq!(parse("00:00"), Some(0.0));
        assert_eq!(parse("23:45:00"), Some(23.75));
    }

    #[test]
    fn every_minute_of_the_day_reads_back_as_it_was_written() {
        for minute in 0..24 * 60 {
            let text = format!("{:02}:{:02}", minute / 60, minute % 60);
            assert_eq!(write(parse(&text).unwrap()), text);
        }
    }

    #[test]
    fn what_a_clock_cannot_show_is_no_hour() {
        for text in ["24:00", "8:30", "08:60", "08", "08:30:15", "08:30:00:00", "-1:00", "+8:30", ""] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
