//! What a screen reader is told of what it does not see: once, in a place that was there before, one thing at a time.

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::files::{choose, file};
use crate::support::*;

const LISTS: &str = r#"{"version":1,"target":"1office-contact","fields":["name","emails",
    {"name":"user_ids"},{"name":"detail","fields":["name"]},
    {"name":"files","accept":".pdf","max":3,"max_bytes":5000}],
    "values":{"code":"W-1","type":"Cá nhân","fountain_head_id":"Form yêu cầu tư vấn (website)",
        "trade_ids":"DỊCH VỤ LUẬT SƯ (TLA)"}}"#;

const STATES: &str = r#"{"version":1,"target":"erp-lead","fields":["contact_name",
    {"name":"state_id","control":"CONTROL","options":{"from":"https://forms.test/states.json"}}],
    "values":{"phone_no1":"0912345678","country_id":241,"company_id":3,"street":"-","gender":"other","crm_line_ids":[11]},
    "supplied":["user_id","agent_email","ticket_id","price_list_id","category_source_id","source_id","campaign_id"]}"#;

/// The live regions: what is put into one of them is spoken.
fn regions(form: &Form) -> Vec<Element> {
    form.all("[role=status], [role=alert], [role=log], [aria-live], output")
}

/// What the live regions say now; more than one thing at a time is a mistake.
fn told(form: &Form) -> String {
    let told: Vec<String> = regions(form).iter().map(|region| region.text_content().unwrap()).collect();
    let told: Vec<String> = told.into_iter().filter(|text| !text.trim().is_empty()).collect();
    assert!(told.len() <= 1, "several at once: {told:?}");
    told.concat()
}

/// Waits until something is so, or long enough to say that it never will be.
async fn until(mut check: impl FnMut() -> bool) {
    for _ in 0..500 {
        if check() {
            return;
        }
        wait(10).await;
    }
}

#[wasm_bindgen_test]
async fn the_places_where_things_are_told_are_there_and_empty_before_anything_happens() {
    for definition in [LADIFLOW, LEAD, BOOKING, OFFICE, ZALO, LISTS, SHORT] {
        let form = form(definition).await;
        assert!(regions(&form).len() >= 2);
        assert_eq!(told(&form), "");
        for region in regions(&form) {
            assert_eq!(region.get_attribute("role").as_deref(), Some("status"), "nothing interrupts");
        }
    }
}

#[wasm_bindgen_test]
async fn what_is_told_later_is_told_in_the_same_places() {
    let form = form(LISTS).await;
    let before = regions(&form);
    form.fill("emails", "an@").await;
    assert_ne!(told(&form), "");
    form.press().await;
    form.fill("user_ids", "Khôi").await;
    choose(&form, &[file("a.pdf", "application/pdf", 3), file("b.mp3", "audio/mpeg", 3)]).await;
    form.click(".lf-group-add").await;
    let after = regions(&form);
    assert_eq!(before.len(), after.len(), "no region came or went");
    assert!(before.iter().zip(&after).all(|(before, after)| before.is_same_node(Some(after))));
}

#[wasm_bindgen_test]
async fn of_a_failed_press_on_a_long_form_the_focus_on_the_summary_is_all_that_is_heard() {
    let form = form(LEAD).await;
    form.fill("phone_no1", "12").await;
    assert_ne!(told(&form), "");
    form.press().await;
    assert_eq!(form.focused(), "lf-summary");
    assert_eq!(told(&form), "", "the focus speaks");
    form.click("#lf-summary a").await;
    form.leave("phone_no1").await;
    assert_eq!(told(&form), "", "what was heard with the focus is not said again on leaving");
    let summary = form.get("#lf-summary");
    assert_eq!(summary.get_attribute("role").as_deref(), Some("group"));
    let title = summary.get_attribute("aria-labelledby").unwrap();
    assert_ne!(form.text(&format!("#{title}")), "");
}

