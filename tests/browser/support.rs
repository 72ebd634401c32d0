//! A form on the page, and what a visitor does to it.

use std::cell::Cell;

use js_sys::{Function, Promise, Reflect};
use leadform::Early;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, ShadowRoot};

#[wasm_bindgen(module = "/js/element.js")]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = leadForm)]
    static LEAD_FORM: JsValue;
}

#[wasm_bindgen(module = "/js/campaign.js")]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = touches)]
    static TOUCHES: JsValue;
}

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    #[wasm_bindgen(js_name = takeNetwork)]
    fn take_network();
    fn answer(method: &str, url: &str, kind: &str, status: u16, content_type: &str, body: &str);
    #[wasm_bindgen(js_name = answerWith)]
    pub(crate) fn answer_with(name: &str, value: &str);
    #[wasm_bindgen(js_name = longWaits)]
    fn long_waits() -> String;
    #[wasm_bindgen(js_name = leavesFreely)]
    pub(crate) fn leaves_freely() -> bool;
    #[wasm_bindgen(js_name = release)]
    pub(crate) fn release_answers();
    fn requests() -> String;
    #[wasm_bindgen(js_name = giveNetworkBack)]
    fn give_network_back();
    fn listen();
    fn told() -> String;
    #[wasm_bindgen(js_name = hearErrors)]
    pub(crate) fn hear_errors();
    fn errors() -> String;
    #[wasm_bindgen(js_name = hurry)]
    fn make_hurry() -> Function;
    #[wasm_bindgen(js_name = standStill)]
    fn make_stand_still() -> Function;
    #[wasm_bindgen(js_name = holdLoading)]
    pub(crate) fn hold_loading();
    #[wasm_bindgen(js_name = letLoad)]
    pub(crate) fn let_load();
    #[wasm_bindgen(js_name = typeKey)]
    pub(crate) fn type_key(text: &str);
    #[wasm_bindgen(js_name = chooseFile)]
    pub(crate) fn choose_file(control: &Element, name: &str, text: &str);
    fn define(lead_form: &JsValue, live: &str, early: &str, mount: &JsValue);
    #[wasm_bindgen(js_name = defineBroken)]
    fn define_broken(lead_form: &JsValue);
    #[wasm_bindgen(js_name = type)]
    fn type_text(control: &Element, text: &str);
    fn compose(control: &Element, kind: &str, text: &str);
    pub(crate) fn fire(target: &JsValue, name: &str);
    fn press(target: &Element, key: &str, composing: bool) -> bool;
    pub(crate) fn read(text: &str) -> Promise;
    fn pause(ms: u32) -> Promise;
    fn focused(host: &Element) -> String;
    #[wasm_bindgen(js_name = countListeners)]
    pub(crate) fn count_listeners() -> Function;
    #[wasm_bindgen(js_name = countListeners)]
    pub(crate) fn count_listeners_also_of(targets: &js_sys::Array) -> Function;
}

/// How many listeners there are that `counting` has counted and nobody has taken away.
#[expect(clippy::cast_possible_truncation, reason = "a small whole number")]
pub(crate) fn left_behind(counting: &Function) -> i32 {
    counting.call0(&JsValue::NULL).unwrap().as_f64().unwrap() as i32
}

// Not loaded by address: see the top of support.js.
const PLACE: &str = include_str!("../../js/place.js");
const LIVE: &str = concat!(include_str!("../../js/typed.js"), include_str!("../../js/live.js"));
pub(crate) const EARLY: &str = concat!(include_str!("../../js/listen.js"), include_str!("../../js/early.js"));

/// Where the forms of the tests post to.
pub(crate) const PROXY: &str = "https://proxy.test/lead";

/// The five forms of `examples/`.
pub(crate) const LADIFLOW: &str = include_str!("../../examples/ladiflow-customer.json");
pub(crate) const LEAD: &str = include_str!("../../examples/erp-lead.json");
pub(crate) const BOOKING: &str = include_str!("../../examples/erp-booking.json");
pub(crate) const OFFICE: &str = include_str!("../../examples/1office-contact.json");
pub(crate) const ZALO: &str = include_str!("../../examples/zalo-journey.json");

/// A short form, with one field that must be filled in.
pub(crate) const SHORT: &str = r#"{"version":1,"target":"ladiflow-customer",
    "fields":[{"name":"full_name","required":true},"phone","email"]}"#;

/// An element on the page. Dropping it takes it away.
pub(crate) struct Form {
    pub(crate) host: HtmlElement,
}

