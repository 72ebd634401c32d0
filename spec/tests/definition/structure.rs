//! Definitions whose own keys are wrong: (fault, part of the remedy, source).

pub(super) const ALL: &[(&str, &str, &str)] = &[
    ("Json", "mend the syntax there", "{ \"title\": \"Gửi\" ‸\"version\": 1 }"),
    ("Json", "mend the syntax there", "{\n  \"version\": 1,\n‸}"),
    ("Type", "an object, { … }", "‸[]"),
    ("Type", "a list, [ … ]", r#"{ "version": 1, "target": "zalo-journey", ‸"fields": "phone" }"#),
    ("Type", "a string", r#"{ "version": 1, ‸"target": 1, "fields": ["phone"] }"#),
    (
        "Type",
        "a text, or { \"vi\": …, \"en\": … }",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], ‸"title": null }"#,
    ),
    (
        "Type",
        "true or false",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], ‸"gateway": "yes" }"#,
    ),
    (
        "UnknownKey",
        "did you mean \"title\"?",
        r#"{
  "version": 1, "target": "zalo-journey", "fields": ["phone"],
  ‸"titel": "Đăng ký"
}"#,
    ),
    (
        "UnknownKey",
        "remove it, or use one of \"vi\", \"en\"",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], "title": { "vi": "a", ‸"français": "a" } }"#,
    ),
    (
        "UnknownKey",
        "remove it",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], "success": { ‸"a/b~c": 1 } }"#,
    ),
    ("MissingKey", "add \"version\": 1", r#"‸{ "target": "zalo-journey", "fields": ["phone"] }"#),
    ("MissingKey", "add \"target\"", r#"‸{ "version": 1, "fields": ["phone"] }"#),
    ("MissingKey", "add \"fields\"", r#"‸{ "version": 1, "target": "zalo-journey" }"#),
    (
        "MissingKey",
        "add \"fields\"",
        r#"{ "version": 1, "target": "zalo-journey", "steps": [{ "fields": ["phone"] }, ‸{ "title": "Hết" }] }"#,
    ),
    (
        "MissingKey",
        "add \"text\": what is agreed to",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], ‸"consent": { "required": true } }"#,
    ),
    (
        "Version",
        "write \"version\": 1",
        r#"{ ‸"version": "1", "target": "zalo-journey", "fields": ["phone"] }"#,
    ),
    ("Version", r"\u{7f}", r#"{ ‸"version": "\u007f", "target": "zalo-journey", "fields": ["phone"] }"#),
    (
        "Target",
        "did you mean \"zalo-journey\"? If not, use one of \"ladiflow-customer\", \"erp-lead\"",
        r#"{ "version": 1, ‸"target": "zalo_journey", "fields": ["phone"] }"#,
    ),
    (
        "FieldsAndSteps",
        "keep \"fields\" for one page, or \"steps\" for several",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], ‸"steps": [{ "fields": ["oa_id"] }] }"#,
    ),
    ("NoFields", "name at least one field", r#"{ "version": 1, "target": "zalo-journey", ‸"fields": [] }"#),
    ("NoFields", "name at least one field", r#"{ "version": 1, "target": "zalo-journey", ‸"steps": [] }"#),
    (
        "Choice",
        "use \"vn\" or \"international\"",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], ‸"phone": "VN" }"#,
    ),
    (
        "Choice",
        "use \"national\", \"e164\" or \"84\"",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], ‸"phone_format": "+84" }"#,
    ),
    (
        "Empty",
        "fill it in or remove it",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], ‸"submit": " " }"#,
    ),
    (
        "Empty",
        "fill it in or remove it",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], ‸"title": {} }"#,
    ),
    (
        "Redirect",
        "use an http or https URL, or a path that begins with /",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], "success": { ‸"redirect": "JavaScript:alert(1)" } }"#,
    ),
    (
        "Redirect",
        "use an http or https URL",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"], "success": { ‸"redirect": "//evil.example" } }"#,
    ),
    (
        "PolicyUrl",
        "use an http or https URL",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"],
  "consent": [{ "text": "Tôi đồng ý", ‸"policy_url": "data:text/html,x" }] }"#,
    ),
    (
        "Purpose",
        "give each its own name",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"],
  "consent": [{ "text": "a", "purpose": "news" }, { "text": "b", ‸"purpose": "news" }] }"#,
    ),
    (
        "PurposeMissing",
        "add it",
        r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"],
  "consent": [{ "text": "a", "purpose": "news" }, ‸{ "text": "b" }] }"#,
    ),
    (
        "EvidenceTaken",
        "give the evidence an attribute of its own",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone", "company"],
  "consent": { "text": "a", ‸"field": "company" } }"#,
    ),
    (
        "Value",
        "the API would refuse this value of \"score\" (type)",
        r#"{ "version": 1, "target": "ladiflow-customer", "fields": ["phone"], "consent": { "text": "a", ‸"field": "score" } }"#,
    ),
];
