//! A press, or an edit, while a lead waits.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{OURS, TAKEN, waiting};
use crate::support::*;

fn name_in(request: &Request) -> Value {
    let body: Value = serde_json::from_str(&request.body).unwrap();
    body["payload"]["full_name"].clone()
}

#[wasm_bindgen_test]
async fn a_press_sends_at_once_what_stands_there_now_as_the_same_lead() {
    let (form, _still) = waiting().await;
    form.fill("full_name", "Nguyễn Văn Anh").await;
    answers("POST", PROXY, &TAKEN);
    form.press().await;
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
    let requests = sent("POST");
    assert_eq!(requests.iter().map(name_in).collect::<Vec<_>>(), ["Nguyễn Văn An", "Nguyễn Văn Anh"]);
    assert_eq!(requests[0].header("idempotency-key"), requests[1].header("idempotency-key"));
    assert_eq!(event_names(), ["ready", "start", "submit", "error", "submit", "success"]);
    fire(&web_sys::window().unwrap(), "online");
    settle().await;
    assert_eq!(sent("POST").len(), 2, "the first version is not sent any more");
}

#[wasm_bindgen_test]
async fn an_edit_takes_the_place_of_a_try_that_is_under_way() {
    let (form, _still) = waiting().await;
    answers("POST", PROXY, &Answer::HeldOther(202, OURS, r#"{"status":"accepted","receipt":"r-1"}"#));
    fire(&web_sys::window().unwrap(), "online");
    until("it is tried", || sent("POST").len() == 2).await;
    form.fill("full_name", "Nguyễn Văn Anh").await;
    answers("POST", PROXY, &TAKEN);
    form.press().await;
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
    assert!(sent("POST")[1].aborted);
    release_answers();
    settle().await;
    assert_eq!(sent("POST").iter().map(name_in).next_back(), Some(json!("Nguyễn Văn Anh")));
    let told: Vec<_> = events().into_iter().filter(|(name, _)| name == "success").collect();
    assert_eq!(told, [("success".to_owned(), json!({"receipt": "r-7", "status": "accepted"}))]);
}

#[wasm_bindgen_test]
async fn a_press_begins_nothing_again_that_is_under_way_unchanged() {
    let (form, _still) = waiting().await;
    answers("POST", PROXY, &Answer::HeldOther(202, OURS, r#"{"status":"accepted","receipt":"r-7"}"#));
    fire(&web_sys::window().unwrap(), "online");
    until("it is tried", || sent("POST").len() == 2).await;
    for _ in 0..50 {
        form.click(".lf-submit").await;
    }
    assert_eq!(form.get(".lf-submit").get_attribute("aria-busy").as_deref(), Some("true"));
    release_answers();
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
    assert_eq!(sent("POST").len(), 2);
    assert!(!sent("POST")[1].aborted);
    assert_eq!(event_names(), ["ready", "start", "submit", "error", "submit", "success"]);
}

#[wasm_bindgen_test]
async fn an_edit_is_not_lost_when_the_version_before_it_gets_through() {
    let (form, _still) = waiting().await;
    form.fill("full_name", "Nguyễn Văn Anh").await;
    answers("POST", PROXY, &TAKEN);
    fire(&web_sys::window().unwrap(), "online");
    until("the first version is there", || event_names().last().unwrap() == "success").await;
    settle().await;
    assert_eq!(name_in(&sent("POST")[1]), "Nguyễn Văn An", "what was pressed for, and nothing else");
    assert!(form.find(".lf-thanks").is_none());
    assert_eq!(form.control("full_name").value(), "Nguyễn Văn Anh");
    assert!(form.text(".lf-status").contains("chưa có phần bạn vừa sửa"), "{}", form.text(".lf-status"));
    assert!(leaves_freely(), "the lead is there");
    form.press().await;
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
    let requests = sent("POST");
    assert_eq!(name_in(&requests[2]), "Nguyễn Văn Anh");
    assert_eq!(requests[2].header("idempotency-key"), requests[0].header("idempotency-key"));
    assert_eq!(event_names().iter().filter(|name| *name == "success").count(), 1, "one lead");
}

#[wasm_bindgen_test]
async fn an_edit_that_cannot_be_sent_keeps_the_version_before_it_on_its_way() {
    let (form, _still) = waiting().await;
    form.type_into("phone", "12").await;
    form.press().await;
    assert!(form.said("phone").contains("chưa đúng"), "{}", form.said("phone"));
    answers("POST", PROXY, &TAKEN);
    fire(&web_sys::window().unwrap(), "online");
    until("the first version is there", || event_names().last().unwrap() == "success").await;
    settle().await;
    assert_eq!(form.control("phone").value(), "12");
    assert!(form.find(".lf-thanks").is_none());
}
