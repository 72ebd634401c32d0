//! What stands in the shadow root: names, labels, ids, keyboards, autofill.

use std::collections::BTreeSet;

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const EXAMPLES: [(&str, &str); 5] =
    [("ladiflow", LADIFLOW), ("lead", LEAD), ("booking", BOOKING), ("office", OFFICE), ("zalo", ZALO)];

#[wasm_bindgen_test]
async fn every_example_renders_all_its_fields_and_nothing_else() {
    for (example, definition) in EXAMPLES {
        let form = form(definition).await;
        let definition = leadform_spec::Definition::parse(definition).unwrap();
        let mut expected: BTreeSet<String> = definition.fields().map(|field| field.name.clone()).collect();
        expected.extend(definition.consent.iter().map(leadform_spec::definition::Consent::name));
        let names = form.all("[name]").iter().map(|control| control.get_attribute("name").unwrap()).collect();
        assert_eq!(expected, names, "{example}");
    }
}

#[wasm_bindgen_test]
async fn every_control_is_labelled_described_and_has_an_id_of_its_own() {
    for (example, definition) in EXAMPLES {
        let form = form(definition).await;
        let mut ids = BTreeSet::new();
        for element in form.all("[id]") {
            assert!(ids.insert(element.id()), "{example}: {} twice", element.id());
        }
        for control in form.all("input, select, textarea") {
            let id = control.id();
            assert!(!id.is_empty(), "{example}: {}", control.outer_html());
            let label =
                form.find(&format!("label[for='{id}']")).or_else(|| control.closest("label").unwrap());
            let text = label.expect("a label").text_content().unwrap();
            assert!(!text.trim().is_empty(), "{example}: {id}");
            let described = control.get_attribute("aria-describedby").or_else(|| {
                control.closest("fieldset").unwrap().and_then(|group| group.get_attribute("aria-describedby"))
            });
            for id in described.expect("a description").split(' ') {
                assert!(ids.contains(id), "{example}: {id} describes and is not there");
            }
            assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("false"), "{example}: {id}");
            let part = control.closest("[part='control']").unwrap();
            assert!(part.is_some(), "{example}: {id} can be styled by the page");
        }
    }
}

#[wasm_bindgen_test]
async fn each_control_brings_the_right_keyboard_and_autofill() {
    let form = form(
        r#"{"version":1,"target":"erp-booking","fields":["contact_name","phone_no1","email_from","street",
            "birth_date",{"name":"booking_date","min":null},"state_id","gender","customer_portrait.work_start_time",
            {"name":"customer_portrait.term_goals"}],
            "values":{"country_id":241,"company_id":3,"crm_line_ids":[11]},
            "supplied":["user_id","agent_email","ticket_id","price_list_id","category_source_id","source_id",
                "campaign_id","shuttle_bus","online_counseling"]}"#,
    )
    .await;
    for (name, kind, keyboard, autofill) in [
        ("contact_name", "text", None, Some("name")),
        ("phone_no1", "tel", Some("tel"), Some("tel")),
        ("email_from", "email", Some("email"), Some("email")),
        ("street", "text", None, Some("address-line1")),
        ("birth_date", "date", None, Some("bday")),
        ("state_id", "text", Some("numeric"), Some("address-level1")),
        ("customer_portrait.work_start_time", "time", None, None),
    ] {
        let control = form.control(name);
        assert_eq!(control.type_(), kind, "{name}");
        assert_eq!(control.get_attribute("inputmode").as_deref(), keyboard, "{name}");
        assert_eq!(control.get_attribute("autocomplete").as_deref(), autofill, "{name}");
    }
    assert_eq!(form.control("gender").type_(), "radio");
    assert_eq!(form.control("gender").get_attribute("autocomplete"), None, "no autofill for radios");
    assert_eq!(form.control("customer_portrait.term_goals").tag_name(), "TEXTAREA");
    assert_eq!(form.control("booking_date").get_attribute("min"), None);
}

#[wasm_bindgen_test]
async fn what_may_stay_empty_says_so_and_what_may_not_is_required() {
    let form = form(SHORT).await;
    assert!(form.control("full_name").required());
    assert!(!form.control("phone").required());
    assert!(!form.field("full_name").text_content().unwrap().contains("không bắt buộc"));
    assert!(
        !form.field("phone").text_content().unwrap().contains("không bắt buộc"),
        "one of a pair is needed"
    );
    let form = self::form(LADIFLOW).await;
    assert!(form.field("city").text_content().unwrap().contains("(không bắt buộc)"));
}

#[wasm_bindgen_test]
async fn the_form_has_its_parts_and_its_language() {
    let form = form(LEAD).await;
    assert_eq!(form.get("form").get_attribute("lang").as_deref(), Some("vi"));
    for part in ["form", "field", "label", "control", "error", "button", "status"] {
        assert!(form.find(&format!("[part='{part}']")).is_some(), "{part}");
    }
    assert_eq!(form.text(".lf-title"), "Đăng ký tư vấn miễn phí");
    assert_eq!(form.text(".lf-submit"), "Gửi đăng ký");
    assert_eq!(form.text(".lf-status"), "");
    assert!(form.field("state_id").class_list().contains("lf-half"));
    assert_eq!(form.control("contact_name").get_attribute("placeholder").as_deref(), Some("Nguyễn Thị An"));
    assert_eq!(
        form.get("#lf-phone_no1-help").text_content().unwrap(),
        "Chúng tôi gọi lại trong 30 phút, từ 8 giờ đến 20 giờ"
    );
}

#[wasm_bindgen_test]
async fn markup_in_a_definition_is_shown_as_text() {
    let evil = r#"<img src=x onerror=\"window.hacked=1\">"#;
    let definition = format!(
        r#"{{"version":1,"target":"ladiflow-customer","title":"{evil}","fields":[
            {{"name":"full_name","label":"{evil}","help":"{evil}","placeholder":"{evil}","required":true}},
            {{"name":"gender","options":[{{"value":"male","label":"{evil}"}}],"control":"radio"}},
            {{"name":"city","control":"select","options":[{{"value":"x","label":"{evil}"}}]}}, "phone"],
            "consent":{{"text":"{evil}","required":true}},"submit":"{evil}","success":{{"message":"{evil}"}}}}"#
    );
    let form = form(&definition).await;
    let shown = "<img src=x onerror=\"window.hacked=1\">";
    assert_eq!(form.text(".lf-title"), shown);
    assert_eq!(form.text(".lf-submit"), shown);
    form.press().await;
    form.fill("full_name", "<script>").await;
    form.fill("phone", "0912345678").await;
    form.tick("consent", "yes").await;
    answers(
        "POST",
        PROXY,
        &Answer::Json(200, r#"{"code":201,"message":"<img src=x onerror='window.hacked=1'>"}"#),
    );
    form.press().await;
    assert_eq!(form.text(".lf-thanks p"), shown);
    assert!(form.find("img").is_none());
    assert!(js_sys::Reflect::get(&js_sys::global(), &"hacked".into()).unwrap().is_undefined());
}