/// Gets the page ready: the class is known, nothing answers, and events are written down.
pub(crate) fn begin() {
    thread_local! {
        static READY: Cell<bool> = const { Cell::new(false) };
    }
    if !READY.replace(true) {
        let mount =
            Closure::<dyn Fn(HtmlElement, ShadowRoot, Option<Early>) -> JsValue>::new(|host, root, early| {
                JsValue::from(leadform::mount(host, root, early))
            });
        LEAD_FORM.with(|lead_form| define(lead_form, LIVE, EARLY, &mount.into_js_value()));
        TOUCHES.with(|touches| leadform::set_touches(touches.clone().unchecked_into()));
        let place = Function::new_no_args(&[&PLACE.replace("export ", ""), "return place;"].concat());
        leadform::set_place(place.call0(&JsValue::NULL).unwrap().unchecked_into());
    }
    // A test that failed may have held it.
    let_load();
    take_network();
    listen();
}

/// Makes the tag `broken-form` known, whose loader fails.
pub(crate) fn define_broken_element() {
    LEAD_FORM.with(define_broken);
}

/// An element with `definition` in a child script and the usual proxy, once its form is there.
pub(crate) async fn form(definition: &str) -> Form {
    let form = element(&[("proxy", PROXY)], definition);
    form.add();
    form.ready().await;
    form
}

/// An element that is not on the page yet.
pub(crate) fn element(attributes: &[(&str, &str)], definition: &str) -> Form {
    begin();
    let host = document().create_element("test-form").unwrap();
    for (name, value) in attributes {
        host.set_attribute(name, value).unwrap();
    }
    if !definition.is_empty() {
        let script = document().create_element("script").unwrap();
        script.set_attribute("type", "application/json").unwrap();
        script.set_text_content(Some(definition));
        host.append_child(&script).unwrap();
    }
    Form { host: host.unchecked_into() }
}

impl Form {
    pub(crate) fn add(&self) {
        document().body().unwrap().append_child(&self.host).unwrap();
    }

    /// Waits until the form is there.
    pub(crate) async fn ready(&self) {
        for _ in 0..100 {
            if self.host.shadow_root().is_some_and(|root| root.query_selector("form").unwrap().is_some()) {
                return settle().await;
            }
            wait(5).await;
        }
        panic!("no form came; the console says {:?}", heard());
    }

    pub(crate) fn root(&self) -> ShadowRoot {
        self.host.shadow_root().expect("a shadow root")
    }

    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.root().query_selector(selector).unwrap()
    }

    pub(crate) fn get(&self, selector: &str) -> Element {
        self.find(selector).unwrap_or_else(|| panic!("no {selector} in {}", self.root().inner_html()))
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let list = self.root().query_selector_all(selector).unwrap();
        (0..list.length()).map(|index| list.get(index).unwrap().unchecked_into()).collect()
    }

    /// The control with this name; the first of several.
    pub(crate) fn control(&self, name: &str) -> HtmlInputElement {
        self.get(&format!("[name='{name}']")).unchecked_into()
    }

    /// The field around the control with this name.
    pub(crate) fn field(&self, name: &str) -> Element {
        self.control(name).closest(".lf-field").unwrap().unwrap()
    }

    /// What is said below the control with this name.
    pub(crate) fn said(&self, name: &str) -> String {
        self.field(name).query_selector(".lf-error").unwrap().unwrap().text_content().unwrap()
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        self.get(selector).text_content().unwrap_or_default().trim().to_owned()
    }

    /// Types, letter by letter.
    pub(crate) async fn type_into(&self, name: &str, text: &str) {
        type_text(&self.control(name), text);
        settle().await;
    }

    /// Goes on to something else.
    pub(crate) async fn leave(&self, name: &str) {
        fire(&self.control(name), "blur");
        settle().await;
    }

    /// Types and goes on.
    pub(crate) async fn fill(&self, name: &str, text: &str) {
        self.type_into(name, text).await;
        self.leave(name).await;
    }

    pub(crate) fn composes(&self, name: &str, kind: &str, text: &str) {
        compose(&self.control(name), kind, text);
    }

    /// Picks a value of a select.
    pub(crate) async fn select(&self, name: &str, value: &str) {
        let control = self.control(name);
        control.set_value(value);
        assert_eq!(control.value(), value, "{name} offers no {value:?}");
        fire(&control, "input");
        fire(&control, "change");
        settle().await;
    }

    /// Clicks the radio or the box with this value.
    pub(crate) async fn tick(&self, name: &str, value: &str) {
        let control = self.get(&format!("[name='{name}'][value='{value}']"));
        control.unchecked_into::<HtmlElement>().click();
        settle().await;
    }

    pub(crate) async fn click(&self, selector: &str) {
        self.get(selector).unchecked_into::<HtmlElement>().click();
        settle().await;
    }

    /// Presses the button, and waits for the answer unless it is held.
    pub(crate) async fn press(&self) {
        self.click(".lf-submit").await;
        for _ in 0..20 {
            if self.find(".lf-submit[aria-busy]").is_none() {
                break;
            }
            wait(5).await;
        }
    }

    pub(crate) async fn key(&self, name: &str, key: &str) -> bool {
        let went_on = press(&self.control(name), key, false);
        settle().await;
        went_on
    }

    /// A key while a composition is going on.
    pub(crate) async fn composing_key(&self, name: &str, key: &str) {
        press(&self.control(name), key, true);
        settle().await;
    }

    pub(crate) fn focused(&self) -> String {
        focused(&self.host)
    }

    pub(crate) fn values(&self) -> Value {
        let values = Reflect::get(&self.host, &"values".into()).unwrap();
        json(&values)
    }

    pub(crate) fn set(&self, property: &str, value: &str) {
        let value = js_sys::JSON::parse(value).unwrap();
        Reflect::set(&self.host, &property.into(), &value).unwrap();
    }

    pub(crate) fn call(&self, method: &str) -> JsValue {
        let method = Reflect::get(&self.host, &method.into()).unwrap();
        method.unchecked_into::<Function>().call0(&self.host).unwrap()
    }

    pub(crate) fn html(&self) -> String {
        self.root().inner_html()
    }
}

