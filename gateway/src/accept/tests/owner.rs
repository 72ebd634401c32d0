//! What the form's owner fixes, supplies or attributes is no visitor's to say.

use super::*;

fn owned() -> Form {
    let mut form = little(&json!({
        "fields": ["full_name", "phone", "custom_fields.pkg"],
        "values": { "tags": ["web"], "custom_fields.page": "{page_url}", "lang": "vi" },
        "supplied": ["source", "custom_fields.owner"],
        "attribution": { "utm_source": "custom_fields.utm", "utm_id": "score", "referrer": "facebook_url" },
    }));
    form.values = vec![("source".to_owned(), json!("mine")), ("custom_fields.owner".to_owned(), json!(7))];
    form
}

fn custom(lead: &NewLead, name: &str) -> Value {
    let body = body(lead);
    let entries = body["custom_fields"].as_array().cloned().unwrap_or_default();
    let mut found = entries.iter().filter(|entry| entry["name"] == name);
    let value = found.next().map(|entry| entry["value"].clone()).unwrap_or_default();
    assert!(found.next().is_none(), "{name} stands twice: {body}");
    value
}

#[test]
fn no_spelling_of_a_path_overrides_a_fixed_or_supplied_value() {
    let form = owned();
    for taken in [
        json!({ "phone": "0912345678", "source": "theirs", "tags": ["theirs"], "lang": "en" }),
        json!({ "phone": "0912345678", "source": { "x": "theirs" }, "tags": "theirs", "lang": ["en"] }),
        json!({ "phone": "0912345678", "custom_fields": [
            { "name": "owner", "value": "theirs" }, { "name": "owner", "value": "theirs" },
            { "name": " owner\u{200b}", "value": "theirs" }, { "name": "page", "value": "theirs" }] }),
    ] {
        let lead = bare_lead(&form, &taken).unwrap_or_else(|issues| panic!("{taken} {issues:?}"));
        assert_eq!([&body(&lead)["source"], &body(&lead)["lang"]], ["mine", "vi"], "{taken}");
        assert_eq!((custom(&lead, "owner"), custom(&lead, "page")), (json!(7), json!(null)), "{taken}");
        assert!(!lead.body.contains("theirs"), "{}", lead.body);
    }
    for (refused, at) in [
        (json!({ "phone": "0912345678", "custom_fields.owner": "theirs" }), "custom_fields.owner"),
        (json!({ "phone": "0912345678", "custom_fields": { "owner": "theirs" } }), "custom_fields"),
        (json!({ "phone": "0912345678", "Source": "theirs" }), "Source"),
        (
            json!({ "phone": "0912345678", "custom_fields": [{ "name": "Owner", "value": "theirs" }] }),
            "custom_fields.Owner",
        ),
        (
            json!({ "phone": "0912345678", "custom_fields": [{ "Name": "owner", "name": "pkg", "value": 1 }] }),
            "custom_fields.0.Name",
        ),
    ] {
        let issues = bare_lead(&form, &refused).expect_err("refused");
        assert!(issues.iter().any(|issue| issue.field == at), "{refused}: {issues:?}");
    }
}

#[test]
fn a_fixed_group_keeps_what_is_fixed_in_it_and_takes_what_is_asked() {
    let form = form(&json!({
        "version": 1, "target": "erp-lead",
        "fields": ["contact_name", "phone_no1", "gender", "customer_portrait.pain_point"],
        "values": { "country_id": 241, "state_id": 1, "company_id": 3, "street": "-", "crm_line_ids": [11],
            "customer_portrait": { "transport": "car" } },
        "supplied": ["user_id", "agent_email", "ticket_id", "price_list_id", "category_source_id", "source_id", "campaign_id"],
    }));
    let lead = bare_lead(
        &form,
        &json!({
            "contact_name": "An", "phone_no1": "+84 912 345 678", "gender": "female", "user_id": 1,
            "customer_portrait": { "transport": "bus", "pain_point": ["Kế toán"] },
        }),
    );
    let lead = body(&lead.expect("taken"));
    assert_eq!(lead["customer_portrait"]["transport"], "car");
    assert_eq!([&lead["user_id"], &lead["phone_no1"]], [&json!(7), &json!("0912345678")]);
    let issues =
        bare_lead(&form, &json!({ "customer_portrait": { "desires": ["x"] } })).expect_err("not asked");
    assert!(codes(&issues).contains(&("customer_portrait.desires", "unknown")), "{issues:?}");
}

