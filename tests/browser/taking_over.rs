//! A form that is on the page before the widget: taken over as it is, with everything that was typed.

mod waiting;

use js_sys::Array;
use serde_json::json;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, ShadowRootInit, ShadowRootMode};

use crate::support::*;

const CUSTOMER: &str = r#"{"version":1,"target":"ladiflow-customer","gateway":true,"fields":[
    {"name":"full_name","required":true},"phone","email","gender","dob",
    {"name":"address","control":"textarea"},{"name":"channels","control":"chips"},
    {"name":"company","default":"ACME"}],
    "consent":{"text":"Tôi đồng ý","required":true}}"#;

/// A form as the widget itself writes it, before anything is typed.
async fn html_of(definition: &str) -> String {
    let form = form(definition).await;
    form.html().replace(" novalidate=\"\"", "")
}

/// An element whose form came with the page; the widget is on its way.
async fn rendered(html: &str, definition: &str) -> Form {
    let form = element(&[("proxy", PROXY)], definition);
    hold_loading();
    let root = form.host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
    root.set_inner_html(html);
    form.add();
    // It listens.
    settle().await;
    wait(5).await;
    form
}

impl Form {
    /// The widget arrives.
    async fn arrives(&self) {
        let_load();
        until("the form is taken over", || self.find("form[novalidate]").is_some()).await;
        settle().await;
    }

    fn enter(&self, name: &str) -> HtmlInputElement {
        let control = self.control(name);
        control.unchecked_ref::<HtmlElement>().focus().unwrap();
        control
    }
}

#[wasm_bindgen_test]
async fn every_element_stays_the_one_it_was_and_nothing_is_seen_to_change() {
    for definition in [CUSTOMER, LADIFLOW, BOOKING, ZALO, SHORT] {
        let html = html_of(definition).await;
        let form = rendered(&html, definition).await;
        let before = form.all("*");
        form.arrives().await;
        let after = form.all("*");
        assert_eq!(before.len(), after.len(), "{definition}");
        for (before, after) in before.iter().zip(&after) {
            assert!(before.is_same_node(Some(after)), "another {} in {definition}", after.outer_html());
        }
        assert_eq!(form.html().replace(" novalidate=\"\"", ""), html);
    }
}

