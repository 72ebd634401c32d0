//! Elements that come, move and go.

use leadform::live_forms;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn three_forms_on_a_page_do_not_know_of_each_other() {
    let one = form(SHORT).await;
    let two = form(SHORT).await;
    let three = form(ZALO).await;
    one.fill("full_name", "Một").await;
    two.fill("full_name", "Hai").await;
    three.fill("phone", "0912345678").await;
    assert_eq!(one.control("full_name").value(), "Một");
    assert_eq!(two.control("full_name").value(), "Hai");
    assert_eq!(one.control("phone").value(), "");
    drop(two);
    wait(5).await;
    assert_eq!(one.values()["full_name"], "Một");
}

#[wasm_bindgen_test]
async fn many_forms_of_one_definition_are_the_same_and_each_hears_its_own_visitor() {
    let forms = [form(LADIFLOW).await, form(LADIFLOW).await, form(LADIFLOW).await, form(LADIFLOW).await];
    for other in &forms[1..] {
        assert_eq!(other.html(), forms[0].html());
    }
    let last = &forms[3];
    last.type_into("company", "Ân").await;
    last.tick("gender", "male").await;
    last.press().await;
    assert_ne!(last.said("full_name"), "", "it says what is wrong");
    for other in &forms[..3] {
        assert_eq!(other.values()["company"], "");
        assert!(other.find(":checked:not(option)").is_none());
        assert_eq!(other.said("full_name"), "");
    }
    // What is made now is made anew: nothing of the visitor's comes along.
    let next = form(LADIFLOW).await;
    assert_eq!(next.html(), forms[0].html());
    assert_eq!(next.control("company").value(), "");
    last.host.set_attribute("lang", "en").unwrap();
    wait(20).await;
    assert_eq!(last.get("form").get_attribute("lang").as_deref(), Some("en"));
    assert_eq!(last.control("company").value(), "Ân", "it is said anew in the same elements");
    last.type_into("full_name", "An").await;
    assert_eq!(last.values()["full_name"], "An");
    assert_eq!(last.said("full_name"), "", "what is mended is no longer said");
}

#[wasm_bindgen_test]
async fn a_form_that_moves_keeps_everything() {
    let form = form(SHORT).await;
    form.fill("full_name", "An").await;
    form.fill("email", "an@").await;
    let before = form.html();
    let other = document().create_element("div").unwrap();
    other.set_attribute("lang", "en").unwrap();
    document().body().unwrap().append_child(&other).unwrap();
    other.append_child(&form.host).unwrap();
    wait(20).await;
    assert_eq!(form.control("full_name").value(), "An");
    assert!(form.said("email").contains("no email address"), "in the language of its new place");
    form.add();
    wait(20).await;
    assert_eq!(form.html(), before);
    other.remove();
    form.type_into("full_name", "Ân").await;
    assert_eq!(form.values()["full_name"], "Ân", "it still works");
}

#[wasm_bindgen_test]
async fn two_hundred_forms_come_and_go_and_nothing_stays() {
    wait(20).await;
    let before = live_forms();
    let stop = count_listeners();
    for round in 0..200 {
        let form = form(if round % 2 == 0 { SHORT } else { ZALO }).await;
        if round % 3 == 0 {
            form.add();
        }
        form.type_into("phone", "0").await;
        drop(form);
    }
    wait(20).await;
    assert_eq!(live_forms(), before);
    assert_eq!(left_behind(&stop), 0, "listeners on the page are left");
}

