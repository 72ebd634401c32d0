//! The lead as it is stored: the exact body, where it came from, and why it is doubtful.

use std::sync::Arc;

use leadform_spec::{Issue, Problem, Submission, Valid, encode};
use serde_json::{Map, Value, json};

use super::agreement::Consents;
use super::{Context, content};
use crate::config::{Doubtful, Form};
use crate::store::NewLead;

/// Something stands in the field that no person sees.
const HONEYPOT: &str = "honeypot";
/// It was filled in faster than a person can.
const FAST: &str = "fast";
/// Something in the context could not be right.
const CONTEXT: &str = "context";
/// What was agreed to is not what the form says.
const CONSENT_TEXT: &str = "consent_text";

/// Where a lead comes from.
pub(super) struct Origin<'a> {
    pub(super) context: &'a Context,
    pub(super) consents: &'a Consents<'a>,
    pub(super) key: Option<&'a str>,
}

/// The lead to be stored; or what is missing, should the configuration not supply all that it promised.
pub(super) fn make(
    form: &Form,
    submission: &Valid<Submission>,
    origin: &Origin<'_>,
) -> Result<NewLead, Vec<Issue>> {
    let supplied = &form.definition.rules.supplied;
    let missing = supplied.iter().filter(|path| form.values.iter().all(|(given, _)| given != *path));
    let missing: Vec<Issue> = missing.map(|path| Problem::Required.at(path.as_str())).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let doubts = doubts(form, origin);
    let is_for_the_operator = |doubt: &&str| matches!(*doubt, HONEYPOT | FAST | CONSENT_TEXT);
    Ok(NewLead {
        form: Arc::clone(&form.name),
        upstream: Arc::clone(&form.upstream.name),
        target: form.definition.api.id,
        key: origin.key.filter(|key| !key.is_empty()).map(str::to_owned),
        content: content::of(&form.definition, submission, origin.consents.agreed()),
        body: encode(submission).text,
        context: context(origin),
        hold: form.doubtful == Doubtful::Hold && doubts.iter().any(is_for_the_operator),
        doubts,
    })
}

fn doubts(form: &Form, origin: &Origin<'_>) -> Vec<&'static str> {
    let Context { honeypot, fill_ms, is_wrong, .. } = origin.context;
    // No time at all is a form that its address filled in whole: nobody typed, and nobody typed too fast.
    let is_fast = fill_ms.is_some_and(|ms| ms > 0 && u128::from(ms) < form.min_fill.as_millis());
    [
        (!honeypot.is_empty(), HONEYPOT),
        (is_fast, FAST),
        (*is_wrong, CONTEXT),
        (origin.consents.is_doubtful(), CONSENT_TEXT),
    ]
    .into_iter()
    .filter_map(|(is_there, doubt)| is_there.then_some(doubt))
    .collect()
}

/// The context as the operator will see it, without what is empty.
fn context(origin: &Origin<'_>) -> Value {
    let Context { page_url, referrer, campaign, fill_ms, honeypot, .. } = origin.context;
    let parts = [
        // What the page's own tags call this lead.
        ("submission_id", json!(origin.key)),
        ("page_url", json!(page_url)),
        ("referrer", json!(referrer)),
        ("campaign", json!(campaign)),
        ("consent", origin.consents.evidence()),
        ("fill_ms", json!(fill_ms)),
        ("honeypot", json!(honeypot)),
    ];
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(entries) => entries.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    let parts = parts.into_iter().filter(|(_, value)| !is_empty(value));
    Value::Object(parts.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}
