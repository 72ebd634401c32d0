//! Boxes to tick.

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
