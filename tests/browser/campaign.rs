//! What brought the visitor: kept from page to page, and sent with the lead.

use js_sys::Function;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    #[wasm_bindgen(js_name = visit)]
    async fn js_visit(search: &str, from: &str, kind: &str, remember: &str) -> JsValue;
    fn go(search: &str);
    fn forget();
    #[wasm_bindgen(js_name = blockStorage)]
    fn block_storage();
    fn keep(text: &str);
    fn kept() -> String;
    fn landing() -> String;
}

/// A session of its own: whatever becomes of the test, the next one begins anew.
struct Session;

impl Session {
    fn begin() -> Self {
        forget();
        Self
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        forget();
    }
}

/// Loads a page of the site.
async fn visit(search: &str, from: &str) -> Function {
    js_visit(search, from, "navigate", "").await.unchecked_into()
}

fn told(touches: &Function) -> Value {
    serde_json::from_str(&touches.call0(&JsValue::NULL).unwrap().as_string().unwrap()).unwrap()
}

/// What a touch of the test's page is, with its landing page.
fn touch(mut values: Value) -> Value {
    values["landing_page"] = json!(landing());
    values
}

const ZALO: &str = "https://chat.zalo.me/";

#[wasm_bindgen_test]
async fn the_first_touch_and_the_last_are_kept_from_page_to_page() {
    let _session = Session::begin();
    let first = touch(
        json!({"utm_source": "zalo", "utm_id": "7", "utm_my_own": "x", "zarsrc": "30", "referrer": ZALO}),
    );
    let page = visit("?utm_source=zalo&utm_id=7&utm_my_own=x&zarsrc=30&email=an@example.vn", ZALO).await;
    assert_eq!(told(&page), json!({"first": first, "last": first}));
    // A page of the site itself, with or without the parameters carried along, is no touch.
    for search in ["", "?page=2", "?utm_source=zalo&zarsrc=30"] {
        let page = visit(search, &landing()).await;
        assert_eq!(told(&page), json!({"first": first, "last": first}), "{search}");
    }
    let page = visit("?gclid=a&wbraid=b&gbraid=c&fbclid=d&ttclid=e&msclkid=f", &landing()).await;
    let last = touch(
        json!({"gclid": "a", "wbraid": "b", "gbraid": "c", "fbclid": "d", "ttclid": "e", "msclkid": "f"}),
    );
    assert_eq!(told(&page), json!({"first": first, "last": last}));
    // Nothing but that is stored, and under no name that reads like something else.
    let stored: Value = serde_json::from_str(&kept()).unwrap();
    let names: Vec<&String> = stored.as_object().unwrap().keys().filter(|name| name.contains("lf")).collect();
    assert_eq!(names, ["lf-from"]);
    assert!(!kept().contains("example.vn"), "{}", kept());
}

#[wasm_bindgen_test]
async fn another_site_is_a_touch_without_its_query_and_a_reload_or_a_step_back_is_none() {
    let _session = Session::begin();
    let page = visit("", "").await;
    assert_eq!(
        told(&page)["first"],
        touch(json!({})),
        "also the first page of a visitor who came by themself"
    );
    let page = visit("", "https://www.google.com/search?q=0912345678#x").await;
    let google = touch(json!({"referrer": "https://www.google.com/search"}));
    assert_eq!(told(&page)["last"], google);
    for kind in ["reload", "back_forward"] {
        let page: Function = js_visit("?utm_source=old", ZALO, kind, "").await.unchecked_into();
        assert_eq!(told(&page)["last"], google, "{kind}");
    }
    // In the first page of a session even a reload is better than nothing.
    forget();
    let page: Function = js_visit("?utm_source=a", ZALO, "reload", "").await.unchecked_into();
    assert_eq!(told(&page)["first"], touch(json!({"utm_source": "a", "referrer": ZALO})));
}

