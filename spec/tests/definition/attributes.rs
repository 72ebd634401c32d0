//! Definitions that name attributes wrongly, or ask for them in a way that does not fit: (fault, part of the
//! remedy, source).

pub(super) const ALL: &[(&str, &str, &str)] = &[
    (
        "UnknownField",
        "did you mean \"phone\"? If not, `leadform schema zalo-journey` lists them all",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["oa_id", ‸"fone"] }"#,
    ),
    (
        "UnknownField",
        "`leadform schema zalo-journey` lists them all",
        r#"{ "version": 1, "target": "zalo-journey", "fields": [{ ‸"name": "full_name", "width": "half" }] }"#,
    ),
    (
        "UnknownField",
        "has no attribute \"custom_fields.\"",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", ‸"custom_fields."] }"#,
    ),
    (
        "Secret",
        "give it to the proxy",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone", ‸"api-key"] }"#,
    ),
    (
        "Secret",
        "only the proxy may know",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], "values": { ‸"API-KEY": "not-a-real-key" } }"#,
    ),
    (
        "WholeGroup",
        "such as \"custom_fields.plan\"",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", ‸"custom_fields"] }"#,
    ),
    (
        "InEachRow",
        "name it in the \"fields\" of \"detail\"",
        r#"{ "version": 1, "target": "1office-contact", "fields": ["name", ‸"detail.name"],
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "InEachRow",
        "or give \"detail\" as a list",
        r#"{ "version": 1, "target": "1office-contact", "fields": ["name"], "values": { ‸"detail.0.name": "An" },
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "GroupWithoutFields",
        "give it \"fields\" with some of \"formal_id\", \"name\"",
        r#"{ "version": 1, "target": "1office-contact", "fields": ["name", ‸"detail"],
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "UnknownField",
        "did you mean \"position\"?",
        r#"{ "version": 1, "target": "1office-contact",
  "fields": ["name", { "name": "detail", "fields": ["name", ‸"postion"] }],
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "NotAGroup",
        "\"phone\" does not take \"fields\"; remove it",
        r#"{ "version": 1, "target": "zalo-journey", "fields": [{ "name": "phone", ‸"fields": ["oa_id"] }] }"#,
    ),
    (
        "NotAGroup",
        "does not take \"max_bytes\"",
        r#"{ "version": 1, "target": "zalo-journey", "fields": [{ "name": "phone", ‸"max_bytes": 9 }] }"#,
    ),
    (
        "Duplicate",
        "is on the form already (/fields/0); remove one of the two",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone", ‸{ "name": "phone" }] }"#,
    ),
    (
        "Duplicate",
        "is on the form already (/fields/1/fields/0)",
        r#"{ "version": 1, "target": "1office-contact",
  "fields": ["name", { "name": "detail", "fields": ["name", ‸"name"] }],
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "Control",
        "did you mean \"tel\"? If not, use one of \"text\", \"textarea\"",
        r#"{ "version": 1, "target": "zalo-journey", "fields": [{ "name": "phone", ‸"control": "Tell" }] }"#,
    ),
    (
        "ControlDoesNotFit",
        "remove \"control\" to get the one that fits",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", { "name": "dob", ‸"control": "text" }] }"#,
    ),
    (
        "NoChoices",
        "add \"options\"",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", { "name": "city", ‸"control": "select" }] }"#,
    ),
    (
        "OptionsDoNotFit",
        "remove \"options\"",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", { "name": "dob", ‸"options": { "from": "days.json" } }] }"#,
    ),
    (
        "OptionType",
        "mend its \"value\"",
        r#"{ "version": 1, "target": "erp-lead",
  "fields": ["phone_no1", { "name": "district_id", "options": [{ "value": 1 }, { ‸"value": "2" }] }],
  "supplied": ["ticket_id", "agent_email", "user_id", "contact_name", "gender", "country_id", "state_id", "street",
    "company_id", "price_list_id", "category_source_id", "source_id", "campaign_id", "crm_line_ids"] }"#,
    ),
    (
        "Value",
        "(type)",
        r#"{ "version": 1, "target": "erp-lead",
  "fields": ["phone_no1", { "name": "district_id", "options": [{ ‸"value": 1.5 }] }],
  "supplied": ["ticket_id", "agent_email", "user_id", "contact_name", "gender", "country_id", "state_id", "street",
    "company_id", "price_list_id", "category_source_id", "source_id", "campaign_id", "crm_line_ids"] }"#,
    ),
    (
        "OptionRefused",
        "remove the option or mend its \"value\"",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", { "name": "gender", "options": [{ "value": "male" }, { ‸"value": "Nữ" }] }] }"#,
    ),
    (
        "DuplicateOption",
        "remove one of the two",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", { "name": "city", "options": [{ "value": "Huế" }, { ‸"value": " Huế " }] }] }"#,
    ),
    (
        "MissingKey",
        "add \"value\": what the API is sent",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", { "name": "city", "options": [‸{ "label": "Huế" }] }] }"#,
    ),
    (
        "Placeholder",
        "did you mean \"city\"? If not, put that field on the form before this one",
        r#"{ "version": 1, "target": "ladiflow-customer",
  "fields": ["phone", "city", { "name": "ward", "options": { ‸"from": "wards-{citty}.json" } }] }"#,
    ),
    (
        "Relaxed",
        "remove \"required\": false",
        r#"{ "version": 1, "target": "1office-contact", "fields": [{ "name": "name", ‸"required": false }],
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
    (
        "Choice",
        "use \"half\" or \"full\"",
        r#"{ "version": 1, "target": "zalo-journey", "fields": [{ "name": "phone", ‸"width": "50%" }] }"#,
    ),
    (
        "Positive",
        "should be a whole number of at least 1",
        r#"{ "version": 1, "target": "1office-contact", "fields": ["name", { "name": "files", ‸"max_bytes": 0 }],
  "supplied": ["code", "type", "fountain_head_id", "trade_ids"] }"#,
    ),
];
