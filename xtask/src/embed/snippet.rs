//! A printed form in a page: where it is, and what it was printed from.

use std::ops::Range;

use anyhow::{Context, Result};
use serde_json::Value;

const ELEMENT: (&str, &str) = ("<lead-form", "</lead-form>");
const TEMPLATE: (&str, &str) = ("<template shadowrootmode", "</template>");
const JSON: (&str, &str) = ("<script type=\"application/json\">", "</script>");

/// One printed form.
pub(super) struct Snippet {
    /// The line of the element, from 1.
    pub(super) line: usize,
    pub(super) parts: Parts,
    proxy: String,
    script: String,
    language: Option<String>,
    /// Where in the text the template and the definition are.
    places: [Range<usize>; 2],
    indent: String,
}

/// What is printed, and nobody changes by hand.
pub(super) struct Parts {
    template: String,
    /// The definition.
    pub(super) json: String,
}

impl Snippet {
    /// All that stand in `text`. Elements without a template are none.
    pub(super) fn all(text: &str) -> Result<Vec<Self>> {
        let mut all = Vec::new();
        let mut from = 0;
        while let Some(start) = text[from..].find(ELEMENT.0).map(|at| from + at) {
            from = start + ELEMENT.0.len();
            let next = text[from..].find(ELEMENT.0).map_or(text.len(), |at| from + at);
            let whole = text[start..next].find(ELEMENT.1).map(|end| start..start + end);
            // Behind the element, a text may speak of templates.
            let end = whole.as_ref().map_or(next, |whole| whole.end);
            let Some(template) = text[from..end].find(TEMPLATE.0) else { continue };
            let line = text[..start].matches('\n').count() + 1;
            let whole = whole.with_context(|| format!("line {line}: the element has no {}", ELEMENT.1))?;
            all.push(Self::read(text, whole, from + template, line).with_context(|| format!("line {line}"))?);
        }
        Ok(all)
    }

    fn read(text: &str, whole: Range<usize>, template: usize, line: usize) -> Result<Self> {
        let tag = &text[whole.start..template];
        let places =
            places(&text[whole.clone()])?.map(|place| whole.start + place.start..whole.start + place.end);
        let parts =
            Parts { template: text[places[0].clone()].to_owned(), json: text[places[1].clone()].to_owned() };
        let style = attribute(&parts.template, "href").context("the template has no link to a stylesheet")?;
        let before = text[..places[0].start].rsplit('\n').next().unwrap_or_default();
        let indent = before.chars().take_while(|char| char.is_whitespace()).collect();
        Ok(Self {
            line,
            proxy: attribute(tag, "proxy").context("the element has no proxy")?,
            script: format!("{}form.js", &style[..style.rfind('/').map_or(0, |slash| slash + 1)]),
            language: attribute(tag, "lang"),
            parts,
            places,
            indent,
        })
    }

    /// What `leadform` is called with. It reads the definition.
    pub(super) fn arguments(&self) -> Vec<&str> {
        let mut arguments = vec!["embed", "-", "--proxy", &self.proxy, "--script", &self.script];
        if let Some(language) = &self.language {
            arguments.extend(["--lang", language]);
        }
        arguments
    }

    /// The same as one would type it.
    pub(super) fn command(&self) -> String {
        let is_plain = |char: char| char.is_ascii_alphanumeric() || "-_./:".contains(char);
        let word = |word: &&str| match word {
            &"-" => "FORM.json".to_owned(),
            word if word.chars().all(is_plain) => (*word).to_owned(),
            word => format!("'{}'", word.replace('\'', "'\\''")),
        };
        format!("leadform {}", self.arguments().iter().map(word).collect::<Vec<_>>().join(" "))
    }

    /// Puts `now` in its place in `text`, in which nothing before it was changed.
    pub(super) fn replace(&self, text: &mut String, now: &Parts) {
        text.replace_range(self.places[1].clone(), &now.json);
        text.replace_range(
            self.places[0].clone(),
            &now.template.replace('\n', &format!("\n{}", self.indent)),
        );
    }
}

impl Parts {
    /// Those of the first snippet in what was printed.
    pub(super) fn of(printed: &str) -> Result<Self> {
        let [template, json] = places(printed)?;
        Ok(Self { template: printed[template].to_owned(), json: printed[json].to_owned() })
    }

    /// The first line that is another one, here and there.
    pub(super) fn first_difference<'a>(&'a self, other: &'a Self) -> Option<(&'a str, &'a str)> {
        let mut lines = (self.template.lines().map(str::trim), other.template.lines().map(str::trim));
        loop {
            match (lines.0.next(), lines.1.next()) {
                (None, None) => break,
                (a, b) if a == b => {}
                (a, b) => return Some((a.unwrap_or("(nothing)"), b.unwrap_or("(nothing)"))),
            }
        }
        let value = |json: &str| serde_json::from_str::<Value>(json).ok();
        (value(&self.json) != value(&other.json)).then_some((self.json.trim(), other.json.trim()))
    }
}

/// Where the template is, and what stands in the script.
fn places(text: &str) -> Result<[Range<usize>; 2]> {
    let start = text.find(TEMPLATE.0).with_context(|| format!("there is no {}", TEMPLATE.0))?;
    let end = text[start..].find(TEMPLATE.1).map(|at| start + at + TEMPLATE.1.len());
    let template = start..end.with_context(|| format!("the template has no {}", TEMPLATE.1))?;
    let json = text.find(JSON.0).map(|at| at + JSON.0.len());
    let json = json.with_context(|| format!("the definition is missing: there is no {}", JSON.0))?;
    let end = text[json..].find(JSON.1).map(|at| json + at);
    Ok([template, json..end.with_context(|| format!("the definition has no {}", JSON.1))?])
}

/// The first attribute of this name.
fn attribute(html: &str, name: &str) -> Option<String> {
    let begin = format!(" {name}=\"");
    let value = &html[html.find(&begin)? + begin.len()..];
    let value = &value[..value.find('"')?];
    let entities = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    Some(entities.iter().fold(value.to_owned(), |value, (entity, char)| value.replace(entity, char)))
}
