//! Fields that are there only under a condition.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const DEFINITION: &str = r#"{"version":1,"target":"ladiflow-customer","fields":["full_name","phone","gender",
    {"name":"company","required":true,"show_if":{"field":"gender","is":["male"]}},
    {"name":"city","show_if":{"field":"company","is":["ACME"]}}]}"#;

#[wasm_bindgen_test]
async fn a_field_comes_and_goes_with_its_condition_and_keeps_its_answer() {
    let form = form(DEFINITION).await;
    assert!(form.find("[name=company]").is_none());
    form.tick("gender", "male").await;
    form.fill("company", "ACME").await;
    assert!(form.find("[name=city]").is_some());
    form.fill("city", "Huế").await;
    form.tick("gender", "female").await;
    assert!(form.find("[name=company]").is_none());
    assert!(form.find("[name=city]").is_none(), "what hangs on a hidden field is hidden too");
    form.tick("gender", "male").await;
    assert_eq!(form.control("company").value(), "ACME");
    assert_eq!(form.control("city").value(), "Huế");
}

#[wasm_bindgen_test]
async fn what_is_hidden_is_neither_checked_nor_sent() {
    let form = form(DEFINITION).await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    form.tick("gender", "male").await;
    form.press().await;
    assert_eq!(form.said("company"), "Hãy điền công ty.");
    form.fill("company", "ACME").await;
    form.fill("city", "Huế").await;
    form.tick("gender", "female").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    let body = &sent("POST")[0].body;
    assert!(!body.contains("ACME") && !body.contains("Huế"), "{body}");
}
