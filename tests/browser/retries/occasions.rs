//! What begins a try before its time, and what ends them all.

use leadform::live_forms;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{OURS, TAKEN, begins_to_submit, end, outcome, waiting, with_gateway};
use crate::sending::filled;
use crate::support::*;

fn window() -> web_sys::Window {
    web_sys::window().unwrap()
}

#[wasm_bindgen_test]
async fn after_the_last_pause_the_network_or_the_visitors_return_delivers_it() {
    for occasion in ["online", "visibilitychange", "pageshow", "pagehide"] {
        let form = filled(&with_gateway()).await;
        {
            let _hurry = hurry();
            answers("POST", PROXY, &Answer::Fail);
            assert_eq!(outcome(begins_to_submit(&form)).await, "error");
        }
        answers("POST", PROXY, &TAKEN);
        wait(50).await;
        assert_eq!(sent("POST").len(), 6, "it is left to chance");
        fire(&window(), occasion);
        until(occasion, || form.find(".lf-thanks").is_some()).await;
        let requests = sent("POST");
        assert_eq!(requests.len(), 7, "{occasion}");
        assert_eq!(requests[6].body, requests[0].body);
        assert_eq!(requests[6].header("idempotency-key"), requests[0].header("idempotency-key"));
        assert_eq!(event_names(), ["ready", "start", "submit", "error", "success"], "{occasion}");
    }
}

#[wasm_bindgen_test]
async fn what_is_tried_as_the_page_goes_is_finished_without_it() {
    for occasion in ["pagehide", "visibilitychange"] {
        let (form, _still) = waiting().await;
        fire(&window(), occasion);
        until("it is tried", || sent("POST").len() == 2).await;
        assert!(sent("POST")[1].keepalive, "{occasion}");
        end(&form);
    }
}

#[wasm_bindgen_test]
async fn a_return_in_vain_begins_the_tries_again_and_says_nothing_new() {
    let form = filled(&with_gateway()).await;
    let _hurry = hurry();
    answers("POST", PROXY, &Answer::Fail);
    assert_eq!(outcome(begins_to_submit(&form)).await, "error");
    let said = form.text(".lf-status");
    fire(&window(), "online");
    until("all tries are over", || sent("POST").len() == 12).await;
    wait(50).await;
    assert_eq!(sent("POST").len(), 12);
    assert_eq!(form.text(".lf-status"), said);
    assert_eq!(event_names(), ["ready", "start", "submit", "error"]);
    end(&form);
}

#[wasm_bindgen_test]
async fn who_went_on_to_something_else_on_the_page_stays_there() {
    let elsewhere = document().create_element("input").unwrap();
    document().body().unwrap().append_child(&elsewhere).unwrap();
    let (form, _still) = waiting().await;
    fire_focus(&elsewhere);
    answers("POST", PROXY, &TAKEN);
    fire(&window(), "online");
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
    settle().await;
    assert!(document().active_element().unwrap().is_same_node(Some(&elsewhere)));
    elsewhere.remove();
}

fn fire_focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast as _;
    element.unchecked_ref::<web_sys::HtmlElement>().focus().unwrap();
}

#[wasm_bindgen_test]
async fn the_browser_asks_before_it_leaves_a_lead_that_waits_and_only_then() {
    let form = filled(&with_gateway()).await;
    assert!(leaves_freely());
    let _still = stand_still();
    answers("POST", PROXY, &Answer::HeldOther(503, OURS, "{}"));
    form.press().await;
    assert!(leaves_freely(), "what is small gets there without the page");
    release_answers();
    until("it waits", || form.text(".lf-submit") == "Gửi ngay").await;
    assert!(!leaves_freely());
    answers("POST", PROXY, &TAKEN);
    fire(&window(), "online");
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
    assert!(leaves_freely());
}

#[wasm_bindgen_test]
async fn another_lead_ends_the_tries_and_has_another_id() {
    let form = filled(&with_gateway()).await;
    let _still = stand_still();
    answers("POST", PROXY, &Answer::Fail);
    let outcome_to_come = begins_to_submit(&form);
    until("it waits", || form.text(".lf-submit") == "Gửi ngay").await;
    form.call("reset");
    assert_eq!(outcome(outcome_to_come).await, "cancelled");
    assert_eq!(form.text(".lf-submit"), "Gửi");
    assert_eq!(form.text(".lf-status"), "");
    fire(&window(), "online");
    settle().await;
    assert_eq!(sent("POST").len(), 1);
    assert!(leaves_freely());
    form.fill("full_name", "Bình").await;
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &TAKEN);
    form.press().await;
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
    let requests = sent("POST");
    assert_ne!(requests[0].header("idempotency-key"), requests[1].header("idempotency-key"));
}

#[wasm_bindgen_test]
async fn another_lead_ends_what_is_being_sent() {
    let form = filled(&with_gateway()).await;
    let _still = stand_still();
    answers("POST", PROXY, &Answer::HeldOther(202, OURS, r#"{"status":"accepted","receipt":"r-7"}"#));
    form.press().await;
    form.call("reset");
    until("it is given up", || sent("POST")[0].aborted).await;
    release_answers();
    wait(20).await;
    assert!(form.find(".lf-thanks").is_none());
    assert_eq!(event_names(), ["ready", "start", "submit"]);
}

#[wasm_bindgen_test]
async fn a_form_that_goes_while_its_lead_waits_tries_a_last_time_and_is_gone() {
    wait(20).await;
    let before = live_forms();
    let stop = count_listeners();
    let (form, _still) = waiting().await;
    answers("POST", PROXY, &TAKEN);
    form.host.remove();
    until("it is tried a last time", || sent("POST").get(1).is_some_and(|last| !last.body.is_empty())).await;
    until("it is gone", || live_forms() == before).await;
    let requests = sent("POST");
    assert_eq!(requests[1].body, requests[0].body);
    assert!(requests[1].keepalive);
    assert!(leaves_freely());
    assert_eq!(events().last().unwrap(), &("error".to_owned(), json!({"code": "network"})));
    fire(&window(), "online");
    wait(20).await;
    assert_eq!(sent("POST").len(), 2);
    assert_eq!(left_behind(&stop), 0, "listeners on the page are left");
}