#[test]
fn a_custom_field_that_stands_twice_is_refused_since_one_of_the_two_would_be_lost() {
    let twice = json!({ "phone": "0912345678", "custom_fields": [{ "name": "pkg", "value": "A" }, { "name": "pkg", "value": "B" }] });
    assert_eq!(codes(&bare_lead(&owned(), &twice).expect_err("twice")), [("custom_fields.pkg", "format")]);
}

#[test]
fn a_value_keeps_the_type_that_it_was_given() {
    for value in [json!(5), json!(5.5), json!(true), json!("5")] {
        let lead = bare_lead(
            &owned(),
            &json!({ "phone": "0912345678", "custom_fields": [{ "name": "pkg", "value": value }] }),
        );
        assert_eq!(custom(&lead.expect("taken"), "pkg"), value);
    }
}

#[test]
fn campaign_parameters_come_from_the_body_or_else_from_the_context_and_never_cost_a_lead() {
    let form = owned();
    let context = Context {
        campaign: [("utm_source".to_owned(), "zalo".to_owned()), ("utm_id".to_owned(), "14".to_owned())]
            .into(),
        referrer: "https://www.google.com/".to_owned(),
        page_url: "https://example.vn/a?plan=PRO".to_owned(),
        ..Context::default()
    };
    let send = |payload: &Value| from_json(&form, payload, &context, None, &moment()).expect("taken");
    let lead = send(&json!({ "phone": "0912345678" }));
    assert_eq!([custom(&lead, "utm"), body(&lead)["score"].clone()], [json!("zalo"), json!(14)]);
    assert_eq!(body(&lead)["facebook_url"], "https://www.google.com/");
    assert_eq!(custom(&lead, "page"), "https://example.vn/a?plan=PRO");
    let lead = send(&json!({ "phone": "0912345678", "score": "<script>",
        "custom_fields": [{ "name": "utm", "value": format!("a\r\nb{}", "x".repeat(300)) }] }));
    assert_eq!(custom(&lead, "utm").as_str().map(str::len), Some(255));
    assert!(custom(&lead, "utm").as_str().is_some_and(|text| text.starts_with("abx")));
    assert_eq!(body(&lead).get("score"), None, "what the API would refuse is left out");
}

#[test]
fn a_lead_is_not_taken_when_the_configuration_does_not_supply_what_it_promised() {
    let mut form = owned();
    form.values.remove(0);
    let issues = bare_lead(&form, &json!({ "phone": "0912345678" })).expect_err("missing");
    assert_eq!(codes(&issues), [("source", "required")]);
}

#[test]
fn what_a_condition_hides_is_left_out_whatever_was_sent_for_it() {
    let form = little(&json!({ "fields": ["phone", "lang",
        { "name": "score", "min": 1, "show_if": { "field": "lang", "is": ["en"] } },
        { "name": "custom_fields.x", "show_if": { "field": "lang", "is": ["en"] } }] }));
    let payload = json!({ "phone": "0912345678", "lang": "vi", "score": "no number",
        "custom_fields": [{ "name": "x", "value": 1 }, { "name": "x", "value": 2 }] });
    let lead = bare_lead(&form, &payload).expect("taken");
    assert_eq!(body(&lead), json!({ "phone": "0912345678", "lang": "vi" }));
    let shown = json!({ "phone": "0912345678", "lang": "en", "score": "no number" });
    assert_eq!(codes(&bare_lead(&form, &shown).expect_err("shown")), [("score", "type")]);
}

#[test]
fn two_submissions_are_the_same_if_the_visitor_gave_the_same() {
    let form = owned();
    let content = |payload: &Value, key: &str| {
        from_json(&form, payload, &Context::default(), Some(key), &moment()).expect("taken").content
    };
    let first = content(&json!({ "phone": "0912 345 678", "full_name": " An " }), "a");
    let other_way = json!({ "full_name": "An", "source": "x", "phone": "+84912345678", "custom_fields": [{ "name": "utm", "value": "zalo" }] });
    assert_eq!(first, content(&other_way, "b"));
    assert_ne!(first, content(&json!({ "phone": "0912345679", "full_name": "An" }), "a"));
    assert_eq!(String::from_utf8(first).unwrap(), r#"{"full_name":"An","phone":"0912345678"}"#);
}
