//! The rules that are not one row's alone.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::value::{Numbering, PhoneFormat};
use leadform_spec::{Problem, Rules, Wire, apis};
use serde_json::{Value, json};
use support::{api, check, codes, full, minimal, sent, valid};

fn issue(field: &str, code: &'static str) -> (String, &'static str) {
    (field.to_owned(), code)
}

#[test]
fn one_of_a_pair_is_required_and_either_will_do() {
    for api in apis::ALL {
        for [one, other] in api.either {
            let mut neither = minimal(api);
            neither.as_object_mut().unwrap().retain(|name, _| name != one);
            for empty in [json!({}), json!({ *one: null, *other: null }), json!({ *other: " \u{200b}" })] {
                let mut body = neither.clone();
                body.as_object_mut().unwrap().extend(empty.as_object().unwrap().clone());
                if api.row(one).is_some_and(|row| matches!(row.kind, leadform_spec::api::Kind::Int)) {
                    // A blank text is no integer; the other one still is missing.
                    body[*one] = Value::Null;
                }
                let issues = check(api, &body).unwrap_err();
                assert_eq!(issues, [Problem::Either { or: (*other).to_owned() }.at(*one)], "{}", api.id);
            }
            for name in [one, other] {
                let mut body = neither.clone();
                body[*name] = support::sample(api, api.row(name).unwrap());
                valid(api, &body);
            }
        }
    }
}

#[test]
fn a_wrong_value_of_a_pair_is_one_issue_and_not_two() {
    assert_eq!(codes(api("ladiflow-customer"), &json!({ "email": "an" })), [issue("email", "email")]);
    let mut lead = minimal(api("erp-lead"));
    lead["account_id"] = json!("12");
    assert_eq!(codes(api("erp-lead"), &lead), [issue("account_id", "type")]);
}

#[test]
fn every_issue_is_returned_in_the_order_of_the_document_and_unknown_keys_last() {
    let body = json!({
        "nonsense": 1,
        "customer_portrait": { "transport": "rocket", "colour": "red", "work_start_time": 25 },
        "phone_no1": "12",
        "gender": "m",
        "agent_email": "an",
        "crm_line_ids": [],
        "birth_date": "1/2/1990",
    });
    let expected = [
        ("phone_no1", "phone"),
        ("ticket_id", "required"),
        ("agent_email", "email"),
        ("user_id", "required"),
        ("contact_name", "required"),
        ("gender", "choice"),
        ("country_id", "required"),
        ("state_id", "required"),
        ("street", "required"),
        ("company_id", "required"),
        ("price_list_id", "required"),
        ("category_source_id", "required"),
        ("source_id", "required"),
        ("campaign_id", "required"),
        ("crm_line_ids", "required"),
        ("birth_date", "date"),
        ("customer_portrait.work_start_time", "too_large"),
        ("customer_portrait.transport", "choice"),
        ("customer_portrait.colour", "unknown"),
        ("nonsense", "unknown"),
    ];
    assert_eq!(codes(api("erp-lead"), &body), expected.map(|(field, code)| issue(field, code)));
}

#[test]
fn what_is_sent_stands_in_the_order_of_the_document_whatever_the_order_of_the_body() {
    for api in apis::ALL {
        let body = full(api);
        let turned = Value::Object(body.as_object().unwrap().clone().into_iter().rev().collect());
        assert_eq!(sent(api, &turned), sent(api, &body), "{}", api.id);
        let text = serde_json::to_string(&*valid(api, &turned)).unwrap();
        let places: Vec<Option<usize>> =
            api.rows.iter().map(|row| text.find(&format!("\"{}\":", row.name))).collect();
        assert!(places.is_sorted() && places[0].is_some(), "{}: {text}", api.id);
    }
}

#[test]
fn a_body_that_is_no_object_is_refused_whole() {
    for body in [json!(null), json!([]), json!("{}"), json!(1), json!(true)] {
        for api in apis::ALL {
            assert_eq!(check(api, &body).unwrap_err(), [Problem::Type { expected: "object" }.at("")]);
        }
    }
}

#[test]
fn numbers_are_strict_but_for_a_whole_one_with_a_point() {
    let lead = |value: Value| {
        let mut body = minimal(api("erp-lead"));
        body["company_id"] = value;
        body
    };
    let sent = |value| valid(api("erp-lead"), &lead(value)).get("company_id").cloned();
    assert_eq!(sent(json!(12)), Some(Wire::Int(12)));
    assert_eq!(sent(json!(12.0)), Some(Wire::Int(12)));
    assert_eq!(sent(json!(-0.0)), Some(Wire::Int(0)));
    assert_eq!(sent(json!(1e18)), Some(Wire::Int(1_000_000_000_000_000_000)));
    assert_eq!(sent(json!(i64::MIN)), Some(Wire::Int(i64::MIN)));
    for value in [json!("12"), json!(12.5), json!(1e19), json!(u64::MAX), json!(true), json!([12])] {
        assert_eq!(codes(api("erp-lead"), &lead(value.clone())), [issue("company_id", "type")], "{value}");
    }
}

