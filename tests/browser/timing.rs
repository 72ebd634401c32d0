//! When the form speaks, and when it is silent.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn nothing_is_said_before_something_was_done() {
    let form = form(SHORT).await;
    form.leave("full_name").await;
    form.leave("phone").await;
    for error in form.all(".lf-error") {
        assert_eq!(error.text_content().unwrap(), "");
    }
    assert!(form.find(".lf-invalid").is_none());
}

#[wasm_bindgen_test]
async fn it_is_silent_while_someone_types_and_speaks_when_they_go_on() {
    let form = form(SHORT).await;
    form.type_into("email", "khong phai email").await;
    assert_eq!(form.said("email"), "");
    form.leave("email").await;
    assert!(form.said("email").contains("email chưa đúng"), "{}", form.said("email"));
    assert_eq!(form.control("email").get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(form.field("email").class_list().contains("lf-invalid"));
}

#[wasm_bindgen_test]
async fn an_error_goes_the_moment_it_is_mended_and_comes_back_only_on_leaving() {
    let form = form(SHORT).await;
    form.fill("email", "an@").await;
    form.type_into("email", "an@x").await;
    assert_ne!(form.said("email"), "", "not mended yet");
    form.type_into("email", "an@x.vn").await;
    assert_eq!(form.said("email"), "");
    form.type_into("email", "an@x.vn ai").await;
    assert_eq!(form.said("email"), "", "silent while typing");
    form.leave("email").await;
    assert_ne!(form.said("email"), "");
}

#[wasm_bindgen_test]
async fn a_press_says_everything_and_goes_to_the_first_of_a_few_fields() {
    let form = form(SHORT).await;
    form.press().await;
    assert_eq!(form.said("full_name"), "Hãy điền họ và tên.");
    assert_eq!(form.said("email"), "Hãy điền email hoặc số điện thoại.");
    assert_eq!(form.focused(), "lf-full_name");
    assert!(form.find(".lf-summary").is_none());
    form.type_into("full_name", "A").await;
    assert_eq!(form.said("full_name"), "");
    form.type_into("phone", "0").await;
    assert_eq!(form.said("email"), "", "the other of the pair is there");
    assert_eq!(form.said("phone"), "", "nothing new is said while typing");
}

#[wasm_bindgen_test]
async fn above_four_fields_a_summary_takes_the_focus_and_leads_to_each() {
    let form = form(LEAD).await;
    form.press().await;
    assert_eq!(form.focused(), "lf-summary");
    let links: Vec<String> =
        form.all(".lf-summary a").iter().map(|link| link.text_content().unwrap()).collect();
    assert_eq!(
        links,
        [
            "Hãy điền họ và tên.",
            "Hãy điền số điện thoại.",
            "Hãy chọn giới tính.",
            "Dịch vụ bạn quan tâm: Hãy chọn ít nhất một mục.",
            "Hãy chọn tỉnh/thành phố.",
            "Bạn cần đồng ý để chúng tôi có thể liên hệ.",
        ]
    );
    form.click(".lf-summary li:nth-child(3) a").await;
    assert_eq!(form.focused(), "lf-gender");
    assert_eq!(form.control("gender").type_(), "radio");
    let before = form.get(".lf-summary").get_bounding_client_rect().height();
    form.type_into("contact_name", "An").await;
    assert_eq!(form.all(".lf-summary a").len(), 5);
    let after = form.get(".lf-summary").get_bounding_client_rect().height();
    assert!(
        (before - after).abs() < 1.0,
        "what is mended is crossed out, and nothing moves: {before} {after}"
    );
    assert_eq!(form.text(".lf-summary s"), "Hãy điền họ và tên.");
}

#[wasm_bindgen_test]
async fn during_a_composition_nothing_is_rewritten_and_nothing_new_is_said() {
    let form = form(SHORT).await;
    form.press().await;
    form.composes("full_name", "compositionstart", "");
    for text in ["N", "Ng", "Nguy", "Nguyê", "Nguyễ", "Nguyễn"] {
        form.composes("full_name", "compositionupdate", text);
        settle().await;
        assert_eq!(form.control("full_name").value(), text);
    }
    assert_eq!(form.said("full_name"), "", "clearing an error is fine");
    form.composes("email", "compositionstart", "");
    form.composes("email", "compositionupdate", "khôn");
    settle().await;
    form.composes("email", "compositionend", "không");
    settle().await;
    assert_eq!(form.control("email").value(), "không");
    assert_eq!(form.said("email"), "");
}

#[wasm_bindgen_test]
async fn what_leaving_a_field_has_to_say_waits_for_the_press_to_end() {
    let form = form(SHORT).await;
    form.type_into("email", "an@").await;
    let button = form.get(".lf-submit");
    fire(&button, "pointerdown");
    form.leave("email").await;
    assert_eq!(form.said("email"), "", "the button is under the finger");
    fire(&web_sys::window().unwrap(), "pointerup");
    button.unchecked_into::<web_sys::HtmlElement>().click();
    settle().await;
    assert_ne!(form.said("email"), "");
    assert_eq!(event_names().last().unwrap(), "invalid", "the click was not lost");
}

#[wasm_bindgen_test]
async fn nothing_moves_what_is_pressed_outside_of_the_form_either() {
    let form = form(SHORT).await;
    form.type_into("email", "an@").await;
    // A button of the page's own, such as the one that closes a dialog in whose middle the form stands.
    fire(&document().body().unwrap(), "pointerdown");
    form.leave("email").await;
    assert_eq!(form.said("email"), "", "the button is under the finger");
    fire(&web_sys::window().unwrap(), "pointerup");
    settle().await;
    assert_ne!(form.said("email"), "");
}

#[wasm_bindgen_test]
async fn half_a_date_is_not_lost_in_silence() {
    let form = form(LADIFLOW).await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    form.fill("dob", "1990-02-28").await;
    assert_eq!(form.said("dob"), "");
    assert_eq!(form.values()["dob"], "1990-02-28");
}

#[wasm_bindgen_test]
async fn nobody_listens_any_more_for_the_end_of_a_press_that_has_ended() {
    let form = form(SHORT).await;
    let stop = count_listeners();
    for end in ["pointerup", "pointercancel", "pointerup"] {
        fire(&form.get(".lf-submit"), "pointerdown");
        fire(&web_sys::window().unwrap(), end);
        settle().await;
    }
    assert_eq!(left_behind(&stop), 0);
}
