//! The page that shows what came, and the same as JSON for tests.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router, middleware};
use leadform_spec::api::Secret;
use leadform_spec::apis;
use serde_json::{Value, json};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt as _};

use super::history::{Change, Entry, KEPT};
use super::{Shared, key, trigger};

/// The page's files: nothing inline, so that its Content-Security-Policy can forbid that.
const FILES: [(&str, &str, &str); 4] = [
    ("/", "text/html; charset=utf-8", include_str!("page/index.html")),
    ("/page.css", "text/css; charset=utf-8", include_str!("page/page.css")),
    ("/page.js", "text/javascript; charset=utf-8", include_str!("page/page.js")),
    ("/icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
];

pub(super) fn router() -> Router<Shared> {
    let files = FILES.into_iter().fold(Router::new(), |router, (path, content_type, text)| {
        router.route(path, get(move || async move { ([(header::CONTENT_TYPE, content_type)], text) }))
    });
    files
        .route("/about", get(about))
        .route("/requests", get(requests).delete(clear))
        .route("/events", get(events))
        .layer(middleware::from_fn(only_from_here))
}

/// What was received may be read by pages of this very address only. A site that has its own name point to
/// 127.0.0.1 would be of the same origin by that name: the `Host` header tells.
async fn only_from_here(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if !host.is_none_or(is_loopback) {
        let message =
            "This page is for this machine only. Open it as http://127.0.0.1 or http://localhost.\n";
        return (StatusCode::FORBIDDEN, message).into_response();
    }
    let mut response = next.run(request).await;
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
          connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
    ] {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn is_loopback(host: &str) -> bool {
    let name = host.strip_suffix(|char: char| char.is_ascii_digit()).map_or(host, |_| {
        host.rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
            .map_or(host, |(name, _)| name)
    });
    name == "localhost"
        || name.ends_with(".localhost")
        || name.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// What the page says about the sandbox itself.
async fn about(State(sandbox): State<Shared>) -> Json<Value> {
    let apis = apis::ALL.map(|api| {
        let place = if matches!(api.secret, Secret::Header(_)) { "header" } else { "parameter" };
        json!({
            "target": api.id, "title": api.title, "path": api.path, "content_type": api.body.content_type(),
            "secret": { "in": place, "name": api.secret.name(), "value": key::of(api) },
        })
    });
    Json(json!({ "apis": apis, "forms": sandbox.forms.names(), "triggers": trigger::ALL, "kept": KEPT }))
}

/// The last requests, the oldest first.
async fn requests(State(sandbox): State<Shared>) -> Json<Vec<Arc<Entry>>> {
    Json(sandbox.history.entries())
}

async fn clear(State(sandbox): State<Shared>) -> StatusCode {
    sandbox.history.clear();
    StatusCode::NO_CONTENT
}

/// Each change as it happens.
async fn events(State(sandbox): State<Shared>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = BroadcastStream::new(sandbox.history.watch()).map(|change| {
        let event = match change {
            Ok(Change::Entry(entry)) => Event::default().event("request").json_data(entry).ok(),
            Ok(Change::Cleared) => Some(Event::default().event("cleared").data("")),
            Err(_) => None,
        };
        // Whoever was too slow for some of them should look at the whole list again.
        Ok(event.unwrap_or_else(|| Event::default().event("reload").data("")))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn names_of_this_machine_are_known_from_others() {
        for host in [
            "127.0.0.1",
            "127.0.0.1:8788",
            "localhost",
            "localhost:80",
            "[::1]:8788",
            "[::1]",
            "a.localhost:1",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "example.vn",
            "example.vn:8788",
            "192.168.1.2:8788",
            "localhost.example.vn",
            "127.0.0.1.example.vn",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
