//! Definitions in which a value is given twice, wrongly, or by nobody: (fault, part of the remedy, source).

pub(super) const ALL: &[(&str, &str, &str)] = &[
    (
        "Value",
        "the API would refuse this value of \"lang\" (choice)",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "values": { ‸"lang": "fr" } }"#,
    ),
    (
        "Value",
        "(date)",
        r#"{ "version": 1, "target": "1office-contact", "fields": ["name"], "values": { ‸"birthday": "2026-01-31" },
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "Value",
        "(type)",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "values": { ‸"score": "14" } }"#,
    ),
    (
        "Value",
        "(unknown)",
        r#"{ "version": 1, "target": "erp-lead",
  "fields": ["phone_no1"],
  "values": { ‸"customer_portrait": { "transprot": "bus" } },
  "supplied": ["ticket_id", "agent_email", "user_id", "contact_name", "gender", "country_id", "state_id", "street",
    "company_id", "price_list_id", "category_source_id", "source_id", "campaign_id", "crm_line_ids"] }"#,
    ),
    (
        "Value",
        "\"tags\" (type)",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "values": { ‸"tags": ["{query.tag}", 5] } }"#,
    ),
    (
        "UnknownField",
        "did you mean \"lang\"?",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "values": { ‸"langg": "vi" } }"#,
    ),
    (
        "UnknownField",
        "lists them all",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "attribution": { ‸"utm/source": "utm" } }"#,
    ),
    (
        "ValueOnForm",
        "so remove one of the two",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone", "oa_id"], "values": { ‸"oa_id": "1" } }"#,
    ),
    (
        "ValueOnForm",
        "\"custom_fields.plan\" has a fixed value",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", "custom_fields.plan"],
  "values": { ‸"custom_fields": [{ "name": "page", "value": "a" }, { "name": "plan", "value": "PRO" }] } }"#,
    ),
    (
        "ValueOnForm",
        "is on the form too",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", "source"],
  "attribution": { ‸"utm_source": "source" } }"#,
    ),
    (
        "SuppliedAndGiven",
        "remove one of the two",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone", "oa_id"], "supplied": [‸"oa_id"] }"#,
    ),
    (
        "Type",
        "a string",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], "supplied": [‸1] }"#,
    ),
    (
        "Template",
        "use {submission_id}, {page_url}, {referrer}, {date} or {query.NAME}",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "values": { ‸"source": "{page}" } }"#,
    ),
    (
        "Template",
        "unknown template {query.}",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "values": { ‸"tags": ["a", "{query.}"] } }"#,
    ),
    (
        "Template",
        r"unknown template {\u{1b}[2J}",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "values": { ‸"source": "{\u001b[2J}" } }"#,
    ),
    (
        "Attribution",
        "use one such as \"utm_source\"",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "attribution": { ‸"first.": "source" } }"#,
    ),
    (
        "Type",
        "the path of an attribute, as a string",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "attribution": { ‸"utm_source": ["source"] } }"#,
    ),
    (
        "NobodyGives",
        "requires \"code\", \"trade_ids\", and nobody gives it; put it on the form, into \"values\", or into \"supplied\"",
        r#"‸{ "version": 1, "target": "1office-contact", "fields": ["name", "type"],
  "supplied": ["fountain_head_id"] }"#,
    ),
    (
        "NobodyGives",
        "requires \"email\" or \"phone\"",
        r#"‸{ "version": 1, "target": "ladiflow-customer", "fields": ["full_name"] }"#,
    ),
    (
        "NobodyGives",
        "requires \"contacts.title\"",
        r#"{ "version": 1, "target": "1office-contact", "fields": ["name", { "name": "contacts", ‸"fields": ["type"] }],
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "MayBeEmpty",
        "put it on the form with \"prefill\", or give it a fixed value",
        r#"{ "version": 1, "target": "1office-contact", "fields": ["name"], "values": { ‸"code": "{query.code}" },
  "supplied": ["type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "MayBeEmpty",
        "the API requires \"email\"",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["full_name"], "attribution": { ‸"mail": "email" } }"#,
    ),
];
