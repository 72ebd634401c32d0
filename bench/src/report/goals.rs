//! What leadform set out to reach, as ratios within one run, and whether it did.

use std::fmt::Write as _;

use super::Results;

const FORM: &str = "leadform";
const FLOOR: &str = "hand";
const REACT: &str = "react";
const LIBRARIES: [&str; 6] = ["formkit", "react", "jsonforms", "rjsf", "surveyjs", "formio"];

struct Goal {
    what: &'static str,
    /// At most this.
    limit: f64,
    unit: &'static str,
    measured: fn(&Results) -> Option<f64>,
}

fn ratio(results: &Results, name: &str, to: &str) -> Option<f64> {
    Some(results.median("mobile", FORM, name)? / results.median("mobile", to, name)?)
}

/// To the fastest of the libraries.
fn to_the_first(results: &Results, name: &str) -> Option<f64> {
    let first = LIBRARIES.iter().filter_map(|peer| results.median("mobile", peer, name));
    Some(results.median("mobile", FORM, name)? / first.min_by(f64::total_cmp)?)
}

static GOALS: [Goal; 11] = [
    Goal {
        what: "bytes after brotli",
        limit: 90.0,
        unit: "kB",
        measured: |r| Some(r.median("mobile", FORM, "bytes")? / 1000.0),
    },
    Goal {
        what: "visible, to the first library",
        limit: 1.0,
        unit: "×",
        measured: |r| to_the_first(r, "visible"),
    },
    Goal {
        what: "interactive, to the first library",
        limit: 1.0,
        unit: "×",
        measured: |r| to_the_first(r, "interactive"),
    },
    Goal {
        what: "validation live, to React + react-hook-form + zod",
        limit: 0.75,
        unit: "×",
        measured: |r| ratio(r, "live", REACT),
    },
    Goal {
        what: "blocking time, to the floor",
        limit: 1.0,
        unit: "×",
        measured: |r| ratio(r, "blocking", FLOOR),
    },
    Goal { what: "layout shift", limit: 0.0, unit: "", measured: |r| r.median("mobile", FORM, "shift") },
    Goal { what: "key to paint, to the floor", limit: 1.1, unit: "×", measured: |r| ratio(r, "key", FLOOR) },
    Goal {
        what: "submit empty, to the floor",
        limit: 1.3,
        unit: "×",
        measured: |r| ratio(r, "empty", FLOOR),
    },
    Goal { what: "50 forms, to the floor", limit: 1.3, unit: "×", measured: |r| ratio(r, "fifty", FLOOR) },
    Goal {
        what: "memory",
        limit: 1.4,
        unit: "MB",
        measured: |r| Some(r.median("mobile", FORM, "memory")? / 1e6),
    },
    Goal {
        what: "memory after 200 mounts, to after the first",
        limit: 1.05,
        unit: "×",
        measured: |r| r.median("desk", FORM, "remounted"),
    },
];

/// On the slow phone, but for what does not depend on it.
pub(super) fn table(results: &Results) -> String {
    let mut text = "| on the slow phone | at most | measured | |\n| --- | --: | --: | --- |\n".to_owned();
    for goal in &GOALS {
        let Some(value) = (goal.measured)(results) else { continue };
        let met = if value <= goal.limit + 0.004 { "reached" } else { "**missed**" };
        let _ = writeln!(
            text,
            "| {} | {} {} | {value:.2} {} | {met} |",
            goal.what, goal.limit, goal.unit, goal.unit
        );
    }
    text
}
