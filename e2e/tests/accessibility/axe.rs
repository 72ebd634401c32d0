//! What axe finds on the page: nothing, or the tests fail.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use e2e::{Browser, npm};
use serde_json::{Value, json};

/// What axe cannot decide by itself, and why that is right here. A rule that is not listed must be decided.
const UNDECIDED: [(&str, &str, &str); 5] = [
    ("color-contrast", "bgGradient", "the arrow of a list: contrast.js measures text and arrow"),
    ("color-contrast", "bgOverlap", "an open list lies over the fields below it: contrast.js measures them"),
    ("color-contrast", "shortTextContent", "a cross is one character: contrast.js measures it"),
    ("color-contrast", "emptyValue", "an empty control: contrast.js measures its colours"),
    (
        "label-content-name-mismatch",
        "part of the accessible name",
        "a cross is a sign, and no word of a name",
    ),
];

/// axe, in the page that is open now.
pub(crate) async fn bring(browser: &Browser) -> Result<()> {
    browser.run(&npm::package("axe-core/axe.min.js")?, vec![]).await?;
    Ok(())
}

/// What is wrong with the page as it is now, each with its place, and what axe could not decide.
pub(crate) async fn look(browser: &Browser) -> Result<Vec<String>> {
    const RUN: &str = "
        const options = {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          resultTypes: ['violations', 'incomplete'], elementRef: false, iframes: false,
        };
        return axe.run(document, options).then(({ violations, incomplete, passes }) => {
          const places = (kind, rules) => rules.flatMap(({ id, nodes }) => nodes.map((node) => ({
            kind, id, place: node.target.flat().join(' '), html: node.html.slice(0, 200),
            why: [...node.any, ...node.all, ...node.none].map((check) => check.message + ' ' + (check.data?.messageKey ?? '')).join('; '),
          })));
          return { found: [...places('wrong', violations), ...places('undecided', incomplete)], passes: passes.length };
        });";
    let answer = browser.run(RUN, vec![]).await?;
    anyhow::ensure!(
        answer["passes"].as_u64().is_some_and(|count| count >= 20),
        "axe looked at nothing: {answer}"
    );
    let found = answer["found"].as_array().context("axe gave no list")?;
    let is_allowed = |finding: &&Value| {
        let why = finding["why"].as_str().unwrap_or_default();
        let is_meant =
            |(rule, key, _): &(&str, &str, &str)| finding["id"] == *rule && why.trim_end().ends_with(key);
        finding["kind"] == "undecided" && UNDECIDED.iter().any(is_meant)
    };
    Ok(found.iter().filter(|finding| !is_allowed(finding)).map(describe).collect())
}

fn describe(finding: &Value) -> String {
    let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    format!("{} {}: {} ({}) {}", text("kind"), text("id"), text("place"), text("why"), text("html"))
}

/// The same finding in many looks is one: each with where it was seen.
#[derive(Default)]
pub(crate) struct Findings(BTreeMap<String, Vec<String>>);

impl Findings {
    pub(crate) fn add(&mut self, place: &str, findings: Vec<String>) {
        for finding in findings {
            self.0.entry(finding).or_default().push(place.to_owned());
        }
    }

    pub(crate) fn expect_none(&self) {
        let list = self.0.iter().map(|(finding, places)| {
            format!("{finding}\n    in {} looks, such as {}\n", places.len(), places[0])
        });
        assert!(self.0.is_empty(), "{} findings:\n{}", self.0.len(), list.collect::<String>());
    }
}

/// How the page looks: language, scheme and width.
pub(crate) struct Look {
    language: &'static str,
    scheme: &'static str,
    width: u32,
}

/// All looks, in an order in which each differs from the last by little.
pub(crate) const LOOKS: [Look; 8] = [
    Look { language: "vi", scheme: "light", width: 1280 },
    Look { language: "en", scheme: "light", width: 1280 },
    Look { language: "en", scheme: "dark", width: 1280 },
    Look { language: "vi", scheme: "dark", width: 1280 },
    Look { language: "vi", scheme: "dark", width: 360 },
    Look { language: "en", scheme: "dark", width: 360 },
    Look { language: "en", scheme: "light", width: 360 },
    Look { language: "vi", scheme: "light", width: 360 },
];

impl Look {
    /// Makes the page look so, and speak the language.
    pub(crate) async fn set(&self, browser: &Browser) -> Result<()> {
        let script = "document.documentElement.lang = arguments[0]";
        browser.run(script, vec![json!(self.language)]).await?;
        self.light(browser).await
    }

    /// Makes the page look so, in the language that it has.
    pub(crate) async fn light(&self, browser: &Browser) -> Result<()> {
        let features = json!([{ "name": "prefers-color-scheme", "value": self.scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" }]);
        browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        browser.resize(self.width, 900).await?;
        let script = "return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))";
        browser.run(script, vec![]).await?;
        Ok(())
    }

    pub(crate) fn is_vietnamese(&self) -> bool {
        self.language == "vi"
    }

    pub(crate) fn name(&self) -> String {
        format!("{}, {}, {} px", self.language, self.scheme, self.width)
    }
}
