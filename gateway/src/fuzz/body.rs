//! The target `body`: what is sent as a lead, in each of the four ways.

use std::sync::LazyLock;

use axum::body::Bytes;
use leadform_spec::{Issue, check, encode};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use super::definition::shown;
use super::forms::{chosen, moment};
use super::markup;
use crate::accept::{self, Context, Unreadable};
use crate::config::Form;
use crate::store::NewLead;
use crate::{page, serve, wire};

/// More than any form has fields, rows and consents.
const MOST_ISSUES: usize = 2_000;
const KEY: &str = "s-1";
/// The boundary of a body in parts.
const BOUNDARY: &str = "x";

/// A byte for the form, one for the way (`0` the envelope, `1` the bare body, `2` a plain form, `3` one in parts), and
/// the body.
pub fn body(bytes: &[u8]) {
    is_taken(bytes);
}

/// The same, and whether a lead comes of it.
pub(super) fn is_taken(bytes: &[u8]) -> bool {
    let [form, way, rest @ ..] = bytes else { return false };
    let form = chosen(*form);
    match way % 4 {
        0 => sent(form, accept::envelope(rest)),
        1 => sent(form, accept::bare(rest).map(|payload| (payload, Context::default()))),
        2 => posted(form, None, rest),
        _ => posted(form, Some(BOUNDARY), rest),
    }
}

/// As JSON. What is taken is taken again, and the same is made of it.
fn sent(form: &Form, read: Result<(Value, Context), Unreadable>) -> bool {
    let (payload, context) = match read {
        Ok(read) => read,
        Err(Unreadable { problem }) => {
            assert!(problem.len() < 300 && !problem.contains(char::is_control), "{problem:?}");
            return false;
        }
    };
    let result = accept::from_json(form, &payload, &context, Some(KEY), &moment());
    look_at(form, &result);
    let Ok(lead) = result else { return false };
    let again = accept::from_json(form, &decoded(form, &lead), &context, Some(KEY), &moment());
    let again = again.unwrap_or_else(|issues| panic!("not taken again: {}\n{issues:?}", lead.body));
    assert_eq!((&again.body, &again.content), (&lead.body, &lead.content), "not the same again");
    assert_eq!((&again.context, &again.doubts), (&lead.context, &lead.doubts), "not the same again");
    true
}

/// As a plain HTML form. What is taken is taken as JSON too, and the same is made of it; what is not comes back on a page.
fn posted(form: &Form, boundary: Option<&str>, bytes: &[u8]) -> bool {
    static RUNTIME: LazyLock<Runtime> =
        LazyLock::new(|| Builder::new_current_thread().build().expect("a runtime"));
    let body = Bytes::copy_from_slice(bytes);
    let Ok(parts) = RUNTIME.block_on(serve::parts(boundary, body)) else { return false };
    let language = accept::language_of(&parts);
    let typed = accept::typed(form, parts.clone(), &moment());
    let context = Context::of_page("https://example.vn/a?utm_source=zalo&plan=PRO");
    match accept::from_web_form(form, parts, context, &moment()) {
        Err(returned) => {
            assert_eq!(returned.answers, typed);
            look_at(form, &Err(returned.issues.clone()));
            markup::check(&page::form(&shown(form, language, &typed, &returned.issues)));
            false
        }
        Ok(lead) => {
            markup::check(&page::busy(&shown(form, language, &typed, &[])));
            // A form without a script has no name for its submission, and so a random one.
            if form.source.to_string().contains("{submission_id}") {
                look_at(form, &Ok(lead));
                return true;
            }
            let envelope = json!({ "payload": decoded(form, &lead), "context": as_said(&lead.context) });
            let (payload, context) =
                accept::envelope(envelope.to_string().as_bytes()).expect("an envelope of our own");
            let again = accept::from_json(form, &payload, &context, Some(KEY), &moment());
            let again = again.unwrap_or_else(|issues| panic!("not taken as JSON: {}\n{issues:?}", lead.body));
            assert_eq!((again.body, again.content), (lead.body, lead.content), "not the same as JSON");
            true
        }
    }
}

/// The context of a lead as a widget would say it.
fn as_said(context: &Value) -> Value {
    let mut said = context.clone();
    let agreements = said["consent"].as_array().cloned().unwrap_or_default();
    let agreements = agreements.into_iter().filter(|one| one["answer"] != "not_asked").map(|one| {
        json!({ "purpose": one["purpose"], "text": one["text"], "version": one["version"],
            "time": one["time"], "agreed": one["answer"] == "yes" })
    });
    said["consent"] = agreements.collect();
    said
}

/// What every answer to a visitor promises, and every lead.
pub(super) fn look_at(form: &Form, result: &Result<NewLead, Vec<Issue>>) {
    match result {
        Ok(lead) => {
            decoded(form, lead);
            let context = lead.context.to_string();
            assert!(context.len() < 1_000_000 && !context.contains('\0'), "{context}");
        }
        Err(issues) => {
            assert!((1..=MOST_ISSUES).contains(&issues.len()), "{} issues", issues.len());
            serde_json::to_string(issues).expect("issues are JSON");
        }
    }
}

/// The stored body, read back from its bytes: it passes the check, and would be written the same again.
fn decoded(form: &Form, lead: &NewLead) -> Value {
    let (api, rules) = (form.definition.api, &form.definition.rules);
    let read = wire::read(api, &lead.body).unwrap_or_else(|error| panic!("{error}\n{}", lead.body));
    assert_eq!(read.secret, None);
    let value = wire::with_plain_text(api, &read.value);
    let submission = check(api, &value, rules);
    let submission = submission.unwrap_or_else(|issues| panic!("{issues:?}\n{}", lead.body));
    assert_eq!(encode(&submission).text, lead.body, "not the same bytes again");
    value
}