impl Drop for Form {
    fn drop(&mut self) {
        self.host.remove();
        give_network_back();
    }
}

/// What the stubbed network answers.
pub(crate) enum Answer<'a> {
    Json(u16, &'a str),
    Other(u16, &'a str, &'a str),
    /// As `Json(200, …)`, once `release_answers` is called.
    Held(&'a str),
    /// As `Other`, once `release_answers` is called.
    HeldOther(u16, &'a str, &'a str),
    Hang,
    Fail,
}

/// From now on, requests whose address has `url` in it are answered so.
pub(crate) fn answers(method: &str, url: &str, with: &Answer<'_>) {
    match with {
        Answer::Json(status, body) => answer(method, url, "answer", *status, "application/json", body),
        Answer::Other(status, content_type, body) => {
            answer(method, url, "answer", *status, content_type, body);
        }
        Answer::Held(body) => answer(method, url, "hold", 200, "application/json", body),
        Answer::HeldOther(status, content_type, body) => {
            answer(method, url, "hold", *status, content_type, body);
        }
        Answer::Hang => answer(method, url, "hang", 0, "", ""),
        Answer::Fail => answer(method, url, "fail", 0, "", ""),
    }
}

/// A request as the network saw it.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) aborted: bool,
    pub(crate) keepalive: bool,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The requests of this method so far.
pub(crate) fn sent(method: &str) -> Vec<Request> {
    let list: Value = serde_json::from_str(&requests()).unwrap();
    let requests = list.as_array().unwrap().iter().filter(|request| request["method"] == method);
    requests
        .map(|request| Request {
            url: request["url"].as_str().unwrap().to_owned(),
            headers: request["headers"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
                .collect(),
            body: request["body"].as_str().unwrap().to_owned(),
            aborted: request["aborted"] == true,
            keepalive: request["keepalive"] == true,
        })
        .collect()
}

/// The events so far: name and detail.
pub(crate) fn events() -> Vec<(String, Value)> {
    let list: Vec<Value> = serde_json::from_str(&told()).unwrap();
    list.into_iter()
        .map(|event| (event["name"].as_str().unwrap().to_owned(), event["detail"].clone()))
        .collect()
}

/// The names of the events so far.
pub(crate) fn event_names() -> Vec<String> {
    events().into_iter().map(|(name, _)| name).collect()
}

/// Long waits are short, or endless, for as long as this lives.
pub(crate) struct Hurry(Function);

/// Nothing that takes a second or more ends by itself.
pub(crate) fn stand_still() -> Hurry {
    Hurry(make_stand_still())
}

pub(crate) fn hurry() -> Hurry {
    Hurry(make_hurry())
}

/// How long the long waits would have been.
pub(crate) fn waits_ms() -> Vec<f64> {
    serde_json::from_str(&long_waits()).unwrap()
}

impl Drop for Hurry {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// What the console got as errors since `hear_errors`.
pub(crate) fn heard() -> Vec<String> {
    serde_json::from_str(&errors()).unwrap()
}

/// Lets everything happen that is about to happen.
pub(crate) async fn settle() {
    wait(0).await;
    wait(0).await;
}

/// Waits until something holds.
pub(crate) async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..1000 {
        if holds() {
            return;
        }
        wait(5).await;
    }
    panic!("waited in vain until {what}");
}

pub(crate) async fn wait(ms: u32) {
    JsFuture::from(pause(ms)).await.unwrap();
}

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

pub(crate) fn json(value: &JsValue) -> Value {
    let text = js_sys::JSON::stringify(value).unwrap().as_string().unwrap_or_else(|| "null".to_owned());
    serde_json::from_str(&text).unwrap()
}
