//! Regular expressions of definitions, as a browser reads them, on texts that anyone can send.
//!
//! The engine backtracks, as those of browsers do, and knows no limit. There it is the visitor's own machine that
//! waits; here a few letters could keep a processor busy for years. So texts are capped, and an expression in which a
//! repetition stands inside another one runs beside the request, which waits for it a moment and no longer.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use regress::Regex;

/// What has a pattern (a tax number, a code) is short.
const TEXT_CHARS: usize = 1_000;
/// For how long a request waits for an expression that may never end.
const PATIENCE: Duration = Duration::from_millis(200);
/// How many of those run at once.
const RUNNING: usize = 4;
/// Once an expression was caught, it gets texts of this length at most: such that it ends.
const CAUGHT_CHARS: usize = 16;
/// More patterns than all definitions of one gateway have; beyond that (it was reloaded often) we begin again.
const KEPT: usize = 1_000;

/// An expression, ready to be used.
struct Pattern {
    regex: Regex,
    /// A repetition stands inside another one.
    is_nested: bool,
    /// It once took longer than a request waits.
    was_caught: AtomicBool,
}

/// Whether the whole text matches. A pattern that no engine takes refuses nothing, as in HTML.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let Some(pattern) = compiled(pattern) else { return true };
    let most = if pattern.was_caught.load(Ordering::Relaxed) { CAUGHT_CHARS } else { TEXT_CHARS };
    if text.chars().nth(most).is_some() {
        return false;
    }
    if pattern.is_nested { in_time(pattern, text.to_owned()) } else { pattern.regex.find(text).is_some() }
}

fn compiled(pattern: &str) -> Option<Arc<Pattern>> {
    static PATTERNS: LazyLock<Mutex<HashMap<String, Option<Arc<Pattern>>>>> = LazyLock::new(Mutex::default);
    let mut patterns = PATTERNS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = patterns.get(pattern) {
        return known.clone();
    }
    if patterns.len() >= KEPT {
        patterns.clear();
    }
    let anchored = format!("^(?:{pattern})$");
    let regex = Regex::with_flags(&anchored, "v").or_else(|_| Regex::with_flags(&anchored, "u")).ok();
    let new = regex.map(|regex| {
        Arc::new(Pattern { regex, is_nested: is_nested(pattern), was_caught: AtomicBool::new(false) })
    });
    patterns.insert(pattern.to_owned(), new.clone());
    new
}

/// What takes too long does not match: what was not checked is not taken.
fn in_time(pattern: Arc<Pattern>, text: String) -> bool {
    static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);
    if UNDER_WAY.fetch_add(1, Ordering::AcqRel) >= RUNNING {
        UNDER_WAY.fetch_sub(1, Ordering::AcqRel);
        return false;
    }
    let (sender, receiver) = mpsc::channel();
    let caught = Arc::clone(&pattern);
    let run = move || {
        let found = pattern.regex.find(&text).is_some();
        UNDER_WAY.fetch_sub(1, Ordering::AcqRel);
        let _ = sender.send(found);
    };
    if thread::Builder::new().name("pattern".to_owned()).spawn(run).is_err() {
        UNDER_WAY.fetch_sub(1, Ordering::AcqRel);
        return false;
    }
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        caught.was_caught.store(true, Ordering::Relaxed);
        false
    })
}

/// Whether a repetition without an end stands around a part whose own length is not fixed: only then can the time
/// grow with a power of the text's length that is not small. A reference back counts as one.
fn is_nested(pattern: &str) -> bool {
    // For each open group: whether its length varies.
    let mut groups = vec![false];
    let mut last_varies = false;
    let mut repetitions = 0;
    let mut chars = pattern.chars().peekable();
    let mut in_class = 0_usize;
    while let Some(char) = chars.next() {
        match char {
            '\\' => {
                let escaped = chars.next();
                if in_class == 0 {
                    last_varies = false;
                    if escaped.is_some_and(|char| char == 'k' || ('1'..='9').contains(&char)) {
                        return true;
                    }
                }
            }
            '[' => in_class += 1,
            ']' => {
                in_class = in_class.saturating_sub(1);
                last_varies = false;
            }
            _ if in_class > 0 => {}
            '(' => {
                if chars.next_if_eq(&'?').is_some() {
                    chars.next();
                }
                groups.push(false);
                last_varies = false;
            }
            ')' => {
                last_varies = groups.pop().unwrap_or_default();
                if groups.is_empty() {
                    groups.push(false);
                }
            }
            '|' => {
                groups.last_mut().into_iter().for_each(|varies| *varies = true);
                last_varies = false;
            }
            '*' | '+' | '?' | '{' => {
                let mut bounds = String::new();
                if char == '{' {
                    bounds.extend(chars.by_ref().take_while(|char| *char != '}'));
                }
                // What comes at most once, or a fixed number of times, repeats nothing.
                let has_no_end = matches!(char, '*' | '+') || bounds.ends_with(',');
                let is_many = has_no_end || bounds.contains(',');
                if is_many && last_varies {
                    return true;
                }
                repetitions += usize::from(has_no_end);
                let varies = char != '{' || bounds.contains(',');
                if varies || last_varies {
                    groups.last_mut().into_iter().for_each(|group| *group = true);
                }
                last_varies = varies;
                chars.next_if_eq(&'?');
            }
            _ => last_varies = false,
        }
        if last_varies {
            groups.last_mut().into_iter().for_each(|varies| *varies = true);
        }
    }
    // Each repetition in a row is one more power of the length.
    // (What is not understood to its end is suspected.)
    repetitions > 3 || in_class > 0
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_pattern_is_for_the_whole_text_as_in_html() {
        assert!(matches("\\d{10}(-\\d{3})?", "0123456789-001"));
        assert!(!matches("\\d{10}(-\\d{3})?", "x0123456789"));
        assert!(!matches("a|b", "ab"));
        assert!(matches("\\p{L}+", "Nguyễn"));
        assert!(matches("[\\p{L}--[a-z]]+", "Ư"), "the flag v");
        assert!(!matches("\\d", "٣"), "digits are those of ASCII, as in a browser");
    }

    #[test]
    fn a_pattern_that_no_engine_takes_refuses_nothing() {
        assert!(matches("(?<", "anything"));
    }

    #[test]
    fn a_text_longer_than_any_code_does_not_match() {
        assert!(matches("a*", &"a".repeat(1_000)));
        assert!(!matches("a*", &"a".repeat(1_001)));
    }

    #[test]
    fn an_expression_without_an_end_is_caught_and_keeps_nobody_waiting() {
        let started = Instant::now();
        for _ in 0..20 {
            assert!(!matches("(a|aa)+", &format!("{}!", "a".repeat(44))));
        }
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    }

    #[test]
    fn nested_repetitions_are_seen_and_plain_ones_are_not_suspected() {
        for pattern in [
            "(a+)+",
            "(a*)*b",
            "(\\w+\\s?)*",
            "(a|aa)+",
            "((a?){2,})b",
            "(a)\\1",
            "a*a*a*a*",
            "(?:x{1,9}){2,9}",
        ] {
            assert!(is_nested(pattern), "{pattern}");
        }
        for pattern in [
            "\\d{10}(-\\d{3})?",
            "[A-Z]{2}\\d+",
            "[(+*]+",
            "(abc)+",
            "a+b+",
            "(\\d{4}){3}",
            "\\(+\\)",
            "(a+)?",
        ] {
            assert!(!is_nested(pattern), "{pattern}");
        }
    }
}
