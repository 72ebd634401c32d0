//! Free lists: one input that adds an entry on Enter, comma or leaving.

use serde_json::json;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const NAME: &str = "customer_portrait.pain_point";

fn entries(form: &Form) -> Vec<String> {
    form.all(".lf-chip > span").iter().map(|chip| chip.text_content().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn enter_comma_and_leaving_add_an_entry() {
    let form = form(LEAD).await;
    form.type_into(NAME, "mũi thấp").await;
    assert!(!form.key(NAME, "Enter").await, "Enter must not send the form");
    form.type_into(NAME, "mí lót,").await;
    form.type_into(NAME, "da sạm").await;
    assert_eq!(entries(&form), ["mũi thấp", "mí lót"]);
    form.leave(NAME).await;
    assert_eq!(entries(&form), ["mũi thấp", "mí lót", "da sạm"]);
    assert_eq!(form.values()[NAME], json!(["mũi thấp", "mí lót", "da sạm"]));
    assert_eq!(form.control(NAME).value(), "");
}

#[wasm_bindgen_test]
async fn an_entry_that_is_left_by_a_press_moves_nothing_before_the_press_has_ended() {
    let form = form(LEAD).await;
    form.type_into(NAME, "mũi thấp").await;
    let button = form.get(".lf-submit");
    fire(&button, "pointerdown");
    form.leave(NAME).await;
    assert!(entries(&form).is_empty(), "the button is under the finger");
    fire(&web_sys::window().unwrap(), "pointerup");
    // The click comes before anything that waited for its end, and counts the entry.
    button.unchecked_into::<web_sys::HtmlElement>().click();
    assert_eq!(form.values()[NAME], json!(["mũi thấp"]));
    settle().await;
    assert_eq!(entries(&form), ["mũi thấp"]);
    form.type_into(NAME, "da sạm").await;
    fire(&document().body().unwrap(), "pointerdown");
    form.leave(NAME).await;
    fire(&web_sys::window().unwrap(), "pointerup");
    settle().await;
    assert_eq!(entries(&form), ["mũi thấp", "da sạm"]);
}

#[wasm_bindgen_test]
async fn an_entry_goes_by_its_button_and_by_backspace() {
    let form = form(LEAD).await;
    form.type_into(NAME, "a,").await;
    form.type_into(NAME, "b,").await;
    form.type_into(NAME, "c,").await;
    form.type_into(NAME, "b,").await;
    assert_eq!(entries(&form), ["a", "b", "c"], "twice is once");
    assert_eq!(form.get(".lf-chip-remove").get_attribute("aria-label").as_deref(), Some("Xóa a"));
    form.click(".lf-chip-remove").await;
    assert_eq!(entries(&form), ["b", "c"]);
    assert_eq!(form.focused(), "lf-customer_portrait.pain_point");
    form.key(NAME, "Backspace").await;
    assert_eq!(entries(&form), ["b"]);
}

#[wasm_bindgen_test]
async fn enter_and_comma_inside_a_composition_add_nothing() {
    let form = form(LEAD).await;
    form.composes(NAME, "compositionstart", "");
    form.composes(NAME, "compositionupdate", "muĩ");
    form.composing_key(NAME, "Enter").await;
    assert_eq!(entries(&form), Vec::<String>::new());
    assert_eq!(form.control(NAME).value(), "muĩ");
    form.composes(NAME, "compositionupdate", "mũi,");
    settle().await;
    assert_eq!(entries(&form), Vec::<String>::new());
    form.composes(NAME, "compositionend", "mũi,");
    settle().await;
    assert_eq!(entries(&form), ["mũi"]);
}

#[wasm_bindgen_test]
async fn enter_with_nothing_to_add_sends_as_everywhere_else() {
    let form = form(LEAD).await;
    assert!(form.key(NAME, "Enter").await);
}

#[wasm_bindgen_test]
async fn several_numbers_are_joined_as_the_api_wants_them() {
    let definition = r#"{"version":1,"target":"1office-contact","fields":["name",
        {"name":"phones","control":"chips","required":true}],"values":{"code":"W-1","type":"Cá nhân",
        "fountain_head_id":"Form yêu cầu tư vấn (website)","trade_ids":"DỊCH VỤ LUẬT SƯ (TLA)"}}"#;
    let form = form(definition).await;
    form.fill("name", "An").await;
    form.type_into("phones", "+84 912 345 678,").await;
    form.fill("phones", "01691234567").await;
    assert!(form.said("phones").contains("2018"));
    form.key("phones", "Backspace").await;
    assert_eq!(form.said("phones"), "");
    form.fill("phones", "0987654321").await;
    answers("POST", PROXY, &Answer::Json(200, r#"{"error":false}"#));
    form.press().await;
    assert!(sent("POST")[0].body.contains("phones=0912345678%2C0987654321"), "{}", sent("POST")[0].body);
}
