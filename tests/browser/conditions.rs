//! Fields that are there only under a condition.

use wasm_bindgen::JsCast as _;
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

#[wasm_bindgen_test]
async fn a_field_comes_and_goes_below_and_the_focus_stays() {
    let form = form(DEFINITION).await;
    for (value, is_there) in [("male", true), ("female", false), ("male", true)] {
        let radio = form.get(&format!("[name=gender][value={value}]"));
        radio.clone().unchecked_into::<web_sys::HtmlElement>().focus().unwrap();
        form.tick("gender", value).await;
        assert_eq!(form.find("[name=company]").is_some(), is_there);
        assert_eq!(form.focused(), radio.id());
        let order = radio.compare_document_position(&form.get("[name=company], .lf-submit"));
        assert_eq!(
            order & web_sys::Node::DOCUMENT_POSITION_FOLLOWING,
            web_sys::Node::DOCUMENT_POSITION_FOLLOWING
        );
    }
}
