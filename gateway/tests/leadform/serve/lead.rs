//! `POST /f/{form}`: the three ways, the answers, and that nothing is sent twice or lost.

use serde_json::{Value, json};

use super::gateway::{Gateway, MEDIA_TYPE, ORIGIN};
use crate::sandbox::server::{Reply, Sandbox};

/// What the API gets for it.
const ZALO_BODY: &str = r#"{"oa_id":"4318657068771012646","phone":"84912345678"}"#;

fn zalo(phone: &str) -> Value {
    json!({
        "payload": { "phone": phone },
        "context": { "consent": [{ "text": "x", "time": "2026-11-22T08:00:00Z", "agreed": true }], "fill_ms": 8000 },
    })
}

#[test]
fn an_envelope_is_taken_with_a_receipt_and_reaches_the_api_with_its_key() {
    let gateway = Gateway::start();
    let reply = gateway.send("zalo-journey", "k-1", &zalo("0912345678"));
    assert_eq!((reply.status, reply.header("content-type")), (202, MEDIA_TYPE), "{reply:?}");
    assert_eq!(reply.json()["status"], "accepted");
    assert!(reply.json()["receipt"].as_str().is_some_and(|receipt| receipt.len() == 14), "{reply:?}");
    let received = gateway.received(1);
    assert_eq!(received[0]["body"], ZALO_BODY);
    assert_eq!(received[0]["answer"]["outcome"], "accepted", "{}", received[0]);
}

#[test]
fn every_api_gets_a_body_that_it_takes() {
    let gateway = Gateway::start();
    let consent = json!([{ "text": "x", "time": "2026-11-22T08:00:00Z", "agreed": true },
        { "purpose": "news", "text": "x", "time": "2026-11-22T08:00:00Z", "agreed": true }]);
    let payloads = [
        ("ladiflow-customer", json!({ "full_name": "Trần Văn Bình", "phone": "0912345678" })),
        (
            "erp-lead",
            json!({ "contact_name": "Nguyễn Thị Ánh", "phone_no1": "0912345678", "gender": "female",
            "crm_line_ids": [11], "state_id": 1 }),
        ),
        (
            "1office-contact",
            json!({ "name": "Lê Cường", "type": "Cá nhân", "phones": "0912345678",
            "trade_ids": "DỊCH VỤ LUẬT SƯ (TLA)" }),
        ),
        ("zalo-journey", json!({ "phone": "0912345678" })),
    ];
    for (form, payload) in &payloads {
        let reply =
            gateway.send(form, "k", &json!({ "payload": payload, "context": { "consent": consent } }));
        assert_eq!(reply.status, 202, "{form}: {reply:?}");
    }
    for entry in gateway.received(payloads.len()) {
        assert_eq!(entry["answer"]["outcome"], "accepted", "{entry}");
        assert_eq!(entry["issues"], json!([]), "{entry}");
        assert_eq!(entry["encoded"], Value::Null, "the bytes are those of encode: {entry}");
    }
}

#[test]
fn the_same_key_is_the_same_lead_however_often_it_comes() {
    let gateway = Gateway::start();
    let replies: Vec<Reply> =
        (0..20).map(|_| gateway.send("zalo-journey", "k-1", &zalo("0912345678"))).collect();
    let first = replies[0].json();
    assert!(replies.iter().all(|reply| reply.status == 202 && reply.json() == first), "{replies:?}");
    gateway.received(1);
    assert_eq!(gateway.list().len(), 1);
    // After it was delivered as well.
    super::gateway::until("it is delivered", || gateway.list()[0]["state"] == "delivered");
    assert_eq!(gateway.send("zalo-journey", "k-1", &zalo("0912345678")).json(), first);
    assert_eq!((gateway.sandbox().received().len(), gateway.list().len()), (1, 1));
}

