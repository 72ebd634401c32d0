//! The log: one line of JSON per event on standard error, or plain text on a terminal.
//!
//! Only fields on [`FIELDS`] are written, whatever the code hands over: a lead's values have no name on it, and an
//! address has none either. Events of other crates are not written at all, since nobody here knows what is in them.

#[cfg(test)]
pub(crate) mod capture;
mod line;

use std::io::IsTerminal as _;

use tracing::Subscriber;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::Failure;
use line::Lines;

/// What may stand in the log beside its time, level and target.
const FIELDS: [&str; 18] = [
    "message", "form", "upstream", "receipt", "attempt", "class", "status", "ms", "next_ms", "count", "kind",
    "route", "method", "code", "line", "problem", "remedy", "version",
];

/// Our own events begin with this.
const TARGET: &str = "leadform";

/// Starts the log of this process. To be called once, by a command that runs on.
pub(crate) fn start() -> Result<(), Failure> {
    let is_json = !std::io::stderr().is_terminal();
    tracing::subscriber::set_global_default(subscriber(std::io::stderr, is_json)).map_err(|error| {
        Failure::new(format!("cannot start the log: {error}"), "This is a mistake in leadform: report it.")
    })?;
    // What a panic says may quote what somebody typed. Where it happened is enough to find it.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        tracing::error!(
            problem = place,
            remedy = "This is a mistake in leadform: report it with this line.",
            "panicked"
        );
    }));
    Ok(())
}

fn subscriber<W>(writer: W, is_json: bool) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer().event_format(Lines { is_json }).with_writer(writer);
    let is_ours =
        filter_fn(|event| event.target().starts_with(TARGET) && *event.level() <= tracing::Level::INFO);
    tracing_subscriber::registry().with(lines.with_filter(is_ours))
}

#[cfg(test)]
mod tests {
    use std::io;

    use serde_json::Value;

    use super::capture::capture;
    use super::*;

    fn captured(is_json: bool, events: impl FnOnce()) -> String {
        let (captured, _guard) = capture(is_json);
        events();
        captured.text()
    }

    #[test]
    fn a_field_that_is_not_on_the_list_is_never_written() {
        for is_json in [true, false] {
            let text = captured(is_json, || {
                tracing::info!(phone = "0912345678", form = "consult", body = ?["0912345678"], "stored");
                tracing::warn!(address = "203.0.113.5", email = %"an@example.vn", token = 912_345_678_u64, "odd");
                let span = tracing::info_span!("request", phone = "0912345678", form = "0912345678");
                span.in_scope(|| tracing::error!("in a span"));
            });
            for word in
                ["phone", "body", "912345678", "address", "203.0.113.5", "email", "an@example.vn", "token"]
            {
                assert!(!text.contains(word), "{word} in {text}");
            }
            for word in ["stored", "consult", "odd", "in a span"] {
                assert!(text.contains(word), "no {word} in {text}");
            }
            assert_eq!(text.lines().count(), 3, "{text}");
        }
    }

    #[test]
    fn a_line_is_json_with_its_time_level_and_fields() {
        let text = captured(true, || {
            tracing::info!(form = "consult", status = 202_u16, ms = 1.5, count = -3, code = true, "stored");
        });
        let line: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(line["level"], "info");
        assert_eq!(line["message"], "stored");
        assert_eq!((&line["form"], &line["status"]), (&"consult".into(), &202.into()));
        assert_eq!((&line["ms"], &line["count"], &line["code"]), (&1.5.into(), &(-3).into(), &true.into()));
        assert!(line["target"].as_str().unwrap().starts_with(TARGET));
        let time = line["time"].as_str().unwrap();
        assert!(time.len() == 24 && time.starts_with("20") && time.ends_with('Z'), "{time}");
    }

    #[test]
    fn no_value_can_begin_a_line_of_its_own() {
        for is_json in [true, false] {
            let text = captured(is_json, || {
                tracing::info!(problem = "a\r\n{\"level\":\"error\"}\u{1b}[2J\u{2028}\u{85}", "x\ny");
            });
            assert_eq!(text.matches(['\n', '\r', '\u{1b}', '\u{2028}', '\u{85}']).count(), 1, "{text:?}");
        }
    }

    #[test]
    fn a_long_value_is_cut() {
        let text = captured(true, || tracing::info!(problem = "ă".repeat(100_000), "x"));
        assert!(text.len() < 2000, "{}", text.len());
    }

    #[test]
    fn other_crates_and_details_are_not_written() {
        let text = captured(true, || {
            tracing::error!(target: "hyper::proto", "secret");
            tracing::debug!("detail");
        });
        assert_eq!(text, "");
    }

    #[test]
    fn an_error_in_a_field_is_written_as_its_sentence() {
        let error = io::Error::other("no space");
        let error: &(dyn std::error::Error + 'static) = &error;
        let text = captured(true, || tracing::warn!(problem = error, "x"));
        assert!(text.contains("\"problem\":\"no space\""), "{text}");
    }
}
