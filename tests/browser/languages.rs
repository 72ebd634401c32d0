//! Two languages, switched while someone fills in.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn the_language_switches_live_and_nothing_typed_is_lost() {
    let form = form(LEAD).await;
    form.fill("contact_name", "An").await;
    form.tick("gender", "male").await;
    form.select("state_id", "2").await;
    form.fill("phone_no1", "0169").await;
    assert!(form.said("phone_no1").contains("Số điện thoại chưa đúng"));
    form.host.set_attribute("lang", "en").unwrap();
    settle().await;
    assert_eq!(form.get("form").get_attribute("lang").as_deref(), Some("en"));
    assert_eq!(form.text(".lf-title"), "Request a free consultation");
    assert_eq!(form.text(".lf-submit"), "Send my request");
    assert!(form.text("label[for=lf-contact_name]").contains("Full name"));
    assert!(form.said("phone_no1").contains("no phone number"), "{}", form.said("phone_no1"));
    assert_eq!(form.control("contact_name").value(), "An");
    assert_eq!(form.control("state_id").value(), "2");
    assert_eq!(form.values()["gender"], "male");
    form.host.remove_attribute("lang").unwrap();
    settle().await;
    assert_eq!(form.text(".lf-title"), "Đăng ký tư vấn miễn phí");
}

#[wasm_bindgen_test]
async fn without_an_own_language_the_nearest_ancestor_decides_and_is_followed() {
    let outer = document().create_element("div").unwrap();
    outer.set_attribute("lang", "en-GB").unwrap();
    document().body().unwrap().append_child(&outer).unwrap();
    let form = element(&[("proxy", PROXY)], SHORT);
    outer.append_child(&form.host).unwrap();
    form.ready().await;
    assert_eq!(form.text(".lf-submit"), "Send");
    outer.set_attribute("lang", "vi").unwrap();
    settle().await;
    assert_eq!(form.text(".lf-submit"), "Gửi");
    outer.set_attribute("lang", "fr").unwrap();
    settle().await;
    assert_eq!(form.text(".lf-submit"), "Gửi", "Vietnamese for every other language");
    form.host.set_attribute("lang", "en").unwrap();
    settle().await;
    assert_eq!(form.text(".lf-submit"), "Send");
    outer.remove();
}
