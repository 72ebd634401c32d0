//! `GET /f/{form}`: the definition, and nothing that a browser must not know.

use leadform_spec::{Definition, apis};

use super::gateway::{Gateway, ORIGIN};
use crate::sandbox::server::{Reply, client};

#[test]
fn every_form_is_served_as_a_definition_that_names_the_gateway_and_no_secret() {
    let gateway = Gateway::start();
    for form in apis::ALL.map(|api| api.id).into_iter().chain(["place"]) {
        let reply = gateway.get(&format!("/f/{form}"));
        assert_eq!((reply.status, reply.header("content-type")), (200, "application/json"), "{form}");
        let definition =
            Definition::parse(&reply.body).unwrap_or_else(|mistakes| panic!("{form}: {mistakes:?}"));
        assert!(definition.gateway, "{form}");
        for secret in ["sale@example.vn", "sandbox-", "127.0.0.1", "upstream"] {
            assert!(!reply.body.contains(secret), "{form}: {secret}");
        }
    }
}

#[test]
fn a_browser_that_has_it_is_told_so() {
    let gateway = Gateway::start();
    let first = gateway.get("/f/erp-lead");
    let ask = |tag: &str| -> Reply {
        client().get(gateway.url("/f/erp-lead")).header("if-none-match", tag).send().unwrap().into()
    };
    let known = ask(first.header("etag"));
    assert_eq!((known.status, known.body.as_str()), (304, ""));
    assert_eq!(ask("\"another\"").status, 200);
    assert_eq!(first.header("cache-control"), "no-cache");
}

#[test]
fn fields_whose_lists_the_gateway_has_ask_for_them_there() {
    let gateway = Gateway::start();
    let definition = gateway.get("/f/place").json();
    assert_eq!(definition["fields"][2]["options"]["from"], "place/options/state_id");
    assert_eq!(definition["fields"][3]["options"]["from"], "place/options/district_id?state_id={state_id}");
}

#[test]
fn a_page_of_an_allowed_origin_may_read_it_and_may_ask_before_it_posts() {
    let gateway = Gateway::start();
    let reply: Reply =
        client().get(gateway.url("/f/erp-lead")).header("origin", ORIGIN).send().unwrap().into();
    assert_eq!(reply.header("access-control-allow-origin"), ORIGIN);
    let preflight = client().request(reqwest::Method::OPTIONS, gateway.url("/f/erp-lead"));
    let preflight = preflight.header("origin", ORIGIN).header("access-control-request-method", "POST");
    let preflight: Reply = preflight
        .header("access-control-request-headers", "content-type,idempotency-key")
        .send()
        .unwrap()
        .into();
    assert!((200..300).contains(&preflight.status), "{preflight:?}");
    assert!(preflight.header("access-control-allow-headers").to_lowercase().contains("idempotency-key"));
    assert!(preflight.header("access-control-allow-methods").contains("POST"));
}

#[test]
fn health_and_readiness_are_told_and_metrics_stand_apart() {
    let gateway = Gateway::start();
    assert_eq!((gateway.get("/healthz").status, gateway.get("/readyz").status), (200, 200));
    assert_eq!(gateway.get("/metrics").status, 404);
    let metrics = gateway.metrics();
    let first = metrics.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
    assert!(first.starts_with("leadform_oldest_undelivered_lead_age_seconds"), "{metrics}");
}
