//! Whether the process lives, whether it takes leads, and its metrics.

use std::future::Future;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use super::headers;

/// What Prometheus asks for since version 2.
const METRICS_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// `/healthz`: whoever can answer is alive.
pub(super) fn alive() -> Response {
    say(StatusCode::OK, "alive\n")
}

/// `/readyz`: whether a lead that comes now would be taken.
pub(super) fn ready(store_is_ready: bool, is_stopping: bool) -> Response {
    match (store_is_ready, is_stopping) {
        (_, true) => say(StatusCode::SERVICE_UNAVAILABLE, "stopping\n"),
        (false, _) => say(StatusCode::SERVICE_UNAVAILABLE, "the store takes no leads now: see the log\n"),
        (true, false) => say(StatusCode::OK, "ready\n"),
    }
}

fn say(status: StatusCode, text: &'static str) -> Response {
    let mut response = (status, text).into_response();
    headers::put_on_answer(response.headers_mut());
    response
}

/// What the listener for metrics serves: `/metrics`, as `render` writes it, and nothing else. Without figures (`None`)
/// it answers 503, which a monitor reports as down.
pub(super) fn metrics<F, R>(render: F) -> Router
where
    F: Fn() -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Option<String>> + Send,
{
    let answer = async move |_: Request| match render().await {
        Some(text) => {
            let mut response = text.into_response();
            let headers = response.headers_mut();
            headers::put_on_answer(headers);
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(METRICS_TYPE));
            // Pages of other sites, opened on this machine, have no use for it.
            headers.insert(
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("same-origin"),
            );
            response
        }
        None => say(StatusCode::SERVICE_UNAVAILABLE, "the store does not answer: see the log\n"),
    };
    Router::new().route("/metrics", get(answer))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use hyper::service::Service as _;
    use hyper_util::service::TowerToHyperService;

    use super::*;

    #[test]
    fn only_a_gateway_that_takes_leads_is_ready() {
        assert_eq!(alive().status(), StatusCode::OK);
        assert_eq!(ready(true, false).status(), StatusCode::OK);
        assert_eq!(ready(false, false).status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ready(true, true).status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ready(true, false).headers()[header::CACHE_CONTROL], "no-store");
    }

    #[tokio::test]
    async fn metrics_are_read_at_their_address_and_nothing_else_is() {
        for (address, text, status) in [
            ("/metrics", Some("up 1\n"), 200),
            ("/metrics", None, 503),
            ("/", Some("up 1\n"), 404),
            ("/healthz", Some("up 1\n"), 404),
        ] {
            let router = TowerToHyperService::new(metrics(move || async move { text.map(str::to_owned) }));
            let request = Request::builder().uri(address).body(Body::empty()).unwrap();
            let response = router.call(request).await.unwrap();
            assert_eq!(response.status(), status, "{address}");
            if status == 200 {
                assert_eq!(response.headers()[header::CONTENT_TYPE], METRICS_TYPE);
            }
        }
    }
}