#[wasm_bindgen_test]
async fn what_was_typed_ticked_and_chosen_is_there_and_can_be_sent() {
    let form = rendered(&html_of(CUSTOMER).await, CUSTOMER).await;
    for (name, text) in
        [("full_name", "Nguyễn Thị Ánh"), ("phone", "0912345678"), ("address", "Huế\nViệt Nam")]
    {
        form.enter(name);
        type_key(text);
    }
    form.control("dob").set_value("1990-02-03");
    form.enter("channels");
    type_key("Zalo, Facebook");
    form.enter("email");
    form.get("[name=gender][value=female]").unchecked_into::<HtmlElement>().click();
    form.get("[name=consent]").unchecked_into::<HtmlElement>().click();
    form.arrives().await;
    let values = form.values();
    assert_eq!(values["full_name"], "Nguyễn Thị Ánh");
    assert_eq!(values["address"], "Huế\nViệt Nam");
    assert_eq!((&values["gender"], &values["dob"]), (&json!("female"), &json!("1990-02-03")));
    assert_eq!(values["channels"], json!(["Zalo", "Facebook"]));
    assert_eq!((&values["company"], &values["consent"]), (&json!("ACME"), &json!(true)));
    assert_eq!(event_names(), ["ready", "start"]);
    answers(
        "POST",
        PROXY,
        &Answer::Other(202, "application/vnd.leadform+json", r#"{"status":"accepted","receipt":"r"}"#),
    );
    form.press().await;
    let request = sent("POST").pop().expect("a lead");
    assert!(
        request.body.contains("Nguyễn Thị Ánh") && request.body.contains("\"agreed\":true"),
        "{}",
        request.body
    );
}

#[wasm_bindgen_test]
async fn what_was_emptied_stays_empty_and_what_was_left_alone_is_prefilled() {
    let form = rendered(
        &html_of(CUSTOMER).await.replace("id=\"lf-company\"", "id=\"lf-company\" value=\"ACME\""),
        CUSTOMER,
    )
    .await;
    assert_eq!(form.control("company").value(), "ACME");
    form.control("company").set_value("");
    form.arrives().await;
    assert_eq!(form.values()["company"], "");
    drop(form);
    let form = rendered(&html_of(CUSTOMER).await, CUSTOMER).await;
    form.arrives().await;
    assert_eq!(form.values()["company"], "ACME");
    assert_eq!(form.control("company").value(), "ACME");
    assert_eq!(event_names(), ["ready"], "nobody has typed");
}

#[wasm_bindgen_test]
async fn the_focus_the_caret_and_the_selection_stay() {
    let form = rendered(&html_of(CUSTOMER).await, CUSTOMER).await;
    let name = form.enter("full_name");
    type_key("Nguyễn Thị Ánh");
    name.set_selection_range(2, 6).unwrap();
    form.arrives().await;
    assert_eq!(form.focused(), "lf-full_name");
    assert_eq!((name.selection_start(), name.selection_end()), (Ok(Some(2)), Ok(Some(6))));
    type_key("-");
    assert_eq!(form.values()["full_name"], "Ng- Thị Ánh");
}

#[wasm_bindgen_test]
async fn a_word_that_is_being_composed_is_waited_for() {
    let form = rendered(&html_of(CUSTOMER).await, CUSTOMER).await;
    let name = form.enter("full_name");
    form.composes("full_name", "compositionstart", "");
    form.composes("full_name", "compositionupdate", "Nguye");
    let_load();
    settle().await;
    wait(20).await;
    assert!(form.find("form[novalidate]").is_none(), "the word was broken off");
    form.composes("full_name", "compositionupdate", "Nguyễn");
    form.composes("full_name", "compositionend", "Nguyễn");
    form.arrives().await;
    assert_eq!((name.value(), form.values()["full_name"].clone()), ("Nguyễn".to_owned(), json!("Nguyễn")));
}

#[wasm_bindgen_test]
async fn a_press_before_the_widget_is_sent_once_by_it() {
    let form = rendered(&html_of(SHORT).await, SHORT).await;
    form.enter("full_name");
    type_key("An");
    form.enter("phone");
    type_key("0912345678");
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    for _ in 0..3 {
        form.get(".lf-submit").unchecked_into::<HtmlElement>().click();
    }
    assert_eq!(form.get(".lf-submit").get_attribute("aria-busy").as_deref(), Some("true"));
    assert!(sent("POST").is_empty());
    let_load();
    until("it is sent", || form.find(".lf-thanks").is_some()).await;
    assert_eq!(sent("POST").len(), 1);
    assert_eq!(event_names().iter().filter(|name| *name == "success").count(), 1);
}

#[wasm_bindgen_test]
async fn a_press_before_the_widget_that_finds_something_to_mend_says_what() {
    let form = rendered(&html_of(SHORT).await, SHORT).await;
    form.enter("full_name");
    type_key("An");
    form.enter("phone");
    type_key("12");
    form.get(".lf-submit").unchecked_into::<HtmlElement>().click();
    form.arrives().await;
    assert_ne!(form.said("phone"), "");
    assert_eq!(form.focused(), "lf-phone");
    assert!(sent("POST").is_empty());
}

/// What the visitor types while the widget comes.
const TEXT: &str = "Nguyễn Thị Ánh Tuyết ở 12 Trần Hưng Đạo, phường Hàng Bài, quận Hoàn Kiếm";

#[wasm_bindgen_test]
async fn whoever_types_through_the_take_over_loses_no_letter_at_any_moment_of_the_first_two_seconds() {
    let html = html_of(SHORT).await;
    let letters: Vec<String> = TEXT.chars().map(String::from).collect();
    for moment_ms in (0..2000).step_by(10) {
        // A letter every 27 ms: the take-over comes at every distance from one.
        let typed = (moment_ms / 27).min(letters.len() - 12);
        let form = rendered(&html, SHORT).await;
        let name = form.enter("full_name");
        type_key(&letters[..typed].concat());
        let mut rest = letters[typed..].iter();
        // Before it, in it, and after it: each turn of the browser may be the one.
        for turn in 0..12 {
            if turn == moment_ms / 10 % 5 {
                let_load();
            }
            if let Some(letter) = rest.next() {
                type_key(letter);
            }
            match turn % 3 {
                0 => turn_of_tasks().await,
                1 => wait(0).await,
                _ => {}
            }
        }
        form.arrives().await;
        type_key(&rest.cloned().collect::<String>());
        let shown = form.control("full_name");
        assert!(name.is_same_node(Some(&shown)), "another input after {moment_ms} ms");
        assert_eq!(shown.value(), TEXT, "after {moment_ms} ms");
        assert_eq!(form.values()["full_name"], TEXT, "after {moment_ms} ms");
    }
}

async fn turn_of_tasks() {
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&Array::new())).await.unwrap();
}

