//! The plain proxy in front of each API.

use std::fs;

use leadform_spec::api::BodyFormat;
use leadform_spec::{Api, Definition, apis};
use serde_json::{Value, json};

use super::server::{Reply, Sandbox, client, key};
use crate::bodies::{api, encoded, good};

fn example(api: &Api) -> String {
    fs::read_to_string(format!("{}/../examples/{}.json", env!("CARGO_MANIFEST_DIR"), api.id)).unwrap()
}

fn post(sandbox: &Sandbox, api: &Api, body: String) -> Reply {
    let request = sandbox.post(&format!("/p/{}", api.id)).header("content-type", api.body.content_type());
    request.body(body).send().unwrap().into()
}

#[test]
fn the_examples_are_served_as_they_are() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let reply = sandbox.get(&format!("/p/{}", api.id));
        assert_eq!((reply.status, reply.header("content-type")), (200, "application/json"));
        assert_eq!(reply.body, example(api));
    }
}

#[test]
fn the_key_and_the_supplied_values_are_added_and_the_bytes_are_those_of_encode() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let supplied = Definition::parse(&example(api)).unwrap().rules.supplied;
        let mut body = good(api);
        let whole = encoded(api, &body);
        // What the browser leaves out: all but the supplied ones, in the document's order.
        let browser = match api.body {
            BodyFormat::Json => {
                let sent: Value = serde_json::from_str(&whole).unwrap();
                let kept = sent.as_object().unwrap().iter().filter(|(name, _)| !supplied.contains(name));
                kept.map(|(name, value)| (name.clone(), value.clone())).collect::<Value>().to_string()
            }
            BodyFormat::Form => whole,
        };
        let reply = post(&sandbox, api, browser.clone());
        assert!((200..300).contains(&reply.status), "{reply:?}");
        let entry = sandbox.received().pop().unwrap();
        assert_eq!(entry["encoded"], Value::Null, "{}: {entry}", api.id);
        // The sandbox's own values for the supplied rows: 1, or an address of example.com.
        for name in &supplied {
            body[name] = if good(api)[name].is_number() { 1.into() } else { "agent@example.com".into() };
        }
        assert_eq!(entry["body"], encoded(api, &body));
        assert_eq!(entry["answer"]["body"], reply.body);

        let all = sandbox.get("/requests").json();
        let proxied = all.as_array().unwrap().iter().find(|other| other["id"] == entry["via"]).unwrap();
        assert_eq!((&proxied["part"], &proxied["path"]), (&json!("proxy"), &json!(format!("/p/{}", api.id))));
        assert_eq!(proxied["body"], browser);
        assert!(!proxied["headers"].to_string().contains("sandbox"), "the browser sent no key");
        assert!(
            !entry["headers"].to_string().contains("via"),
            "the sandbox's own note is no part of the request"
        );
    }
}

#[test]
fn a_visitor_cannot_set_what_the_proxy_supplies() {
    let sandbox = Sandbox::start();
    let lead = api("erp-lead");
    let supplied = Definition::parse(&example(lead)).unwrap().rules.supplied;
    assert!(post(&sandbox, lead, encoded(lead, &good(lead))).body.contains("Success"));
    let body: Value = serde_json::from_str(sandbox.received()[0]["body"].as_str().unwrap()).unwrap();
    for name in supplied {
        assert_ne!(body[&name], good(lead)[&name], "{name}");
    }
}

#[test]
fn the_apis_raw_answer_comes_back_whatever_it_is() {
    let sandbox = Sandbox::start();
    let zalo = api("zalo-journey");
    let phone = crate::bodies::phone_of(zalo);
    for (number, status) in
        [("84900000200", 200), ("84900000204", 204), ("84900000500", 500), ("84900000401", 401)]
    {
        assert_eq!(post(&sandbox, zalo, json!({ phone: number }).to_string()).status, status);
    }
    let busy = post(&sandbox, zalo, json!({ phone: "84900000429" }).to_string());
    assert_eq!((busy.status, busy.header("retry-after")), (429, "5"));
    for (body, status) in [("no JSON", 400), ("[1]", 400), ("{\"nonsense\":1}", 400)] {
        let reply = post(&sandbox, zalo, body.to_owned());
        assert_eq!(reply.status, status, "{reply:?}");
    }
    assert_eq!(post(&sandbox, zalo, "x".repeat(33 * 1024 * 1024)).status, 413);
}

#[test]
fn a_page_of_any_origin_may_use_a_proxy() {
    let sandbox = Sandbox::start();
    let allows = |reply: Reply| {
        assert_eq!(reply.header("access-control-allow-origin"), "*", "{reply:?}");
        assert_eq!(reply.header("access-control-allow-headers"), "Content-Type");
        assert!(reply.header("access-control-allow-methods").contains("POST"));
        reply.status
    };
    for path in ["/p/erp-lead", "/p/erp-lead/options/state_id"] {
        let preflight = client().request(reqwest::Method::OPTIONS, sandbox.url(path)).send().unwrap();
        assert_eq!(allows(preflight.into()), 204);
        assert_eq!(allows(sandbox.get(path)), 200);
    }
    assert_eq!(allows(post(&sandbox, api("erp-lead"), "{}".to_owned())), 400);
    assert_eq!(allows(sandbox.get("/p/nonsense")), 404);
    assert_eq!(allows(sandbox.get("/p/erp-lead/nonsense/at/all")), 404);
    assert_eq!(allows(client().put(sandbox.url("/p/erp-lead")).send().unwrap().into()), 405);
}

