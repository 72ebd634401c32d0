//! What is posted, and what becomes of it.

mod gateway;
mod refusals;

use serde_json::{Value, json};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

pub(crate) async fn filled(definition: &str) -> Form {
    let form = form(definition).await;
    form.fill("full_name", "Nguyễn Văn An").await;
    form.fill("phone", "+84 (0)912-345.678").await;
    form
}

pub(crate) const THANKED: &str = r#"{"code":201,"message":"ok","data":{}}"#;

#[wasm_bindgen_test]
async fn a_plain_proxy_gets_exactly_the_apis_body_and_no_header_but_its_type() {
    let form = filled(SHORT).await;
    answers("POST", PROXY, &Answer::Json(201, THANKED));
    form.press().await;
    let [request] = sent("POST").try_into().unwrap();
    assert_eq!(request.url, PROXY);
    assert_eq!(request.headers, [("content-type".to_owned(), "application/json".to_owned())]);
    assert_eq!(request.body, r#"{"full_name":"Nguyễn Văn An","phone":"0912345678"}"#);
    assert!(form.find("form").is_none());
    assert_eq!(form.focused(), "lf-thanks");
}

#[wasm_bindgen_test]
async fn an_address_with_a_query_stays_as_it_is() {
    let form = filled(SHORT).await;
    let proxy = "https://proxy.test/lead?form=a%20b&x";
    form.host.set_attribute("proxy", proxy).unwrap();
    answers("POST", "proxy.test", &Answer::Json(201, THANKED));
    form.press().await;
    assert_eq!(sent("POST")[0].url, proxy);
}

#[wasm_bindgen_test]
async fn letters_in_pieces_leave_composed_and_stay_as_typed() {
    let form = form(SHORT).await;
    let typed = "Nguye\u{302}\u{303}n";
    form.fill("full_name", typed).await;
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(201, THANKED));
    assert_eq!(form.control("full_name").value(), typed);
    form.press().await;
    assert!(sent("POST")[0].body.contains("Nguyễn"), "{}", sent("POST")[0].body);
}

#[wasm_bindgen_test]
async fn the_page_is_told_the_story_and_no_personal_data() {
    let form = form(SHORT).await;
    form.press().await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(201, THANKED));
    form.press().await;
    let expected = [
        ("ready", Value::Null),
        (
            "invalid",
            json!({"fields": [{"name": "full_name", "code": "required"}, {"name": "email", "code": "either"}]}),
        ),
        ("start", Value::Null),
        ("submit", Value::Null),
        ("success", json!({"receipt": null, "status": "delivered"})),
    ];
    assert_eq!(events(), expected.map(|(name, detail)| (name.to_owned(), detail)));
}

#[wasm_bindgen_test]
async fn fifty_presses_while_sending_are_one_request() {
    let form = filled(SHORT).await;
    answers("POST", PROXY, &Answer::Held(THANKED));
    for _ in 0..25 {
        form.get(".lf-submit").unchecked_into::<web_sys::HtmlElement>().click();
        fire(&form.get("form"), "submit");
    }
    settle().await;
    assert_eq!(form.get(".lf-submit").get_attribute("aria-busy").as_deref(), Some("true"));
    assert_eq!(form.text(".lf-submit"), "Đang gửi…");
    assert!(!form.get(".lf-submit").has_attribute("disabled"));
    form.press().await;
    release_answers();
    wait(30).await;
    assert_eq!(sent("POST").len(), 1);
    assert_eq!(event_names(), ["ready", "start", "submit", "success"]);
}

#[wasm_bindgen_test]
async fn whatever_goes_wrong_the_answers_stay_and_one_press_sends_again() {
    let form = filled(SHORT).await;
    let _hurry = hurry();
    let mut tries = 0;
    for (code, answer) in [
        ("network", Answer::Fail),
        ("timeout", Answer::Hang),
        ("server", Answer::Json(500, "{}")),
        ("server", Answer::Other(200, "text/html", "<html>")),
        ("server", Answer::Json(200, r#"{"code":20"#)),
        ("server", Answer::Json(200, "")),
        ("server", Answer::Json(429, "{}")),
        ("refused", Answer::Json(401, "{}")),
        ("refused", Answer::Json(403, "{}")),
        ("refused", Answer::Json(400, r#"{"code":400,"message":"0912345678 is known"}"#)),
    ] {
        answers("POST", PROXY, &answer);
        form.press().await;
        tries += 1;
        until(code, || event_names().iter().filter(|name| *name == "error").count() == tries).await;
        assert_eq!(sent("POST").len(), tries, "{code}");
        assert_eq!(events().last().unwrap(), &("error".to_owned(), json!({ "code": code })));
        assert_eq!(form.control("full_name").value(), "Nguyễn Văn An", "{code}");
        assert_eq!(form.control("phone").value(), "+84 (0)912-345.678", "{code}");
        assert_eq!(form.text(".lf-submit"), "Gửi lại", "{code}");
        assert!(form.get(".lf-status").class_list().contains("lf-status-error"), "{code}");
        assert!(form.text(".lf-status").contains("vẫn còn đây"), "{code}");
        assert!(!form.html().contains("is known"), "{code}");
    }
    answers("POST", PROXY, &Answer::Json(201, THANKED));
    form.press().await;
    assert_eq!(event_names().last().unwrap(), "success");
    assert!(form.find(".lf-thanks").is_some());
}

#[wasm_bindgen_test]
async fn a_request_that_hangs_is_given_up() {
    let form = filled(SHORT).await;
    let _hurry = hurry();
    answers("POST", PROXY, &Answer::Hang);
    form.press().await;
    until("it is given up", || sent("POST")[0].aborted).await;
}

#[wasm_bindgen_test]
async fn the_page_can_say_no() {
    let form = filled(SHORT).await;
    let no = wasm_bindgen::closure::Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| {
        event.prevent_default();
    });
    form.host.add_event_listener_with_callback("leadform-submit", no.as_ref().unchecked_ref()).unwrap();
    form.press().await;
    assert_eq!(sent("POST").len(), 0);
    assert_eq!(submitted(&form).await, "cancelled");
    form.host.remove_event_listener_with_callback("leadform-submit", no.as_ref().unchecked_ref()).unwrap();
    answers("POST", PROXY, &Answer::Json(201, THANKED));
    assert_eq!(submitted(&form).await, "delivered");
    assert_eq!(submitted(&form).await, "delivered", "it is sent, and stays so");
    assert_eq!(sent("POST").len(), 1);
}

pub(crate) async fn submitted(form: &Form) -> String {
    let promise = form.call("submit").unchecked_into::<js_sys::Promise>();
    JsFuture::from(promise).await.unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn scripts_can_check_send_and_start_again() {
    let form = form(SHORT).await;
    assert_eq!(form.call("validate"), false);
    settle().await;
    assert_eq!(form.said("full_name"), "Hãy điền họ và tên.");
    assert_eq!(submitted(&form).await, "invalid");
    form.set("values", r#"{"full_name":"An","phone":912345678,"nobody":"asks"}"#);
    settle().await;
    assert_eq!(form.control("phone").value(), "912345678");
    assert_eq!(form.said("full_name"), "", "what is mended is mended");
    assert_eq!(form.call("validate"), true);
    answers("POST", PROXY, &Answer::Fail);
    assert_eq!(submitted(&form).await, "error");
    answers("POST", PROXY, &Answer::Json(201, THANKED));
    assert_eq!(submitted(&form).await, "delivered");
    form.call("reset");
    settle().await;
    assert_eq!(form.control("full_name").value(), "");
    assert_eq!(form.text(".lf-submit"), "Gửi");
}