#[wasm_bindgen_test]
async fn a_form_that_goes_says_nothing_more_and_gives_up_what_it_loads_but_no_lead() {
    wait(20).await;
    let before = live_forms();
    let form = form(SHORT).await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Held(r#"{"code":201}"#));
    form.press().await;
    form.host.remove();
    wait(20).await;
    assert!(!sent("POST")[0].aborted, "the visitor has sent it");
    release_answers();
    wait(20).await;
    assert_eq!(event_names(), ["ready", "start", "submit"]);
    assert_eq!(live_forms(), before);
    drop(form);
    let form = element(&[("proxy", PROXY)], "");
    answers("GET", PROXY, &Answer::Held(SHORT));
    form.add();
    wait(20).await;
    form.host.remove();
    wait(20).await;
    assert!(sent("GET")[0].aborted);
    release_answers();
    wait(20).await;
    assert_eq!(live_forms(), before);
}

#[wasm_bindgen_test]
async fn a_listener_may_remove_the_form_at_any_time() {
    use wasm_bindgen::closure::Closure;
    for name in
        ["leadform-ready", "leadform-start", "leadform-invalid", "leadform-submit", "leadform-success"]
    {
        let form = element(&[("proxy", PROXY)], SHORT);
        answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
        let host = form.host.clone();
        let remove = Closure::<dyn Fn()>::new(move || host.remove());
        form.host.add_event_listener_with_callback(name, remove.as_ref().unchecked_ref()).unwrap();
        form.add();
        if name == "leadform-ready" {
            wait(20).await;
            continue;
        }
        form.ready().await;
        if name == "leadform-invalid" {
            form.press().await;
        } else {
            form.set("values", r#"{"full_name":"An","phone":"0912345678"}"#);
            fire(&form.control("phone"), "input");
            fire(&form.get("form"), "submit");
        }
        wait(30).await;
    }
    wait(20).await;
    let form = form(SHORT).await;
    form.fill("full_name", "An").await;
    assert_eq!(form.values()["full_name"], "An", "the next form works");
}

#[wasm_bindgen_test]
async fn what_was_set_before_the_form_was_there_is_in_it() {
    let form = element(&[("proxy", PROXY)], SHORT);
    form.set("values", r#"{"full_name":"An"}"#);
    form.add();
    form.set("values", r#"{"phone":"0912345678"}"#);
    form.ready().await;
    assert_eq!(form.control("full_name").value(), "An");
    assert_eq!(form.control("phone").value(), "0912345678");
    assert_eq!(event_names(), ["ready"], "a script is no visitor");
}

#[wasm_bindgen_test]
async fn a_form_that_was_away_comes_back_with_what_was_typed_until_it_is_sent() {
    let form = form(SHORT).await;
    form.fill("full_name", "An").await;
    for _ in 0..2 {
        form.host.remove();
        wait(20).await;
        form.add();
        form.ready().await;
        assert_eq!(form.control("full_name").value(), "An");
    }
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    assert!(form.find(".lf-thanks").is_some());
    form.host.remove();
    wait(20).await;
    form.add();
    form.ready().await;
    assert_eq!(form.control("full_name").value(), "", "a lead that was sent is not in the form again");
    assert_eq!(sent("POST").len(), 1);
}

#[wasm_bindgen_test]
async fn the_same_definition_again_leaves_the_form_alone_and_none_gives_it_up() {
    const OTHER: &str =
        r#"{"version":1,"target":"ladiflow-customer","fields":["phone","full_name"],"submit":"Go"}"#;
    let form = form(SHORT).await;
    form.set("definition", "null");
    form.set("definition", OTHER);
    settle().await;
    assert_eq!(form.text(".lf-submit"), "Go");
    form.fill("full_name", "An").await;
    let control = form.control("full_name");
    form.set("definition", OTHER);
    settle().await;
    assert!(control.is_connected(), "nothing was drawn again");
    assert_eq!(event_names(), ["ready", "ready", "start"]);
    form.set("definition", "null");
    wait(20).await;
    assert_ne!(form.text(".lf-submit"), "Go", "the child script counts again");
    assert_eq!(form.control("full_name").value(), "An");
}

#[wasm_bindgen_test]
async fn a_press_sends_by_itself_and_once() {
    // In a frame whose sandbox allows no forms, no `submit` would follow.
    let form = form(SHORT).await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    let click = js_sys::Function::new_with_args(
        "button",
        "return button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))",
    );
    let went_on = click.call1(&JsValue::NULL, &form.get(".lf-submit")).unwrap();
    assert_eq!(went_on, false, "the browser is not asked to send");
    wait(30).await;
    assert_eq!(sent("POST").len(), 1);
}

#[wasm_bindgen_test]
async fn a_form_that_is_taken_into_a_frame_and_back_keeps_its_stylesheet_and_what_was_typed() {
    let form = form(SHORT).await;
    form.fill("full_name", "An").await;
    let move_into = js_sys::Function::new_with_args(
        "host",
        "const frame = document.createElement('iframe'); document.body.append(frame);
         frame.contentDocument.body.append(host); return frame",
    );
    let frame = move_into.call1(&JsValue::NULL, &form.host).unwrap().unchecked_into::<web_sys::Element>();
    let sheets = || {
        let list = js_sys::Reflect::get(&form.root(), &"adoptedStyleSheets".into()).unwrap();
        js_sys::Reflect::get(&list, &"length".into()).unwrap().as_f64()
    };
    assert_eq!(sheets(), Some(1.0), "in the frame");
    form.type_into("full_name", "Ân").await;
    form.add();
    assert_eq!(sheets(), Some(1.0), "and back");
    wait(20).await;
    assert_eq!(form.values()["full_name"], "Ân");
    frame.remove();
}