#[wasm_bindgen_test]
async fn of_a_failed_press_on_a_short_form_the_first_wrong_control_is_all_that_is_heard() {
    let form = form(SHORT).await;
    form.press().await;
    assert_eq!(form.focused(), "lf-full_name");
    assert_eq!(told(&form), "");
    let control = form.control("full_name");
    assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("true"));
    let described = control.get_attribute("aria-describedby").unwrap();
    let said: String = described.split(' ').map(|id| form.text(&format!("[id='{id}']"))).collect();
    assert_eq!(said, "Hãy điền họ và tên.");
}

#[wasm_bindgen_test]
async fn what_appears_below_a_field_that_was_left_is_told_with_its_name_and_its_repair() {
    let form = form(SHORT).await;
    form.fill("email", "an@gmial.com").await;
    let said = told(&form);
    assert!(said.starts_with("Email: ") && said.ends_with("an@gmail.com"), "{said}");
    form.fill("phone", "01691234567").await;
    let said = told(&form);
    assert!(said.starts_with("Số điện thoại: ") && said.contains("0391234567"), "{said}");
    form.click(".lf-offer").await;
    assert_eq!(told(&form), "", "it is mended");
}

#[wasm_bindgen_test]
async fn the_same_mistake_made_again_is_told_again() {
    let form = form(SHORT).await;
    form.fill("email", "an@").await;
    let first = told(&form);
    assert_ne!(first, "");
    form.type_into("email", "an@@").await;
    assert_eq!(told(&form), "", "nothing while typing");
    form.leave("email").await;
    assert_eq!(told(&form), first);
}

#[wasm_bindgen_test]
async fn what_is_right_is_left_in_silence() {
    let form = form(SHORT).await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    form.fill("email", "an@example.vn").await;
    assert_eq!(told(&form), "");
}

#[wasm_bindgen_test]
async fn what_is_told_follows_the_language() {
    let form = form(LISTS).await;
    form.type_into("user_ids", "Khôi").await;
    form.key("user_ids", "Enter").await;
    assert_eq!(told(&form), "Đã thêm: Khôi");
    form.host.set_attribute("lang", "en").unwrap();
    settle().await;
    assert_eq!(told(&form), "Added: Khôi");
}

#[wasm_bindgen_test]
async fn an_entry_that_comes_or_goes_is_told() {
    let form = form(LISTS).await;
    form.type_into("user_ids", "Khôi").await;
    form.key("user_ids", "Enter").await;
    assert_eq!(told(&form), "Đã thêm: Khôi");
    form.type_into("user_ids", "Ngọc,").await;
    assert_eq!(told(&form), "Đã thêm: Ngọc");
    form.key("user_ids", "Backspace").await;
    assert_eq!(told(&form), "Đã xóa: Ngọc");
    form.click(".lf-chip-remove").await;
    assert_eq!(told(&form), "Đã xóa: Khôi");
    assert_eq!(form.focused(), "lf-user_ids");
}

#[wasm_bindgen_test]
async fn a_row_that_goes_is_told_and_one_that_comes_has_the_focus() {
    let form = form(LISTS).await;
    form.click(".lf-group-add").await;
    assert!(form.focused().starts_with("lf-detail-"), "{}", form.focused());
    assert_eq!(told(&form), "");
    form.click(".lf-group-remove").await;
    settle().await;
    assert_eq!(form.focused(), "lf-detail-add");
    assert_eq!(told(&form), "Đã xóa: Người liên hệ 1");
}

#[wasm_bindgen_test]
async fn what_became_of_files_is_told_in_one_go_once_they_are_read() {
    let form = form(LISTS).await;
    choose(&form, &[file("a.pdf", "application/pdf", 3), file("b.mp3", "audio/mpeg", 3)]).await;
    until(|| !told(&form).is_empty()).await;
    let said = told(&form);
    assert!(said.starts_with("a.pdf: 1 kB b.mp3: "), "{said}");
    form.click(".lf-file-remove").await;
    assert_eq!(told(&form), "Đã xóa: a.pdf");
    assert_eq!(form.focused(), "lf-files");
}

