//! `[alert]`

use std::time::Duration;

use url::Url;

use super::reader::Reader;
use super::section::Section;
use super::{Alert, address};

/// Thirty days.
const MINUTES: std::ops::RangeInclusive<u64> = 1..=43_200;

pub(super) fn read<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<Alert> {
    section.only_known(&[], reader);
    let webhook = webhook(section, reader);
    let oldest = section.number("oldest_minutes", MINUTES, reader);
    let repeat = section.number("repeat_minutes", MINUTES, reader);
    Some(Alert {
        webhook,
        oldest: Duration::from_secs(60 * oldest?),
        repeat: Duration::from_secs(60 * repeat?),
    })
}

/// The address of a webhook is a secret by itself, so it is never repeated.
fn webhook<'t>(section: &Section<'t>, reader: &mut Reader<'t>) -> Option<Url> {
    let (text, at) = section.text("webhook_url", reader)?;
    if text.is_empty() {
        return None;
    }
    match address::private(text) {
        Ok(url) => Some(url),
        Err((problem, remedy)) => {
            let remedy = remedy.replace("erp.example.vn", "alerts.example.vn/…");
            reader.say(&at, format!("`webhook_url` {problem}"), remedy + " \"\" sends no alerts.");
            None
        }
    }
}
