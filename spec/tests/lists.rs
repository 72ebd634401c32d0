//! Lists: comma-joined, of texts, of ids, and the one that may be either.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::{Problem, Wire};
use serde_json::{Value, json};
use support::{api, check, codes, minimal, valid};

const COMMA: &str = "Ngôn ngữ khác ↔ Ngôn ngữ khác (ngoài tiếng Anh, tiếng Việt)";

fn contact(name: &str, value: &Value) -> Value {
    let mut body = minimal(api("1office-contact"));
    body[name] = value.clone();
    body
}

fn joined(name: &str, value: &Value) -> String {
    match valid(api("1office-contact"), &contact(name, value)).get(name) {
        Some(Wire::Text(joined)) => joined.clone(),
        other => panic!("{name} {value}: {other:?}"),
    }
}

#[test]
fn a_comma_list_is_taken_as_text_or_as_a_list_and_sent_as_text() {
    for (name, list, text) in [
        ("group_type_id", json!(["Visa Anh", "Việt ↔ Anh"]), "Visa Anh,Việt ↔ Anh"),
        ("trade_ids", json!(["VISA NHẬP (VUT)", "VISA XUẤT (VUT)"]), "VISA NHẬP (VUT),VISA XUẤT (VUT)"),
        ("user_ids", json!(["NV06", "Nguyễn Văn C"]), "NV06,Nguyễn Văn C"),
        ("emails", json!(["an@example.vn", "b@example.vn"]), "an@example.vn,b@example.vn"),
        ("phones", json!(["0912345678", "02438261234"]), "0912345678,02438261234"),
    ] {
        assert_eq!(joined(name, &list), text);
        assert_eq!(joined(name, &json!(text)), text);
        assert_eq!(joined(name, &json!(text.replace(',', " ,  "))), text);
        assert_eq!(joined(name, &json!(format!(", {text},,"))), text);
    }
}

#[test]
fn blank_entries_count_for_nothing() {
    assert_eq!(joined("emails", &json!(["", "an@example.vn", " "])), "an@example.vn");
    assert_eq!(joined("phones", &json!(["0912345678", "\u{200b}"])), "0912345678");
    assert_eq!(joined("trade_ids", &json!(["", "VISA NHẬP (VUT)"])), "VISA NHẬP (VUT)");
    let customer = json!({ "email": "an@example.vn", "tags": ["", "a", " "], "website": ["", "x.vn"] });
    let submission = valid(api("ladiflow-customer"), &customer);
    assert_eq!(submission.get("tags"), Some(&Wire::List(vec![Wire::Text("a".to_owned())])));
    assert_eq!(submission.get("website"), Some(&Wire::List(vec![Wire::Text("x.vn".to_owned())])));
}

#[test]
fn the_value_with_a_comma_is_found_wherever_it_stands() {
    for (given, sent) in [
        (json!(COMMA), COMMA.to_owned()),
        (json!([COMMA]), COMMA.to_owned()),
        (json!(format!("Visa Anh,{COMMA}")), format!("Visa Anh,{COMMA}")),
        (json!(format!("{COMMA} , Visa Anh")), format!("{COMMA},Visa Anh")),
        (json!([COMMA, "Visa Anh", COMMA]), format!("{COMMA},Visa Anh,{COMMA}")),
    ] {
        assert_eq!(joined("group_type_id", &given), sent);
        assert_eq!(joined("group_type_id", &json!(sent)), sent, "what was sent is taken again");
    }
}

#[test]
fn half_of_the_value_with_a_comma_is_not_listed() {
    for given in ["Ngôn ngữ khác ↔ Ngôn ngữ khác (ngoài tiếng Anh", "tiếng Việt)", "Visa", "Visa Anh Visa Mỹ"]
    {
        for value in [json!(given), json!([given]), json!(["Visa Anh", given])] {
            let expected = [("group_type_id".to_owned(), "choice")];
            assert_eq!(codes(api("1office-contact"), &contact("group_type_id", &value)), expected, "{value}");
        }
    }
}

#[test]
fn one_wrong_entry_makes_the_list_wrong() {
    for (name, value, code) in [
        ("emails", json!("an@example.vn, b"), "email"),
        ("phones", json!(["0912345678", "12"]), "phone"),
        ("phones", json!("0912345678,01691234567"), "phone_2018"),
        ("trade_ids", json!("VISA NHẬP (VUT), VISA"), "choice"),
        ("user_ids", json!(["NV06,NV08"]), "format"),
        ("user_ids", json!(["NV06", 8]), "type"),
        ("emails", json!(["an@example.vn", null]), "type"),
    ] {
        let expected = [(name.to_owned(), code)];
        assert_eq!(codes(api("1office-contact"), &contact(name, &value)), expected, "{value}");
    }
}

#[test]
fn a_website_is_sent_as_it_was_given() {
    let sent = |website: Value| {
        let body = json!({ "email": "an@example.vn", "website": website });
        serde_json::to_value(valid(api("ladiflow-customer"), &body).get("website").unwrap()).unwrap()
    };
    assert_eq!(sent(json!("example.vn")), json!("example.vn"));
    assert_eq!(sent(json!("a.vn, b.vn")), json!("a.vn, b.vn"));
    assert_eq!(sent(json!(["example.vn"])), json!(["example.vn"]));
}

#[test]
fn hobbies_are_texts_for_a_lead_and_ids_for_a_booking() {
    for (id, fits, expected) in [
        ("erp-lead", json!(["âm nhạc", "xem phim"]), "list of strings"),
        ("erp-booking", json!([2, 4.0]), "list of integers"),
    ] {
        let with = |hobby: &Value| {
            let mut body = minimal(api(id));
            body["customer_portrait"] = json!({ "hobby": hobby });
            body
        };
        valid(api(id), &with(&fits));
        let misfit = if id == "erp-lead" { json!([2, 4]) } else { json!(["âm nhạc"]) };
        let issues = check(api(id), &with(&misfit)).unwrap_err();
        assert_eq!(issues, [Problem::Type { expected }.at("customer_portrait.hobby")]);
    }
}

#[test]
fn a_custom_field_holds_text_a_number_or_a_truth_value() {
    let with =
        |value: Value| json!({ "phone": "0912345678", "custom_fields": [{ "name": "pkg", "value": value }] });
    let ladiflow = api("ladiflow-customer");
    for value in [json!("PRO"), json!(12), json!(0.5), json!(false)] {
        let submission = valid(ladiflow, &with(value.clone()));
        let sent = serde_json::to_value(submission.get("custom_fields")).unwrap();
        assert_eq!(sent, json!([{ "name": "pkg", "value": value }]));
    }
    for (value, code) in [(json!(["PRO"]), "type"), (json!({}), "type"), (json!(" "), "required")] {
        assert_eq!(codes(ladiflow, &with(value)), [("custom_fields.0.value".to_owned(), code)]);
    }
}

#[test]
fn issues_in_a_list_of_objects_name_the_entry() {
    let mut body = minimal(api("1office-contact"));
    body["detail"] = json!([{ "name": "An" }, { "phone": "12" }, "An", { "name": "Bình", "email": "b" }]);
    body["files"] = json!([{ "name": "a.pdf", "file": "QUI=" }, { "file": "QUI" }]);
    let expected = [
        ("detail.1.name", "required"),
        ("detail.1.phone", "phone"),
        ("detail.2", "type"),
        ("detail.3.email", "email"),
        ("files.1.file", "format"),
    ];
    assert_eq!(codes(api("1office-contact"), &body), expected.map(|(field, code)| (field.to_owned(), code)));
}
