//! A body that was sent for a form, checked as if it had been typed into it.

mod support;

use leadform_spec::{Definition, Submission, Valid};
use serde_json::{Value, json};
use support::form::{definition, on_page};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn send(
    form: &Definition,
    supplied: &[(String, Value)],
    body: &Value,
) -> Result<Value, Vec<(String, &'static str)>> {
    let sent = form.read(body);
    let checked = on_page(|page| form.check_sent(&sent, supplied, page));
    let json = |submission: Valid<Submission>| serde_json::to_value(&*submission).expect("JSON");
    let code = |issue: leadform_spec::Issue| (issue.field, issue.problem.code());
    checked.map(json).map_err(|issues| issues.into_iter().map(code).collect())
}

fn ladiflow() -> Definition {
    definition(&json!({
        "version": 1, "target": "ladiflow-customer",
        "fields": ["phone", "lang", { "name": "score", "min": 1 },
            { "name": "zalo", "show_if": { "field": "lang", "is": ["vi"] }, "required": true },
            { "name": "custom_fields.pkg", "options": [{ "value": "PRO" }] }],
        "values": { "source": "web" },
        "supplied": ["external_customer_id"],
    }))
}

#[test]
fn a_body_goes_through_the_definitions_own_rules() {
    let good = json!({ "phone": "+84 912 345 678", "lang": "vi", "zalo": "an", "score": 2.0 });
    let sent = json!({ "phone": "0912345678", "lang": "vi", "score": 2, "source": "web", "zalo": "an" });
    assert_eq!(send(&ladiflow(), &[], &good), Ok(sent));
    let bad = json!({ "phone": "0912345678", "lang": "vi", "score": 0, "custom_fields": [{ "name": "pkg", "value": "X" }] });
    let issues = [("score", "too_small"), ("zalo", "required"), ("custom_fields.pkg", "choice")];
    assert_eq!(send(&ladiflow(), &[], &bad), Err(issues.map(|(at, code)| (at.to_owned(), code)).to_vec()));
}

#[test]
fn fixed_and_supplied_values_stand_whatever_was_sent_and_hidden_ones_are_left_out() {
    let supplied = [("external_customer_id".to_owned(), json!("K-1"))];
    let body = json!({ "phone": "0912345678", "source": ["x"], "external_customer_id": "x", "zalo": 5 });
    let sent = json!({ "phone": "0912345678", "external_customer_id": "K-1", "source": "web" });
    assert_eq!(send(&ladiflow(), &supplied, &body), Ok(sent));
}

#[test]
fn a_key_without_a_place_in_the_form_is_unknown() {
    let body = json!({ "phone": "0912345678", "phnoe": "1", "city": "Huế", "custom_fields": [{ "name": "x", "value": 1 }] });
    let issues = [("phnoe", "unknown"), ("city", "unknown"), ("custom_fields.x", "unknown")];
    assert_eq!(send(&ladiflow(), &[], &body), Err(issues.map(|(at, code)| (at.to_owned(), code)).to_vec()));
    let issues = send(&ladiflow(), &[], &json!(["phone"])).expect_err("no object");
    assert!(issues.contains(&(String::new(), "type")), "{issues:?}");
}

#[test]
fn a_value_with_a_comma_in_it_counts_as_one() {
    let form = definition(&json!({
        "version": 1, "target": "1office-contact", "fields": ["name", { "name": "group_type_id", "max": 1 }],
        "values": { "type": "Cá nhân", "code": "1", "fountain_head_id": "Các nguồn khác", "trade_ids": "VISA NHẬP (VUT)" },
    }));
    let choices = form.field("group_type_id").expect("the field").choices();
    let with_comma = choices.iter().find(|item| item.value.contains(',')).expect("a value with a comma");
    assert!(send(&form, &[], &json!({ "name": "An", "group_type_id": with_comma.value })).is_ok());
}
