//! A form that waits until the visitor can be disturbed, while the page's script does something else with it.

use js_sys::Array;
use serde_json::json;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, ShadowRootInit, ShadowRootMode};

use super::{Form, html_of, rendered};
use crate::support::*;

/// The list of cities becomes a search, which is waited with while the visitor is in it.
const SEARCH: &str = r#"{"version":1,"target":"ladiflow-customer","submit":"Old","fields":["full_name","phone",
    {"name":"city","control":"combobox","options":[{"value":"hue","label":"Huế"}]}]}"#;

/// What is typed stays what is typed.
const TYPED: &str = r#"{"version":1,"target":"ladiflow-customer","submit":"New","fields":["full_name","phone",
    {"name":"city","control":"text"}]}"#;

impl Form {
    /// The widget is there, and waits for the visitor.
    async fn waits(&self) {
        let_load();
        settle().await;
        wait(20).await;
        assert!(self.find("form[novalidate]").is_none(), "the visitor was disturbed");
    }

    /// The visitor goes on, and whatever waited for that has been done.
    async fn goes_on(&self, name: &str) {
        self.control(name).unchecked_ref::<HtmlElement>().blur().unwrap();
        settle().await;
        wait(20).await;
    }
}

#[wasm_bindgen_test]
async fn a_definition_that_waits_does_not_come_back_after_another_one_was_set() {
    let form = rendered(&html_of(SEARCH).await, SEARCH).await;
    form.enter("city");
    form.waits().await;
    form.set("definition", TYPED);
    settle().await;
    assert_eq!(form.text(".lf-submit"), "New");
    form.goes_on("city").await;
    assert_eq!(form.text(".lf-submit"), "New", "what waited came back");
    assert_eq!(event_names(), ["ready"]);
}

#[wasm_bindgen_test]
async fn a_definition_that_waits_does_not_come_back_after_another_one_was_refused() {
    let form = rendered(&html_of(SEARCH).await, SEARCH).await;
    let stop = count_listeners_also_of(&Array::of1(&form.root()));
    form.enter("city");
    form.waits().await;
    form.set("definition", r#"{"version":1,"target":"nobody","fields":[]}"#);
    assert_eq!(left_behind(&stop), 0, "somebody still waits");
    form.goes_on("city").await;
    assert!(form.find("form[novalidate]").is_none(), "what waited came back");
    assert_eq!(event_names(), ["error"]);
}

#[wasm_bindgen_test]
async fn a_definition_that_waits_does_not_come_back_while_another_one_is_fetched() {
    const OLD: &str = "https://forms.test/old.json";
    const NEW: &str = "https://forms.test/new.json";
    let html = html_of(SEARCH).await;
    let form = element(&[("proxy", PROXY), ("form", OLD)], "");
    answers("GET", OLD, &Answer::Json(200, SEARCH));
    answers("GET", NEW, &Answer::Held(TYPED));
    hold_loading();
    let root = form.host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
    root.set_inner_html(&html);
    form.add();
    wait(5).await;
    form.enter("city");
    form.waits().await;
    form.host.set_attribute("form", NEW).unwrap();
    form.goes_on("city").await;
    assert!(form.find("form[novalidate]").is_none(), "what waited came back");
    release_answers();
    until("the new form is there", || form.find("form[novalidate]").is_some()).await;
    assert_eq!(form.text(".lf-submit"), "New");
    assert_eq!(event_names(), ["ready"]);
}

#[wasm_bindgen_test]
async fn who_goes_from_one_thing_that_is_waited_for_to_another_sees_the_form_taken_over_once() {
    let form = rendered(&html_of(SEARCH).await, SEARCH).await;
    let stop = count_listeners_also_of(&Array::of1(&form.root()));
    form.enter("full_name");
    form.composes("full_name", "compositionstart", "");
    form.composes("full_name", "compositionupdate", "Nguye");
    form.waits().await;
    form.composes("full_name", "compositionend", "Nguyễn");
    // Before anything that waited for the word can happen.
    form.enter("city");
    form.waits().await;
    form.goes_on("city").await;
    assert!(form.find("form[novalidate]").is_some());
    assert_eq!(left_behind(&stop), 1, "more than the form's own, for a finger that goes down");
    // Both ends of the second wait, and whatever may be left of the first.
    form.composes("full_name", "compositionend", "Nguyễn");
    form.enter("phone");
    form.goes_on("phone").await;
    assert_eq!(event_names(), ["ready", "start"]);
    assert_eq!(form.values(), json!({"full_name": "Nguyễn", "phone": "", "city": ""}));
}

#[wasm_bindgen_test]
async fn who_is_waited_for_in_a_form_that_is_put_away_finds_everything_when_it_comes_back() {
    let form = rendered(&html_of(SEARCH).await, SEARCH).await;
    // Without the focus, whose loss would end the wait.
    form.control("phone").set_value("0912345678");
    form.composes("full_name", "compositionstart", "");
    form.composes("full_name", "compositionupdate", "Nguye");
    form.waits().await;
    form.host.remove();
    wait(20).await;
    form.add();
    wait(20).await;
    form.composes("full_name", "compositionend", "Nguyễn");
    form.arrives().await;
    assert_eq!(form.control("phone").value(), "0912345678");
    assert_eq!(form.values(), json!({"full_name": "Nguyễn", "phone": "0912345678", "city": ""}));
}
