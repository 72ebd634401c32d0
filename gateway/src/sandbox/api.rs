//! The five APIs, each under its documented path.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Response};
use leadform_spec::api::{AnswerStyle, Secret};
use leadform_spec::{Api, Submission, Valid, apis, check};
use serde_json::json;

use super::answer::{Answer, Refusal, accepted, cut_short, html_page, no_content, refused};
use super::body::{self, Unread};
use super::history::{Entry, Part, Pending};
use super::trigger::{self, Effect};
use super::{Sandbox, Shared, key, lists, mask, proxy, values};
use crate::wire;

/// Takes whatever is not for the page or for a proxy.
pub(super) async fn receive(State(sandbox): State<Shared>, request: Request) -> Response {
    let (mut head, body) = request.into_parts();
    // A note of the proxy to this side, and no part of what an API would get.
    let via = head.headers.remove(proxy::VIA).and_then(|id| id.to_str().ok()?.parse().ok());
    let Some(api) = at(head.uri.path()) else {
        return lists::answer(&head).unwrap_or_else(|| nowhere(&sandbox, &head)).into_response();
    };
    let body = body::read(body).await;
    let bytes = body.as_deref().unwrap_or_default();
    let mut entry = Entry::new(Part::Api, Some(api), &head, bytes);
    entry.via = via;
    let case = hear(&sandbox, api, &head, body.as_deref().map_err(|unread| *unread), &mut entry);
    let pending = Pending::new(&sandbox, entry);
    let answer = decide(&sandbox, api, case).await;
    pending.answered(&answer);
    answer.into_response()
}

/// The API at `path`. The ERP's document writes `/{domain}` in front, which may be a first segment or nothing.
fn at(path: &str) -> Option<&'static Api> {
    let behind_domain = path.get(1..).and_then(|path| path.find('/').map(|slash| &path[slash..]));
    apis::ALL.into_iter().find(|api| {
        path == api.path || (matches!(api.answer, AnswerStyle::Erp) && behind_domain == Some(api.path))
    })
}

/// What is to become of a request.
enum Case {
    Refused(Refusal),
    Accepted(Valid<Submission>),
    Triggered(Effect, Result<Valid<Submission>, Refusal>),
}

/// Looks at a request as the API would, and notes in `entry` what the page should show.
fn hear(
    sandbox: &Sandbox,
    api: &'static Api,
    head: &Parts,
    body: Result<&[u8], Unread>,
    entry: &mut Entry,
) -> Case {
    let body = match body {
        Ok(body) => body,
        Err(unread) => return Case::Refused(Refusal::TooLarge(unread.to_string())),
    };
    if head.method != Method::POST {
        return Case::Refused(Refusal::Method);
    }
    if !is_media_type(head, api.body.content_type()) {
        return Case::Refused(Refusal::MediaType);
    }
    let text = match std::str::from_utf8(body) {
        Ok(text) => text,
        Err(error) => {
            let why = format!("byte {} is not valid UTF-8", error.valid_up_to());
            return Case::Refused(Refusal::Unreadable(why));
        }
    };
    // All but the secret is read from the masked text: so nothing that is kept, and no issue or answer, can
    // quote a secret that somebody has put where it does not belong.
    let secret = wire::read(api, text).ok().and_then(|reading| reading.secret);
    let text = mask::body(text);
    let value = match wire::read(api, &text) {
        Ok(reading) => reading.value,
        Err(why) => return Case::Refused(Refusal::Unreadable(why)),
    };
    let rules = sandbox.forms.rules(api);
    let checked = check(api, &value, &rules);
    entry.issues = checked.as_ref().err().cloned().unwrap_or_default();
    entry.values = values::list(api, &value, &entry.issues);
    entry.encoded = wire::rewritten(api, &value, &rules, &text);
    match secret.or_else(|| presented(api, head)) {
        None => return Case::Refused(Refusal::KeyMissing),
        Some(secret) if secret != key::of(api) => return Case::Refused(Refusal::KeyWrong),
        Some(_) => {}
    }
    let checked = checked.map_err(Refusal::Issues);
    match trigger::find(api, &value) {
        Some(trigger) => {
            entry.trigger = Some(trigger.phone);
            Case::Triggered(trigger.effect, checked)
        }
        None => checked.map_or_else(Case::Refused, Case::Accepted),
    }
}

fn is_media_type(head: &Parts, wanted: &str) -> bool {
    let given =
        head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(wanted)
}

/// The secret in a header or in the query, where the API wants it.
pub(super) fn presented(api: &Api, head: &Parts) -> Option<String> {
    match api.secret {
        Secret::Header(name) => {
            Some(String::from_utf8_lossy(head.headers.get(name)?.as_bytes()).into_owned())
        }
        Secret::Parameter(name) => {
            let mut query = form_urlencoded::parse(head.uri.query()?.as_bytes());
            query.find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
        }
    }
}

async fn decide(sandbox: &Sandbox, api: &Api, case: Case) -> Answer {
    let judge = |checked: Result<Valid<Submission>, Refusal>| match checked {
        Ok(submission) => accepted(api, &submission, sandbox.next_serial()),
        Err(refusal) => refused(api, &refusal),
    };
    match case {
        Case::Refused(refusal) => judge(Err(refusal)),
        Case::Accepted(submission) => judge(Ok(submission)),
        Case::Triggered(effect, checked) => match effect {
            Effect::Page => html_page(),
            Effect::Slow => after(trigger::SLOW, judge(checked)).await,
            Effect::NoContent if checked.is_ok() => no_content(),
            Effect::NoContent => judge(checked),
            Effect::CutShort => cut_short(judge(checked)),
            Effect::ExpiredKey => judge(Err(Refusal::KeyWrong)),
            Effect::StillBooked => judge(Err(Refusal::StillBooked)),
            Effect::Refused => judge(Err(Refusal::Whim)),
            Effect::TooMany => judge(Err(Refusal::TooMany)),
            Effect::Broken => judge(Err(Refusal::Broken)),
            Effect::Hang => after(trigger::HANG, judge(Err(Refusal::TimedOut))).await,
        },
    }
}

/// The answer, late. If the client goes away meanwhile, this is dropped and ends at once.
async fn after(time: Duration, answer: Answer) -> Answer {
    tokio::time::sleep(time).await;
    answer
}

/// There is nothing at this path. Browsers look for all sorts of files; only what could be a lead is kept.
fn nowhere(sandbox: &Shared, head: &Parts) -> Answer {
    let paths: Vec<&str> = apis::ALL.iter().map(|api| api.path).collect();
    let forms = sandbox.forms.names().into_iter().map(|name| format!("/p/{name}")).collect::<Vec<_>>();
    let answer = Answer::json(
        404,
        &json!({
            "error": "there is nothing at this path",
            "apis": paths,
            "proxies": forms,
            "page": "/",
        }),
    );
    if head.method == Method::POST {
        Pending::new(sandbox, Entry::new(Part::Api, None, head, &[])).answered(&answer);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_is_at_its_path_and_the_erp_behind_one_segment_too() {
        for api in apis::ALL {
            assert_eq!(at(api.path).unwrap().id, api.id);
            let behind = format!("/erp.example.vn{}", api.path);
            assert_eq!(at(&behind).is_some(), matches!(api.answer, AnswerStyle::Erp), "{behind}");
            assert!(at(&format!("/a/b{}", api.path)).is_none());
            assert!(at(&format!("{}/", api.path)).is_none());
        }
        assert!(at("").is_none() && at("/").is_none() && at("*").is_none());
    }
}
