//! What was measured, as a page with tables and pictures: docs/PERFORMANCE.md.

mod chart;
mod goals;
mod table;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};

use crate::measure::Measures;
use crate::peer;
use crate::profile;

/// What was measured: each form on each device, run by run.
#[derive(Default)]
pub(crate) struct Results(Vec<(&'static str, &'static str, Measures)>);

impl Results {
    pub(crate) fn push(&mut self, profile: &'static str, peer: &'static str, measures: Measures) {
        self.0.push((profile, peer, measures));
    }

    /// The values of all runs, the lowest first.
    pub(crate) fn sorted(&self, profile: &str, peer: &str, name: &str) -> Vec<f64> {
        let here = self.0.iter().filter(|(on, of, _)| *on == profile && *of == peer);
        let mut values: Vec<f64> = here.filter_map(|(_, _, measures)| measures.get(name)).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    pub(crate) fn median(&self, profile: &str, peer: &str, name: &str) -> Option<f64> {
        let values = self.sorted(profile, peer, name);
        values.get(values.len() / 2).copied()
    }

    fn has(&self, profile: &str, peer: &str) -> bool {
        self.0.iter().any(|(on, of, _)| *on == profile && *of == peer)
    }
}

/// The tables, for the terminal and for the page.
pub(crate) fn tables(results: &Results) -> String {
    let mut text = String::new();
    for profile in &profile::ALL {
        let _ = write!(text, "## {}\n\n{}.\n\n", profile.title, profile.about);
        text.push_str(&table::medians(results, profile.name));
        text.push('\n');
    }
    text
}

/// Writes `docs/PERFORMANCE.md` and its pictures.
pub(crate) fn write(root: &Path, results: &Results, runs: usize, versions: &str) -> Result<()> {
    let mut page = format!(
        "<!-- Written by `cargo xtask bench`; changes by hand are lost. -->\n# Performance\n\n\
         The same form of twelve fields on the same page, made with leadform and with what one would use in its place. \
         Medians of {runs} runs in which all forms took turns, in {versions}. Only ratios within one run mean anything: machines \
         differ, and so do hours.\n\n"
    );
    page.push_str("## What was to be reached\n\n");
    page.push_str(&goals::table(results));
    page.push('\n');
    let pictures = root.join("docs/performance");
    std::fs::create_dir_all(&pictures).with_context(|| pictures.display().to_string())?;
    for chart in &chart::ALL {
        std::fs::write(pictures.join(chart.file), chart.draw(results))?;
        let _ = write!(page, "![{}](performance/{})\n\n", chart.title, chart.file);
    }
    page.push_str(&tables(results));
    page.push_str(
        "## How far the runs lay apart\n\nThe lowest and the highest of each, where it is a time.\n\n",
    );
    for profile in &profile::ALL {
        let _ = write!(page, "{}:\n\n{}\n", profile.title, table::spread(results, profile.name));
    }
    page.push_str(include_str!("report/method.md"));
    let file = root.join("docs/PERFORMANCE.md");
    std::fs::write(&file, page).with_context(|| format!("cannot write {}", file.display()))
}

/// The forms that were measured, in their order.
fn peers<'a>(results: &'a Results, profile: &'a str) -> impl Iterator<Item = &'static peer::Peer> + 'a {
    peer::ALL.iter().filter(move |peer| results.has(profile, peer.name))
}
