//! A form by hand, and what the tests of accepting share.

mod agrees;
mod consents;
mod hostile;
mod owner;
mod posted;

use std::collections::BTreeMap;

use leadform_spec::Issue;
use serde_json::{Value, json};

use super::*;
use crate::config::Doubtful;
use crate::fuzz::forms::{EXAMPLES, form, moment};

/// What becomes of a bare body.
pub(super) fn bare_lead(form: &Form, payload: &Value) -> Result<NewLead, Vec<Issue>> {
    from_json(form, payload, &Context::default(), Some("s-1"), &moment())
}

/// The body of the API, as JSON.
pub(super) fn body(lead: &NewLead) -> Value {
    serde_json::from_str(&lead.body).expect("JSON")
}

/// Where the issues are, and their codes.
pub(super) fn codes(issues: &[Issue]) -> Vec<(&str, &'static str)> {
    issues.iter().map(|issue| (issue.field.as_str(), issue.problem.code())).collect()
}

/// A little form for `LadiFlow`, with `more` in its definition.
pub(super) fn little(more: &Value) -> Form {
    let mut source = json!({ "version": 1, "target": "ladiflow-customer", "fields": ["full_name", "phone"] });
    for (key, value) in more.as_object().expect("an object") {
        source[key] = value.clone();
    }
    form(&source)
}
