//! How well what a form shows can be seen: WCAG's contrast of its text (1.4.3), of the borders and signs of its controls
//! (1.4.11), and of the ring around what has the focus (2.4.7), as the browser computes the colours.
//!
//! Unlike axe, this knows placeholders, borders, and what lies on a gradient.

use std::fmt;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::browser::Browser;

/// What is told apart by colour alone, and must be: one of each kind is measured somewhere in the form's states.
pub const KINDS: [&str; 13] = [
    "arrow",
    "border",
    "button",
    "current step",
    "focus",
    "mark",
    "placeholder",
    "sign",
    "sign's disc",
    "spinner",
    "text",
    "tick",
    "value",
];

/// One thing on the page, and how well it stands out.
#[derive(Debug, Clone)]
pub struct Contrast {
    /// Text, placeholder, border, focus, …
    pub what: String,
    /// Where, and which words.
    pub place: String,
    /// From 1 (not at all) to 21.
    pub ratio: f64,
    /// What WCAG asks for: 4.5 for text, 3 for large text and for what is no text.
    pub needed: f64,
}

impl Contrast {
    /// Whether it stands out as it must.
    pub fn holds(&self) -> bool {
        self.ratio >= self.needed
    }
}

impl fmt::Display for Contrast {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, place, ratio, needed } = self;
        write!(formatter, "{what} {place}: {ratio:.2}, where {needed} are needed")
    }
}

impl Browser {
    /// Everything that can be seen in the form that a selector finds. The focus goes through its controls meanwhile, and
    /// back to where it was.
    pub async fn contrasts(&self, selector: &str) -> Result<Vec<Contrast>> {
        let measured = self.run(include_str!("contrast.js"), vec![json!(selector)]).await?;
        let list = measured.as_array().with_context(|| format!("no list of contrasts: {measured}"))?;
        ensure!(!list.is_empty(), "there is nothing to see in {selector}");
        list.iter().map(read).collect()
    }

    /// Fails where something in the form does not stand out as WCAG asks; says how much was measured.
    pub async fn expect_contrast(&self, selector: &str, look: &str) -> Result<usize> {
        let all = self.contrasts(selector).await?;
        let poor = poor(&all, look);
        ensure!(poor.is_empty(), "{} of {} can hardly be seen:\n{}", poor.len(), all.len(), poor.join("\n"));
        Ok(all.len())
    }
}

/// Those that do not stand out, each in a sentence.
pub fn poor(all: &[Contrast], look: &str) -> Vec<String> {
    all.iter().filter(|one| !one.holds()).map(|one| format!("{look}: {one}")).collect()
}

fn read(one: &Value) -> Result<Contrast> {
    let text = |name: &str| one[name].as_str().map(str::to_owned).context("a text is missing");
    let number = |name: &str| one[name].as_f64().context("a number is missing");
    Ok(Contrast {
        what: text("what")?,
        place: text("place")?,
        ratio: number("ratio")?,
        needed: number("needed")?,
    })
}
