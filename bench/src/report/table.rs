//! Markdown tables: a line for each form, a column for each measure.

use std::fmt::Write as _;

use super::{Results, peers};

/// A measure as it is shown.
struct Column {
    name: &'static str,
    head: &'static str,
    divisor: f64,
    decimals: usize,
    is_time: bool,
}

const fn column(name: &'static str, head: &'static str, divisor: f64, decimals: usize) -> Column {
    Column { name, head, divisor, decimals, is_time: false }
}

const fn time(name: &'static str, head: &'static str) -> Column {
    Column { name, head, divisor: 1.0, decimals: 0, is_time: true }
}

static COLUMNS: [Column; 14] = [
    column("bytes", "bytes kB", 1000.0, 1),
    column("requests", "requests", 1.0, 0),
    time("visible", "visible ms"),
    time("interactive", "interactive ms"),
    time("live", "validation ms"),
    time("blocking", "blocking ms"),
    time("longest", "longest task ms"),
    column("shift", "layout shift", 1.0, 2),
    time("lcp", "page's LCP ms"),
    time("key", "key to paint ms"),
    time("empty", "submit empty ms"),
    column("memory", "memory MB", 1e6, 2),
    Column { name: "fifty", head: "50 forms s", divisor: 1000.0, decimals: 1, is_time: true },
    column("remounted", "after 200 mounts", 1.0, 2),
];

pub(super) fn medians(results: &Results, profile: &str) -> String {
    table(results, profile, |_| true, |column, values| shown(column, values[values.len() / 2]))
}

pub(super) fn spread(results: &Results, profile: &str) -> String {
    table(
        results,
        profile,
        |column| column.is_time,
        |column, values| format!("{}–{}", shown(column, values[0]), shown(column, values[values.len() - 1])),
    )
}

fn table(
    results: &Results,
    profile: &str,
    keep: impl Fn(&Column) -> bool,
    cell: impl Fn(&Column, &[f64]) -> String,
) -> String {
    let columns: Vec<_> = COLUMNS.iter().filter(|column| keep(column)).collect();
    let heads: Vec<_> = columns.iter().map(|column| column.head).collect();
    let mut text = format!("| form | {} |\n| --- |{}\n", heads.join(" | "), " --: |".repeat(columns.len()));
    for peer in peers(results, profile) {
        let _ = write!(text, "| {} |", peer.about);
        for column in &columns {
            let values = results.sorted(profile, peer.name, column.name);
            let cell = if values.is_empty() { "–".to_owned() } else { cell(column, &values) };
            let _ = write!(text, " {cell} |");
        }
        text.push('\n');
    }
    text
}

fn shown(column: &Column, value: f64) -> String {
    let value = value / column.divisor;
    // No minus before a nought.
    let value = if value.abs() < 1e-9 { 0.0 } else { value };
    format!("{value:.*}", column.decimals)
}

/// What each column is called, and the word by which the method explains it.
#[cfg(test)]
pub(super) fn heads() -> impl Iterator<Item = (&'static str, &'static str)> {
    COLUMNS.iter().map(|column| {
        let word = column.head;
        (
            word,
            [" ms", " kB", " MB", " s"]
                .iter()
                .fold(word, |word, unit| word.strip_suffix(unit).unwrap_or(word)),
        )
    })
}
