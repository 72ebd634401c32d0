//! What a form checks and what it sends.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::definition::{Environment, Language};
use serde_json::{Value, json};
use support::form::{answers, check, definition, issues, issues_of, many, on_page, sent};

fn customer(fields: &Value) -> leadform_spec::Definition {
    definition(&json!({ "version": 1, "target": "ladiflow-customer", "fields": fields }))
}

fn issue(field: &str, code: &'static str) -> (String, &'static str) {
    (field.to_owned(), code)
}

#[test]
fn what_a_visitor_typed_is_sent_as_the_api_wants_it() {
    let form = customer(&json!(["full_name", "phone", "email", "dob", "gender", "score", "tags", "website"]));
    let mut given = answers([
        ("full_name", "  Nguyễn Thị An "),
        ("phone", "+84 (0)912-345.678"),
        ("email", "an@example.vn\u{200b}"),
        ("dob", "1989-11-03"),
        ("gender", "female"),
        ("score", "7,5"),
        ("website", "example.vn"),
        ("company", "not on the form"),
    ]);
    many(&mut given, "tags", &["a", " ", "b"]);
    let expected = json!({
        "email": "an@example.vn", "full_name": "Nguyễn Thị An", "dob": "1989-11-03", "phone": "0912345678",
        "gender": "female", "tags": ["a", "b"], "website": "example.vn", "score": 7.5,
    });
    assert_eq!(sent(&form, &given), expected);
}

#[test]
fn hours_and_dates_are_typed_alike_everywhere_and_sent_in_the_apis_format() {
    let office = definition(&json!({
        "version": 1, "target": "1office-contact", "fields": ["name", "birthday"],
        "supplied": ["code", "type", "fountain_head_id", "trade_ids"],
    }));
    let given = answers([("name", "An"), ("birthday", "1989-11-03")]);
    assert_eq!(sent(&office, &given), json!({ "name": "An", "birthday": "03/11/1989" }));
    let lead = lead(&json!(["phone_no1", "customer_portrait.work_start_time"]));
    let given = answers([("phone_no1", "0912345678"), ("customer_portrait.work_start_time", "08:30")]);
    assert_eq!(sent(&lead, &given)["customer_portrait"], json!({ "work_start_time": 8.5 }));
    let given = answers([("phone_no1", "0912345678"), ("customer_portrait.work_start_time", "8h30")]);
    assert_eq!(issues(&lead, &given), [issue("customer_portrait.work_start_time", "format")]);
}

/// A lead for which the proxy supplies everything that is not asked for.
fn lead(fields: &Value) -> leadform_spec::Definition {
    let asked =
        |name: &str| fields.as_array().unwrap().iter().any(|field| field == name || field["name"] == name);
    let rows = support::api("erp-lead").rows.iter().filter(|row| row.is_required() && !asked(row.name));
    let supplied: Vec<&str> = rows.map(|row| row.name).collect();
    definition(&json!({ "version": 1, "target": "erp-lead", "fields": fields, "supplied": supplied }))
}

#[test]
fn a_hidden_field_is_neither_checked_nor_sent_even_if_it_was_filled_in() {
    let form = customer(&json!([
        "phone",
        "gender",
        { "name": "email", "required": true, "show_if": { "field": "gender", "is": ["female"] } },
        { "name": "city", "show_if": { "field": "email", "is": ["an@example.vn"] } },
    ]));
    let wrong = answers([("phone", "0912345678"), ("gender", "male"), ("email", "an@"), ("city", "Huế")]);
    assert_eq!(sent(&form, &wrong), json!({ "phone": "0912345678", "gender": "male" }));
    let shown = answers([("phone", "0912345678"), ("gender", "female"), ("email", "an@"), ("city", "Huế")]);
    assert_eq!(issues(&form, &shown), [issue("email", "email")]);
    // The city asks for an address that is hidden itself.
    let chain =
        answers([("phone", "0912345678"), ("gender", "male"), ("email", "an@example.vn"), ("city", "Huế")]);
    assert_eq!(sent(&form, &chain), json!({ "phone": "0912345678", "gender": "male" }));
}

#[test]
fn every_issue_is_returned_in_the_order_of_the_form() {
    let form = customer(&json!(["gender", { "name": "city", "required": true }, "dob", "phone", "email"]));
    let given = answers([("email", "an"), ("phone", "12"), ("dob", "2026-02-30"), ("gender", "x")]);
    let expected = [
        issue("gender", "choice"),
        issue("city", "required"),
        issue("dob", "date"),
        issue("phone", "phone"),
        issue("email", "email"),
    ];
    assert_eq!(issues(&form, &given), expected);
}

