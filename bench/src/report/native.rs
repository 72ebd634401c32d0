//! What criterion found of `check` and `encode`, and of the `jsonschema` crate: `spec/benches/apis.rs`.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// The groups of `spec/benches/apis.rs`: ours, and with whom it is compared.
const PAIRS: [(&str, &str); 2] = [("check-right", "schema-right"), ("check-wrong", "schema-wrong")];
const ALONE: &str = "encode";

/// A line for each API, from the folder that criterion writes.
pub(super) fn section(folder: &Path) -> Result<String> {
    let mut text = include_str!("native.md").to_owned();
    let mut apis: Vec<_> = std::fs::read_dir(folder.join(ALONE))
        .with_context(|| format!("{} has no `{ALONE}`: criterion has not run", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| name != "report")
        .collect();
    ensure!(!apis.is_empty(), "criterion has measured no API in {}", folder.display());
    apis.sort();
    for api in apis {
        let _ = write!(text, "| `{api}` |");
        for (ours, theirs) in PAIRS {
            let (ours, theirs) = (nanoseconds(folder, ours, &api)?, nanoseconds(folder, theirs, &api)?);
            let _ = write!(text, " {} | {} | {:.1} × |", rate(ours), rate(theirs), theirs / ours);
        }
        let _ = writeln!(text, " {} |", rate(nanoseconds(folder, ALONE, &api)?));
    }
    Ok(text)
}

/// The median of one run of one function.
fn nanoseconds(folder: &Path, group: &str, api: &str) -> Result<f64> {
    let file = folder.join(group).join(api).join("new/estimates.json");
    let estimates =
        std::fs::read(&file).with_context(|| format!("criterion has written no {}", file.display()))?;
    let estimates: Value = serde_json::from_slice(&estimates)?;
    let median = estimates["median"]["point_estimate"].as_f64();
    median.filter(|time| *time > 0.0).with_context(|| format!("{} has no median", file.display()))
}

/// Thousands a second.
fn rate(nanoseconds: f64) -> String {
    format!("{:.0}", 1e6 / nanoseconds)
}

#[cfg(test)]
pub(super) mod tests {
    use std::path::Path;

    use super::section;

    /// What criterion leaves, for one API.
    pub(crate) fn criterion(folder: &Path) {
        for (group, time) in [
            ("check-right", 2000),
            ("schema-right", 5000),
            ("check-wrong", 4000),
            ("schema-wrong", 2000),
            ("encode", 500),
        ] {
            let new = folder.join(group).join("an-api/new");
            std::fs::create_dir_all(&new).unwrap();
            let estimates = format!("{{\"median\": {{\"point_estimate\": {time}.0}}}}");
            std::fs::write(new.join("estimates.json"), estimates).unwrap();
        }
    }

    #[test]
    fn a_line_has_thousands_a_second_and_how_many_times_the_other() {
        let folder = tempfile::tempdir().unwrap();
        criterion(folder.path());
        let section = section(folder.path()).unwrap();
        assert!(
            section.ends_with("| `an-api` | 500 | 200 | 2.5 × | 250 | 500 | 0.5 × | 2000 |\n"),
            "{section}"
        );
        std::fs::remove_dir_all(folder.path().join("schema-wrong")).unwrap();
        let error = super::section(folder.path()).unwrap_err().to_string();
        assert!(error.contains("schema-wrong"), "{error}");
    }
}