#[test]
fn the_apis_themselves_and_the_page_allow_no_other_origin() {
    let sandbox = Sandbox::start();
    for path in ["/requests", "/about", "/", "/api/v1/lead"] {
        assert_eq!(sandbox.get(path).header("access-control-allow-origin"), "");
    }
}

#[test]
fn choices_come_in_the_erps_own_shape() {
    let sandbox = Sandbox::start();
    let list = |path: &str| sandbox.get(&format!("/p/erp-lead/options/{path}")).json();
    let provinces = list("state_id");
    assert_eq!((&provinces["error"], &provinces["count"]), (&json!(0), &json!(34)));
    assert_eq!(provinces["data"][0], json!({ "id": 1, "name": "Hà Nội" }));
    let (hanoi, hue) = (list("district_id?state_id=1"), list("district_id?state_id=3"));
    assert!(hanoi["data"][0]["name"].as_str().unwrap().contains("Hà Nội"));
    assert_ne!(hanoi["data"][0]["id"], hue["data"][0]["id"]);
    assert!(!list("crm_line_ids")["data"].as_array().unwrap().is_empty());
    for path in ["contact_name", "nonsense"] {
        assert_eq!(sandbox.get(&format!("/p/erp-lead/options/{path}")).status, 404);
    }
}

#[test]
fn an_unknown_form_is_answered_with_the_list() {
    let sandbox = Sandbox::start();
    let reply = sandbox.get("/p/nonsense");
    assert_eq!(reply.status, 404);
    assert!(apis::ALL.iter().all(|api| reply.body.contains(&format!("/p/{}", api.id))));
}

#[test]
fn the_forms_of_a_directory_take_the_place_of_the_examples() {
    let directory = tempfile::tempdir().unwrap();
    let form = r#"{ "version": 1, "target": "1office-contact", "fields": ["name", "type"],
        "supplied": ["code", "fountain_head_id", "trade_ids"] }"#;
    fs::write(directory.path().join("consult.json"), form).unwrap();
    fs::write(directory.path().join("notes.txt"), "no form").unwrap();
    let sandbox = Sandbox::start_with(&["--forms", directory.path().to_str().unwrap()]);
    assert_eq!(sandbox.get("/p/consult").body, form);
    for path in ["/p/erp-lead", "/p/notes", "/p/..%2Fconsult"] {
        assert_eq!(sandbox.get(path).status, 404, "{path}");
    }
    let request = sandbox.post("/p/consult").header("content-type", "application/x-www-form-urlencoded");
    let reply: Reply = request.body("type=C%C3%A1+nh%C3%A2n&name=An").send().unwrap().into();
    assert_eq!(reply.json()["error"], false, "{reply:?}");
    let entry = sandbox.received().pop().unwrap();
    assert_eq!(entry["encoded"], Value::Null, "{entry}");
    assert!(!entry.to_string().contains(key(api("1office-contact"))));
    // A file is read anew each time.
    let shorter = form.replace("\"name\", ", "");
    fs::write(directory.path().join("consult.json"), &shorter).unwrap();
    assert_eq!(sandbox.get("/p/consult").body, shorter);
    let refused =
        sandbox.post("/p/consult").header("content-type", "application/x-www-form-urlencoded").send();
    let refused: Reply = refused.unwrap().into();
    assert!(refused.status == 500 && refused.body.contains("consult.json: 1:"), "{refused:?}");
}

#[test]
fn a_tenants_own_values_in_a_definition_are_taken() {
    let directory = tempfile::tempdir().unwrap();
    let form = r#"{ "version": 1, "target": "1office-contact",
        "fields": ["name", "type", { "name": "trade_ids", "options": [{ "value": "Của riêng tôi", "label": "x" }] }],
        "supplied": ["code", "fountain_head_id"] }"#;
    fs::write(directory.path().join("own.json"), form).unwrap();
    let sandbox = Sandbox::start_with(&["--forms", directory.path().to_str().unwrap()]);
    let office = api("1office-contact");
    let send = |trade: &str| {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.extend_pairs([("type", "Cá nhân"), ("name", "An"), ("trade_ids", trade)]);
        let request = sandbox.post("/p/own").header("content-type", office.body.content_type());
        Reply::from(request.body(pairs.finish()).send().unwrap()).json()["error"].clone()
    };
    assert_eq!(send("Của riêng tôi"), false);
    assert_eq!(send("VISA NHẬP (VUT)"), false);
    assert_eq!(send("Của ai khác"), true);
}
