//! Vietnamese input methods: Telex and VNI, in the order of events of each engine.

mod hands;

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::keyboard::{Keyboard, Method, SAMPLES, Sample, Typed};
use crate::support::*;
use hands::*;

/// Whose order of events is replayed. Each is, in each engine.
const ENGINES: [&str; 3] = ["chromium", "firefox", "safari"];

const CUSTOMER: &str = r#"{"version":1,"target":"ladiflow-customer","fields":[
    {"name":"full_name","required":true},"phone","email",{"name":"address","control":"textarea"},
    {"name":"channels","control":"chips"},
    {"name":"city","control":"combobox","options":{"from":"https://lists.test/provinces.json"}},
    "company",{"name":"job_title","show_if":{"field":"company","is":["Ngân hàng"]}}]}"#;

const CONTACT: &str = r#"{"version":1,"target":"1office-contact","fields":["name",
    {"name":"detail","min":1,"max":3,"fields":["name","position"]}],
    "values":{"code":"W-1","type":"Cá nhân","fountain_head_id":"Form yêu cầu tư vấn (website)",
        "trade_ids":"DỊCH VỤ LUẬT SƯ (TLA)"}}"#;

const PROVINCES: &str = include_str!("../../examples/options/provinces.json");

async fn customer() -> Form {
    begin();
    let form = element(&[("proxy", PROXY)], CUSTOMER);
    answers("GET", "provinces.json", &Answer::Json(200, PROVINCES));
    form.add();
    form.ready().await;
    form
}

/// Types each sample, and looks at the control after every stroke.
async fn types(form: &Form, names: &[&str], samples: &[Sample]) {
    for (turn, name) in names.iter().enumerate() {
        for (index, sample) in samples.iter().enumerate() {
            // Over the samples: every keyboard, both methods, and every engine's order. (In Chromium, all go with all:
            // e2e/tests/composing/.)
            for number in [index, index + 1] {
                let keyboard = Keyboard::ALL[number % 4];
                let engine = ENGINES[(turn + index + number) % 3];
                let method = [Method::Telex, Method::Vni][(index + number / 2) % 2];
                let what = format!("{} in {name} as {engine}, {keyboard:?}, {method:?}", sample.text);
                let control = form.control(name);
                let (around, caret) = match *name {
                    "email" => ("x@", 2),
                    // Between other letters, and at the end, where a space may be the last one for a moment.
                    _ => [("<>", 1), ("", 0)][number % 2],
                };
                let mut text = Typed::new(around, caret);
                enter(&control, &text.text, text.caret);
                settle().await;
                for stroke in keyboard.strokes(method, sample.keys(method)) {
                    play(&control, engine, &stroke);
                    text.apply(&stroke);
                    settle().await;
                    untouched(&control, &text, &format!("{what}, after {stroke:?}"));
                }
                for error in form.all(".lf-error") {
                    assert_eq!(error.text_content().unwrap(), "", "{what}");
                }
            }
        }
        // Letters are no telephone number: that is said as soon as the next control is entered.
        form.type_into(name, "").await;
    }
}

#[wasm_bindgen_test]
async fn every_sample_stands_there_as_it_was_meant() {
    let form = customer().await;
    types(&form, &["full_name"], &SAMPLES).await;
    assert_eq!(form.values()["full_name"], "");
}

#[wasm_bindgen_test]
async fn in_every_kind_of_control_nothing_is_doubled_lost_or_rewritten() {
    let form = customer().await;
    types(&form, &["phone", "address", "channels", "city", "company"], &SAMPLES[..2]).await;
    // An address has no space in it.
    types(&form, &["email"], &SAMPLES[4..5]).await;
}

#[wasm_bindgen_test]
async fn in_the_rows_of_a_group_too() {
    let form = form(CONTACT).await;
    form.click(".lf-group-add").await;
    types(&form, &["name", "detail.0.name", "detail.1.position"], &SAMPLES[..1]).await;
}

#[wasm_bindgen_test]
async fn a_number_typed_while_vni_is_on_is_a_number() {
    let form = customer().await;
    for engine in ENGINES {
        let control = form.control("phone");
        enter(&control, "", 0);
        for stroke in Keyboard::System.strokes(Method::Vni, "0912345678") {
            play(&control, engine, &stroke);
            settle().await;
            assert_eq!(form.said("phone"), "", "said while it is composed");
        }
        assert_eq!(form.values()["phone"], "0912345678");
    }
}

