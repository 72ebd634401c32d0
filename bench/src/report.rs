//! What was measured, as a page with tables and pictures: docs/PERFORMANCE.md.

mod chart;
mod goals;
mod native;
mod table;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::measure::Measures;
use crate::peer::{self, ELEMENT, RENDERED};
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
        // What has no meaning for a form that is printed into a page is the plain element's.
        let peer = if peer == RENDERED && !self.knows(profile, peer, name) { ELEMENT } else { peer };
        let here = self.0.iter().filter(|(on, of, _)| *on == profile && *of == peer);
        let mut values: Vec<f64> = here.filter_map(|(_, _, measures)| measures.get(name)).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    pub(crate) fn median(&self, profile: &str, peer: &str, name: &str) -> Option<f64> {
        let values = self.sorted(profile, peer, name);
        values.get(values.len() / 2).copied()
    }

    fn knows(&self, profile: &str, peer: &str, name: &str) -> bool {
        let mut here = self.0.iter().filter(|(on, of, _)| *on == profile && *of == peer);
        here.any(|(_, _, measures)| measures.get(name).is_some())
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

/// What else the page tells.
pub(crate) struct Circumstances {
    pub(crate) runs: usize,
    pub(crate) browser: String,
    /// Where criterion keeps what it found.
    pub(crate) native: PathBuf,
    /// A table, written already.
    pub(crate) sizes: PathBuf,
}

/// Writes `docs/PERFORMANCE.md` and its pictures.
pub(crate) fn write(root: &Path, results: &Results, circumstances: &Circumstances) -> Result<()> {
    let page = page(results, circumstances)?;
    let pictures = root.join("docs/performance");
    std::fs::create_dir_all(&pictures).with_context(|| pictures.display().to_string())?;
    for chart in &chart::ALL {
        std::fs::write(pictures.join(chart.file), chart.draw(results))?;
    }
    let file = root.join("docs/PERFORMANCE.md");
    std::fs::write(&file, page).with_context(|| format!("cannot write {}", file.display()))
}

fn page(results: &Results, Circumstances { runs, browser, native, sizes }: &Circumstances) -> Result<String> {
    let sizes = std::fs::read_to_string(sizes).with_context(|| format!("cannot read {}", sizes.display()))?;
    let mut page = format!(
        "<!-- Written by `cargo xtask bench`; changes by hand are lost. -->\n# Performance\n\n\
         The same form of twelve fields on the same page, made with leadform and with what one would use in its place. \
         Medians of {runs} runs in which all forms took turns, in {browser}. Only ratios within one run mean anything: machines \
         differ, and so do hours. The [last section](#how-it-was-measured) says what each measure is.\n\n"
    );
    page.push_str("## What was to be reached\n\n");
    page.push_str(&goals::table(results));
    page.push('\n');
    for chart in &chart::ALL {
        let _ = write!(page, "![{}](performance/{})\n\n", chart.title, chart.file);
    }
    page.push_str(&tables(results));
    page.push_str(
        "## How far the runs lay apart\n\nThe lowest and the highest of each, where it is a time.\n\n",
    );
    for profile in &profile::ALL {
        let _ = write!(page, "{}:\n\n{}\n", profile.title, table::spread(results, profile.name));
    }
    for section in [&native::section(native)?, &sizes, include_str!("report/method.md")] {
        page.push_str(section.trim_end());
        page.push_str("\n\n");
    }
    page.truncate(page.trim_end().len() + 1);
    Ok(page)
}

/// The forms that were measured, in their order.
fn peers<'a>(results: &'a Results, profile: &'a str) -> impl Iterator<Item = &'static peer::Peer> + 'a {
    peer::ALL.iter().filter(move |peer| results.has(profile, peer.name))
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, Results, chart, goals, page};
    use crate::measure::Measures;
    use crate::{peer, profile};

    #[test]
    fn the_page_names_every_goal_every_form_and_every_picture_and_has_each_section_once() {
        let folder = tempfile::tempdir().unwrap();
        let sizes = folder.path().join("sizes.md");
        std::fs::write(&sizes, "## What the module is made of\n\nA table.\n").unwrap();
        super::native::tests::criterion(folder.path());
        let mut results = Results::default();
        for (profile, peer) in profile::ALL.iter().flat_map(|on| peer::ALL.iter().map(move |of| (on, of))) {
            results.push(profile.name, peer.name, Measures(vec![("bytes", 1.0), ("visible", 2.0)]));
        }
        let circumstances =
            Circumstances { runs: 1, browser: "Chromium 1".to_owned(), native: folder.path().into(), sizes };
        let page = page(&results, &circumstances).unwrap();

        let count = |text: &str| page.matches(text).count();
        for goal in goals::all() {
            assert_eq!(count(&format!("\n| {goal} | ")), 1, "{goal}");
        }
        for peer in &peer::ALL {
            assert_eq!(count(&format!("\n| {} |", peer.about)), 2 * profile::ALL.len(), "{}", peer.about);
        }
        for chart in &chart::ALL {
            assert_eq!(count(&format!("(performance/{})", chart.file)), 1, "{}", chart.file);
        }
        let sections: Vec<_> = page.lines().filter(|line| line.starts_with("## ")).collect();
        let expected = [
            "## What was to be reached",
            "## At a desk",
            "## On a slow phone",
            "## How far the runs lay apart",
            "## Native speed",
            "## What the module is made of",
            "## How it was measured",
        ];
        assert_eq!(sections, expected);
        assert!(
            page.ends_with(".\n") && !page.contains("\n\n\n"),
            "one empty line between, and none at the end"
        );
    }

    #[test]
    fn a_measure_without_its_explanation_is_not_in_a_table() {
        // What the tables head, the method explains; "ms" and the like aside.
        let method = include_str!("report/method.md");
        for (head, explained) in super::table::heads() {
            assert!(method.contains(explained), "{head}: the method does not say what `{explained}` is");
        }
    }

    #[test]
    fn what_has_no_meaning_for_a_printed_form_is_the_plain_elements() {
        let mut results = Results::default();
        results.push("mobile", "leadform", Measures(vec![("fifty", 7.0), ("key", 1.0)]));
        results.push("mobile", "rendered", Measures(vec![("key", 2.0)]));
        assert_eq!(results.median("mobile", "rendered", "fifty"), Some(7.0));
        assert_eq!(results.median("mobile", "rendered", "key"), Some(2.0));
        assert_eq!(results.median("mobile", "hand", "fifty"), None);
    }
}
