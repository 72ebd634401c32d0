//! Definitions whose bounds, patterns, defaults or conditions cannot be: (fault, part of the remedy, source).

pub(super) const ALL: &[(&str, &str, &str)] = &[
    (
        "Looser",
        "tighten it or remove \"max\"",
        r#"{ "version": 1, "target": "erp-lead",
  "fields": ["phone_no1", { "name": "customer_portrait.work_end_time", ‸"max": 25 }],
  "supplied": ["ticket_id", "agent_email", "user_id", "contact_name", "gender", "country_id", "state_id", "street",
    "company_id", "price_list_id", "category_source_id", "source_id", "campaign_id", "crm_line_ids"] }"#,
    ),
    (
        "Bound",
        "a date such as \"2026-01-31\"",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", { "name": "dob", ‸"max": "31/01/2026" }] }"#,
    ),
    (
        "Bound",
        "a whole number, 0 or more",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", { "name": "tags", ‸"min": -1 }] }"#,
    ),
    (
        "BoundOnText",
        "use \"pattern\", or remove \"min\"",
        r#"{ "version": 1, "target": "zalo-journey", "fields": [{ "name": "oa_id", ‸"min": 3 }] }"#,
    ),
    (
        "Range",
        "swap or mend them",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", { "name": "score", "min": 5, ‸"max": 4.5 }] }"#,
    ),
    (
        "PatternOnKind",
        "remove it",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", { "name": "score", ‸"pattern": "\\d" }] }"#,
    ),
    (
        "Pattern",
        "a ( is never closed; add )",
        r#"{ "version": 1, "target": "zalo-journey", "fields": [{ "name": "oa_id", ‸"pattern": "(\\d+" }] }"#,
    ),
    (
        "Value",
        "the API would refuse this value of \"gender\" (choice)",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", { "name": "gender", ‸"default": "Nam" }] }"#,
    ),
    (
        "Value",
        "(email)",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", { "name": "email", "options": [{ ‸"value": "an@" }] }] }"#,
    ),
    (
        "Value",
        "(type)",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", { "name": "score", ‸"default": null }] }"#,
    ),
    (
        "Value",
        "(choice)",
        r#"{ "version": 1, "target": "1office-contact",
  "fields": ["name", { "name": "detail", "fields": ["name", { "name": "formal_id", ‸"default": "Ngài" }] }],
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "ConditionField",
        "did you mean \"gender\"? If not, name a field of this form",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", "gender", { "name": "city", "show_if": { ‸"field": "gendre", "is": ["male"] } }] }"#,
    ),
    (
        "ConditionOnItself",
        "ask for another field",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", { "name": "gender", "show_if": { ‸"field": "gender", "is": ["male"] } }] }"#,
    ),
    (
        "ConditionOrder",
        "move that field before this one",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", { "name": "city", "show_if": { ‸"field": "gender", "is": "male" } }, "gender"] }"#,
    ),
    (
        "ConditionValue",
        "use one of its values",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", "gender", { "name": "city", "show_if": { "field": "gender", "is": ["male", ‸"Nữ"] } }] }"#,
    ),
    (
        "ConditionValue",
        "\"detail\" can never be \"1\"",
        r#"{ "version": 1, "target": "1office-contact",
  "fields": ["name", { "name": "detail", "fields": ["name"] }, { "name": "cf31", "show_if": { "field": "detail", "is": [‸1] } }],
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "Empty",
        "\"is\" is empty",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", "gender", { "name": "city", "show_if": { "field": "gender", ‸"is": [] } }] }"#,
    ),
    (
        "MissingKey",
        "add \"show_if\": { \"field\": …, \"is\": [ … ] }",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", "gender", { "name": "city", ‸"show_if": { "field": "gender" } }] }"#,
    ),
    (
        "Type",
        "a value, or a list of values",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", "city", { "name": "ward", "show_if": { "field": "city", ‸"is": { "not": "Huế" } } }] }"#,
    ),
    (
        "HiddenRequired",
        "remove \"show_if\", or give it in \"values\"",
        r#"{ "version": 1, "target": "1office-contact",
  "fields": ["type", { "name": "name", ‸"show_if": { "field": "type", "is": ["Cá nhân"] } }],
  "supplied": ["code", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "HiddenRequired",
        "the API requires \"phone\"",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["gender", { "name": "phone", ‸"show_if": { "field": "gender", "is": ["male"] } }] }"#,
    ),
    (
        "HiddenRequired",
        "the API requires \"name\"",
        r#"{ "version": 1, "target": "1office-contact",
  "fields": ["name", "type", { "name": "detail", "fields": [
    { "name": "name", ‸"show_if": { "field": "type", "is": ["Tổ chức"] } }] }],
  "supplied": ["code", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "HiddenControlShown",
        "add \"default\" or \"prefill\"",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone", ‸{ "name": "oa_id", "control": "hidden", "required": true }] }"#,
    ),
];
