//! A plain proxy in front of each API, as a site owner would write one in a few lines: it serves a form's
//! definition, adds the key and the supplied values, forwards, and hands the answer back as it is.

mod choices;
mod supply;

use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use axum::{Router, middleware};
use leadform_spec::Definition;
use leadform_spec::api::Secret;
use serde_json::json;

pub(super) use choices::list;

use super::answer::Answer;
use super::history::{Entry, Part, Pending};
use super::{Sandbox, Shared, body, key};

/// The request header in which a proxy says to the API's side which of the kept requests it forwards. The API's
/// side takes it off before anything looks at the request.
pub(super) const VIA: &str = "x-leadform-sandbox-via";

pub(super) fn router() -> Router<Shared> {
    Router::new()
        .route("/p/{name}", get(definition).post(forward).options(preflight))
        .route("/p/{name}/options/{field}", get(options).options(preflight))
        .route("/p/{name}/{*rest}", any(unknown))
        .layer(middleware::map_response(allow_any_origin))
}

/// Forms stand on other origins than their proxy, and a browser asks first: without these headers it would
/// neither send JSON nor let the page read the answer.
async fn allow_any_origin(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn preflight() -> StatusCode {
    StatusCode::NO_CONTENT
}

async fn unknown(State(sandbox): State<Shared>) -> Answer {
    no_form(&sandbox)
}

fn no_form(sandbox: &Sandbox) -> Answer {
    let names: Vec<String> = sandbox.forms.names().into_iter().map(|name| format!("/p/{name}")).collect();
    Answer::json(404, &json!({ "error": "there is no such form", "proxies": names }))
}

async fn definition(State(sandbox): State<Shared>, Path(name): Path<String>) -> Answer {
    match sandbox.forms.source(&name) {
        None => no_form(&sandbox),
        Some(Ok(source)) => Answer::json(200, &source),
        Some(Err(error)) => broken(500, &format!("{name}.json cannot be read: {error}")),
    }
}

async fn options(
    State(sandbox): State<Shared>,
    Path((name, field)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer {
    match sandbox.forms.definition(&name) {
        None => no_form(&sandbox),
        Some(Err(mistakes)) => broken(500, &format!("{name}.json: {mistakes}")),
        Some(Ok(form)) => choices::list(form.api, &field, &query).unwrap_or_else(|| {
            broken(404, &format!("{field} holds no ids in {}, so there is no list for it", form.api.id))
        }),
    }
}

async fn forward(State(sandbox): State<Shared>, Path(name): Path<String>, request: Request) -> Response {
    let form = match sandbox.forms.definition(&name) {
        None => return no_form(&sandbox).into_response(),
        Some(Err(mistakes)) => return broken(500, &format!("{name}.json: {mistakes}")).into_response(),
        Some(Ok(form)) => form,
    };
    let (head, body) = request.into_parts();
    let body = body::read(body).await;
    let bytes = body.as_deref().unwrap_or_default();
    let pending = Pending::new(&sandbox, Entry::new(Part::Proxy, Some(form.api), &head, bytes));
    let answer = match &body {
        Ok(bytes) => send_on(&sandbox, &form, &head.headers, bytes, pending.id()).await,
        Err(unread) => broken(413, &unread.to_string()),
    };
    pending.answered(&answer);
    answer.into_response()
}

/// The request as the API wants it, over HTTP to the sandbox's own API, and the answer as it comes back.
async fn send_on(
    sandbox: &Sandbox,
    form: &Definition,
    headers: &HeaderMap,
    bytes: &[u8],
    via: u64,
) -> Answer {
    let api = form.api;
    let mut url = format!("http://{}{}", sandbox.address, api.path);
    if let Secret::Parameter(name) = api.secret {
        url = format!("{url}?{name}={}", key::of(api));
    }
    let body = supply::add(api, &form.rules.supplied, bytes);
    let mut request = sandbox.client.post(url).header(VIA, via).body(body);
    if let Secret::Header(name) = api.secret {
        request = request.header(name, key::of(api));
    }
    if let Some(content_type) = headers.get(header::CONTENT_TYPE) {
        request = request.header(header::CONTENT_TYPE, content_type);
    }
    let unreachable =
        |error: reqwest::Error| broken(502, &format!("the sandbox does not reach itself: {error}"));
    match request.send().await {
        Ok(response) => received(response).await.unwrap_or_else(unreachable),
        Err(error) => unreachable(error),
    }
}

async fn received(response: reqwest::Response) -> Result<Answer, reqwest::Error> {
    let passed_on = [header::CONTENT_TYPE, header::RETRY_AFTER, header::ALLOW];
    let kept =
        |name: &HeaderName| Some((name_of(name)?, response.headers().get(name)?.to_str().ok()?.to_owned()));
    let headers = passed_on.iter().filter_map(kept).collect();
    Ok(Answer { status: response.status().as_u16(), headers, body: response.text().await? })
}

fn name_of(name: &HeaderName) -> Option<&'static str> {
    ["content-type", "retry-after", "allow"].into_iter().find(|known| name == known)
}

fn broken(status: u16, why: &str) -> Answer {
    Answer::json(status, &json!({ "error": why }))
}
