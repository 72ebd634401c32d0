//! The page, its JSON and its events.

use std::io::{BufRead as _, BufReader};

use leadform_spec::apis;
use serde_json::{Value, json};

use super::server::{Reply, Sandbox, client, key};
use crate::bodies::{api, encoded, good, phone_of};

#[test]
fn every_value_stands_beside_the_documents_row() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        sandbox.send(api, encoded(api, &good(api)));
        let entry = sandbox.received().pop().unwrap();
        let values = entry["values"].as_array().unwrap();
        for row in api.rows {
            let is_row = |value: &&Value| value["path"].as_str().unwrap().split('.').next() == Some(row.name);
            let shown: Vec<&Value> = values.iter().filter(is_row).collect();
            assert!(!shown.is_empty(), "{}: {}", api.id, row.name);
            for value in shown {
                assert!(!value["row"]["number"].as_str().unwrap().is_empty(), "{value}");
                assert!(!value["row"]["kind"].as_str().unwrap().is_empty());
                assert_eq!(value["issues"], json!([]));
            }
            if row.kind.rows().is_empty() {
                let value = values.iter().find(|value| value["path"] == row.name).unwrap();
                assert_eq!(value["row"]["number"], row.number.to_string());
                assert_eq!(value["row"]["label_vi"], row.label.vi);
            }
        }
    }
}

#[test]
fn what_is_wrong_missing_or_unknown_is_shown_at_its_row() {
    let sandbox = Sandbox::start();
    let lead = api("erp-lead");
    let phone = phone_of(lead);
    sandbox.send(lead, json!({ phone: "01691234567", "nonsense": 1 }).to_string());
    let entry = sandbox.received().pop().unwrap();
    let at =
        |path: &str| entry["values"].as_array().unwrap().iter().find(|value| value["path"] == path).unwrap();
    assert_eq!(at(phone)["issues"][0]["repaired"], "0391234567");
    assert_eq!((&at("nonsense")["value"], &at("nonsense")["row"]), (&json!("1"), &Value::Null));
    for row in lead.rows.iter().filter(|row| row.is_required()) {
        assert_eq!(
            (&at(row.name)["value"], &at(row.name)["issues"][0]["code"]),
            (&Value::Null, &json!("required"))
        );
    }
}

#[test]
fn a_long_value_is_cut_in_the_table_and_whole_in_the_body() {
    let sandbox = Sandbox::start();
    let zalo = api("zalo-journey");
    let body = json!({ zalo.rows[0].name: "ư".repeat(5_000) }).to_string();
    sandbox.send(zalo, &body);
    let entry = sandbox.received().pop().unwrap();
    assert_eq!((entry["body"].as_str(), &entry["body_bytes"]), (Some(&*body), &json!(body.len())));
    assert_eq!(entry["values"][0]["value"].as_str().unwrap().chars().count(), 400);
    assert_eq!(entry["values"][0]["cut"], 5_000 + 2 - 400);
}

#[test]
fn the_last_hundred_are_kept_and_can_be_forgotten() {
    let sandbox = Sandbox::start();
    let zalo = api("zalo-journey");
    for index in 0..105 {
        sandbox.send(zalo, json!({ zalo.rows[0].name: format!("oa {index}") }).to_string());
    }
    let kept = sandbox.received();
    assert_eq!(kept.len(), 100);
    assert!(
        kept[0]["body"].as_str().unwrap().contains("oa 5\"")
            && kept[99]["body"].as_str().unwrap().contains("oa 104\"")
    );
    let cleared = client().delete(sandbox.url("/requests")).send().unwrap();
    assert_eq!(cleared.status(), 204);
    assert_eq!(sandbox.get("/requests").body, "[]");
}

#[test]
fn requests_answers_and_clearing_are_told_live() {
    let sandbox = Sandbox::start();
    let mut lines =
        BufReader::new(client().get(sandbox.url("/events")).send().unwrap()).lines().map(Result::unwrap);
    let mut next = || {
        let event = lines.find(|line| !line.is_empty() && !line.starts_with(':')).unwrap();
        (event, lines.next().unwrap())
    };
    let zalo = api("zalo-journey");
    sandbox.send(zalo, encoded(zalo, &good(zalo)));
    for answered in [false, true] {
        let (event, data) = next();
        let entry: Value = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
        assert_eq!((event.as_str(), entry["target"].as_str()), ("event: request", Some(zalo.id)));
        assert_eq!(entry["answer"]["status"] == 200, answered);
    }
    client().delete(sandbox.url("/requests")).send().unwrap();
    assert_eq!(next().0, "event: cleared");
}

#[test]
fn the_page_is_complete_and_has_nothing_inline() {
    let sandbox = Sandbox::start();
    let page = sandbox.get("/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    assert!(!page.body.contains("style=") && !page.body.contains("onclick"));
    for (path, content_type) in
        [("/page.js", "text/javascript"), ("/page.css", "text/css"), ("/icon.svg", "image/svg+xml")]
    {
        assert!(page.body.contains(&format!("\"{path}\"")));
        let file = sandbox.get(path);
        assert!(file.status == 200 && file.header("content-type").starts_with(content_type));
        assert!(!file.body.contains("innerHTML"), "text from outside is set as text");
    }
    let about = sandbox.get("/about").json();
    for (shown, api) in about["apis"].as_array().unwrap().iter().zip(apis::ALL) {
        assert_eq!((&shown["path"], &shown["secret"]["value"]), (&json!(api.path), &json!(key(api))));
    }
}

#[test]
fn a_name_that_points_to_this_machine_cannot_read_what_came() {
    let sandbox = Sandbox::start();
    for (host, status) in [("attacker.example", 403), ("localhost:1", 200), ("127.0.0.1", 200)] {
        for path in ["/", "/requests", "/about"] {
            let reply: Reply = client().get(sandbox.url(path)).header("host", host).send().unwrap().into();
            assert_eq!(reply.status, status, "{host}{path}");
        }
    }
}
