//! What leadform set out to reach, as ratios within one run, and whether it did.

use std::fmt::Write as _;

use super::Results;
use crate::peer::{ELEMENT, Kind, RENDERED};
use crate::{peer, profile};

const NONE: &str = "none";
const FLOOR: &str = "hand";
const REACT: &str = "react";
const PHONE: &str = "mobile";

struct Goal {
    what: &'static str,
    /// At most this.
    limit: f64,
    unit: &'static str,
    of: &'static str,
    measure: &'static str,
    to: To,
}

/// What a measure is compared with.
enum To {
    /// This form.
    Form(&'static str),
    /// The best of the libraries.
    BestLibrary,
    /// Nothing: it is shown in this unit.
    Unit(f64),
}

const fn goal(what: &'static str, of: &'static str, measure: &'static str, to: To, limit: f64) -> Goal {
    Goal { what, limit, unit: "×", of, measure, to }
}

const fn amount(
    what: &'static str,
    of: &'static str,
    measure: &'static str,
    limit: f64,
    unit: &'static str,
) -> Goal {
    let divisor = match unit.as_bytes() {
        b"kB" => 1e3,
        b"MB" => 1e6,
        _ => 1.0,
    };
    Goal { what, limit, unit, of, measure, to: To::Unit(divisor) }
}

static GOALS: [Goal; 19] = [
    amount(
        "bytes after brotli, the loader, the form's HTML and definition included",
        RENDERED,
        "bytes",
        90.0,
        "kB",
    ),
    amount("the loader", RENDERED, "loader", 2.0, "kB"),
    amount("the stylesheet, which alone is waited for", RENDERED, "css", 5.0, "kB"),
    goal("rendered: visible, to the floor", RENDERED, "visible", To::Form(FLOOR), 1.1),
    goal(
        "rendered: first keystroke that survives, to the floor",
        RENDERED,
        "interactive",
        To::Form(FLOOR),
        1.1,
    ),
    goal(
        "rendered: validation live, to React + react-hook-form + zod",
        RENDERED,
        "live",
        To::Form(REACT),
        0.75,
    ),
    goal("rendered: the page's LCP, to the page without a form", RENDERED, "lcp", To::Form(NONE), 1.05),
    goal("plain element: visible, to the first library", ELEMENT, "visible", To::BestLibrary, 1.0),
    goal(
        "plain element: first keystroke that survives, to the first library",
        ELEMENT,
        "interactive",
        To::BestLibrary,
        1.0,
    ),
    goal("blocking time, to the floor", RENDERED, "blocking", To::Form(FLOOR), 1.0),
    goal("longest task, to the floor", RENDERED, "longest", To::Form(FLOOR), 1.0),
    amount("layout shift", RENDERED, "shift", 0.0, ""),
    goal("key to paint, to the floor", RENDERED, "key", To::Form(FLOOR), 1.1),
    goal("submit empty, to the floor", RENDERED, "empty", To::Form(FLOOR), 1.3),
    goal("50 forms, to the floor", ELEMENT, "fifty", To::Form(FLOOR), 1.3),
    amount("rendered: memory", RENDERED, "memory", 1.4, "MB"),
    amount("plain element: memory", ELEMENT, "memory", 1.4, "MB"),
    amount("memory after 200 mounts, to after the first", ELEMENT, "remounted", 1.05, "×"),
    amount("layout shift at a desk", RENDERED, "shift at a desk", 0.0, ""),
];

impl Goal {
    /// None where a form of the comparison was not measured.
    fn measured(&self, results: &Results) -> Option<f64> {
        let (measure, device) = match self.measure {
            // What does not depend on the device is measured at the desk only.
            "remounted" => ("remounted", "desk"),
            "shift at a desk" => ("shift", "desk"),
            other => (other, PHONE),
        };
        let value = |form: &str| results.median(device, form, measure);
        let own = value(self.of)?;
        let other = match self.to {
            To::Unit(divisor) => return Some(own / divisor),
            To::Form(name) => value(name)?,
            To::BestLibrary => {
                let libraries = peer::ALL.iter().filter(|peer| peer.kind == Kind::Script);
                libraries.filter_map(|peer| value(peer.name)).min_by(f64::total_cmp)?
            }
        };
        // Nothing is within any multiple of nothing; something is within none.
        Some(if own <= 0.0 { 0.0 } else { own / other })
    }

    fn is_reached(&self, value: f64) -> bool {
        value <= self.limit + 0.004
    }
}

/// On the slow phone, but for what does not depend on it.
pub(super) fn table(results: &Results) -> String {
    let device =
        profile::ALL.iter().find(|profile| profile.name == PHONE).map_or("", |profile| profile.title);
    let mut text =
        format!("| {} | at most | measured | |\n| --- | --: | --: | --- |\n", device.to_lowercase());
    for goal in &GOALS {
        let unit = |value: String| [value.as_str(), goal.unit].join(" ").trim_end().to_owned();
        let limit = unit(goal.limit.to_string());
        let (measured, met) = match goal.measured(results) {
            Some(value) if goal.is_reached(value) => (unit(format!("{value:.2}")), "reached"),
            Some(value) => (unit(format!("{value:.2}")), "**missed**"),
            None => ("–".to_owned(), "not measured"),
        };
        let _ = writeln!(text, "| {} | {limit} | {measured} | {met} |", goal.what);
    }
    text
}

/// What each of them is about.
#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    GOALS.iter().map(|goal| goal.what)
}

#[cfg(test)]
mod tests {
    use super::{GOALS, table};
    use crate::measure::Measures;
    use crate::report::Results;

    fn results(rendered: f64) -> Results {
        let mut results = Results::default();
        for device in ["desk", "mobile"] {
            for (form, blocking) in [("hand", 50.0), ("rendered", rendered)] {
                results.push(device, form, Measures(vec![("blocking", blocking), ("bytes", 90_000.0)]));
            }
        }
        results
    }

    #[test]
    fn every_goal_has_a_line_even_where_nothing_was_measured() {
        let table = table(&Results::default());
        for goal in &GOALS {
            let lines = table.lines().filter(|line| line.starts_with(&format!("| {} |", goal.what))).count();
            assert_eq!(lines, 1, "{}", goal.what);
        }
        assert_eq!(table.matches("not measured").count(), GOALS.len());
    }

    #[test]
    fn a_goal_is_reached_up_to_its_limit_and_missed_beyond() {
        let line = |rendered: f64| {
            let table = table(&results(rendered));
            table.lines().find(|line| line.starts_with("| blocking time")).unwrap().to_owned()
        };
        assert_eq!(line(50.0), "| blocking time, to the floor | 1 × | 1.00 × | reached |");
        assert_eq!(line(51.0), "| blocking time, to the floor | 1 × | 1.02 × | **missed** |");
        assert_eq!(line(0.0), "| blocking time, to the floor | 1 × | 0.00 × | reached |");
        assert!(table(&results(0.0)).contains("| 90 kB | 90.00 kB | reached |"));
    }

    #[test]
    fn nothing_beside_nothing_is_reached_and_something_beside_nothing_is_not() {
        let mut results = Results::default();
        results.push("mobile", "hand", Measures(vec![("blocking", 0.0), ("longest", 0.0)]));
        results.push("mobile", "rendered", Measures(vec![("blocking", 0.0), ("longest", 60.0)]));
        let table = table(&results);
        assert!(table.contains("| blocking time, to the floor | 1 × | 0.00 × | reached |"), "{table}");
        assert!(table.contains("| longest task, to the floor | 1 × | inf × | **missed** |"), "{table}");
    }
}
