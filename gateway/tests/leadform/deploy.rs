//! The files in `examples/deploy/`, tried: nginx and Caddy with the very file in front of a gateway. A machine without one
//! of these programs skips its part, and says so.

mod files;
pub(crate) mod proxy;
mod storm;

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use reqwest::blocking::Body;
use serde_json::{Value, json};

use crate::sandbox::server::Reply;
use crate::serve::gateway::MEDIA_TYPE;
use proxy::{Kind, Site};

pub(super) fn lead(phone: &str) -> Value {
    json!({
        "payload": { "phone": phone },
        "context": { "consent": [{ "text": "x", "time": "2026-11-22T08:00:00Z", "agreed": true }], "fill_ms": 8000 },
    })
}

#[test]
fn nginx_in_front_changes_nothing() {
    let Some(site) = Site::start(Kind::Nginx) else { return };
    essentials(&site);
    // nginx takes the whole body before the gateway hears of it, however slow a phone is.
    assert_eq!(slow(&site, Duration::from_millis(700)).status, 202);
    // Above its own limit nginx answers by itself.
    assert_eq!(large(&site, 65).unwrap().status, 413);
}

#[test]
fn caddy_in_front_changes_nothing() {
    let Some(site) = Site::start(Kind::Caddy) else { return };
    essentials(&site);
    // Caddy passes on what it has, so the gateway's own patience counts.
    assert_eq!(slow(&site, Duration::from_millis(100)).status, 202);
    let refused = slow(&site, Duration::from_millis(1_500));
    assert_eq!((refused.status, &refused.json()["status"]), (408, &json!("refused")));
}

fn essentials(site: &Site) {
    definition(site);
    one_lead(site);
    readable_refusals(site);
    kept_connections(site);
    redirect(site);
    assert!(site.shakes_hands("-tls1_2") && site.shakes_hands("-tls1_3"), "no TLS");
    assert!(!site.shakes_hands("-tls1_1"), "TLS 1.1 is not safe");
    forged_addresses(site);
    site.has_logged_nothing_of(&["0912345678", "912345678", "campaign-of-a-person", "a-page-of-a-person"]);
}

/// A definition goes over the wire once.
fn definition(site: &Site) {
    let first = site.get("/f/zalo-journey?phone=0912345678");
    let tag = first.header("etag").to_owned();
    assert_eq!((first.status, first.json()["target"].as_str()), (200, Some("zalo-journey")));
    assert!(
        !tag.is_empty() && first.header("strict-transport-security").starts_with("max-age="),
        "{first:?}"
    );
    let request = site.client().get(site.url("/f/zalo-journey")).header("if-none-match", &tag);
    let again: Reply =
        request.header("referer", "https://example.vn/a-page-of-a-person").send().unwrap().into();
    assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", &*tag));
}

/// A lead goes through, once, and the page may read the answer.
fn one_lead(site: &Site) {
    let send = || -> Reply {
        let request = site
            .post("/f/zalo-journey?utm=campaign-of-a-person")
            .header("origin", crate::serve::gateway::ORIGIN);
        request.header("idempotency-key", "one").body(lead("0912345678").to_string()).send().unwrap().into()
    };
    let (first, second) = (send(), send());
    assert_eq!((first.status, first.header("content-type")), (202, MEDIA_TYPE), "{first:?}");
    assert_eq!(first.header("access-control-allow-origin"), crate::serve::gateway::ORIGIN);
    assert_eq!(first.json(), second.json());
    let page: Reply =
        site.client().get(site.url("/f/zalo-journey")).header("accept", "text/html").send().unwrap().into();
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"), "{page:?}");
    assert_eq!(site.gateway.received(1).len(), 1);
    assert_eq!(site.gateway.list().len(), 1);
}

/// What the gateway says to a body that is too large arrives, though it does not read it to its end.
fn readable_refusals(site: &Site) {
    for megabytes in [1, 3, 20, 60] {
        // Where the client still sends, it may never look at the answer: then one must come at another try.
        let refused = (0..5).find_map(|_| large(site, megabytes)).expect("an answer");
        assert_eq!(refused.status, 413, "{megabytes} MB: {refused:?}");
        assert_eq!(refused.json()["problem"], "the body is larger than this form can be");
    }
    let unknown = site.get("/f/nothing");
    assert_eq!((unknown.status, &unknown.json()["status"]), (404, &json!("refused")));
}

fn large(site: &Site, megabytes: usize) -> Option<Reply> {
    let body = vec![b'1'; megabytes * 1_000_000];
    site.post("/f/zalo-journey").body(body).send().ok().map(Reply::from)
}

/// Fifty requests need no fifty connections.
fn kept_connections(site: &Site) {
    let client = site.client();
    for _ in 0..50 {
        assert_eq!(client.get(site.url("/healthz")).send().unwrap().status(), 200);
    }
    let metrics = site.gateway.metrics();
    let open = metrics.lines().find_map(|line| line.strip_prefix("leadform_connections ")).unwrap();
    assert!(open.parse::<u32>().unwrap() <= 10, "{open} connections");
}

/// Nobody enters anything without TLS.
fn redirect(site: &Site) {
    let reply: Reply = site.client().get(site.plain_url("/f/zalo-journey?x=1")).send().unwrap().into();
    assert!([301, 308].contains(&reply.status), "{reply:?}");
    let place = reply.header("location");
    assert!(
        place.starts_with("https://forms.example.vn") && place.ends_with("/f/zalo-journey?x=1"),
        "{place}"
    );
}

/// The rate limit holds for the address that a request came from, and not for the one that it claims.
fn forged_addresses(site: &Site) {
    let ask = |from: u8, claimed: usize| {
        let client = site.client_from(Some(IpAddr::V4(Ipv4Addr::new(127, 0, 0, from))));
        let request = client.get(site.url("/f/zalo-journey"));
        let request = request.header("x-forwarded-for", format!("203.0.113.{claimed}"));
        request.header("x-real-ip", "203.0.113.9").header("forwarded", "for=203.0.113.9").send().unwrap()
    };
    let refused = (0..200).map(|claimed| ask(3, claimed)).find(|reply| reply.status() == 429);
    let refused = Reply::from(refused.expect("a limit"));
    assert!(!refused.header("retry-after").is_empty(), "{refused:?}");
    assert_eq!(refused.json()["problem"], "too many requests from here");
    // Somebody else is still welcome, whoever they claim to be.
    assert_eq!(ask(4, 1).status(), 200);
}

/// A lead that comes in ten pieces, with a pause after each.
fn slow(site: &Site, pause: Duration) -> Reply {
    struct Drip(Vec<u8>, Duration);
    impl Read for Drip {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            std::thread::sleep(self.1);
            let count = self.0.len().min(into.len()).min(30);
            into[..count].copy_from_slice(&self.0.drain(..count).collect::<Vec<u8>>());
            Ok(count)
        }
    }
    let body = lead("0987654321").to_string().into_bytes();
    let length = body.len() as u64;
    let body = Body::sized(Drip(body, pause), length);
    site.post("/f/zalo-journey").body(body).send().unwrap().into()
}
