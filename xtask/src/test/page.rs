//! docs/BROWSERS.md: which feature was seen to work in which engine, written by the tests themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::counts::Counts;
use super::record::Record;
use crate::repository;

const PAGE: &str = "docs/BROWSERS.md";
const BEGIN: &str = "<!-- From here to the end mark, `cargo xtask browsers` writes. -->";
const END: &str = "<!-- The end mark: what is below is written by hand, and stays. -->";

/// The stages that run in a browser, with the directory whose files are their features.
const PARTS: [(&str, &str, &[&str]); 2] = [
    ("The widget by itself", "tests/browser", &["chromium", "firefox", "webkit"]),
    ("The built site, with the gateway and the sandbox behind it", "e2e/tests", &["e2e"]),
];

/// An engine runs no test of this.
const NONE: &str = "–";

/// A line of a table: what it is about, and a cell for each engine.
type Lines = BTreeMap<String, Vec<String>>;

/// Compares the page with what the stages of this run found. Versions and counts may differ: another machine has others.
pub(super) fn compare() -> Result<Counts> {
    let path = repository::root().join(PAGE);
    let page = std::fs::read_to_string(&path).with_context(|| format!("{PAGE} is missing: {REMEDY}"))?;
    let records = PARTS.iter().flat_map(|(_, _, stages)| *stages);
    let records: Vec<(&str, Record)> =
        records.filter_map(|stage| Some((*stage, Record::load(stage)?))).collect();
    let mut counts = Counts::default();
    for (_, directory, stages) in PARTS {
        for (column, stage) in stages.iter().enumerate() {
            let Some((_, record)) = records.iter().find(|(name, _)| name == stage) else {
                println!("{stage}: not compared, since it did not run");
                continue;
            };
            let differences = differences(&page, directory, column, record);
            for difference in &differences {
                eprintln!("{PAGE}, {stage}: {difference}");
            }
            if !differences.is_empty() {
                eprintln!("{REMEDY}");
            }
            counts.add(Counts::of_check(differences.is_empty()));
        }
    }
    Ok(counts)
}

const REMEDY: &str = "`cargo xtask browsers` runs the tests and writes it; \
                      `cargo xtask browsers --recorded` writes what they found the last time";

fn differences(page: &str, directory: &str, column: usize, record: &Record) -> Vec<String> {
    let mut found = Vec::new();
    let said = cells(page, column);
    let mut expected = BTreeMap::new();
    for (feature, counts) in &record.features {
        expected.insert(link(directory, feature), mark(*counts));
    }
    for (feature, mark) in &expected {
        match said.get(feature) {
            None => found.push(format!("{feature} is not on the page")),
            Some(said) if said != mark => {
                found.push(format!("{feature}: the page says {said}, the tests {mark}"));
            }
            Some(_) => {}
        }
    }
    let here = format!("(../{directory}/");
    let is_gone = |feature: &String, mark: &str| {
        feature.contains(&here) && mark != NONE && !expected.contains_key(feature)
    };
    for (feature, _) in said.iter().filter(|(feature, mark)| is_gone(feature, mark)) {
        found.push(format!("{feature} is on the page, and no test is about it"));
    }
    found
}

/// For each feature on the page, the mark in one of its columns, without the count.
fn cells(page: &str, column: usize) -> BTreeMap<String, String> {
    let table = page.lines().filter(|line| line.starts_with("| ") && line.contains("](../"));
    table
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let (file, cells) = cells.split_last()?;
            let mark = cells.get(column + 1)?.split(' ').next()?;
            Some(((*file).to_owned(), mark.to_owned()))
        })
        .collect()
}

/// Writes the page from what the stages found the last time that they ran.
pub(super) fn write() -> Result<()> {
    let mut written = format!("{BEGIN}\n");
    for (title, directory, stages) in PARTS {
        let mut records = Vec::new();
        for stage in stages {
            let record = Record::load(stage).with_context(|| {
                format!(
                    "the tests of the stage `{stage}` have not run; first: cargo xtask test --only {stage}"
                )
            })?;
            if let Some((feature, counts)) = record.features.iter().find(|(_, counts)| counts.failed > 0) {
                bail!("{} tests of `{feature}` fail in the stage `{stage}`; mend them first", counts.failed);
            }
            records.push(record);
        }
        table(&mut written, title, directory, &records)?;
    }
    written.push('\n');
    written.push_str(END);
    let path = repository::root().join(PAGE);
    let page = std::fs::read_to_string(&path).with_context(|| format!("cannot read {PAGE}"))?;
    std::fs::write(&path, replaced(&page, &written)?).with_context(|| format!("cannot write {PAGE}"))?;
    println!("wrote {PAGE}");
    Ok(())
}

/// The page with what stands between the marks replaced.
fn replaced(page: &str, written: &str) -> Result<String> {
    let parts = page.split_once(BEGIN).and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
    let (head, tail) = parts.with_context(|| format!("{PAGE} has lost its marks:\n{BEGIN}\n{END}"))?;
    Ok([head, written, tail].concat())
}

