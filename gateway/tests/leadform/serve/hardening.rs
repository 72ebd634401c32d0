//! What holds for every answer, whatever was asked.

use std::fs;
use std::process::{Command, Stdio};

use super::gateway::{Gateway, MEDIA_TYPE, until};
use crate::deploy::proxy::{free_port, make_certificate};
use crate::sandbox::server::{Reply, client};

#[test]
fn every_answer_says_what_it_is_and_cannot_be_framed_or_sniffed() {
    let gateway = Gateway::start();
    for path in [
        "/",
        "/healthz",
        "/readyz",
        "/nothing",
        "/f/nothing",
        "/f/erp-lead",
        "/f/erp-lead/thanks",
        "/f/place/options/state_id",
        "/f/place/options/none",
        "/f/%ff",
        "/f/erp-lead?%ff=%ff",
    ] {
        for method in ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"] {
            for accept in ["*/*", "text/html"] {
                let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
                let reply: Reply = client()
                    .request(method.clone(), gateway.url(path))
                    .header("accept", accept)
                    .send()
                    .unwrap()
                    .into();
                let place = format!("{method} {path} {accept}: {reply:?}");
                assert_eq!(reply.header("x-content-type-options"), "nosniff", "{place}");
                assert!(
                    reply.header("content-security-policy").contains("frame-ancestors 'none'"),
                    "{place}"
                );
                assert!(reply.body.is_empty() || !reply.header("content-type").is_empty(), "{place}");
                assert!(reply.header("server").is_empty(), "{place}");
                assert!(reply.header("set-cookie").is_empty(), "{place}");
            }
        }
    }
}

#[test]
fn nothing_is_repeated_to_whoever_traces() {
    let gateway = Gateway::start();
    for path in ["/", "/f/erp-lead", "/healthz"] {
        let request =
            client().request(reqwest::Method::TRACE, gateway.url(path)).header("x-secret", "canary");
        let reply: Reply = request.send().unwrap().into();
        assert!([404, 405].contains(&reply.status) && !reply.body.contains("canary"), "{reply:?}");
    }
}

#[test]
fn a_parameter_that_stands_twice_decides_nothing() {
    let gateway = Gateway::start();
    let body = "phone=0912345678&phone=0987654321&consent=1";
    let request = gateway.post("/f/zalo-journey?phone=0987654322").header("phone", "0987654323");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(request.body(body).send().unwrap().status(), 200, "the page of thanks");
    // Of two texts the first counts, and the address and the headers are no part of a lead.
    assert!(gateway.received(1)[0]["body"].as_str().unwrap().contains("84912345678"));
    assert_eq!(gateway.list().len(), 1);
    let twice = "{\"payload\":{\"phone\":\"0912345678\",\"phone\":\"0987654321\"},\"context\":{}}";
    let request = gateway.post("/f/zalo-journey").header("content-type", MEDIA_TYPE);
    assert_eq!(request.body(twice).send().unwrap().status(), 400);
}

/// An API with a certificate that nobody vouches for is not the API: it gets neither the key nor the lead.
#[test]
fn an_api_with_a_certificate_of_nobody_gets_nothing() {
    if Command::new("openssl").arg("version").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: openssl is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (key, certificate) = (folder.path().join("key.pem"), folder.path().join("fullchain.pem"));
    make_certificate("127.0.0.1", "IP:127.0.0.1", &key, &certificate);
    let port = free_port();
    let heard = fs::File::create(folder.path().join("heard")).unwrap();
    let mut api = Command::new("openssl")
        .args(["s_server", "-accept", &format!("127.0.0.1:{port}"), "-state", "-key"])
        .arg(&key)
        .arg("-cert")
        .arg(&certificate)
        .stdin(Stdio::null())
        .stdout(heard.try_clone().unwrap())
        .stderr(heard)
        .spawn()
        .unwrap();
    let gateway = Gateway::start_with(|config| {
        let sandbox = config.lines().rfind(|line| line.starts_with("base_url")).unwrap();
        config.replace(sandbox, &format!("base_url = \"https://127.0.0.1:{port}\""))
    });
    let consent = serde_json::json!([{ "text": "x", "time": "2026-11-22T08:00:00Z", "agreed": true }]);
    let lead = serde_json::json!({ "payload": { "phone": "0912345678" }, "context": { "consent": consent } });
    assert_eq!(gateway.send("zalo-journey", "k", &lead).status, 202);
    until("it was tried", || {
        gateway.metrics().contains("class=\"not_sent\"") || gateway.metrics().contains("class=\"ambiguous\"")
    });
    let _ = api.kill();
    let _ = api.wait();
    let heard = fs::read_to_string(folder.path().join("heard")).unwrap();
    assert!(heard.contains("SSL_accept"), "the gateway did not come: {heard}");
    for secret in ["sandbox-zalo-key", "912345678", "POST"] {
        assert!(!heard.contains(secret), "{secret} in {heard}");
    }
    assert!(
        gateway.metrics().contains("class=\"not_sent\""),
        "nothing of it went out: {}",
        gateway.metrics()
    );
}
