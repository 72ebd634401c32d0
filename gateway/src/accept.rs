//! From the bytes of a request to a lead that may be stored, or to what is wrong with it. No HTTP and no I/O here.
//!
//! There are three ways to send a lead (the envelope, the API's bare body, a plain HTML form) and one way to check
//! it: what the sender gave is turned back into answers and goes through the definition, as in the browser.

mod agreement;
mod clean;
mod content;
mod envelope;
mod environment;
mod file;
mod lead;
pub(crate) mod pattern;
#[cfg(test)]
mod tests;
mod web_form;

use std::collections::BTreeMap;

use leadform_spec::definition::Language;
use leadform_spec::{Answers, Issue};
use serde_json::Value;

use crate::clock::Millis;
use crate::config::Form;
use crate::store::NewLead;

pub(crate) use agreement::Agreement;

/// Where a lead came from, as its sender says: attacker input, capped and cleaned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Context {
    pub(crate) page_url: String,
    pub(crate) referrer: String,
    /// Campaign parameters.
    pub(crate) campaign: BTreeMap<String, String>,
    /// What was asked, and what was answered.
    pub(crate) consent: Vec<Agreement>,
    pub(crate) fill_ms: Option<u64>,
    /// What stands in the field that no person sees.
    pub(crate) honeypot: String,
    /// Something in it could not be right, and was left out.
    pub(crate) is_wrong: bool,
}

impl Context {
    /// That of a form without a script: all that is known is the page that its browser names.
    pub(crate) fn of_page(address: &str) -> Self {
        Self { page_url: clean::web_address(address).unwrap_or_default(), ..Self::default() }
    }
}

impl Part {
    /// How large it is, in bytes.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::File { bytes, .. } => bytes.len(),
        }
    }
}

/// What the moment gives.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    /// Today in Vietnam.
    pub(crate) today: leadform_spec::value::Date,
    /// In RFC 3339, for evidence.
    pub(crate) time: String,
    /// The same, for the time to fill.
    pub(crate) now: Millis,
}

/// Why a request cannot even be read as a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) problem: String,
}

/// A plain HTML form post that was not taken, to be shown again.
#[derive(Debug)]
pub(crate) struct Returned {
    /// What was typed, without files: a page cannot fill those in.
    pub(crate) answers: Answers,
    pub(crate) issues: Vec<Issue>,
}

/// One part of a plain HTML form post.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Text(String),
    File { name: String, mime: String, bytes: Vec<u8> },
}

/// Reads the envelope `{"payload": {…}, "context": {…}}`.
pub(crate) fn envelope(bytes: &[u8]) -> Result<(Value, Context), Unreadable> {
    envelope::read(bytes)
}

/// Reads an API's bare body.
pub(crate) fn bare(bytes: &[u8]) -> Result<Value, Unreadable> {
    envelope::bare(bytes)
}

/// Checks a JSON body by the form's definition; `key` is the sender's own name of the submission.
pub(crate) fn from_json(
    form: &Form,
    payload: &Value,
    context: &Context,
    key: Option<&str>,
    moment: &Moment,
) -> Result<NewLead, Vec<Issue>> {
    let consents = agreement::Consents::of(&form.definition, &context.consent);
    let definition = consents.as_shown(&form.definition);
    let mut sent = definition.read(payload);
    consents.answer(&mut sent.answers);
    let page = environment::Page {
        definition: &definition,
        context,
        payload,
        key,
        moment,
        language: consents.language(),
    };
    let submission = page.open(|environment| definition.check_sent(&sent, &form.values, environment))?;
    lead::make(form, &submission, &lead::Origin { context, consents: &consents, key })
}

/// Checks a plain HTML form post.
pub(crate) fn from_web_form(
    form: &Form,
    parts: Vec<(String, Part)>,
    context: Context,
    moment: &Moment,
) -> Result<NewLead, Returned> {
    let post = web_form::Post::read(form, parts, context, moment);
    let consents = agreement::Consents::of(&form.definition, &post.context.consent);
    let page = environment::Page {
        definition: &form.definition,
        context: &post.context,
        payload: &Value::Null,
        key: None,
        moment,
        language: post.language,
    };
    let checked = page.open(|environment| {
        form.definition.check_supplied(&post.answers, post.issues.clone(), &form.values, environment)
    });
    let origin = lead::Origin { context: &post.context, consents: &consents, key: None };
    let made = checked.and_then(|submission| lead::make(form, &submission, &origin));
    made.map_err(|issues| Returned { answers: post.typed(), issues })
}

/// What was typed into a plain HTML form, without files: for the page that shows it again.
pub(crate) fn typed(form: &Form, parts: Vec<(String, Part)>, moment: &Moment) -> Answers {
    web_form::Post::read(form, parts, Context::default(), moment).typed()
}

/// The language that a plain HTML form was posted in, for the page that answers.
pub(crate) fn language_of(parts: &[(String, Part)]) -> Language {
    web_form::language_of(parts)
}
