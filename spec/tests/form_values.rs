//! What a form sends that nobody typed: fixed values, templates, campaigns; and what it changes of the API's rules.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::Definition;
use serde_json::{Value, json};
use support::form::{answers, check, definition, issues, many, sent};

/// A form that asks for a phone number, and what it sends besides.
fn customer(key: &str, value: &Value) -> Value {
    let form =
        definition(&json!({ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], key: value }));
    let mut sent = sent(&form, &answers([("phone", "0912345678")]));
    sent.as_object_mut().unwrap().retain(|name, _| name != "phone");
    sent
}

fn office(rest: &Value) -> Definition {
    let mut form = json!({
        "version": 1, "target": "1office-contact", "fields": ["name"],
        "supplied": ["code", "type", "fountain_head_id", "trade_ids"],
    });
    form.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    definition(&form)
}

#[test]
fn fixed_values_are_sent_with_every_lead() {
    let values = json!({ "tags": ["a", "b"], "score": 14, "lang": "vi", "custom_fields.plan": true });
    let expected = json!({ "tags": ["a", "b"], "custom_fields": [{ "name": "plan", "value": true }], "lang": "vi", "score": 14 });
    assert_eq!(customer("values", &values), expected);
}

#[test]
fn templates_are_filled_in_and_what_comes_out_empty_is_left_out() {
    for (template, filled) in [
        ("WEB-{submission_id}", Some("WEB-s-1")),
        ("{page_url}", Some("https://example.vn/uu-dai?plan=PRO")),
        ("{date}", Some("2026-01-31")),
        ("{query.plan}/{query.none}", Some("PRO/")),
        ("{referrer}", None),
        (" {query.blank} ", None),
        ("{query.none}", None),
        ("a { b", Some("a { b")),
    ] {
        let expected = filled.map_or(json!({}), |text| json!({ "source": text }));
        assert_eq!(customer("values", &json!({ "source": template })), expected, "{template}");
    }
}

#[test]
fn templates_are_filled_in_within_lists_and_groups() {
    let values = json!({
        "tags": ["web", "{query.plan}", "{query.none}"],
        "custom_fields": [{ "name": "page", "value": "{page_url}" }],
    });
    let expected = json!({
        "tags": ["web", "PRO"],
        "custom_fields": [{ "name": "page", "value": "https://example.vn/uu-dai?plan=PRO" }],
    });
    assert_eq!(customer("values", &values), expected);
}

#[test]
fn a_date_is_filled_in_in_the_apis_format_and_a_number_as_a_number() {
    let form = office(&json!({
        "values": { "private_date": "{date}", "create_from_crm_call_history_id": "{query.number}" },
    }));
    let expected =
        json!({ "private_date": "31/01/2026", "name": "An", "create_from_crm_call_history_id": 14 });
    assert_eq!(sent(&form, &answers([("name", "An")])), expected);
}

#[test]
fn what_a_link_gives_and_the_api_would_refuse_is_left_out_and_the_lead_is_sent() {
    for name in ["lang", "score", "dob", "email"] {
        assert_eq!(customer("values", &json!({ name: "{query.wrong}" })), json!({}), "{name}");
    }
    assert_eq!(customer("attribution", &json!({ "utm_id": "score", "utm_source": "lang" })), json!({}));
    let form = definition(&json!({
        "version": 1, "target": "ladiflow-customer",
        "fields": ["phone", { "name": "lang", "control": "hidden", "prefill": "lang" }, { "name": "score", "control": "hidden" }],
    }));
    let given = answers([("phone", "0912345678"), ("lang", "fr"), ("score", "x")]);
    assert_eq!(sent(&form, &given), json!({ "phone": "0912345678" }));
}

#[test]
fn campaign_parameters_go_into_their_paths_trimmed_and_cut() {
    let attribution = json!({
        "utm_source": "source",
        "first.utm_source": "custom_fields.first",
        "utm_term": "job_title",
        "utm_content": "city",
        "utm_none": "district",
    });
    let expected = json!({
        "custom_fields": [{ "name": "first", "value": "facebook" }],
        "job_title": "á".repeat(255),
        "source": "zalo",
    });
    assert_eq!(customer("attribution", &attribution), expected);
}