#[test]
fn required_tightens_the_apis_rule_and_blank_is_missing() {
    let form = customer(
        &json!(["phone", { "name": "full_name", "required": true }, { "name": "tags", "required": true }]),
    );
    let mut given = answers([("phone", "0912345678"), ("full_name", " \u{a0}\u{200b}")]);
    many(&mut given, "tags", &[" ", ""]);
    let expected = [issue("full_name", "required"), issue("tags", "required")];
    assert_eq!(issues(&form, &given), expected);
    given.extend(answers([("tags", " , ,")]));
    assert_eq!(issues(&form, &given), expected);
}

#[test]
fn of_a_pair_one_is_enough_and_the_only_one_on_the_form_is_required() {
    let both = customer(&json!(["full_name", "email", "phone"]));
    assert_eq!(issues(&both, &answers([("full_name", "An")])), [issue("email", "either")]);
    assert_eq!(sent(&both, &answers([("phone", "0912345678")])), json!({ "phone": "0912345678" }));
    let one = customer(&json!(["full_name", "phone"]));
    assert!(one.is_required(one.field("phone").unwrap()));
    assert_eq!(issues(&one, &answers([("full_name", "An")])), [issue("phone", "required")]);
}

#[test]
fn of_a_pair_with_one_hidden_the_other_is_required() {
    let form = customer(&json!([
        "gender", { "name": "email", "show_if": { "field": "gender", "is": "female" } }, "phone",
    ]));
    assert_eq!(
        issues(&form, &answers([("gender", "male"), ("email", "an@example.vn")])),
        [issue("phone", "required")]
    );
    assert_eq!(issues(&form, &answers([("gender", "female")])), [issue("email", "either")]);
}

#[test]
fn a_wrong_value_of_a_pair_does_not_ask_for_the_other_one() {
    let form = customer(&json!(["email", { "name": "phone", "pattern": "0900000000" }]));
    assert_eq!(issues(&form, &answers([("phone", "0912345678")])), [issue("phone", "pattern")]);
    assert_eq!(issues(&form, &answers([("email", "an@")])), [issue("email", "email")]);
}

#[test]
fn min_and_max_bound_numbers_dates_and_lists() {
    let form = customer(&json!([
        "phone",
        { "name": "score", "min": 1, "max": 10 },
        { "name": "dob", "min": "1900-01-01", "max": "today" },
        { "name": "tags", "min": 2, "max": 3 },
        { "name": "website", "max": 1 },
    ]));
    for (path, text, code) in [
        ("score", "0,5", Some("too_small")),
        ("score", "1", None),
        ("score", "10.0", None),
        ("score", "10.5", Some("too_large")),
        ("dob", "1899-12-31", Some("too_small")),
        ("dob", "2026-01-31", None),
        ("dob", "2026-02-01", Some("too_large")),
        ("tags", "a", Some("too_small")),
        ("tags", "a, b,", None),
        ("tags", "a,b,c,d", Some("too_large")),
        ("website", "a,b", None),
    ] {
        let given = answers([("phone", "0912345678"), (path, text)]);
        let found = check(&form, &given).err().unwrap_or_default();
        assert_eq!(
            found,
            code.map(|code| issue(path, code)).into_iter().collect::<Vec<_>>(),
            "{path} {text}"
        );
        assert_eq!(issues_of(&form, path, "", &given), found, "{path} {text} by itself");
    }
    assert!(check(&form, &answers([("phone", "0912345678")])).is_ok(), "an empty value has no bounds");
}

#[test]
fn a_booking_is_for_a_day_to_come_unless_the_definition_says_otherwise() {
    let booking = |field: Value| {
        let rows = support::api("erp-booking").rows.iter();
        let supplied = rows.filter(|row| row.is_required() && row.name != "booking_date").map(|row| row.name);
        let supplied: Vec<&str> = supplied.chain(["account_id"]).collect();
        definition(&json!({ "version": 1, "target": "erp-booking", "fields": [field], "supplied": supplied }))
    };
    let plain = booking(json!("booking_date"));
    assert_eq!(
        issues(&plain, &answers([("booking_date", "2026-01-30")])),
        [issue("booking_date", "too_small")]
    );
    assert!(check(&plain, &answers([("booking_date", "2026-01-31")])).is_ok());
    let any_day = booking(json!({ "name": "booking_date", "min": null }));
    assert!(check(&any_day, &answers([("booking_date", "2020-01-30")])).is_ok());
    let later = booking(json!({ "name": "booking_date", "min": "2026-03-01" }));
    assert_eq!(
        issues(&later, &answers([("booking_date", "2026-02-28")])),
        [issue("booking_date", "too_small")]
    );
}

