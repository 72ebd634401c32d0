//! How the parts of the form refer to each other: nothing to what is not there, nothing that is over.

use std::collections::BTreeSet;

use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::files::{choose, file};
use crate::support::*;

const ALL: &str = r#"{"version":1,"target":"1office-contact","fields":["name",
    {"name":"type","control":"radio","required":true},{"name":"trade_ids","control":"checkboxes"},
    {"name":"fountain_head_id","control":"combobox"},{"name":"user_ids","required":true},
    {"name":"formal_name","control":"select","required":true},
    {"name":"detail","min":1,"fields":["name",{"name":"phone","required":true}]},
    {"name":"files","required":true}],
    "values":{"code":"W-1"},"consent":{"text":"Tôi đồng ý","required":true}}"#;

/// Fails where an id stands twice, or something refers to an id that is not there.
fn expect_whole(form: &Form, state: &str) {
    let mut ids = BTreeSet::new();
    for element in form.all("[id]") {
        assert!(ids.insert(element.id()), "{state}: {} twice", element.id());
    }
    for attribute in [
        "for",
        "aria-describedby",
        "aria-labelledby",
        "aria-controls",
        "aria-activedescendant",
        "aria-errormessage",
    ] {
        for element in form.all(&format!("[{attribute}]")) {
            for id in element.get_attribute(attribute).unwrap().split_ascii_whitespace() {
                assert!(ids.contains(id), "{state}: {attribute}={id} leads nowhere");
            }
        }
    }
    for link in form.all("a[href^='#']") {
        let id = link.get_attribute("href").unwrap().split_off(1);
        assert!(ids.contains(&id), "{state}: the link to {id} leads nowhere");
    }
}

#[wasm_bindgen_test]
async fn ids_are_unique_and_references_lead_somewhere_in_every_state() {
    for definition in [LADIFLOW, LEAD, BOOKING, OFFICE, ZALO, ALL] {
        let form = form(definition).await;
        expect_whole(&form, "empty");
        for add in form.all(".lf-group-add") {
            add.unchecked_into::<HtmlElement>().click();
            settle().await;
        }
        form.press().await;
        expect_whole(&form, "in error");
        for input in form.all(".lf-chip-input, [role=combobox]") {
            let name = input.get_attribute("name").unwrap();
            form.type_into(&name, "1").await;
            form.key(&name, "ArrowDown").await;
            expect_whole(&form, "with a list open");
            form.key(&name, "Enter").await;
            expect_whole(&form, "with an entry");
        }
        if form.find("[type=file]").is_some() {
            choose(&form, &[file("a.pdf", "application/pdf", 3), file("b.exe", "", 3)]).await;
            expect_whole(&form, "with files");
        }
    }
}

#[wasm_bindgen_test]
async fn a_description_and_its_mark_go_when_the_mistake_is_mended() {
    let form = form(SHORT).await;
    form.press().await;
    let control = form.control("full_name");
    assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_ne!(form.said("full_name"), "");
    form.type_into("full_name", "A").await;
    assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("false"));
    assert_eq!(form.said("full_name"), "", "what describes it is empty");
}

#[wasm_bindgen_test]
async fn a_link_of_the_summary_puts_the_focus_on_its_control_whatever_that_is() {
    let form = form(ALL).await;
    form.press().await;
    let mut led = Vec::new();
    for link in form.all("#lf-summary a") {
        link.clone().unchecked_into::<HtmlElement>().click();
        settle().await;
        let id = link.get_attribute("href").unwrap().split_off(1);
        assert_eq!(form.focused(), id);
        led.push(form.get(&format!("[id='{id}']")).get_attribute("name").unwrap_or(id));
    }
    assert_eq!(
        led,
        [
            "name",
            "type",
            "trade_ids",
            "fountain_head_id",
            "user_ids",
            "formal_name",
            "detail.0.name",
            "detail.0.phone",
            "files",
            "consent"
        ]
    );
}