#[test]
fn another_content_under_the_same_key_is_kept_for_the_operator() {
    let gateway = Gateway::start();
    gateway.send("zalo-journey", "k-1", &zalo("0912345678"));
    super::gateway::until("it is delivered", || gateway.list()[0]["state"] == "delivered");
    let second = gateway.send("zalo-journey", "k-1", &zalo("0987654321"));
    assert_eq!(second.status, 202);
    let held: Vec<Value> = gateway.list().into_iter().filter(|lead| lead["state"] == "held").collect();
    assert_eq!((held.len(), &held[0]["reason"]), (1, &json!("revision")));
    assert_eq!(gateway.sandbox().received().len(), 1);
}

#[test]
fn a_lead_that_was_taken_is_delivered_after_a_kill() {
    let mut gateway = Gateway::start();
    let sandbox = gateway.sandbox.take().unwrap();
    let address = sandbox.address.clone();
    drop(sandbox);
    // The API is down, and no visitor notices.
    assert_eq!(gateway.send("zalo-journey", "k-1", &zalo("0912345678")).status, 202);
    gateway.kill_and_restart();
    assert_eq!(gateway.list()[0]["state"], "pending");
    gateway.sandbox = Some(Sandbox::start_at(&address, &[]));
    assert_eq!(gateway.received(1)[0]["body"], ZALO_BODY);
}

#[test]
fn what_is_wrong_is_said_with_the_codes_of_check_and_nothing_is_kept() {
    let gateway = Gateway::start();
    for (envelope, expected) in [
        (
            json!({ "payload": { "phone": "01691234567" }, "context": {} }),
            json!([["phone", "phone_2018"], ["consent", "required"]]),
        ),
        (
            json!({ "payload": { "phone": 912_345_678 }, "context": zalo("")["context"] }),
            json!([["phone", "type"]]),
        ),
        (
            json!({ "payload": { "phone": "0912345678", "name": "x" }, "context": zalo("")["context"] }),
            json!([["name", "unknown"]]),
        ),
        (json!({ "payload": {}, "context": zalo("")["context"] }), json!([["phone", "required"]])),
    ] {
        let reply = gateway.send("zalo-journey", "k", &envelope);
        let issues: Vec<[Value; 2]> = reply.json()["issues"]
            .as_array()
            .map(|issues| {
                issues.iter().map(|issue| [issue["field"].clone(), issue["code"].clone()]).collect()
            })
            .unwrap_or_default();
        assert_eq!((reply.status, json!(issues)), (422, expected), "{envelope}");
    }
    assert!(gateway.list().is_empty());
}

#[test]
fn what_is_no_lead_is_refused_with_the_remedy() {
    let gateway = Gateway::start();
    let post = |content_type: &str, body: &str| -> Reply {
        let request = gateway.post("/f/zalo-journey").header("content-type", content_type);
        request.body(body.to_owned()).send().unwrap().into()
    };
    for (content_type, body, status) in [
        ("text/plain", "{}", 415),
        ("application/xml", "<a/>", 415),
        (MEDIA_TYPE, "{", 400),
        (MEDIA_TYPE, "{\"payload\":{\"phone\":\"1\",\"phone\":\"2\"}}", 400),
        (MEDIA_TYPE, "{\"payload\":[]}", 400),
        (MEDIA_TYPE, "{\"paylod\":{}}", 400),
        ("application/json", "[]", 400),
        ("application/json", "\u{0}", 400),
    ] {
        let reply = post(content_type, body);
        assert_eq!((reply.status, &reply.json()["status"]), (status, &json!("refused")), "{body}: {reply:?}");
        assert!(reply.json()["remedy"].as_str().is_some_and(|remedy| !remedy.is_empty()), "{reply:?}");
    }
    let large = post("application/json", &format!("{{\"phone\":\"{}\"}}", "1".repeat(1_000_000)));
    assert_eq!(large.status, 413);
    let unknown: Reply = gateway.post("/f/nothing").body("{}").send().unwrap().into();
    assert_eq!(unknown.status, 404);
    for key in ["", "a b", "ư", &"k".repeat(256)] {
        let request = gateway.post("/f/zalo-journey").header("content-type", MEDIA_TYPE);
        let value = reqwest::header::HeaderValue::from_bytes(key.as_bytes()).unwrap();
        let request = request.header("idempotency-key", value).body(zalo("0912345678").to_string());
        assert_eq!(request.send().unwrap().status(), 400, "{key:?}");
    }
    assert!(gateway.list().is_empty());
}