#[test]
fn custom_fields_become_entries_in_the_order_of_the_form() {
    let form = definition(&json!({
        "version": 1, "target": "ladiflow-customer",
        "fields": ["phone", "custom_fields.plan", { "name": "custom_fields.note", "required": true }, "custom_fields.empty"],
        "values": { "custom_fields.zone": "b", "custom_fields.area": "a" },
    }));
    let given =
        answers([("phone", "0912345678"), ("custom_fields.note", "Gọi tối"), ("custom_fields.plan", "PRO")]);
    let names: Vec<Value> = sent(&form, &given)["custom_fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["name"].clone())
        .collect();
    assert_eq!(names, ["plan", "note", "zone", "area"]);
    let missing = issues(&form, &answers([("phone", "0912345678")]));
    assert_eq!(missing, [("custom_fields.note".to_owned(), "required")]);
}

#[test]
fn a_whole_group_of_fixed_values_stands_beside_what_was_typed() {
    let rows = support::api("erp-lead").rows.iter().filter(|row| row.is_required());
    let supplied: Vec<&str> = rows.map(|row| row.name).collect();
    let form = definition(&json!({
        "version": 1, "target": "erp-lead", "supplied": supplied,
        "fields": ["phone_no1", "customer_portrait.hobby"],
        "values": { "customer_portrait": { "transport": "bus", "desires": ["a"] } },
    }));
    let given = answers([("phone_no1", "0912345678"), ("customer_portrait.hobby", "âm nhạc, phim")]);
    let portrait = json!({ "transport": "bus", "desires": ["a"], "hobby": ["âm nhạc", "phim"] });
    assert_eq!(sent(&form, &given)["customer_portrait"], portrait);

    let form = definition(&json!({
        "version": 1, "target": "ladiflow-customer", "fields": ["phone", "custom_fields.plan"],
        "values": { "custom_fields": [{ "name": "page", "value": "a" }] },
    }));
    let given = answers([("phone", "0912345678"), ("custom_fields.plan", "PRO")]);
    let expected = json!([{ "name": "plan", "value": "PRO" }, { "name": "page", "value": "a" }]);
    assert_eq!(sent(&form, &given)["custom_fields"], expected);
}

#[test]
fn a_tenants_list_replaces_the_documented_one_and_a_fetched_one_takes_any() {
    let trades = |options: Value| {
        definition(&json!({
            "version": 1, "target": "1office-contact",
            "fields": ["name", { "name": "trade_ids", "options": options }],
            "supplied": ["code", "type", "fountain_head_id"],
        }))
    };
    let with = |texts: &[&str]| {
        let mut given = answers([("name", "An")]);
        many(&mut given, "trade_ids", texts);
        given
    };
    let listed = trades(json!([{ "value": " Tư vấn, soạn thảo " }, { "value": "Khác" }]));
    assert_eq!(sent(&listed, &with(&["Khác", "Tư vấn, soạn thảo"]))["trade_ids"], "Khác,Tư vấn, soạn thảo");
    assert_eq!(issues(&listed, &with(&["VISA NHẬP (VUT)"])), [("trade_ids".to_owned(), "choice")]);
    let fetched = trades(json!({ "from": "trades.json" }));
    assert_eq!(
        sent(&fetched, &with(&["Nhà đất", "VISA NHẬP (VUT)"]))["trade_ids"],
        "Nhà đất,VISA NHẬP (VUT)"
    );
    assert_eq!(issues(&fetched, &with(&[])), [("trade_ids".to_owned(), "required")]);
}

#[test]
fn ids_are_chosen_as_text_and_sent_as_numbers() {
    let rows = support::api("erp-lead").rows.iter();
    let asked = ["crm_line_ids", "state_id"];
    let rows = rows.filter(|row| row.is_required() && !asked.contains(&row.name));
    let supplied: Vec<&str> = rows.map(|row| row.name).collect();
    let form = definition(&json!({
        "version": 1, "target": "erp-lead", "supplied": supplied,
        "fields": ["phone_no1", { "name": "crm_line_ids", "options": [{ "value": 11 }, { "value": 12 }] }, "state_id"],
    }));
    let mut given = answers([("phone_no1", "0912345678"), ("state_id", "24")]);
    many(&mut given, "crm_line_ids", &["11", "12"]);
    let sent = sent(&form, &given);
    assert_eq!((&sent["crm_line_ids"], &sent["state_id"]), (&json!([11, 12]), &json!(24)));
}

#[test]
fn the_definition_says_which_phone_numbers_are_taken_and_how_they_are_sent() {
    let phone = |rest: Value, given: &str| {
        let mut form = json!({ "version": 1, "target": "zalo-journey", "fields": ["phone"] });
        form.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        let checked = check(&definition(&form), &answers([("phone", given)]));
        checked.map(|submission| serde_json::to_value(&*submission).unwrap()["phone"].clone()).ok()
    };
    assert_eq!(phone(json!({}), "0912345678"), Some(json!("84912345678")));
    assert_eq!(phone(json!({ "phone_format": "national" }), "84912345678"), Some(json!("0912345678")));
    assert_eq!(phone(json!({ "phone_format": "e164" }), "0912345678"), Some(json!("+84912345678")));
    assert_eq!(phone(json!({}), "+14155550100"), None);
    assert_eq!(phone(json!({ "phone": "international" }), "+1 (415) 555-0100"), Some(json!("+14155550100")));
}

#[test]
fn what_the_proxy_supplies_is_neither_asked_for_nor_sent() {
    let form = office(&json!({}));
    assert_eq!(sent(&form, &answers([("name", "An"), ("code", "X")])), json!({ "name": "An" }));
}