#[wasm_bindgen_test]
async fn a_link_to_a_group_without_rows_puts_the_focus_on_the_group() {
    let definition = r#"{"version":1,"target":"1office-contact","fields":["name","emails","phones","address","cf31",
        {"name":"detail","required":true,"fields":["name"]}],
        "values":{"code":"W-1","type":"Cá nhân","fountain_head_id":"Form yêu cầu tư vấn (website)",
            "trade_ids":"DỊCH VỤ LUẬT SƯ (TLA)"}}"#;
    let form = form(definition).await;
    form.fill("name", "An").await;
    form.press().await;
    form.click("#lf-summary a").await;
    assert_eq!(form.focused(), "lf-detail");
    let group = form.get("#lf-detail");
    assert!(group.get_attribute("aria-describedby").unwrap().contains("lf-detail-error"));
}

#[wasm_bindgen_test]
async fn radios_are_a_group_that_says_that_it_is_required_and_wrong() {
    let form = form(ALL).await;
    let group = form.control("type").closest("fieldset").unwrap().unwrap();
    assert_eq!(group.get_attribute("role").as_deref(), Some("radiogroup"));
    assert_eq!(group.get_attribute("aria-required").as_deref(), Some("true"));
    assert_eq!(group.get_attribute("aria-invalid").as_deref(), Some("false"));
    form.press().await;
    assert_eq!(group.get_attribute("aria-invalid").as_deref(), Some("true"));
    form.control("type").click();
    settle().await;
    assert_eq!(group.get_attribute("aria-invalid").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn headings_begin_below_the_title_or_take_its_place() {
    for (title, level) in [(r#""title":"Tư vấn","#, "H3"), ("", "H2")] {
        let definition = format!(
            r#"{{"version":1,"target":"ladiflow-customer",{title}"steps":[
                {{"title":"Một","fields":["full_name","phone","email","city","company"]}},{{"fields":["dob"]}}]}}"#
        );
        let form = form(&definition).await;
        assert_eq!(form.get(".lf-step-title").tag_name(), level);
        form.press().await;
        assert_eq!(form.get(".lf-summary-title").tag_name(), level);
    }
}

#[wasm_bindgen_test]
async fn lists_without_bullets_are_lists() {
    let steps =
        r#"{"version":1,"target":"ladiflow-customer","steps":[{"fields":["phone"]},{"fields":["dob"]}]}"#;
    for (definition, least) in [(ALL, 4), (steps, 1)] {
        let form = form(definition).await;
        form.press().await;
        if least > 1 {
            form.fill("user_ids", "Khôi").await;
            choose(&form, &[file("a.pdf", "application/pdf", 3)]).await;
        }
        assert!(form.all("ul, ol").len() >= least);
        for list in form.all("ul, ol") {
            let role = list.get_attribute("role");
            assert!(matches!(role.as_deref(), Some("list" | "listbox")), "{}", list.outer_html());
        }
    }
}

#[wasm_bindgen_test]
async fn a_button_with_a_sign_has_a_name_and_hides_the_sign() {
    let form = form(ALL).await;
    form.fill("user_ids", "Khôi").await;
    choose(&form, &[file("a.pdf", "application/pdf", 3)]).await;
    for (css, name) in [(".lf-chip-remove", "Xóa Khôi"), (".lf-file-remove", "Xóa a.pdf")] {
        let button = form.get(css);
        assert_eq!(button.get_attribute("aria-label").as_deref(), Some(name));
        let sign = button.first_element_child().unwrap();
        assert_eq!(
            (sign.text_content().as_deref(), sign.get_attribute("aria-hidden").as_deref()),
            (Some("×"), Some("true"))
        );
    }
}

#[wasm_bindgen_test]
async fn a_consent_that_may_be_left_out_says_so() {
    let definition = |required: bool| {
        SHORT.replace(
            r#""fields""#,
            &format!(r#""consent":{{"text":"Tôi đồng ý","required":{required}}},"fields""#),
        )
    };
    let said = |form: &Form| form.field("consent").text_content().unwrap();
    assert!(said(&form(&definition(false)).await).contains("(không bắt buộc)"));
    assert!(!said(&form(&definition(true)).await).contains("không bắt buộc"));
}