fn table(page: &mut String, title: &str, directory: &str, records: &[Record]) -> Result<()> {
    let engines: Vec<&str> = records.iter().map(|record| record.engine.as_str()).collect();
    writeln!(page, "\n## {title}\n\n| what | {} | tests |", engines.join(" | "))?;
    writeln!(page, "| --- |{} --- |", " --- |".repeat(engines.len()))?;
    let mut lines = Lines::new();
    for (column, record) in records.iter().enumerate() {
        for (feature, counts) in &record.features {
            let cells = lines.entry(feature.clone()).or_insert_with(|| vec![NONE.to_owned(); records.len()]);
            cells[column] = format!("{} {}", mark(*counts), counts.passed);
        }
    }
    for (feature, cells) in &lines {
        let title = title_of(&repository::root().join(directory).join(feature).with_extension("rs"))?;
        writeln!(page, "| {title} | {} | {} |", cells.join(" | "), link(directory, feature))?;
    }
    let total = |record: &Record| record.features.values().map(|counts| counts.passed).sum::<u32>();
    let totals: Vec<String> = records.iter().map(|record| total(record).to_string()).collect();
    writeln!(page, "| all | {} | |", totals.join(" | "))?;
    Ok(())
}

fn mark(counts: Counts) -> &'static str {
    match counts {
        Counts { passed: 0, failed: 0 } => NONE,
        Counts { failed: 0, .. } => "✓",
        _ => "✗",
    }
}

fn link(directory: &str, feature: &str) -> String {
    format!("[{feature}](../{directory}/{feature}.rs)")
}

/// What a file of tests is about: its first sentence.
fn title_of(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let title = sentence(&text);
    if title.is_empty() {
        bail!("{} does not say in its first line (`//! …`) what its tests are about", path.display());
    }
    Ok(title)
}

fn sentence(text: &str) -> String {
    let lines = text.lines().map_while(|line| line.strip_prefix("//! ")).map(str::trim);
    let text = lines.collect::<Vec<_>>().join(" ").replace('|', "/");
    text.split(". ").next().unwrap_or_default().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, Counts, END, PARTS, Record, differences, replaced, sentence, table};
    use crate::repository;

    fn record(features: &[(&str, u32)]) -> Record {
        let counts = |passed| Counts { passed, failed: 0 };
        let features = features.iter().map(|(name, passed)| ((*name).to_owned(), counts(*passed)));
        Record { engine: "Chromium 1".to_owned(), features: features.collect() }
    }

    fn written(records: &[Record]) -> String {
        let mut page = String::new();
        table(&mut page, "The widget", "tests/browser", records).unwrap();
        page
    }

    #[test]
    fn another_machine_with_another_engine_and_more_tests_agrees() {
        let page = written(&[record(&[("chips", 5), ("phones", 7)]), record(&[("chips", 5), ("phones", 7)])]);
        let other = Record { engine: "Chromium 2".to_owned(), ..record(&[("chips", 6), ("phones", 6)]) };
        for column in 0..2 {
            assert_eq!(differences(&page, "tests/browser", column, &other), [] as [String; 0]);
        }
    }

    #[test]
    fn a_feature_that_came_went_or_broke_is_a_difference() {
        let page = written(&[record(&[("chips", 5), ("phones", 7)])]);
        let differs = |record: &Record| differences(&page, "tests/browser", 0, record).len();
        assert_eq!(differs(&record(&[("chips", 5), ("phones", 7), ("steps", 1)])), 1);
        assert_eq!(differs(&record(&[("chips", 5)])), 1);
        let mut broken = record(&[("chips", 5), ("phones", 7)]);
        broken.features.insert("chips".to_owned(), Counts { passed: 4, failed: 1 });
        assert_eq!(differs(&broken), 1);
    }

    #[test]
    fn what_only_some_engines_run_is_a_dash_for_the_others() {
        let page = written(&[record(&[("chips", 5)]), record(&[])]);
        assert!(page.contains("| ✓ 5 | – | [chips]"), "{page}");
        assert_eq!(differences(&page, "tests/browser", 1, &record(&[("chips", 1)])).len(), 1);
        assert_eq!(differences(&page, "tests/browser", 1, &record(&[])), [] as [String; 0]);
    }

    #[test]
    fn what_is_written_by_hand_stays() {
        let page = format!("head\n{BEGIN}\nold\n{END}\ntail\n");
        let written = format!("{BEGIN}\nnew\n{END}");
        assert_eq!(replaced(&page, &written).unwrap(), format!("head\n{BEGIN}\nnew\n{END}\ntail\n"));
        assert!(replaced("no marks", &written).is_err());
    }

    #[test]
    fn a_file_is_about_its_first_sentence() {
        assert_eq!(
            sentence("//! Free lists: one\n//! input. More.\n//!\n//! Not this.\n"),
            "Free lists: one input"
        );
        assert_eq!(sentence("use x;\n"), "");
    }

    #[test]
    fn every_file_of_browser_tests_says_what_it_is_about() {
        for (_, directory, _) in PARTS {
            for file in std::fs::read_dir(repository::root().join(directory)).unwrap() {
                let path = file.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "rs") {
                    assert_ne!(sentence(&std::fs::read_to_string(&path).unwrap()), "", "{}", path.display());
                }
            }
        }
    }

    #[test]
    fn the_page_promises_the_same_browsers_as_the_page_for_who_embeds() {
        let read = |path| std::fs::read_to_string(repository::root().join(path)).unwrap();
        let promise = "Chromium and Android WebView 111, Firefox 123, Safari 16.4";
        assert!(read("docs/EMBEDDING.md").contains(promise));
        assert!(read(super::PAGE).contains(promise));
    }
}
