//! What was asked, and what was answered: consent as evidence.

use std::borrow::Cow;

use leadform_spec::definition::{Consent, Language, Text};
use leadform_spec::{Answer, Answers, Definition};
use serde_json::{Value, json};

use super::clean;

/// Longer than any wording that a person is asked to agree to.
const TEXT_CHARS: usize = 4_000;
const PURPOSE_CHARS: usize = 64;
const VERSION_CHARS: usize = 64;
/// An RFC 3339 time with any number of decimals that makes sense.
const TIME_CHARS: usize = 40;

/// One purpose, as its sender says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Agreement {
    pub(crate) purpose: Option<String>,
    /// The exact words that were shown.
    pub(crate) text: String,
    pub(crate) version: Option<String>,
    pub(crate) policy_url: Option<String>,
    pub(crate) time: String,
    pub(crate) agreed: bool,
}

impl Agreement {
    /// Reads an entry of a context, and says whether all of it was right; none if it says nothing at all.
    pub(super) fn read(entry: &Value) -> Option<(Self, bool)> {
        const KEYS: [&str; 6] = ["purpose", "text", "version", "policy_url", "time", "agreed"];
        let entry = entry.as_object()?;
        let mut is_right = entry.keys().all(|key| KEYS.contains(&key.as_str()));
        let mut text = |key: &str, most| match entry.get(key) {
            Some(Value::String(text)) => Some(clean::lines(text, most)),
            None | Some(Value::Null) => None,
            Some(_) => {
                is_right = false;
                None
            }
        };
        let purpose = text("purpose", PURPOSE_CHARS);
        let version = text("version", VERSION_CHARS);
        let policy_url = text("policy_url", clean::URL_CHARS);
        let words = text("text", TEXT_CHARS).unwrap_or_default();
        let time = text("time", TIME_CHARS).unwrap_or_default();
        if entry.get("purpose").is_some_and(|purpose| !purpose.is_null() && !purpose.is_string()) {
            return None;
        }
        let is_time = time.bytes().all(|byte| byte.is_ascii_digit() || b"-:.TZ+".contains(&byte));
        let agreed = entry.get("agreed")?.as_bool()?;
        let time = if is_time { time } else { String::new() };
        Some((Self { purpose, text: words, version, policy_url, time, agreed }, is_right && is_time))
    }

    /// The answer of its box: when it was ticked.
    pub(super) fn answer(&self) -> Answer {
        let ticked = if self.time.is_empty() { "yes" } else { &self.time };
        Answer::Text(if self.agreed { ticked.to_owned() } else { String::new() })
    }

    /// What a plain HTML form asked, and what was answered.
    pub(super) fn of(consent: &Consent, language: Language, time: &str, agreed: bool) -> Self {
        Self {
            purpose: consent.purpose.clone(),
            text: consent.text.get(language).to_owned(),
            version: consent.version.clone(),
            policy_url: consent.policy_url.clone(),
            time: time.to_owned(),
            agreed,
        }
    }
}

/// The consents of a form beside what was said about them.
pub(super) struct Consents<'a> {
    asked: Vec<(&'a Consent, Option<&'a Agreement>)>,
    /// About purposes that the form does not have.
    others: Vec<&'a Agreement>,
}

impl<'a> Consents<'a> {
    pub(super) fn of(definition: &'a Definition, said: &'a [Agreement]) -> Self {
        let about = |consent: &Consent| said.iter().find(|said| said.purpose == consent.purpose);
        let asked = definition.consent.iter().map(|consent| (consent, about(consent))).collect();
        let is_asked =
            |said: &&Agreement| definition.consent.iter().any(|consent| consent.purpose == said.purpose);
        Self { asked, others: said.iter().filter(|said| !is_asked(said)).collect() }
    }

    /// Ticks the boxes of what was agreed to. What nobody was asked for has no answer.
    pub(super) fn answer(&self, answers: &mut Answers) {
        for (consent, said) in &self.asked {
            if let Some(said) = said {
                answers.insert(consent.name(), said.answer());
            }
        }
    }

    /// The names of the boxes that are ticked.
    pub(super) fn agreed(&self) -> impl Iterator<Item = String> {
        let agreed = self.asked.iter().filter(|(_, said)| said.is_some_and(|said| said.agreed));
        agreed.map(|(consent, _)| consent.name())
    }

    /// The language in which the texts were shown.
    pub(super) fn language(&self) -> Language {
        let is_english = self.asked.iter().any(|(consent, said)| {
            said.is_some_and(|said| {
                language_of(&consent.text, said) == Some(Language::En)
                    && consent.text.get(Language::En) != consent.text.get(Language::Vi)
            })
        });
        if is_english { Language::En } else { Language::Vi }
    }

    /// Whether something was agreed to that the form does not say.
    pub(super) fn is_doubtful(&self) -> bool {
        let of_another_text = |(consent, said): &(&Consent, Option<&Agreement>)| {
            said.is_some_and(|said| said.agreed && language_of(&consent.text, said).is_none())
        };
        self.asked.iter().any(of_another_text) || self.others.iter().any(|said| said.agreed)
    }

    /// The definition with the texts that were agreed to, in case they are others: evidence never claims that
    /// somebody agreed to what was not shown.
    pub(super) fn as_shown<'d>(&self, definition: &'d Definition) -> Cow<'d, Definition> {
        if !self.is_doubtful() {
            return Cow::Borrowed(definition);
        }
        let mut definition = definition.clone();
        for (consent, (_, said)) in definition.consent.iter_mut().zip(&self.asked) {
            if let Some(said) = said.filter(|said| language_of(&consent.text, said).is_none()) {
                consent.text = Text { vi: said.text.clone(), en: None };
                consent.version.clone_from(&said.version);
                consent.policy_url.clone_from(&said.policy_url);
            }
        }
        Cow::Owned(definition)
    }

    /// The evidence: every purpose, and what was said about it.
    pub(super) fn evidence(&self) -> Value {
        let written = |purpose: &Option<String>, said: Option<&Agreement>| match said {
            Some(said) => json!({
                "purpose": purpose,
                "answer": if said.agreed { "yes" } else { "no" },
                "text": said.text,
                "version": said.version,
                "policy_url": said.policy_url,
                "time": said.time,
            }),
            None => json!({ "purpose": purpose, "answer": "not_asked" }),
        };
        let asked = self.asked.iter().map(|(consent, said)| written(&consent.purpose, *said));
        asked.chain(self.others.iter().map(|said| written(&said.purpose, Some(said)))).collect()
    }
}

/// The language in which `said` has the definition's text; none if it has another text.
fn language_of(text: &Text, said: &Agreement) -> Option<Language> {
    let same = |language: &Language| clean::lines(text.get(*language), TEXT_CHARS) == said.text;
    [Language::Vi, Language::En].into_iter().find(same)
}
