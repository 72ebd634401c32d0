//! The page as a picture: in which light, how wide, and how much of it.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use e2e::Browser;
use serde_json::json;

use crate::paper::Paper;

pub(crate) const SCHEMES: [&str; 2] = ["light", "dark"];

/// How much room the page has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    Phone,
    Wide,
}

impl Width {
    pub(crate) fn pixels(self) -> u32 {
        match self {
            Self::Phone => 360,
            Self::Wide => 1280,
        }
    }

    /// A screen of this width. How wide a scrollbar is, is another question: none is drawn.
    pub(crate) async fn set(self, browser: &Browser, height: u32) -> Result<()> {
        browser.resize(self.pixels(), height).await?;
        browser.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await?;
        Ok(())
    }
}

/// Makes the visitor's system prefer a scheme.
pub(crate) async fn light(browser: &Browser, scheme: &str) -> Result<()> {
    // Without motion, the spinner is caught in the same place each time.
    browser.prefer(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]).await
}

/// All that the page's `main` holds, also below the fold.
pub(crate) async fn whole_page(browser: &Browser) -> Result<Paper> {
    let script = "const box = document.querySelector('main').getBoundingClientRect();\
                  return [box.left + scrollX, box.top + scrollY, box.width, box.height]";
    let measured = browser.run(script, vec![]).await?;
    let [x, y, width, height] =
        [0, 1, 2, 3].map(|place: usize| measured[place].as_f64().map_or(0.0, f64::round));
    capture(browser, json!({ "x": x, "y": y, "width": width, "height": height, "scale": 1 })).await
}

/// What is on the screen.
pub(crate) async fn screen(browser: &Browser) -> Result<Paper> {
    let answer = browser.devtools("Page.captureScreenshot", json!({ "format": "png" })).await?;
    read(&answer["data"])
}

async fn capture(browser: &Browser, clip: serde_json::Value) -> Result<Paper> {
    let parameters = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
    let answer = browser.devtools("Page.captureScreenshot", parameters).await?;
    read(&answer["data"])
}

fn read(data: &serde_json::Value) -> Result<Paper> {
    let png = STANDARD.decode(data.as_str().context("Chromium sent no picture")?)?;
    Paper::from_png(&png)
}
