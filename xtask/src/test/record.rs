//! Which test passed in which engine, kept from the run of a stage until docs/BROWSERS.md is compared or written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::counts::Counts;
use crate::repository;

/// What a stage came to: for each feature, how many of its tests passed and failed.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Record {
    /// The engine's own name and version.
    pub(super) engine: String,
    pub(super) features: BTreeMap<String, Counts>,
}

/// Reads a record from what test programs print, line by line.
#[derive(Default)]
pub(super) struct Reader {
    features: BTreeMap<String, Counts>,
    /// The file whose tests are running; none where a module is the feature.
    file: Option<String>,
    is_by_file: bool,
    /// A test whose result is still to come.
    pending: Option<String>,
}

impl Reader {
    /// A file of tests is a feature, as in `e2e/tests/`.
    pub(super) fn by_file() -> Self {
        Self { is_by_file: true, ..Self::default() }
    }

    /// A module is a feature, as in `tests/browser/`.
    pub(super) fn by_module() -> Self {
        Self::default()
    }

    pub(super) fn line(&mut self, line: &str) {
        let line = line.trim();
        if let Some(program) = line.strip_prefix("Running ").or_else(|| line.strip_prefix("Doc-tests ")) {
            let file = program.strip_prefix("tests/").and_then(|rest| rest.split_once(".rs"));
            self.file = file.map(|(name, _)| name.to_owned());
            return;
        }
        let mut rest = line;
        if let Some((name, behind)) = line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... ")) {
            self.pending = Some(name.to_owned());
            rest = behind;
        }
        // Where one test runs at a time, what it prints stands between its name and its result.
        let passed = match rest.split_whitespace().next_back() {
            Some("ok") => true,
            Some("FAIL" | "FAILED") => false,
            _ => return,
        };
        let Some(name) = self.pending.take() else { return };
        let module = name.trim_start_matches("browser::").split("::").next().map(str::to_owned);
        let feature = if self.is_by_file { self.file.clone() } else { module };
        if let Some(feature) = feature {
            self.features.entry(feature).or_default().add(Counts::of_check(passed));
        }
    }

    pub(super) fn record(self, engine: String) -> Record {
        Record { engine, features: self.features }
    }
}

fn directory() -> PathBuf {
    repository::root().join("target").join("browsers")
}

/// Forgets what earlier runs found.
pub(super) fn forget() -> Result<()> {
    let directory = directory();
    if directory.exists() {
        std::fs::remove_dir_all(&directory)
            .with_context(|| format!("cannot remove {}", directory.display()))?;
    }
    Ok(())
}

impl Record {
    pub(super) fn save(&self, stage: &str) -> Result<()> {
        let features: serde_json::Map<String, Value> = self
            .features
            .iter()
            .map(|(name, counts)| (name.clone(), json!([counts.passed, counts.failed])))
            .collect();
        let directory = directory();
        std::fs::create_dir_all(&directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
        let path = directory.join(stage).with_extension("json");
        std::fs::write(&path, json!({ "engine": self.engine, "features": features }).to_string())
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// What the last run of this stage found, if it ran.
    pub(super) fn load(stage: &str) -> Option<Self> {
        let text = std::fs::read_to_string(directory().join(stage).with_extension("json")).ok()?;
        let value: Value = serde_json::from_str(&text).ok()?;
        let count = |counts: &Value, at: usize| {
            counts[at].as_u64().and_then(|count| u32::try_from(count).ok()).unwrap_or_default()
        };
        let features = value["features"].as_object()?.iter().map(|(name, counts)| {
            (name.clone(), Counts { passed: count(counts, 0), failed: count(counts, 1) })
        });
        Some(Self { engine: value["engine"].as_str()?.to_owned(), features: features.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Reader};

    fn read(mut reader: Reader, printed: &str) -> Vec<(String, Counts)> {
        printed.lines().for_each(|line| reader.line(line));
        reader.record(String::new()).features.into_iter().collect()
    }

    #[test]
    fn the_widgets_tests_count_for_their_module() {
        let printed = "running 3 tests\ntest chips::one ... ok\ntest browser::chips::two ... FAIL\n\
                       test phones::three ... ok\ntest phones::four ... ignored\ntest result: ok. 3 passed; 0 failed;";
        let expected = [
            ("chips".to_owned(), Counts { passed: 1, failed: 1 }),
            ("phones".to_owned(), Counts { passed: 1, failed: 0 }),
        ];
        assert_eq!(read(Reader::by_module(), printed), expected);
    }

    #[test]
    fn the_sites_tests_count_for_their_file_and_its_own_count_for_none() {
        let printed = "     Running unittests src/lib.rs (target/debug/deps/e2e-1)\ntest form::tests::keys ... ok\n\
                       Running tests/page.rs (target/debug/deps/page-1)\ntest it_loads ... [SEVERE]: a port is taken\nok\n\
                       test part::it_stays ... FAILED\n   Doc-tests e2e\ntest src/lib.rs - (line 6) - compile ... ok\n";
        let expected = [("page".to_owned(), Counts { passed: 1, failed: 1 })];
        assert_eq!(read(Reader::by_file(), printed), expected);
    }
}
