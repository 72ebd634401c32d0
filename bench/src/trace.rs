//! Where the time of a measurement goes: `--trace` leaves a CPU profile of each, for the browser's own tools (Performance,
//! "Load profile"), and says what the browser itself counted.
//!
//! A profiler slows what it looks at. What is measured beside one is not reported.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use e2e::Browser;
use serde_json::{Value, json};

/// Watches one page from `start` to `stop`.
pub(crate) struct Trace {
    file: PathBuf,
    before: Value,
}

/// What the browser counts of its own work, in seconds, and what it is called here.
const COUNTED: [(&str, &str); 4] = [
    ("ScriptDuration", "scripts"),
    ("RecalcStyleDuration", "styles"),
    ("LayoutDuration", "layout"),
    ("TaskDuration", "all tasks"),
];

impl Trace {
    pub(crate) async fn start(browser: &Browser, folder: &Path, name: &str) -> Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        browser.devtools("Performance.enable", json!({})).await?;
        browser.devtools("Profiler.enable", json!({})).await?;
        browser.devtools("Profiler.setSamplingInterval", json!({ "interval": 100 })).await?;
        let before = browser.devtools("Performance.getMetrics", json!({})).await?;
        browser.devtools("Profiler.start", json!({})).await?;
        Ok(Self { file: folder.join(format!("{name}.cpuprofile")), before })
    }

    pub(crate) async fn stop(self, browser: &Browser) -> Result<()> {
        let stopped = browser.devtools("Profiler.stop", json!({})).await?;
        let after = browser.devtools("Performance.getMetrics", json!({})).await?;
        browser.devtools("Profiler.disable", json!({})).await?;
        let file = &self.file;
        std::fs::write(file, stopped["profile"].to_string())
            .with_context(|| format!("cannot write {}", file.display()))?;
        eprintln!("{}: {}", file.display(), spent(&self.before, &after));
        Ok(())
    }
}

/// `scripts 12.3 ms, styles 4.5 ms, …`.
fn spent(before: &Value, after: &Value) -> String {
    let metric = |metrics: &Value, name: &str| {
        let mut list = metrics["metrics"].as_array().into_iter().flatten();
        list.find(|metric| metric["name"] == name).and_then(|metric| metric["value"].as_f64()).unwrap_or(0.0)
    };
    // A new page counts from nought.
    let since = |name| match metric(after, name) - metric(before, name) {
        negative if negative < 0.0 => metric(after, name),
        difference => difference,
    };
    let parts = COUNTED.map(|(name, called)| format!("{called} {:.1} ms", since(name) * 1000.0));
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn what_was_spent_is_the_difference_and_a_new_page_counts_from_nought() {
        let metrics = |script: f64, layout: f64| json!({ "metrics": [{ "name": "ScriptDuration", "value": script }, { "name": "LayoutDuration", "value": layout }] });
        let spent = super::spent(&metrics(0.1, 0.2), &metrics(0.35, 0.05));
        assert_eq!(spent, "scripts 250.0 ms, styles 0.0 ms, layout 50.0 ms, all tasks 0.0 ms");
    }
}