#[wasm_bindgen_test]
async fn a_key_that_ends_a_composition_is_the_keyboards_own() {
    for engine in ENGINES {
        let form = customer().await;
        for name in ["full_name", "channels", "city"] {
            let control = form.control(name);
            enter(&control, "", 0);
            compose_word(&control, engine, "Đắk");
            settle().await;
            assert!(ending_key(&control, engine, "Enter", "Đắk"), "{engine}: {name} took the key for itself");
            settle().await;
            assert_eq!(control.value(), "Đắk", "{engine}, {name}");
            assert_eq!(form.values()["channels"], json!([]), "{engine}");
            control.set_value("");
        }
        enter(&form.control("city"), "Đắk", 3);
        settle().await;
        assert_eq!(form.values()["city"], "", "{engine}: chosen by the Enter that ended the word");
        // The next Enter is the visitor's.
        assert!(!key(&form.control("city"), "Enter", 13, false));
        settle().await;
        assert_eq!(form.values()["city"], "Đắk Lắk");
        // Escape gives up the composition, and not the search.
        let control = form.control("city");
        enter(&control, "", 0);
        compose_word(&control, engine, "Huế");
        settle().await;
        assert!(ending_key(&control, engine, "Escape", "Huế"));
        settle().await;
        assert_eq!(control.value(), "Huế", "{engine}");
        assert_eq!(form.all("[role=option]").len(), 1, "{engine}");
        assert!(!event_names().contains(&"invalid".to_owned()), "{engine}: it was sent");
    }
}

#[wasm_bindgen_test]
async fn taking_back_the_first_letter_of_an_entry_leaves_the_entries_before_it() {
    for engine in ENGINES {
        let form = customer().await;
        form.type_into("channels", "Huế,").await;
        let control = form.control("channels");
        enter(&control, "", 0);
        compose_word(&control, engine, "Đ");
        settle().await;
        ending_key(&control, engine, "Backspace", "");
        settle().await;
        assert_eq!((control.value().as_str(), &form.values()["channels"]), ("", &json!(["Huế"])), "{engine}");
        key(&control, "Backspace", 8, false);
        settle().await;
        assert_eq!(form.values()["channels"], json!([]), "{engine}: with nothing composed it goes");
    }
}

#[wasm_bindgen_test]
async fn a_comma_counts_when_the_word_is_written() {
    for engine in ENGINES {
        let form = customer().await;
        let control = form.control("channels");
        enter(&control, "", 0);
        for text in ["H", "Hu", "Huê,", "Huế,"] {
            compose_word(&control, engine, text);
            settle().await;
            assert_eq!(
                (control.value().as_str(), &form.values()["channels"]),
                (text, &json!([])),
                "{engine}"
            );
        }
        commit(&control, engine, "Huế,");
        settle().await;
        assert_eq!((control.value().as_str(), &form.values()["channels"]), ("", &json!(["Huế"])), "{engine}");
    }
}