#[test]
fn only_pages_of_the_forms_own_origins_may_send_it() {
    let gateway = Gateway::start();
    let send = |origin: &str| -> Reply {
        let request =
            gateway.post("/f/zalo-journey").header("content-type", MEDIA_TYPE).header("origin", origin);
        request.body(zalo("0912345678").to_string()).send().unwrap().into()
    };
    let allowed = send(ORIGIN);
    assert_eq!((allowed.status, allowed.header("access-control-allow-origin")), (202, ORIGIN));
    for origin in
        ["https://evil.example", "https://www.example.vn.evil.example", "null", "http://www.example.vn"]
    {
        let refused = send(origin);
        assert_eq!(refused.status, 403, "{origin}");
        assert!(refused.headers.get("access-control-allow-origin").is_none(), "{origin}");
    }
    assert_eq!(gateway.list().len(), 1);
}

#[test]
fn whether_a_number_has_a_booking_is_for_the_operator_alone() {
    let gateway = Gateway::start();
    let send = |key: &str, phone: &str| {
        let payload =
            json!({ "contact_name": "Trần Văn Bình", "phone_no1": phone, "state_id": 1, "district_id": 101 });
        gateway.send("place", key, &json!({ "payload": payload, "context": {} }))
    };
    let (new, known) = (send("k-1", "0912345678"), send("k-2", "0900000409"));
    let shape = |reply: &Reply| {
        let keys: Vec<String> = reply.json().as_object().unwrap().keys().cloned().collect();
        (reply.status, reply.body.len(), keys, reply.headers.len())
    };
    assert_eq!(shape(&new), shape(&known), "{known:?}");
    super::gateway::until("the operator knows", || {
        gateway.list().iter().any(|lead| lead["state"] == "refused")
    });
    let refused = gateway.list().into_iter().find(|lead| lead["state"] == "refused").unwrap();
    assert_eq!(refused["reason"], "already_booked");
    assert!(
        gateway.leads(&["show", refused["receipt"].as_str().unwrap()]).contains("Kangnam"),
        "what the API said"
    );
    // Asked again, it is as before.
    assert_eq!(send("k-2", "0900000409").json(), known.json());
}

#[test]
fn neither_key_nor_person_is_in_a_log_or_a_metric() {
    let gateway = Gateway::start();
    // The one that the API answers with "wrong key" pauses the rest, so it comes last.
    for (index, phone) in ["0900000422", "0900000500", "0912345678", "0900000401"].into_iter().enumerate() {
        gateway.send("zalo-journey", &format!("k-{index}"), &zalo(phone));
    }
    gateway.send("zalo-journey", "k-9", &json!({ "payload": { "phone": "not a phone, Nguyễn Thị Ánh" } }));
    gateway.received(4);
    let log = std::fs::read_to_string(gateway.folder.path().join("log")).unwrap();
    for text in [log, gateway.metrics()] {
        for secret in ["sandbox-zalo-key", "09000004", "9000004", "912345678", "Ánh", "127.0.0.1"] {
            assert!(!text.contains(secret), "{secret} stands in {text}");
        }
    }
}

#[test]
fn a_stop_lets_what_is_under_way_end() {
    let mut gateway = Gateway::start();
    // The sandbox answers this number after three seconds.
    gateway.send("zalo-journey", "k-1", &zalo("0900000201"));
    gateway.received(1);
    gateway.signal("TERM");
    assert_eq!(gateway.wait(), Some(0));
    assert_eq!(gateway.list()[0]["state"], "delivered");
}