#[wasm_bindgen_test]
async fn what_a_link_says_is_cut_to_whole_characters_and_to_a_few_parameters() {
    let _session = Session::begin();
    let long = "%F0%9F%98%80".repeat(300);
    let junk = (0..40).map(|number| format!("&utm_{number}=x")).collect::<Vec<_>>().concat();
    let search = format!(
        "?utm_source={long}&utm_term=%20a%00b%0Ac%20&utm_medium=%20&utm_medium=cpc&utm_{}=x{junk}",
        "y".repeat(41)
    );
    let first = told(&visit(&search, "").await)["first"].clone();
    assert_eq!(first["utm_source"], "😀".repeat(255));
    assert_eq!(first["utm_term"], "abc");
    assert_eq!(first["utm_medium"], "cpc", "a blank one says nothing");
    assert_eq!(first.as_object().unwrap().len(), 17, "16 parameters and the landing page: {first}");
    assert!(!first.as_object().unwrap().keys().any(|name| name.len() > 44));
}

#[wasm_bindgen_test]
async fn where_storage_is_blocked_or_spoiled_the_page_remembers_by_itself() {
    let _session = Session::begin();
    block_storage();
    let page = visit("?utm_source=a", "").await;
    go("?utm_source=b");
    assert_eq!(
        told(&page),
        json!({"first": touch(json!({"utm_source": "a"})), "last": touch(json!({"utm_source": "b"}))})
    );
    for spoiled in ["", "{", "5", "null", "[]", "\"x\"", "{\"first\":null}"] {
        forget();
        keep(spoiled);
        let page = visit("?utm_source=a", "").await;
        assert_eq!(told(&page)["last"], touch(json!({"utm_source": "a"})), "{spoiled}");
    }
}

/// A form that sends all there is to know.
const MAPPED: &str = r#"{"version":1,"target":"ladiflow-customer","fields":["phone"],"attribution":{
    "utm_source":"custom_fields.last","first.utm_source":"custom_fields.first","ref":"custom_fields.ref",
    "referrer":"custom_fields.from","landing_page":"custom_fields.landing","first.referrer":"website",
    "utm_term":"dob"}}"#;

async fn sent_body(form: &Form) -> Value {
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    serde_json::from_str(&sent("POST").last().unwrap().body).unwrap()
}

#[wasm_bindgen_test]
async fn attribution_puts_both_touches_and_what_the_definition_names_into_fields_of_the_api() {
    let _session = Session::begin();
    visit("?utm_source=facebook&utm_term=31-31-31", ZALO).await;
    let touches = visit("?utm_source=zalo&utm_term=not-a-day&ref=an", &landing()).await;
    begin();
    leadform::set_touches(touches);
    let form = form(MAPPED).await;
    let body = sent_body(&form).await;
    let expected = json!({"phone": "0912345678", "website": ZALO, "custom_fields": [
        {"name": "last", "value": "zalo"}, {"name": "first", "value": "facebook"}, {"name": "ref", "value": "an"},
        {"name": "landing", "value": landing()},
    ]});
    assert_eq!(sorted(body), sorted(expected), "a day that is none is left out, and the lead goes");
}

fn sorted(mut body: Value) -> Value {
    body["custom_fields"].as_array_mut().unwrap().sort_by_key(|entry| entry["name"].to_string());
    body
}

#[wasm_bindgen_test]
async fn a_single_page_site_is_looked_at_again_when_the_form_is_sent() {
    let _session = Session::begin();
    let touches = visit("?utm_source=facebook", "").await;
    begin();
    leadform::set_touches(touches);
    let form = form(MAPPED).await;
    go("?utm_source=zalo#contact");
    let body = sent_body(&form).await;
    let value = |name: &str| {
        let mut entries = body["custom_fields"].as_array().unwrap().iter();
        entries.find(|entry| entry["name"] == name).map(|entry| entry["value"].clone())
    };
    assert_eq!((value("last"), value("first")), (Some(json!("zalo")), Some(json!("facebook"))));
}

#[wasm_bindgen_test]
async fn the_gateway_is_told_both_touches() {
    let _session = Session::begin();
    visit("?utm_source=facebook", ZALO).await;
    let touches: Function =
        js_visit("?gclid=x&ref=an&partner=b&name=An", "", "navigate", "ref,partner").await.unchecked_into();
    begin();
    leadform::set_touches(touches);
    let form = form(r#"{"version":1,"target":"ladiflow-customer","gateway":true,"fields":["phone"]}"#).await;
    let body = sent_body(&form).await;
    assert_eq!(
        body["context"]["campaign"],
        json!({
            "gclid": "x", "ref": "an", "partner": "b", "landing_page": landing(),
            "first.utm_source": "facebook", "first.referrer": ZALO, "first.landing_page": landing(),
        }),
        "with what the address of the script names"
    );
}