#[wasm_bindgen_test]
async fn a_list_that_does_not_come_is_told_and_described_at_its_control() {
    for control in ["select", "combobox"] {
        let form = element(&[("proxy", PROXY)], &STATES.replace("CONTROL", control));
        answers("GET", "states.json", &Answer::Fail);
        form.add();
        form.ready().await;
        until(|| !told(&form).is_empty()).await;
        let said = told(&form);
        assert!(said.starts_with("Tỉnh/Thành phố: Chưa tải được"), "{control}: {said}");
        let described = form.control("state_id").get_attribute("aria-describedby").unwrap();
        let description: String = described.split(' ').map(|id| form.text(&format!("[id='{id}']"))).collect();
        assert!(description.contains("Chưa tải được"), "{control}: {description}");
        answers("GET", "states.json", &Answer::Json(200, r#"[{"value":1,"label":"Huế"}]"#));
        form.click(".lf-retry").await;
        assert_eq!(form.focused(), "lf-state_id", "{control}: the button is gone, the focus is not");
        until(|| form.find(".lf-retry").is_none() && told(&form).is_empty()).await;
        assert_eq!(told(&form), "", "{control}");
        assert!(form.find(".lf-retry").is_none());
    }
}

#[wasm_bindgen_test]
async fn choices_that_do_not_come_leave_a_place_for_the_focus() {
    let form = element(&[("proxy", PROXY)], &STATES.replace("CONTROL", "radio"));
    answers("GET", "states.json", &Answer::Fail);
    form.add();
    form.ready().await;
    until(|| form.find(".lf-retry").is_some()).await;
    form.fill("contact_name", "An").await;
    form.press().await;
    assert_eq!(form.focused(), "lf-state_id-group", "there is no radio to go to");
    form.click(".lf-retry").await;
    assert_eq!(form.focused(), "lf-state_id-group");
    let group = form.get("#lf-state_id-group");
    assert!(group.get_attribute("aria-describedby").unwrap().contains("lf-state_id-choices"));
}

#[wasm_bindgen_test]
async fn how_many_choices_fit_is_told_where_they_are_searched() {
    let form = element(&[("proxy", PROXY)], &STATES.replace("CONTROL", "combobox"));
    answers(
        "GET",
        "states.json",
        &Answer::Json(200, r#"[{"value":1,"label":"Huế"},{"value":2,"label":"Hà Nội"}]"#),
    );
    form.add();
    form.ready().await;
    until(|| form.text("#lf-state_id-choices").is_empty()).await;
    form.type_into("state_id", "h").await;
    assert_eq!(told(&form), "2 lựa chọn phù hợp");
    let expanded = || form.control("state_id").get_attribute("aria-expanded").unwrap();
    assert_eq!(expanded(), "true");
    form.type_into("state_id", "hx").await;
    assert_eq!(expanded(), "false", "there is no list to see");
    assert_ne!(told(&form), "");
}

#[wasm_bindgen_test]
async fn sending_and_its_failure_are_told_and_the_thank_you_has_the_focus_and_is_no_live_region() {
    let form = form(SHORT).await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Fail);
    form.press().await;
    until(|| told(&form).contains("vẫn còn đây")).await;
    assert!(told(&form).contains("vẫn còn đây"), "{}", told(&form));
    answers("POST", PROXY, &Answer::Held(r#"{"code":201}"#));
    form.click(".lf-submit").await;
    assert_eq!(told(&form), "Đang gửi…");
    until(|| {
        // Again and again: an answer can be let go only once it is held.
        release_answers();
        form.focused() == "lf-thanks"
    })
    .await;
    assert_eq!(form.focused(), "lf-thanks");
    assert_eq!(regions(&form).len(), 0, "it would be heard twice");
    let thanks = form.get("#lf-thanks");
    assert_eq!(thanks.get_attribute("role").as_deref(), Some("group"));
    for attribute in ["aria-labelledby", "aria-describedby"] {
        assert_ne!(form.text(&format!("#{}", thanks.get_attribute(attribute).unwrap())), "");
    }
}