#[test]
fn a_pattern_is_asked_of_the_trimmed_text() {
    let form = customer(&json!(["phone", { "name": "external_customer_id", "pattern": "\\d{4}" }]));
    let with = |text: &str| answers([("phone", "0912345678"), ("external_customer_id", text)]);
    assert_eq!(sent(&form, &with(" 1234\u{200b}"))["external_customer_id"], "1234");
    assert_eq!(issues(&form, &with("12345")), [issue("external_customer_id", "pattern")]);
    assert!(check(&form, &with(" ")).is_ok(), "an empty value matches everything");
}

#[test]
fn consent_that_is_required_is_required_and_its_evidence_is_text() {
    let form = definition(&json!({
        "version": 1, "target": "ladiflow-customer", "fields": ["phone"],
        "consent": [
            { "purpose": "call", "text": "Gọi lại", "required": true },
            { "purpose": "news", "text": "Tin mới", "version": "2026-01", "field": "custom_fields.news" },
        ],
    }));
    let phone = ("phone", "0912345678");
    assert_eq!(issues(&form, &answers([phone])), [issue("consent.call", "required")]);
    let agreed = sent(&form, &answers([phone, ("consent.call", "on"), ("consent.news", "")]));
    assert_eq!(
        agreed["custom_fields"],
        json!([{ "name": "news", "value": "no: Tin mới [2026-01] (2026-01-31)" }])
    );
    let both = sent(&form, &answers([phone, ("consent.call", "on"), ("consent.news", "on")]));
    assert_eq!(both["custom_fields"][0]["value"], "yes: Tin mới [2026-01] (2026-01-31)");
}

#[test]
fn the_evidence_has_the_policy_and_when_the_box_was_ticked_and_is_none_where_nobody_was_asked() {
    let wording = "ư".repeat(1_001);
    let form = definition(&json!({
        "version": 1, "target": "ladiflow-customer", "fields": ["phone"],
        "consent": {
            "text": wording, "version": "3", "policy_url": "https://example.vn/privacy", "field": "custom_fields.news",
        },
    }));
    let ticked = [("phone", "0912345678"), ("consent", "2026-01-30T23:59:58.000Z")];
    let evidence =
        format!("yes: {} [3] (2026-01-30T23:59:58.000Z) https://example.vn/privacy", "ư".repeat(1_000));
    assert_eq!(sent(&form, &answers(ticked))["custom_fields"][0]["value"], evidence);
    assert_eq!(sent(&form, &answers([ticked[0]])), json!({ "phone": "0912345678" }));
}

#[test]
fn the_evidence_is_the_wording_that_the_visitor_read() {
    let form = definition(&json!({
        "version": 1, "target": "ladiflow-customer", "fields": ["phone"],
        "consent": { "text": { "vi": "Tin mới", "en": "News" }, "field": "custom_fields.news" },
    }));
    let answers = answers([("phone", "0912345678"), ("consent", "on")]);
    for (language, wording) in [(Language::Vi, "Tin mới"), (Language::En, "News")] {
        let body = on_page(|page| {
            let submission = form.check(&answers, &Environment { language, ..*page }).expect("a lead");
            serde_json::to_value(&*submission).expect("JSON")
        });
        assert_eq!(body["custom_fields"][0]["value"], format!("yes: {wording} (2026-01-31)"));
    }
}

#[test]
fn a_field_by_itself_is_checked_without_the_rest_of_the_form() {
    let form = customer(&json!([{ "name": "full_name", "required": true }, "phone"]));
    assert_eq!(
        issues_of(&form, "phone", "", &answers([("phone", "01691234567")])),
        [issue("phone", "phone_2018")]
    );
    assert_eq!(issues_of(&form, "phone", "", &answers([("phone", "0912345678")])), []);
    assert_eq!(issues_of(&form, "phone", "", &answers([])), [issue("phone", "required")]);
}