#[wasm_bindgen_test]
async fn leaving_in_the_middle_of_a_word_keeps_it() {
    for engine in ENGINES {
        let form = customer().await;
        for name in ["full_name", "address", "company", "channels"] {
            let control = form.control(name);
            enter(&control, "", 0);
            compose_word(&control, engine, "Đào");
            // Engines settle it as it stands, and then tell that the focus goes.
            commit(&control, engine, "Đào");
            form.leave(name).await;
            let expected = if name == "channels" { json!(["Đào"]) } else { json!("Đào") };
            assert_eq!(form.values()[name], expected, "{engine}");
            // And one that tells so late: nothing is there twice.
            enter(&control, &control.value(), 0);
            form.leave(name).await;
            assert_eq!(form.values()[name], expected, "{engine}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_happens_elsewhere_leaves_the_word_alone() {
    for engine in ENGINES {
        let form = customer().await;
        let control = form.control("full_name");
        for (turn, text) in ["N", "Ng", "Ngu", "Nguy", "Nguyê", "Nguyễ"].into_iter().enumerate() {
            if turn == 0 {
                enter(&control, "", 0);
            }
            compose_word(&control, engine, text);
            match turn {
                0 => form.host.set_attribute("lang", "en").unwrap(),
                1 => form.set("values", r#"{"company":"Ngân hàng"}"#),
                2 => form.set("values", r#"{"company":"","phone":"0912345678","city":"Huế"}"#),
                3 => drop(form.call("validate")),
                _ => form.host.set_attribute("lang", "vi").unwrap(),
            }
            settle().await;
            assert_eq!(form.find("[name=job_title]").is_some(), turn == 1, "{engine}");
            assert_eq!((control.value().as_str(), written(&control).as_str()), (text, "[]"), "{engine}");
            assert!(form.control("full_name").is_same_node(Some(&control)), "{engine}: another control");
            assert_eq!(form.focused(), "lf-full_name", "{engine}");
            assert_eq!(form.values()["full_name"], text, "{engine}: a script sees what is composed");
        }
    }
}

#[wasm_bindgen_test]
async fn what_an_answer_has_to_say_waits_until_the_word_is_written() {
    for engine in ENGINES {
        begin();
        let form = form(&CUSTOMER.replacen('{', r#"{"gateway":true,"#, 1)).await;
        form.fill("full_name", "An").await;
        form.fill("phone", "0912345678").await;
        let refused = r#"{"status":"invalid","issues":[{"field":"phone","code":"phone"}]}"#;
        answers("POST", PROXY, &Answer::HeldOther(422, "application/vnd.leadform+json", refused));
        form.press().await;
        let control = form.control("company");
        enter(&control, "", 0);
        compose_word(&control, engine, "Ngu");
        release_answers();
        for _ in 0..100 {
            if event_names().last().is_some_and(|name| name == "invalid") {
                break;
            }
            wait(5).await;
        }
        settle().await;
        assert_eq!(event_names().last().map(String::as_str), Some("invalid"), "{engine}");
        assert_eq!(form.said("phone"), "", "{engine}: said in the middle of a word");
        assert_eq!(form.focused(), "lf-company", "{engine}");
        compose_word(&control, engine, "Nguyễn");
        commit(&control, engine, "Nguyễn");
        assert_eq!((control.value().as_str(), written(&control).as_str()), ("Nguyễn", "[]"), "{engine}");
        settle().await;
        settle().await;
        assert_ne!(form.said("phone"), "", "{engine}: never said");
        assert_ne!(form.focused(), "lf-company", "{engine}");
    }
}

#[wasm_bindgen_test]
async fn what_a_script_sets_in_the_middle_of_a_word_takes_its_place() {
    let form = customer().await;
    let name = form.control("full_name");
    enter(&name, "", 0);
    compose_word(&name, "chromium", "Nguy");
    form.set("values", r#"{"full_name":"Trần Bình"}"#);
    settle().await;
    assert_eq!((name.value().as_str(), written(&name).as_str()), ("Trần Bình", r#"["Trần Bình"]"#));
    let city = form.control("city");
    for (set, shown) in [(r#"{"city":"Huế"}"#, "Huế"), (r#"{"city":""}"#, "")] {
        enter(&city, "", 0);
        compose_word(&city, "chromium", "Đă");
        settle().await;
        form.set("values", set);
        settle().await;
        assert_eq!(city.value(), shown, "{set}");
        assert_eq!(city.get_attribute("aria-expanded").as_deref(), Some("false"), "{set}");
    }
    form.call("reset");
    settle().await;
    let left = form.values();
    let is_empty = |value: &Value| value == "" || *value == json!([]);
    assert!(left.as_object().unwrap().values().all(is_empty), "{left}");
}

#[wasm_bindgen_test]
async fn a_province_is_found_as_people_shorten_it() {
    let form = customer().await;
    for (typed, found) in [
        ("da nang", "Đà Nẵng"),
        ("Đà Nẵng", "Đà Nẵng"),
        ("dak lak", "Đắk Lắk"),
        ("ho chi minh", "Thành phố Hồ Chí Minh"),
        ("TPHCM", "Thành phố Hồ Chí Minh"),
        ("tp hcm", "Thành phố Hồ Chí Minh"),
        ("hcm", "Thành phố Hồ Chí Minh"),
        ("tue", ""),
    ] {
        form.type_into("city", typed).await;
        let shown: Vec<String> =
            form.all("[role=option]").iter().map(|option| option.text_content().unwrap()).collect();
        assert_eq!(shown.join(", "), found, "{typed}");
    }
}
