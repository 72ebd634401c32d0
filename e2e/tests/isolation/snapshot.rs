//! Computed styles of many elements, and in what two such lists differ.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use e2e::Browser;
use serde_json::{Value, json};

const INSIDE: &str = include_str!("inside.js");

/// Every computed property of every element that a script found.
pub(crate) struct Snapshot {
    properties: Vec<String>,
    /// The elements' names, and a value for each property.
    elements: Vec<(String, Vec<String>)>,
}

impl Snapshot {
    /// All that is in the shadow root of an element.
    pub(crate) async fn inside(browser: &Browser, selector: &str) -> Result<Self> {
        Self::read(&browser.run(INSIDE, vec![json!(selector)]).await?).context("no list of computed styles")
    }

    /// Reads what a script says: `{ properties, words, elements: [[name, [index into words, …]], …] }`.
    pub(crate) fn read(said: &Value) -> Option<Self> {
        let words = |name: &str| {
            let words = said[name].as_array()?.iter();
            words.map(|word| Some(word.as_str()?.to_owned())).collect::<Option<Vec<_>>>()
        };
        let (properties, words) = (words("properties")?, words("words")?);
        let elements = said["elements"].as_array()?.iter().map(|element| {
            let values = element[1].as_array()?.iter();
            let values = values.map(|index| words.get(usize::try_from(index.as_u64()?).ok()?).cloned());
            Some((element[0].as_str()?.to_owned(), values.collect::<Option<Vec<_>>>()?))
        });
        Some(Self { properties, elements: elements.collect::<Option<_>>()? })
    }

    /// How many elements it has.
    pub(crate) fn len(&self) -> usize {
        self.elements.len()
    }

    /// What is otherwise here than there: a line for each property, with the first elements that have it.
    pub(crate) fn differences(&self, other: &Self) -> Vec<String> {
        let names = |list: &Self| list.elements.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let (here, there) = (names(self), names(other));
        if here != there {
            let first = here.iter().zip(&there).position(|(here, there)| here != there);
            let first = first.unwrap_or(here.len().min(there.len()));
            return vec![format!(
                "{} elements, not {}; the first that differs is {:?}, not {:?}",
                here.len(),
                there.len(),
                here.get(first),
                there.get(first)
            )];
        }
        let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for ((name, here), (_, there)) in self.elements.iter().zip(&other.elements) {
            for (property, (here, there)) in self.properties.iter().zip(here.iter().zip(there)) {
                if here != there {
                    found.entry(property).or_default().push(format!("`{here}`, not `{there}`, at {name}"));
                }
            }
        }
        let line = |(name, at): (&str, Vec<String>)| {
            format!("{name} ({} times): {}", at.len(), at.into_iter().take(4).collect::<Vec<_>>().join("; "))
        };
        found.into_iter().map(line).collect()
    }
}
