//! The field that no person sees.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::retries::{TAKEN, with_gateway};
use crate::sending::filled;
use crate::support::*;

fn told_of(request: &Request) -> Value {
    let body: Value = serde_json::from_str(&request.body).unwrap();
    assert!(!body["payload"].to_string().contains("spam"), "{body}");
    body["context"]["honeypot"].clone()
}

#[wasm_bindgen_test]
async fn only_our_gateway_gets_a_trap_and_people_and_their_helpers_leave_it_alone() {
    assert!(filled(SHORT).await.find("[name='_more']").is_none());
    let form = filled(&with_gateway()).await;
    let trap = form.control("_more");
    for (name, value) in [
        ("tabindex", "-1"),
        ("autocomplete", "off"),
        ("data-1p-ignore", "true"),
        ("data-lpignore", "true"),
        ("data-bwignore", "true"),
        ("data-form-type", "other"),
    ] {
        assert_eq!(trap.get_attribute(name).as_deref(), Some(value), "{name}");
    }
    assert!(trap.closest("[aria-hidden='true']").unwrap().is_some());
    assert_eq!(form.all("[name='_more'], .lf-trap label, .lf-trap [part]").len(), 1);
}

#[wasm_bindgen_test]
async fn what_a_program_fills_in_is_told_to_the_gateway_and_to_nobody_else() {
    let form = filled(&with_gateway()).await;
    form.type_into("_more", "http://spam.example").await;
    assert!(form.values().get("_more").is_none(), "{}", form.values());
    answers("POST", PROXY, &TAKEN);
    form.press().await;
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
    assert_eq!(told_of(&sent("POST")[0]), "http://spam.example");
    assert!(!events().iter().any(|(_, detail)| detail.to_string().contains("spam")));
    assert_eq!(event_names(), ["ready", "start", "submit", "success"], "nothing is dropped in the browser");
}

#[wasm_bindgen_test]
async fn the_next_lead_begins_with_an_empty_trap() {
    let form = filled(&with_gateway()).await;
    form.type_into("_more", "http://spam.example").await;
    form.call("reset");
    form.set("values", &json!({"full_name": "An", "phone": "0912345678"}).to_string());
    answers("POST", PROXY, &TAKEN);
    form.press().await;
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
    assert_eq!(told_of(&sent("POST")[0]), "");
}
