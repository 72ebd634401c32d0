//! What is alive in a page, to see what stays behind.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::browser::Browser;

/// What may be left over for any reason but a leak: caches fill up, and counts of listeners and nodes waver.
const SPARE: Live = Live { nodes: 60.0, listeners: 20.0, heap_bytes: 1_000_000.0 };

/// Counts of what the browser holds for a page.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    nodes: f64,
    listeners: f64,
    heap_bytes: f64,
}

/// Counts, once everything that nobody holds any more is gone.
pub async fn live(browser: &Browser) -> Result<Live> {
    browser.devtools("Performance.enable", json!({})).await?;
    for _ in 0..3 {
        browser.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let metrics = browser.devtools("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let found = metrics["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == name);
        found.and_then(|metric| metric["value"].as_f64()).with_context(|| format!("no {name}"))
    };
    Ok(Live {
        nodes: metric("Nodes")?,
        listeners: metric("JSEventListeners")?,
        heap_bytes: metric("JSHeapUsedSize")?,
    })
}

impl Live {
    /// Fails where there is more of anything than there was before.
    pub fn expect_no_more_than(&self, before: &Self) -> Result<()> {
        for (what, now, then, spare) in [
            ("nodes", self.nodes, before.nodes, SPARE.nodes),
            ("listeners", self.listeners, before.listeners, SPARE.listeners),
            ("memory", self.heap_bytes, before.heap_bytes, SPARE.heap_bytes),
        ] {
            ensure!(now < then + spare, "{what} stayed behind: {before:?}, {self:?}");
        }
        Ok(())
    }
}
