//! What our gateway did not answer, and how it gets there all the same.

mod edits;
mod occasions;

use js_sys::Promise;
use serde_json::json;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::sending::filled;
use crate::support::*;

/// The type of our gateway's answers.
pub(crate) const OURS: &str = "application/vnd.leadform+json";
pub(crate) const TAKEN: Answer<'static> =
    Answer::Other(202, OURS, r#"{"status":"accepted","receipt":"r-7"}"#);

pub(crate) fn with_gateway() -> String {
    SHORT.replace(r#""fields""#, r#""gateway":true,"fields""#)
}

fn begins_to_submit(form: &Form) -> Promise {
    form.call("submit").unchecked_into()
}

async fn outcome(promise: Promise) -> String {
    JsFuture::from(promise).await.unwrap().as_string().unwrap()
}

/// A form whose lead has found nobody, and waits for an occasion: while the second lives, no pause ends.
pub(crate) async fn waiting() -> (Form, Hurry) {
    let form = filled(&with_gateway()).await;
    let still = stand_still();
    answers("POST", PROXY, &Answer::Fail);
    form.press().await;
    until("it waits", || form.text(".lf-submit") == "Gửi ngay").await;
    (form, still)
}

/// The long waits that are pauses: not the limit of a try, nor what the browser's own driver waits for.
fn pauses_ms() -> Vec<f64> {
    let is_round = |ms: &f64| (*ms % 10_000.0).abs() < f64::EPSILON;
    let mut waits = waits_ms();
    waits.retain(|ms| !is_round(ms));
    waits
}

/// Gives up a lead that still waits, so that its last try disturbs no other test.
pub(crate) fn end(form: &Form) {
    form.call("reset");
}

#[wasm_bindgen_test]
async fn what_finds_nobody_is_tried_again_after_1_2_4_8_and_16_seconds_under_one_key() {
    let form = filled(&with_gateway()).await;
    let _hurry = hurry();
    answers("POST", PROXY, &Answer::Fail);
    assert_eq!(outcome(begins_to_submit(&form)).await, "error", "as far as anybody knows by then");
    let requests = sent("POST");
    assert_eq!(requests.len(), 6);
    for request in &requests {
        assert_eq!(request.body, requests[0].body);
        assert_eq!(request.header("idempotency-key"), requests[0].header("idempotency-key"));
    }
    let waits = pauses_ms();
    assert_eq!(waits.len(), 5, "{waits:?}");
    for (wait_ms, s) in waits.iter().zip([1.0, 2.0, 4.0, 8.0, 16.0]) {
        assert!((1000.0 * s..=1250.0 * s).contains(wait_ms), "{waits:?}");
    }
    let story: Vec<_> = events().into_iter().skip(2).collect();
    assert_eq!(
        story,
        [("submit".to_owned(), serde_json::Value::Null), ("error".to_owned(), json!({"code": "network"})),],
        "once for the press, not for each try"
    );
    assert_eq!(form.text(".lf-submit"), "Gửi lại");
    assert!(form.text(".lf-status").contains("bấm gửi lại"));
    assert_eq!(form.control("full_name").value(), "Nguyễn Văn An");
    end(&form);
}

#[wasm_bindgen_test]
async fn a_lead_that_waits_says_so_once_and_the_next_try_delivers_it() {
    let form = filled(&with_gateway()).await;
    let _still = stand_still();
    answers("POST", PROXY, &Answer::Fail);
    let outcome_to_come = begins_to_submit(&form);
    until("it waits", || form.text(".lf-submit") == "Gửi ngay").await;
    let status = form.get(".lf-status");
    let said = form.text(".lf-status");
    assert!(said.contains("Chưa gửi được") && said.contains("tự động gửi lại"), "{said}");
    assert!(status.class_list().contains("lf-status-waiting"));
    assert!(form.find(".lf-submit[aria-busy]").is_none());
    fire(&web_sys::window().unwrap(), "online");
    until("it was tried again", || sent("POST").len() == 2).await;
    settle().await;
    assert_eq!(form.text(".lf-status"), said);
    assert!(form.get(".lf-status").is_same_node(Some(&status)), "nothing new to be read out");
    answers("POST", PROXY, &TAKEN);
    fire(&web_sys::window().unwrap(), "online");
    assert_eq!(outcome(outcome_to_come).await, "accepted");
    assert_eq!(event_names(), ["ready", "start", "submit", "error", "success"]);
    assert_eq!(events().last().unwrap().1, json!({"receipt": "r-7", "status": "accepted"}));
    until("it thanks", || form.find(".lf-thanks").is_some()).await;
}

#[wasm_bindgen_test]
async fn whatever_may_pass_is_tried_again_and_a_refusal_is_not() {
    let refused = r#"{"status":"refused"}"#;
    for (code, answer) in [
        ("network", Answer::Fail),
        ("timeout", Answer::Hang),
        ("server", Answer::Other(500, "text/html", "<html>")),
        ("server", Answer::Other(502, "text/html", "<html>")),
        ("server", Answer::Other(503, OURS, refused)),
        ("server", Answer::Other(429, OURS, refused)),
        ("server", Answer::Other(408, OURS, refused)),
        ("server", Answer::Other(425, "text/plain", "")),
        ("server", Answer::Other(200, "text/html", "<html>Wi-Fi</html>")),
        ("server", Answer::Other(202, OURS, r#"{"status":"acc"#)),
    ] {
        let form = filled(&with_gateway()).await;
        let _hurry = hurry();
        answers("POST", PROXY, &answer);
        let outcome_to_come = begins_to_submit(&form);
        until(code, || sent("POST").len() > 1).await;
        assert_eq!(events().last().unwrap(), &("error".to_owned(), json!({ "code": code })));
        answers("POST", PROXY, &TAKEN);
        assert_eq!(outcome(outcome_to_come).await, "accepted", "{code}");
    }
    for status in [400, 401, 403, 404, 413, 415] {
        for (content_type, body) in [(OURS, refused), ("text/html", "<html>")] {
            let form = filled(&with_gateway()).await;
            let _hurry = hurry();
            hear_errors();
            answers("POST", PROXY, &Answer::Other(status, content_type, body));
            assert_eq!(outcome(begins_to_submit(&form)).await, "error");
            wait(50).await;
            fire(&web_sys::window().unwrap(), "online");
            wait(50).await;
            assert_eq!(sent("POST").len(), 1, "{status} {body}");
            assert_eq!(events().last().unwrap(), &("error".to_owned(), json!({"code": "refused"})));
            assert!(heard().join("").contains(&format!("{PROXY} answered {status}")));
        }
    }
}

#[wasm_bindgen_test]
async fn a_refusal_of_a_later_try_ends_it() {
    let (form, _still) = waiting().await;
    answers("POST", PROXY, &Answer::Other(403, OURS, r#"{"status":"refused"}"#));
    fire(&web_sys::window().unwrap(), "online");
    until("it has failed", || form.text(".lf-submit") == "Gửi lại").await;
    fire(&web_sys::window().unwrap(), "online");
    settle().await;
    assert_eq!(sent("POST").len(), 2);
    let codes: Vec<_> =
        events().into_iter().filter(|(name, _)| name == "error").map(|(_, code)| code).collect();
    assert_eq!(codes, [json!({"code": "network"}), json!({"code": "refused"})]);
}

#[wasm_bindgen_test]
async fn the_gateway_may_ask_for_a_longer_pause_but_for_no_hour() {
    for (asked, least_ms, most_ms) in [
        ("30", 30_000.0, 37_500.0),
        ("3600", 60_000.0, 75_000.0),
        ("0", 1000.0, 1250.0),
        ("soon", 1000.0, 1250.0),
    ] {
        let form = filled(&with_gateway()).await;
        let _hurry = hurry();
        answers("POST", PROXY, &Answer::Other(503, OURS, r#"{"status":"refused"}"#));
        answer_with("retry-after", asked);
        form.press().await;
        until("it was tried again", || sent("POST").len() > 1).await;
        let waits = pauses_ms();
        assert!((least_ms..=most_ms).contains(&waits[0]), "{asked}: {waits:?}");
        end(&form);
    }
}

#[wasm_bindgen_test]
async fn a_plain_proxy_is_asked_once_for_each_press() {
    let form = filled(SHORT).await;
    answers("POST", PROXY, &Answer::Fail);
    form.press().await;
    let _hurry = hurry();
    for occasion in ["online", "visibilitychange", "pagehide", "pageshow"] {
        fire(&web_sys::window().unwrap(), occasion);
    }
    wait(50).await;
    assert_eq!(sent("POST").len(), 1);
    assert_eq!(form.text(".lf-submit"), "Gửi lại");
    assert!(leaves_freely());
}

#[wasm_bindgen_test]
async fn browsers_are_asked_to_finish_what_is_small_and_not_after_a_silence() {
    let (form, _still) = waiting().await;
    for tries in 2..=4 {
        fire(&web_sys::window().unwrap(), "online");
        until("it is tried", || sent("POST").len() == tries).await;
        wait(20).await;
    }
    let keepalive: Vec<bool> = sent("POST").iter().map(|request| request.keepalive).collect();
    assert_eq!(keepalive, [true, false, true, false], "perhaps it was the limit on such requests");
    end(&form);
    drop(form);
    let form = filled(SHORT).await;
    answers("POST", PROXY, &Answer::Fail);
    form.press().await;
    form.press().await;
    let keepalive: Vec<bool> = sent("POST").iter().map(|request| request.keepalive).collect();
    assert_eq!(keepalive, [true, false], "with a plain proxy it is the next press");
}

#[wasm_bindgen_test]
async fn a_body_that_is_too_large_to_be_finished_without_the_page_holds_the_page() {
    for (letters, is_small) in [(59_000, true), (62_000, false)] {
        let note = r#"{"version":1,"target":"ladiflow-customer",
            "fields":["phone",{"name":"custom_fields.note","control":"textarea"}]}"#;
        let form = form(note).await;
        form.set(
            "values",
            &json!({"phone": "0912345678", "custom_fields.note": "a".repeat(letters)}).to_string(),
        );
        answers("POST", PROXY, &Answer::Held(crate::sending::THANKED));
        form.press().await;
        assert_eq!(sent("POST")[0].keepalive, is_small, "{letters}");
        assert_eq!(leaves_freely(), is_small, "{letters}");
        release_answers();
        until("it thanks", || form.find(".lf-thanks").is_some()).await;
        assert!(leaves_freely());
    }
}
