//! Phone numbers and e-mail addresses as people type them.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const PHONE: &str = r#"{"version":1,"target":"zalo-journey","fields":["phone"],"values":{"oa_id":"1"}}"#;

#[wasm_bindgen_test]
async fn every_way_to_write_a_number_is_understood_and_left_as_it_is() {
    for typed in ["+84 (0)912-345.678", "0084912345678", "84912345678", "912345678", "０９１２３４５６７８"]
    {
        let form = form(&PHONE.replace(r#""fields""#, r#""phone_format":"national","fields""#)).await;
        answers("POST", PROXY, &Answer::Other(204, "text/plain", ""));
        form.fill("phone", typed).await;
        assert_eq!(form.said("phone"), "", "{typed}");
        assert_eq!(form.control("phone").value(), typed);
        form.press().await;
        assert!(sent("POST")[0].body.contains(r#""phone":"0912345678""#), "{}", sent("POST")[0].body);
    }
}

#[wasm_bindgen_test]
async fn a_number_from_before_2018_is_repaired_in_one_tap() {
    let form = form(PHONE).await;
    form.type_into("phone", "01691234567").await;
    assert_eq!(form.said("phone"), "", "quiet while typing");
    form.leave("phone").await;
    assert!(form.said("phone").contains("2018"));
    assert_eq!(form.text(".lf-offer"), "Đổi thành 0391234567");
    form.click(".lf-offer").await;
    assert_eq!(form.control("phone").value(), "0391234567");
    assert_eq!(form.said("phone"), "");
    assert_eq!(form.focused(), "lf-phone");
    answers("POST", PROXY, &Answer::Other(204, "text/plain", ""));
    form.press().await;
    assert!(sent("POST")[0].body.contains("84391234567"));
}

#[wasm_bindgen_test]
async fn a_number_from_before_2018_is_refused_on_a_press_too() {
    let form = form(PHONE).await;
    form.type_into("phone", "01691234567").await;
    form.press().await;
    assert_eq!(sent("POST").len(), 0);
    assert_eq!(form.text(".lf-offer"), "Đổi thành 0391234567");
}

#[wasm_bindgen_test]
async fn an_unknown_prefix_is_a_warning_and_no_more() {
    let form = form(PHONE).await;
    form.fill("phone", "0601234567").await;
    assert!(form.get(".lf-error").class_list().contains("lf-warning"));
    assert!(form.said("phone").contains("Đầu số"));
    assert!(!form.field("phone").class_list().contains("lf-invalid"));
    assert_eq!(form.control("phone").get_attribute("aria-invalid").as_deref(), Some("false"));
    answers("POST", PROXY, &Answer::Other(204, "text/plain", ""));
    form.press().await;
    assert_eq!(sent("POST").len(), 1);
}

#[wasm_bindgen_test]
async fn a_slip_in_a_common_domain_brings_an_offer_and_no_refusal() {
    let form = form(SHORT).await;
    form.fill("email", "an@gmial.com").await;
    assert_eq!(form.text(".lf-offer"), "Đổi thành an@gmail.com");
    assert!(!form.field("email").class_list().contains("lf-invalid"));
    form.type_into("email", "an@gmial.com.vn").await;
    assert!(form.find(".lf-offer").is_none(), "it was about another text");
    form.fill("email", "an@gmial.com").await;
    form.click(".lf-offer").await;
    assert_eq!(form.control("email").value(), "an@gmail.com");
    form.fill("full_name", "An").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    assert!(sent("POST")[0].body.contains("an@gmail.com"));
}
