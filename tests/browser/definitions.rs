//! Where a definition comes from, and what is said when it cannot be used.

use serde_json::json;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn a_child_script_comes_first_and_nothing_else_is_asked() {
    let form = element(&[("proxy", PROXY), ("form", "https://forms.test/f.json")], SHORT);
    form.add();
    form.ready().await;
    assert_eq!(sent("GET").len(), 0);
    assert!(form.find("[name=full_name]").is_some());
}

#[wasm_bindgen_test]
async fn then_the_form_address_and_then_the_proxy() {
    let form = element(&[("proxy", PROXY), ("form", "https://forms.test/f.json")], "");
    answers("GET", "forms.test", &Answer::Json(200, ZALO));
    form.add();
    form.ready().await;
    assert_eq!(sent("GET").len(), 1);
    assert_eq!(sent("GET")[0].url, "https://forms.test/f.json");
    drop(form);
    let form = element(&[("proxy", PROXY)], "");
    answers("GET", PROXY, &Answer::Json(200, ZALO));
    form.add();
    form.ready().await;
    assert_eq!(sent("GET")[0].url, PROXY);
    assert!(form.find("[name=phone]").is_some());
}

#[wasm_bindgen_test]
async fn a_definition_that_does_not_come_leaves_the_fallback_and_tells_the_page() {
    for answer in [Answer::Fail, Answer::Json(404, "{}"), Answer::Json(405, "")] {
        let form = element(&[("proxy", PROXY)], "");
        form.host.set_inner_html("<p>Gọi 1900 1234</p>");
        answers("GET", PROXY, &answer);
        hear_errors();
        form.add();
        wait(30).await;
        let heard = heard();
        assert!(heard[0].contains("<lead-form>") && heard[0].contains(PROXY), "{heard:?}");
        assert_eq!(events(), [("error".to_owned(), json!({"code": "load"}))]);
        assert!(form.find("slot").is_some(), "the fallback is in sight");
    }
}

#[wasm_bindgen_test]
async fn every_mistake_is_named_with_its_place_and_remedy() {
    hear_errors();
    let form = element(
        &[("proxy", PROXY)],
        "{\n  \"version\": 1,\n  \"target\": \"ladiflow-customer\",\n  \"titel\": \"x\",\n  \"fields\": [\"fone\", \"email\"]\n}",
    );
    form.add();
    wait(30).await;
    let heard = heard().join("\n");
    assert!(heard.contains("4:3: ") && heard.contains("did you mean \"title\"?"), "{heard}");
    assert!(heard.contains("5:14: ") && heard.contains("phone"), "{heard}");
    assert_eq!(events(), [("error".to_owned(), json!({"code": "definition"}))]);
    assert!(form.find("slot").is_some());
    assert!(form.find("form").is_none());
}

#[wasm_bindgen_test]
async fn dangerous_redirects_are_refused() {
    for url in ["javascript:alert(1)", "data:text/html,x", "//evil.test", "ftp://x.test/"] {
        hear_errors();
        let definition =
            SHORT.replace(r#""fields""#, &format!(r#""success":{{"redirect":"{url}"}},"fields""#));
        let form = element(&[("proxy", PROXY)], &definition);
        form.add();
        wait(30).await;
        assert!(heard().join("").contains("http"), "{url}");
        assert!(form.find("form").is_none(), "{url}");
    }
}

#[wasm_bindgen_test]
async fn a_script_can_give_a_definition_before_and_after() {
    let form = element(&[("proxy", PROXY)], "");
    form.set("definition", SHORT);
    form.add();
    form.ready().await;
    assert_eq!(sent("GET").len(), 0);
    form.fill("phone", "0912345678").await;
    form.set("definition", LADIFLOW);
    settle().await;
    assert_eq!(form.control("phone").value(), "0912345678", "what was typed stays");
    assert!(form.find("[name=city]").is_some());
    hear_errors();
    form.set("definition", r#"{"version":1}"#);
    settle().await;
    assert!(heard().join("").contains("target"));
    assert!(form.find("[name=city]").is_some(), "the form that was there stays");
}

#[wasm_bindgen_test]
async fn changed_attributes_are_followed() {
    let form = element(&[("form", "https://forms.test/a.json"), ("proxy", PROXY)], "");
    answers("GET", "a.json", &Answer::Json(200, SHORT));
    answers("GET", "b.json", &Answer::Json(200, ZALO));
    form.add();
    form.ready().await;
    form.fill("phone", "0912345678").await;
    form.host.set_attribute("form", "https://forms.test/b.json").unwrap();
    wait(30).await;
    assert!(form.find("[name=full_name]").is_none());
    assert_eq!(form.control("phone").value(), "0912345678");
    form.host.set_attribute("proxy", "https://other.test/").unwrap();
    form.tick("consent", "yes").await;
    answers("POST", "other.test", &Answer::Other(204, "text/plain", ""));
    form.press().await;
    assert_eq!(sent("POST")[0].url, "https://other.test/");
}

#[wasm_bindgen_test]
async fn an_element_with_no_source_at_all_says_what_to_do_and_waits_for_one() {
    hear_errors();
    let form = element(&[], "");
    form.add();
    wait(20).await;
    assert!(heard()[0].contains("application/json"));
    answers("GET", PROXY, &Answer::Json(200, SHORT));
    form.host.set_attribute("proxy", PROXY).unwrap();
    form.ready().await;
}

#[wasm_bindgen_test]
async fn a_loader_that_fails_leaves_the_fallback() {
    begin();
    define_broken_element();
    hear_errors();
    let host: web_sys::HtmlElement = document().create_element("broken-form").unwrap().unchecked_into();
    host.set_inner_html("<p>Gọi 1900 1234</p>");
    let form = Form { host };
    form.add();
    wait(20).await;
    assert!(heard()[0].contains("could not be loaded"));
    assert_eq!(events(), [("error".to_owned(), json!({"code": "load"}))]);
    assert!(form.find("slot").is_some());
}