#[test]
fn a_whole_number_is_sent_without_a_point_and_an_hour_with_one() {
    let customer = json!({ "email": "an@example.vn", "postal_code": 100_000.0, "score": 7.5 });
    assert_eq!(
        sent(api("ladiflow-customer"), &customer),
        r#"{"email":"an@example.vn","postal_code":100000,"score":7.5}"#
    );
    let mut lead = minimal(api("erp-lead"));
    lead["customer_portrait"] = json!({ "work_start_time": 8, "work_end_time": 8.5 });
    let text = sent(api("erp-lead"), &lead);
    assert!(text.ends_with(r#""customer_portrait":{"work_start_time":8.0,"work_end_time":8.5}}"#), "{text}");
}

#[test]
fn an_hour_is_one_of_the_day() {
    for (hour, code) in [(json!(-0.5), "too_small"), (json!(24.25), "too_large"), (json!("08:30"), "type")] {
        let mut lead = minimal(api("erp-lead"));
        lead["customer_portrait"] = json!({ "break_start_time": hour });
        let path = "customer_portrait.break_start_time";
        assert_eq!(codes(api("erp-lead"), &lead), [issue(path, code)]);
    }
    let mut lead = minimal(api("erp-lead"));
    lead["customer_portrait"] = json!({ "break_start_time": 0, "break_end_time": 24 });
    valid(api("erp-lead"), &lead);
}

#[test]
fn text_is_trimmed_and_keeps_its_case_and_its_inner_blanks() {
    let mut contact = minimal(api("1office-contact"));
    contact["name"] = json!("\u{feff} \u{200b}nguyễn  THỊ An\u{a0}\n\u{200e}");
    let submission = valid(api("1office-contact"), &contact);
    assert_eq!(submission.get("name"), Some(&Wire::Text("nguyễn  THỊ An".to_owned())));
}

#[test]
fn an_address_that_was_copied_with_an_invisible_mark_is_taken_without_it() {
    for given in ["an@example.vn\u{200b}", "\u{feff}an@example.vn", " an@example.vn\u{2060} "] {
        let submission = valid(api("ladiflow-customer"), &json!({ "email": given }));
        assert_eq!(submission.get("email"), Some(&Wire::Text("an@example.vn".to_owned())));
    }
}

#[test]
#[cfg(feature = "nfc")]
fn decomposed_text_is_composed_before_it_is_compared_and_sent() {
    let decomposed = |text: &str| -> String {
        use unicode_normalization::UnicodeNormalization as _;
        text.nfd().collect()
    };
    let mut contact = minimal(api("1office-contact"));
    contact["name"] = json!(decomposed("Nguyễn Thị Ánh"));
    contact["type"] = json!(decomposed("Cá nhân"));
    contact["trade_ids"] = json!([decomposed("DỊCH VỤ LUẬT SƯ (TLA)"), decomposed("VISA NHẬP (VUT)")]);
    let submission = valid(api("1office-contact"), &contact);
    assert_eq!(submission.get("name"), Some(&Wire::Text("Nguyễn Thị Ánh".to_owned())));
    assert_eq!(submission.get("type"), Some(&Wire::Text("Cá nhân".to_owned())));
    let trades = "DỊCH VỤ LUẬT SƯ (TLA),VISA NHẬP (VUT)";
    assert_eq!(submission.get("trade_ids"), Some(&Wire::Text(trades.to_owned())));
}

#[test]
fn what_the_proxy_supplies_may_be_missing() {
    let mut rules = Rules::default();
    let booking = api("erp-booking");
    for row in booking.rows.iter().filter(|row| row.is_required()) {
        rules.supplied.push(row.name.to_owned());
    }
    let issues = leadform_spec::check(booking, &json!({}), &rules).unwrap_err();
    assert_eq!(issues, [Problem::Either { or: "phone_no1".to_owned() }.at("account_id")]);
    rules.supplied.push("account_id".to_owned());
    assert!(leadform_spec::check(booking, &json!({}), &rules).is_ok());
    let wrong = json!({ "gender": "m" });
    assert!(leadform_spec::check(booking, &wrong, &rules).is_err(), "what is there is checked all the same");
}

#[test]
fn a_tenants_values_replace_the_documented_ones() {
    let office = api("1office-contact");
    let choices = vec![("trade_ids".to_owned(), vec!["Tư vấn, soạn thảo".to_owned(), "Khác".to_owned()])];
    let rules = Rules { choices, ..Rules::default() };
    let mut contact = minimal(office);
    contact["trade_ids"] = json!("Khác, Tư vấn, soạn thảo");
    let submission = leadform_spec::check(office, &contact, &rules).unwrap();
    assert_eq!(submission.get("trade_ids"), Some(&Wire::Text("Khác,Tư vấn, soạn thảo".to_owned())));
    let issues = leadform_spec::check(office, &minimal(office), &rules).unwrap_err();
    assert_eq!(issues, [Problem::Choice.at("trade_ids")]);
}

#[test]
fn phone_numbers_are_understood_by_the_plan_and_sent_in_the_format_that_the_rules_give() {
    let zalo = api("zalo-journey");
    let sent = |given: &str, numbering, phone_format| {
        let rules = Rules { numbering, phone_format, ..Rules::default() };
        let submission = leadform_spec::check(zalo, &json!({ "phone": given }), &rules).ok()?;
        match submission.get("phone") {
            Some(Wire::Text(phone)) => Some(phone.clone()),
            _ => None,
        }
    };
    let (vn, international) = (Numbering::Vietnam, Numbering::International);
    assert_eq!(sent("+84 (0)912-345.678", vn, None).as_deref(), Some("84912345678"));
    assert_eq!(sent("912345678", vn, Some(PhoneFormat::National)).as_deref(), Some("0912345678"));
    assert_eq!(sent("84912345678", vn, Some(PhoneFormat::E164)).as_deref(), Some("+84912345678"));
    assert_eq!(sent("+1 415 555 0100", vn, None), None);
    assert_eq!(sent("+1 415 555 0100", international, None).as_deref(), Some("+14155550100"));
    let old = check(zalo, &json!({ "phone": "01691234567" })).unwrap_err();
    assert_eq!(old, [Problem::Phone2018 { repaired: "0391234567".to_owned() }.at("phone")]);
}
