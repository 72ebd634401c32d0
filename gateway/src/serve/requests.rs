//! Every request is counted and logged: by its route as the router knows it, never by the address that was asked, which
//! may hold anything.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::Response;

use crate::metrics::Metrics;

/// Requests for files, and for what does not exist.
const OTHER: &str = "other";

/// Counts and logs what `served` answers. `routes` are its templates, since metrics have room for known words only. Has
/// to be the last layer that is added.
pub(super) fn observe(served: Router, routes: &'static [&'static str], metrics: Arc<Metrics>) -> Router {
    served.layer(from_fn(move |request: Request, next: Next| {
        let metrics = metrics.clone();
        async move {
            let start = Instant::now();
            let asked = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
            let route = routes.iter().copied().find(|route| Some(*route) == asked).unwrap_or(OTHER);
            let method = word(request.method());
            let response = next.run(request).await;
            write_down(&metrics, route, method, &response, start);
            response
        }
    }))
}

fn write_down(
    metrics: &Metrics,
    route: &'static str,
    method: &'static str,
    response: &Response,
    start: Instant,
) {
    let status = response.status().as_u16();
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    metrics.answered(route, status, ms);
    // Whoever watches over us asks every few seconds.
    let is_watch = matches!(route, "/healthz" | "/readyz" | "/metrics");
    if !is_watch || status >= 500 {
        let ms = (ms * 10.0).round() / 10.0;
        tracing::info!(method, route, status, ms, "answered");
    }
}

/// A method may be any word of the client's.
fn word(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "OPTIONS" => "OPTIONS",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::routing::post;
    use hyper::service::Service as _;
    use hyper_util::service::TowerToHyperService;

    use super::*;
    use crate::log::capture::capture;
    use crate::store::Figures;

    async fn ask(router: &TowerToHyperService<Router>, method: &str, address: &str) {
        let request = Request::builder().method(method).uri(address).body(Body::empty()).unwrap();
        router.call(request).await.unwrap();
    }

    #[tokio::test]
    async fn a_request_is_told_by_its_route_and_nothing_that_was_asked() {
        let (captured, _guard) = capture(true);
        let metrics = Metrics::new();
        let router = Router::new()
            .route("/f/{form}", post(async || StatusCode::ACCEPTED))
            .route("/healthz", post(async || "alive"))
            .fallback(async || StatusCode::NOT_FOUND);
        let router = TowerToHyperService::new(observe(router, &["/f/{form}", "/healthz"], metrics.clone()));
        ask(&router, "POST", "/f/secret-name?phone=0912345678").await;
        ask(&router, "GET", "/0912345678").await;
        ask(&router, "0912345678", "/f/x").await;
        ask(&router, "POST", "/healthz").await;
        let log = captured.text();
        assert_eq!(log.lines().count(), 3, "{log}");
        for part in [
            "\"method\":\"POST\",\"route\":\"/f/{form}\",\"status\":202,\"ms\":",
            "\"method\":\"GET\",\"route\":\"other\",\"status\":404",
            "\"method\":\"other\",\"route\":\"/f/{form}\",\"status\":405",
        ] {
            assert!(log.contains(part), "no {part} in {log}");
        }
        let text = metrics.render(&Figures::default(), 0);
        assert!(text.contains("leadform_requests_total{route=\"/f/{form}\",status=\"2xx\"} 1"), "{text}");
        assert!(text.contains("leadform_requests_total{route=\"/healthz\",status=\"2xx\"} 1"), "{text}");
        for text in [log, text] {
            assert!(!text.contains("0912345678") && !text.contains("secret-name"), "{text}");
        }
    }
}
