//! Boxes to tick.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn one_consent_is_an_unticked_box_with_a_link_to_the_policy() {
    let form = form(ZALO).await;
    let consent = form.control("consent");
    assert_eq!(consent.type_(), "checkbox");
    assert!(!consent.checked());
    assert!(consent.required());
    let link = form.get(".lf-consent a, .lf-choice a");
    assert_eq!(link.get_attribute("href").as_deref(), Some("/privacy.html"));
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noopener"));
    form.fill("phone", "0912345678").await;
    form.press().await;
    assert_eq!(form.said("consent"), "Bạn cần đồng ý để chúng tôi có thể liên hệ.");
    assert_eq!(form.focused(), "lf-consent");
    form.tick("consent", "yes").await;
    assert_eq!(form.said("consent"), "");
    answers("POST", PROXY, &Answer::Other(204, "text/plain", ""));
    form.press().await;
    assert_eq!(sent("POST").len(), 1);
    assert!(!sent("POST")[0].body.contains("consent"), "a plain proxy gets the API's body and no more");
}

#[wasm_bindgen_test]
async fn several_purposes_are_several_boxes_and_only_the_required_ones_hold_it_up() {
    let definition = SHORT.replace(
        r#""fields""#,
        r#""consent":[{"purpose":"contact","text":"Gọi lại","required":true},
            {"purpose":"news","text":"Tin mới","field":"custom_fields.news"}],"fields""#,
    );
    let form = form(&definition).await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    form.press().await;
    assert_ne!(form.said("consent.contact"), "");
    assert_eq!(form.said("consent.news"), "");
    form.tick("consent.contact", "yes").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    assert!(sent("POST")[0].body.contains("no: Tin mới"), "{}", sent("POST")[0].body);
}

/// Two steps, and the boxes on the second.
const STEPPED: &str = r#"{"version":1,"target":"ladiflow-customer","gateway":true,
    "steps":[{"fields":["phone"]},{"fields":["email"]}],
    "consent":[{"purpose":"call","text":{"vi":"Gọi lại","en":"Call me"},"version":"2","policy_url":"/privacy.html"},
        {"purpose":"news","text":"Tin mới","field":"custom_fields.news"}]}"#;

async fn asked(form: &Form) -> serde_json::Value {
    let ours = "application/vnd.leadform+json";
    answers("POST", PROXY, &Answer::Other(202, ours, r#"{"status":"accepted","receipt":"r-7"}"#));
    let sending: js_sys::Promise = form.call("submit").unchecked_into();
    JsFuture::from(sending).await.unwrap();
    serde_json::from_str(&sent("POST").last().unwrap().body).unwrap()
}

fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

#[wasm_bindgen_test]
async fn the_evidence_is_what_was_shown_and_when_the_box_was_ticked_not_when_it_was_sent() {
    let form = form(STEPPED).await;
    form.fill("phone", "0912345678").await;
    form.press().await;
    let before = now();
    form.tick("consent.news", "yes").await;
    let after = now();
    wait(20).await;
    let body = asked(&form).await;
    let [call, news] = &body["context"]["consent"].as_array().unwrap()[..] else { panic!("{body}") };
    assert_eq!(
        (&call["agreed"], &call["text"], &call["version"], &call["policy_url"]),
        (&false.into(), &"Gọi lại".into(), &"2".into(), &"/privacy.html".into())
    );
    let ticked = news["time"].as_str().unwrap();
    assert!(news["agreed"] == true && *before <= *ticked && *ticked <= *after, "{before} {ticked} {after}");
    assert!(*after < *call["time"].as_str().unwrap(), "of a no, only when it was sent is known");
    let evidence = body["payload"]["custom_fields"][0]["value"].as_str().unwrap();
    assert_eq!(evidence, format!("yes: Tin mới ({ticked})"));
}

#[wasm_bindgen_test]
async fn who_never_saw_the_box_has_said_neither_yes_nor_no() {
    let form = form(STEPPED).await;
    form.fill("phone", "0912345678").await;
    let body = asked(&form).await;
    assert_eq!(body["context"]["consent"], serde_json::json!([]));
    assert_eq!(body["payload"], serde_json::json!({"phone": "0912345678"}));
    // The next visitor at the same screen has not been asked either, but this one goes there.
    form.call("reset");
    settle().await;
    form.fill("phone", "0912345678").await;
    form.press().await;
    assert_eq!(asked(&form).await["context"]["consent"][1]["agreed"], false);
    form.call("reset");
    settle().await;
    form.fill("phone", "0912345678").await;
    assert_eq!(asked(&form).await["context"]["consent"], serde_json::json!([]));
}

#[wasm_bindgen_test]
async fn a_script_ticks_no_box_and_may_take_an_agreement_back() {
    let form = element(&[("proxy", PROXY)], ZALO);
    form.set("values", r#"{"consent":true,"phone":"0912345678"}"#);
    form.add();
    form.ready().await;
    assert_eq!(form.values(), serde_json::json!({"phone": "0912345678", "consent": false}));
    form.set("values", r#"{"consent":"yes"}"#);
    settle().await;
    assert!(!form.control("consent").checked());
    form.tick("consent", "yes").await;
    assert_eq!(form.values()["consent"], true);
    form.set("values", r#"{"phone":"0987654321"}"#);
    settle().await;
    assert!(form.control("consent").checked(), "what is not named stays");
    form.set("values", r#"{"consent":false}"#);
    settle().await;
    assert!(!form.control("consent").checked());
    form.tick("consent", "yes").await;
    form.set("definition", &ZALO.replace("\"consent\"", "\"submit\":\"Gửi\",\"consent\""));
    form.ready().await;
    assert!(!form.control("consent").checked(), "another definition may ask for something else");
    assert_eq!(form.values()["phone"], "0987654321");
}
