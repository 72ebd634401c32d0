//! What tags are told through `dataLayer`: each thing once, and nothing about the visitor.

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    #[wasm_bindgen(js_name = clearLayer)]
    fn clear_layer();
    #[wasm_bindgen(js_name = setLayer)]
    fn set_layer(layer: &JsValue);
    fn layer() -> String;
    fn kept() -> String;
}

const OURS: &str = "application/vnd.leadform+json";
const TAKEN: &str = r#"{"status":"accepted","receipt":"r-7"}"#;

const STEPPED: &str = r#"{"version":1,"target":"ladiflow-customer","gateway":true,
    "steps":[{"fields":["phone"]},{"fields":[{"name":"email","required":true}]}]}"#;

/// What the page's list has, each entry without what it does not say.
fn told() -> Vec<Value> {
    let layer: Value = serde_json::from_str(&layer()).unwrap();
    let mut entries = layer.as_array().cloned().unwrap_or_default();
    for entry in &mut entries {
        let entry = entry.as_object_mut().unwrap();
        assert_eq!(
            entry.len(),
            7,
            "what is not said is undefined, or the tag manager would remember the old value"
        );
        entry.retain(|_, value| !value.is_null());
    }
    entries
}

fn count(event: &str) -> usize {
    told().iter().filter(|entry| entry["event"] == event).count()
}

/// Waits until the page has heard of this many confirmed leads.
async fn confirmed(leads: usize) {
    for _ in 0..200 {
        if count("form_success") == leads {
            return;
        }
        wait(10).await;
    }
    panic!("{leads} leads were not confirmed: {}", layer());
}

#[wasm_bindgen_test]
async fn the_story_of_a_lead_is_told_once_and_its_id_is_the_one_the_gateway_has() {
    clear_layer();
    let form = element(&[("proxy", PROXY), ("id", "consult")], STEPPED);
    form.add();
    form.ready().await;
    form.fill("phone", "0912345678").await;
    form.press().await;
    form.press().await;
    form.fill("email", "an@example.vn").await;
    answers("POST", PROXY, &Answer::Json(500, "{}"));
    form.press().await;
    answers("POST", PROXY, &Answer::Other(202, OURS, TAKEN));
    form.press().await;
    confirmed(1).await;
    let headers = sent("POST").pop().unwrap().headers;
    let key = headers.iter().find(|(name, _)| name == "idempotency-key").map(|(_, key)| key.clone());
    assert_eq!(
        told(),
        [
            json!({"event": "form_start", "form_id": "consult"}),
            json!({"event": "form_step", "form_id": "consult", "form_step": 2, "form_steps": 2}),
            json!({"event": "form_error", "form_id": "consult", "form_code": "invalid", "form_fields": "email"}),
            json!({"event": "form_error", "form_id": "consult", "form_code": "server"}),
            json!({"event": "form_success", "form_id": "consult", "event_id": key}),
        ]
    );
    // Somewhere else on the page, and sent already.
    form.host.remove();
    form.add();
    settle().await;
    form.call("submit");
    settle().await;
    assert_eq!((count("form_success"), count("form_start")), (1, 1));
    form.call("reset");
    settle().await;
    form.fill("phone", "0987654321").await;
    form.press().await;
    form.fill("email", "binh@example.vn").await;
    form.press().await;
    confirmed(2).await;
    let ids: Vec<Value> =
        told().iter().map(|entry| entry["event_id"].clone()).filter(|id| !id.is_null()).collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1], "another lead");
    clear_layer();
}

#[wasm_bindgen_test]
async fn a_page_that_takes_the_form_away_at_its_success_has_heard_of_it_once() {
    clear_layer();
    let form = form(SHORT).await;
    let host = form.host.clone();
    let remove = Closure::<dyn FnMut()>::new(move || host.remove());
    form.host.add_event_listener_with_callback("leadform-success", remove.as_ref().unchecked_ref()).unwrap();
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    confirmed(1).await;
    settle().await;
    assert!(!form.host.is_connected());
    assert_eq!(count("form_success"), 1);
    clear_layer();
}

#[wasm_bindgen_test]
async fn a_list_of_the_page_is_used_as_it_is_and_a_broken_one_stops_nothing() {
    let heard = js_sys::Array::new();
    let own = js_sys::eval("({ heard: [], push(entry) { this.heard.push(entry.event); } })").unwrap();
    for layer in [
        own.clone(),
        5.into(),
        "x".into(),
        js_sys::eval("({ push() { throw new Error('full'); } })").unwrap(),
    ] {
        set_layer(&layer);
        let form = form(SHORT).await;
        form.fill("full_name", "An").await;
        form.fill("phone", "0912345678").await;
        answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
        form.press().await;
        assert!(form.find(".lf-thanks").is_some());
        heard.push(&layer);
    }
    let heard = js_sys::Reflect::get(&own, &"heard".into()).unwrap();
    assert_eq!(crate::support::json(&heard), json!(["form_start", "form_success"]));
    clear_layer();
}

#[wasm_bindgen_test]
async fn nothing_that_was_typed_is_in_a_list_an_event_a_store_the_console_or_an_address() {
    const NAME: &str = "Dấu Vết Tên";
    const PHONE: &str = "0912345678";
    const EMAIL: &str = "dauvet@example.vn";
    clear_layer();
    hear_errors();
    let form = form(LADIFLOW_ALL).await;
    form.fill("phone", "091").await;
    form.press().await;
    for (name, text) in [
        ("full_name", NAME),
        ("phone", PHONE),
        ("email", EMAIL),
        ("address", NAME),
        ("custom_fields.note", NAME),
    ] {
        form.type_into(name, "").await;
        form.fill(name, text).await;
    }
    form.fill("tags", &format!("{NAME},")).await;
    answers("POST", PROXY, &Answer::Json(400, &format!(r#"{{"code":400,"message":"{PHONE} {NAME}"}}"#)));
    form.press().await;
    answers(
        "POST",
        PROXY,
        &Answer::Json(201, &format!(r#"{{"code":201,"message":"{PHONE}","data":{{"email":"{EMAIL}"}}}}"#)),
    );
    form.press().await;
    assert!(sent("POST").len() == 2 && sent("POST")[1].body.contains(NAME), "it was sent, and only there");
    assert_eq!((count("form_error"), count("form_success")), (2, 1));
    let address = document().location().unwrap().href().unwrap();
    let told = serde_json::to_string(&events()).unwrap();
    let cookies = js_sys::Reflect::get(&document(), &"cookie".into()).unwrap().as_string().unwrap();
    for place in [layer(), told, kept(), heard().join("\n"), address, cookies, document().title()] {
        for mark in [NAME, "Dấu", PHONE, "912345678", "dauvet"] {
            assert!(!place.contains(mark), "{mark}: {place}");
        }
    }
    clear_layer();
}

const LADIFLOW_ALL: &str = r#"{"version":1,"target":"ladiflow-customer","fields":[
    {"name":"full_name","required":true},"phone","email","address","tags",
    {"name":"custom_fields.note","label":"Ghi chú"}]}"#;
