//! One table of the file, read setting by setting. What is wrong is said with its line, and reading goes on, so that all
//! mistakes are found at once. A setting that the file leaves out comes from the default file.

use std::ops::RangeInclusive;

use leadform_spec::value::text::nearest;
use toml::de::{DeTable, DeValue};

use super::default::example;
use super::reader::{Reader, Span, in_order, kind, near, quoted};

/// One table of the file, with what stands in for settings that it leaves out.
#[derive(Clone)]
pub(super) struct Section<'t> {
    /// As the file writes it: `[upstream.erp]`.
    pub(super) title: String,
    /// Where its title stands.
    pub(super) at: Span,
    /// The table itself, if there is one.
    pub(super) own: Option<&'t DeTable<'t>>,
    /// What the file says for all tables of this kind.
    pub(super) common: Option<&'t DeTable<'t>>,
    /// What the default file says.
    pub(super) defaults: &'t DeTable<'t>,
}

/// A value, and where it stands.
pub(super) struct Found<'t> {
    pub(super) value: &'t DeValue<'t>,
    pub(super) at: Span,
}

impl<'t> Section<'t> {
    pub(super) fn find(&self, key: &str) -> Option<Found<'t>> {
        let written = self.own.and_then(|table| table.get(key));
        let written = written.or_else(|| self.common.and_then(|table| table.get(key)));
        match written {
            Some(value) => Some(Found { value: value.get_ref(), at: value.span() }),
            None => Some(Found { value: self.defaults.get(key)?.get_ref(), at: self.at.clone() }),
        }
    }

    /// Where `key` stands; or the table, if it does not say it.
    pub(super) fn place(&self, key: &str) -> Span {
        self.find(key).map_or_else(|| self.at.clone(), |found| found.at)
    }

    /// Names every key that there is not; `others` are those without a default.
    pub(super) fn only_known(&self, others: &[&str], reader: &mut Reader<'t>) {
        for (key, value) in in_order(self.own) {
            let name: &str = key.get_ref();
            let known = || others.iter().copied().chain(self.defaults.keys().map(|key| &**key.get_ref()));
            if known().any(|known| known == name) {
                continue;
            }
            let shown = quoted(name);
            let has = |word: &&str| name.to_lowercase().contains(*word);
            let looks_secret =
                ["secret", "key", "token", "password"].iter().any(has) && !["file", "env"].iter().any(has);
            if looks_secret && value.get_ref().is_str() && others.contains(&"secret_file") {
                reader.say(
                    &key.span(),
                    format!("{shown} would put a key into the configuration, where it is copied, mailed and committed"),
                    format!(
                        "Never write a key here. Put it into a file that only the gateway can read and name the file: \
                         {}; or name an environment variable: {}. If this file was shared, have the key replaced.",
                        example("secret_file"),
                        example("secret_env")
                    ),
                );
                continue;
            }
            let near = near(name, known());
            let remedy = match (near, super::default::home(name)) {
                (Some(near), _) => format!("Did you mean `{near}`? If not, remove it."),
                (None, Some(home)) => format!("It belongs into {home}: move it there."),
                (None, None) if known().next().is_none() => "Remove it: the table is empty.".to_owned(),
                (None, None) => {
                    let known: Vec<String> = known().map(|known| format!("`{known}`")).collect();
                    format!("Remove it, or use one of {}.", known.join(", "))
                }
            };
            reader.say(&key.span(), format!("{} has no setting {shown}", self.title), remedy);
        }
    }

    pub(super) fn text(&self, key: &str, reader: &mut Reader<'t>) -> Option<(&'t str, Span)> {
        let Found { value, at } = self.find(key)?;
        let text = value.as_str();
        if text.is_none() {
            wrong_type(key, value, "text in double quotes", &at, reader);
        }
        Some((text?, at))
    }

    /// A text that must be there, and not be empty.
    pub(super) fn required(&self, key: &str, reader: &mut Reader<'t>) -> Option<(&'t str, Span)> {
        if self.find(key).is_none() {
            let problem = format!("{} has no `{key}`", self.title);
            reader.say(&self.at, problem, format!("Add it: {}", example(key)));
        }
        let (text, at) = self.text(key, reader)?;
        if text.trim().is_empty() {
            reader.say(&at, format!("`{key}` is empty"), format!("Give one, such as {}", example(key)));
            return None;
        }
        Some((text, at))
    }

    pub(super) fn texts(&self, key: &str, reader: &mut Reader<'t>) -> Option<Vec<(&'t str, Span)>> {
        let Found { value, at } = self.find(key)?;
        let Some(list) = value.as_array() else {
            let remedy = match value.as_str() {
                Some(_) => format!("Put it into brackets, even if it is only one: {key} = [\"…\"]"),
                None => format!("Write it like this: {key} = [\"…\", \"…\"]"),
            };
            reader.say(&at, format!("`{key}` is {} and should be a list of texts", kind(value)), remedy);
            return None;
        };
        let mut texts = Vec::new();
        let mut is_good = true;
        for entry in list {
            if let Some(text) = entry.get_ref().as_str() {
                texts.push((text, entry.span()));
            } else {
                is_good = false;
                let problem =
                    format!("an entry of `{key}` is {} and should be a text", kind(entry.get_ref()));
                reader.say(&entry.span(), problem, "Write it in double quotes.");
            }
        }
        is_good.then_some(texts)
    }

    pub(super) fn number(
        &self,
        key: &str,
        range: RangeInclusive<u64>,
        reader: &mut Reader<'t>,
    ) -> Option<u64> {
        let Found { value, at } = self.find(key)?;
        let Some(integer) = value.as_integer() else {
            wrong_type(key, value, "a whole number", &at, reader);
            return None;
        };
        let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
        let number = number.and_then(|number| u64::try_from(number).ok());
        let good = number.filter(|number| range.contains(number));
        if good.is_none() {
            let unit = match key.rsplit('_').next() {
                Some("ms") => " milliseconds",
                Some("s") => " seconds",
                Some("minutes") => " minutes",
                Some("days") => " days",
                Some("mb") => " MiB",
                _ => "",
            };
            reader.say(
                &at,
                format!("`{key}` is {integer}, which is out of range"),
                format!("Give {} to {}{unit}; the default is {}", range.start(), range.end(), example(key)),
            );
        }
        good
    }

    pub(super) fn choice<T: Copy>(
        &self,
        key: &str,
        known: &[(&str, T)],
        reader: &mut Reader<'t>,
    ) -> Option<T> {
        let (text, at) = self.text(key, reader)?;
        let found = known.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let near = nearest(
                text,
                &known.iter().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect::<Vec<_>>(),
            );
            let names: Vec<String> = known.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            let near = near.map(|near| format!("Did you mean \"{near}\"? ")).unwrap_or_default();
            reader.say(
                &at,
                format!("`{key}` is none of its values"),
                format!("{near}Use {}.", names.join(" or ")),
            );
        }
        found.map(|(_, value)| *value)
    }
}

/// Says what should be there. The value itself is not repeated: it may be a key in the wrong place.
fn wrong_type(key: &str, value: &DeValue<'_>, expected: &str, at: &Span, reader: &mut Reader<'_>) {
    reader.say(
        at,
        format!("`{key}` is {} and should be {expected}", kind(value)),
        format!("Write it like this: {}", example(key)),
    );
}
