//! What a link fills in: only what the definition declares, nothing that could do harm, and all of it in sight.

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    fn go(search: &str);
    fn forget();
}

const FORM: &str = r#"{"version":1,"target":"ladiflow-customer","fields":[
    {"name":"full_name","prefill":"name"},{"name":"address","control":"textarea","prefill":"where"},"phone",
    {"name":"gender","prefill":"gender"},{"name":"tags","control":"hidden","prefill":"tags"},
    {"name":"custom_fields.pkg","prefill":"pkg","options":[{"value":"PRO","label":"Pro"}]},
    {"name":"custom_fields.src","control":"hidden","prefill":"src"},
    {"name":"dob","control":"hidden","prefill":"day"}],
    "consent":{"text":"Tôi đồng ý"}}"#;

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// The form on a page whose address has these parameters.
async fn linked(parameters: &[(&str, &str)]) -> Form {
    let query: Vec<String> =
        parameters.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    go(&format!("?{}", query.join("&")));
    let form = form(FORM).await;
    forget();
    form
}

#[wasm_bindgen_test]
async fn a_link_writes_text_and_nothing_else_and_the_visitor_sees_and_changes_it() {
    let markup = "<img src=x onerror=alert(1)>\u{0}\u{7}\u{1b}[31m";
    let form = linked(&[("name", markup), ("where", "một\nhai\u{8}"), ("phone", "0987654321")]).await;
    assert!(form.find("img").is_none());
    assert_eq!(form.control("full_name").value(), "<img src=x onerror=alert(1)>[31m");
    assert_eq!(form.values()["address"], "một\nhai");
    assert_eq!(form.control("phone").value(), "", "only what is declared");
    assert!(form.control("full_name").get_bounding_client_rect().height() > 0.0);
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    let body: Value = serde_json::from_str(&sent("POST")[0].body).unwrap();
    assert_eq!(body, json!({"full_name": "An", "address": "một\nhai", "phone": "0912345678"}));
}

#[wasm_bindgen_test]
async fn a_link_of_ten_thousand_characters_fills_in_a_thousand() {
    let form = linked(&[("name", &"a".repeat(10_000)), ("src", &"b".repeat(10_000))]).await;
    assert_eq!(form.control("full_name").value().len(), 1_000);
    assert_eq!(form.values()["custom_fields.src"].as_str().unwrap().len(), 1_000);
}

#[wasm_bindgen_test]
async fn a_link_chooses_only_what_is_offered_and_hides_nothing_that_would_hold_the_lead_up() {
    let form =
        linked(&[("gender", "robot"), ("pkg", "FREE"), ("day", "not a day"), ("consent", "yes")]).await;
    assert_eq!(form.values()["gender"], "");
    assert_eq!(form.values()["custom_fields.pkg"], "");
    assert_eq!(form.values()["dob"], "");
    assert!(!form.control("consent").checked(), "no link agrees to anything");
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    assert_eq!(sent("POST")[0].body, r#"{"phone":"0912345678"}"#);
    let form = linked(&[("gender", "female"), ("pkg", "PRO"), ("src", "zalo")]).await;
    assert_eq!(form.values()["gender"], "female");
    assert_eq!(form.values()["custom_fields.pkg"], "PRO");
    assert_eq!(form.values()["custom_fields.src"], "zalo");
}
