//! Forms of several steps.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const DEFINITION: &str = r#"{"version":1,"target":"ladiflow-customer","steps":[
    {"title":{"vi":"Bạn là ai","en":"Who you are"},"fields":[{"name":"full_name","required":true},"phone"]},
    {"title":"Nơi ở","fields":["email",{"name":"city","required":true}]},
    {"fields":["company"]}],
    "consent":{"text":"Đồng ý","required":true},"submit":"Xong"}"#;

#[wasm_bindgen_test]
async fn next_checks_its_own_step_and_back_keeps_everything() {
    let form = form(DEFINITION).await;
    assert_eq!(form.text(".lf-submit"), "Tiếp tục");
    assert!(form.find(".lf-back").is_none());
    assert_eq!(form.text(".lf-progress-step[aria-current=step]"), "Bạn là ai");
    form.press().await;
    assert_eq!(form.said("full_name"), "Hãy điền họ và tên.");
    assert_eq!(form.focused(), "lf-full_name");
    form.fill("full_name", "An").await;
    form.press().await;
    assert!(form.find("[name=full_name]").is_none());
    assert_eq!(form.focused(), "lf-step");
    assert_eq!(form.text(".lf-step-title"), "Bước 2/3: Nơi ở");
    form.fill("city", "Huế").await;
    form.click(".lf-back").await;
    assert_eq!(form.focused(), "lf-step");
    assert_eq!(form.text(".lf-step-title"), "Bước 1/3: Bạn là ai");
    assert_eq!(form.control("full_name").value(), "An");
    form.press().await;
    assert_eq!(form.control("city").value(), "Huế");
    let steps: Vec<_> =
        events().into_iter().filter(|(name, _)| name == "step").map(|(_, detail)| detail).collect();
    assert_eq!(
        steps,
        [json!({"step": 2, "of": 3}), json!({"step": 1, "of": 3}), json!({"step": 2, "of": 3})]
    );
}

#[wasm_bindgen_test]
async fn of_a_pair_on_two_steps_the_later_one_decides() {
    let form = form(DEFINITION).await;
    form.fill("full_name", "An").await;
    form.press().await;
    form.fill("city", "Huế").await;
    form.press().await;
    assert!(form.find("[name=city]").is_some(), "neither phone nor e-mail yet");
    assert_eq!(event_names().last().unwrap(), "invalid");
    form.fill("email", "an@example.vn").await;
    form.press().await;
    assert!(form.find("[name=company]").is_some());
}

#[wasm_bindgen_test]
async fn the_last_step_sends_everything() {
    let form = form(DEFINITION).await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    form.press().await;
    form.fill("city", "Huế").await;
    form.press().await;
    assert_eq!(form.text(".lf-submit"), "Xong");
    form.press().await;
    assert_ne!(form.said("consent"), "");
    form.tick("consent", "yes").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    assert_eq!(sent("POST")[0].body, r#"{"full_name":"An","phone":"0912345678","city":"Huế"}"#);
}

#[wasm_bindgen_test]
async fn a_script_that_sends_is_led_to_the_step_with_the_first_mistake() {
    let form = form(DEFINITION).await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    form.call("submit");
    settle().await;
    assert!(form.find("[name=city]").is_some());
    assert_eq!(form.said("city"), "Hãy điền tỉnh/thành phố.");
    assert_eq!(form.focused(), "lf-city");
}