#[wasm_bindgen_test]
async fn what_a_browser_extension_put_into_the_form_breaks_nothing() {
    let html = html_of(SHORT).await;
    let strange =
        html.replace("<input ", "<span class=\"extension\"></span><input data-extension=\"1\" ").replace(
            "<div class=\"lf-fields\">",
            "text<div class=\"lf-fields\"><div class=\"lf-field\">Hm</div>",
        );
    let form = rendered(&strange, SHORT).await;
    let name = form.enter("full_name");
    type_key("An");
    form.arrives().await;
    assert!(name.is_same_node(Some(&form.control("full_name"))));
    assert_eq!(form.values()["full_name"], "An");
    assert_eq!(form.focused(), "lf-full_name");
    assert_eq!(form.all("[name=phone]").len(), 1);
}

#[wasm_bindgen_test]
async fn files_that_were_chosen_before_are_read() {
    const FILES: &str = r#"{"version":1,"target":"1office-contact","fields":["name",{"name":"files","max":3}],
        "values":{"code":"W-1","type":"Cá nhân","fountain_head_id":"Form yêu cầu tư vấn (website)",
            "trade_ids":"DỊCH VỤ LUẬT SƯ (TLA)"}}"#;
    let form = rendered(&html_of(FILES).await, FILES).await;
    choose_file(&form.control("files"), "ghi-chu.txt", "xin chào");
    form.arrives().await;
    until("the file is listed", || form.find(".lf-file").is_some()).await;
    assert!(form.text(".lf-file").contains("ghi-chu.txt"), "{}", form.text(".lf-file"));
}

#[wasm_bindgen_test]
async fn the_stylesheet_that_came_along_stays_and_a_new_definition_takes_the_place_of_the_form() {
    let html = ["<link rel=\"stylesheet\" href=\"data:text/css,\">", &html_of(SHORT).await].concat();
    let form = rendered(&html, SHORT).await;
    form.arrives().await;
    form.enter("full_name");
    type_key("An");
    form.set("definition", r#"{"version":1,"target":"ladiflow-customer","fields":["email","full_name"]}"#);
    settle().await;
    assert_eq!(form.values(), json!({"email": "", "full_name": "An"}));
    assert_eq!(form.all("link").len(), 1);
    assert_eq!(form.all(".lf-root").len(), 1);
}

#[wasm_bindgen_test]
async fn options_that_were_printed_can_be_chosen_until_the_list_has_come() {
    const CITY: &str = r#"{"version":1,"target":"ladiflow-customer","fields":["phone",
        {"name":"city","control":"select","options":{"from":"https://lists.test/cities.json"}}]}"#;
    let live = element(&[("proxy", PROXY)], CITY);
    answers("GET", "cities.json", &Answer::Json(200, r#"[{"value":"hue","label":"Huế"}]"#));
    live.add();
    live.ready().await;
    until("there is a list", || live.all("option").len() == 2).await;
    let html = live.html().replace(" novalidate=\"\"", "");
    drop(live);
    let form = rendered(&html, CITY).await;
    answers(
        "GET",
        "cities.json",
        &Answer::Held(r#"[{"value":"hue","label":"Huế"},{"value":"vinh","label":"Vinh"}]"#),
    );
    let city = form.control("city");
    city.set_value("hue");
    form.arrives().await;
    assert_eq!((city.value(), form.values()["city"].clone()), ("hue".to_owned(), json!("hue")));
    release_answers();
    until("the list has come", || form.all("option").len() == 3).await;
    assert!(city.is_same_node(Some(&form.control("city"))));
    assert_eq!((city.value(), form.values()["city"].clone()), ("hue".to_owned(), json!("hue")));
}

#[wasm_bindgen_test]
async fn what_somebody_else_takes_out_of_the_form_comes_back_when_it_has_something_to_say() {
    const SIX: &str = r#"{"version":1,"target":"ladiflow-customer","fields":[{"name":"full_name","required":true},
        {"name":"address","required":true},"phone","email","city","company"]}"#;
    let form = form(SIX).await;
    form.press().await;
    form.get(".lf-summary").remove();
    form.fill("full_name", "An").await;
    form.press().await;
    assert!(!form.all(".lf-summary li").is_empty(), "{}", form.html());
}
