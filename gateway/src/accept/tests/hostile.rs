//! Bodies that nobody sends by accident.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// A form with a bit of everything.
fn target() -> Form {
    little(&json!({
        "fields": ["full_name", "phone", "email", "dob", "gender", "tags", "postal_code", "website",
            { "name": "score", "min": 1, "max": 10 }, { "name": "company", "pattern": "[A-Z]{2}\\d+" },
            "custom_fields.pkg"],
        "values": { "custom_fields.page": "{page_url}", "lang": "vi" },
        "supplied": ["source"],
        "attribution": { "utm_source": "custom_fields.utm" },
    }))
}

fn office() -> Form {
    form(&serde_json::from_str(EXAMPLES[8]).expect("JSON"))
}

#[test]
fn what_is_no_strict_json_object_is_unreadable_and_the_answer_repeats_nothing_of_it() {
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let nested = format!("{{\"payload\":{deep}}}");
    let bodies: [(&[u8], &str); 22] = [
        (b"", "not JSON"),
        (b"null", "no object"),
        (b"[]", "no object"),
        (b"\"payload\"", "no object"),
        (b"{}", "missing"),
        (b"{\"payload\":null}", "no object"),
        (b"{\"payload\":[]}", "no object"),
        (b"{\"payload\":\"{}\"}", "no object"),
        (b"{\"payload\":{},\"payload\":{}}", "a key twice"),
        (b"{\"payload\":{\"phone\":\"1\",\"phone\":\"2\"}}", "a key twice"),
        (b"{\"payload\":{\"phone\":\"1\",\"ph\\u006fne\":\"2\"}}", "a key twice"),
        (b"{\"payload\":{},\"contxt\":{}}", "\"context\" meant"),
        (b"{\"payload\":{},\"__proto__\":{}}", "unknown key"),
        (b"{\"payload\":{},\"x\\r\\nSet-Cookie: a\":1}", "\"xSet-Cookie: a\""),
        (b"{\"payload\":{\"full_name\":\"\\ud800\"}}", "not JSON"),
        (b"{\"payload\":{\"full_name\":\"\xff\xfe\"}}", "not UTF-8"),
        (b"{\"payload\":{\"full_name\":\"\xed\xa0\x80\"}}", "not UTF-8"),
        (b"{\"payload\":{\"full_name\":\"a\x00b\"}}", "not JSON"),
        (b"{\"payload\":{\"score\":NaN}}", "not JSON"),
        (b"{\"payload\":{\"score\":1e999}}", "not JSON"),
        (b"{\"payload\":{}} {}", "not JSON"),
        (nested.as_bytes(), "too deep"),
    ];
    for (body, expected) in bodies {
        let shown = String::from_utf8_lossy(body);
        let problem = envelope(body).expect_err(&shown).problem;
        assert!(problem.contains(expected), "{shown}: {problem}");
        assert!(!problem.contains('\n') && problem.len() < 200, "{problem:?}");
    }
    assert!(bare(b"[1]").is_err() && bare(b"{\"a\":1,\"a\":2}").is_err() && bare(b"{}").is_ok());
    let secret = envelope(b"{\"payload\":{\"0912345678\":1,\"0912345678\":2}}").expect_err("twice").problem;
    assert!(!secret.contains("0912345678"), "{secret}");
}

#[test]
fn hostile_values_are_refused_with_the_codes_of_the_command() {
    let form = target();
    let long = "9".repeat(400);
    let with = |key: &str, value: Value| {
        let mut body = json!({ "phone": "0912345678" });
        body[key] = value;
        body
    };
    let cases: Vec<(Value, &str, &str)> = vec![
        (json!({}), "email", "either"),
        (json!({ "phone": null, "email": " " }), "email", "either"),
        (json!({ "phone": 912_345_678 }), "phone", "type"),
        (json!({ "phone": ["0912345678"] }), "phone", "type"),
        (json!({ "phone": { "$ne": null } }), "phone", "type"),
        (json!({ "phone": true }), "phone", "type"),
        (json!({ "phone": long }), "phone", "phone"),
        (json!({ "phone": "0912345678\u{0}" }), "phone", "phone"),
        (json!({ "phone": "' OR 1=1 --" }), "phone", "phone"),
        (json!({ "phone": "01691234567" }), "phone", "phone_2018"),
        (with("email", json!("a@b.vn\r\nBcc: x@y.vn")), "email", "email"),
        (with("email", json!("<script>@x.vn")), "email", "email"),
        (with("email", json!([])), "email", "type"),
        (with("full_name", json!(5)), "full_name", "type"),
        (with("full_name", json!({})), "full_name", "type"),
        (with("full_name", json!([["x"]])), "full_name", "type"),
        (with("dob", json!("2026-02-30")), "dob", "date"),
        (with("dob", json!("31/01/1990")), "dob", "date"),
        (with("dob", json!(19_900_131)), "dob", "type"),
        (with("gender", json!("Male")), "gender", "choice"),
        (with("gender", json!("male\u{0}")), "gender", "choice"),
        (with("gender", json!(["male"])), "gender", "type"),
        (with("tags", json!("a")), "tags", "type"),
        (with("tags", json!([1])), "tags", "type"),
        (with("tags", json!({ "0": "a" })), "tags", "type"),
        (with("tags", json!([null])), "tags", "type"),
        (with("postal_code", json!("12")), "postal_code", "type"),
        (with("score", json!(1e300)), "score", "too_large"),
        (with("score", json!(-1)), "score", "too_small"),
        (with("score", json!("5")), "score", "type"),
        (with("website", json!(5)), "website", "type"),
        (with("website", json!({ "length": 1 })), "website", "type"),
        (with("company", json!("AB")), "company", "pattern"),
        (with("company", json!("AB1\n")), "", ""),
        (with("company", json!(format!("AB{}", "1".repeat(1_000)))), "company", "pattern"),
        (with("__proto__", json!({ "phone": "x" })), "__proto__", "unknown"),
        (with("constructor", json!("x")), "constructor", "unknown"),
        (with("", json!("x")), "", "unknown"),
        (with("Api-Key", json!("x")), "Api-Key", "unknown"),
        (with("fullname", json!("x")), "fullname", "unknown"),
        (with("address", json!("not asked")), "address", "unknown"),
        (with("full_name\u{200b}", json!("x")), "full_name\u{200b}", "unknown"),
        (with("ｐｈｏｎｅ", json!("x")), "ｐｈｏｎｅ", "unknown"),
        (with("consent", json!("yes")), "consent", "unknown"),
        (with("custom_fields", json!("x")), "custom_fields", "type"),
        (with("custom_fields", json!({ "pkg": "x" })), "custom_fields", "type"),
        (with("custom_fields", json!([["pkg", "x"]])), "custom_fields.0", "type"),
        (with("custom_fields", json!([{ "value": "x" }])), "custom_fields.0.name", "required"),
        (with("custom_fields", json!([{ "name": ["pkg"], "value": "x" }])), "custom_fields.0.name", "type"),
        (with("custom_fields", json!([{ "name": "x", "value": 1 }])), "custom_fields.x", "unknown"),
        (with("custom_fields", json!([{ "name": "pkg", "value": {} }])), "custom_fields.pkg", "type"),
        (
            with("custom_fields", json!([{ "name": "pkg", "value": 1, "__proto__": 1 }])),
            "custom_fields.0.__proto__",
            "unknown",
        ),
    ];
    assert!(cases.len() > 50);
    for (body, at, code) in cases {
        let issues = bare_lead(&form, &body).err().unwrap_or_default();
        let expected = if code.is_empty() { vec![] } else { vec![(at, code)] };
        assert_eq!(codes(&issues), expected, "{body}");
    }
    let nearest = bare_lead(&form, &with("fullname", json!("x"))).expect_err("unknown");
    assert_eq!(json!(nearest), json!([{ "field": "fullname", "code": "unknown", "nearest": "full_name" }]));
}

#[test]
fn hostile_groups_and_files_are_refused() {
    let form = office();
    let consent = vec![Agreement {
        text: form.definition.consent[0].text.vi.clone(),
        agreed: true,
        ..Agreement::default()
    }];
    let context = Context { consent, ..Context::default() };
    let good = json!({ "type": "Cá nhân", "name": "An", "phones": "0912345678", "trade_ids": "VISA NHẬP (VUT)", "fountain_head_id": "Các nguồn khác" });
    let send = |key: &str, value: Value| {
        let mut body = good.clone();
        body[key] = value;
        from_json(&form, &body, &context, None, &moment()).err().unwrap_or_default()
    };
    assert_eq!(codes(&send("name", json!("An"))), []);
    for (key, value, at, code) in [
        ("detail", json!("[{\"name\":\"An\"}]"), "detail", "type"),
        ("detail", json!({ "0": { "name": "An" } }), "detail", "type"),
        ("detail", json!([5]), "detail.0", "type"),
        ("detail", json!([{ "name": "An", "secret": 1 }]), "detail.0.secret", "unknown"),
        ("detail", json!([{ "phone": "0912345678" }]), "detail.0.name", "required"),
        ("detail", json!([{}, { "name": "An", "phone": "1" }]), "detail.1.phone", "phone"),
        ("detail", json!(vec![json!({ "name": "An" }); 4]), "detail", "too_large"),
        ("detail", json!(vec![json!({ "name": "An" }); 100_000]), "detail", "too_large"),
        ("files", json!([{ "name": "a.pdf", "file": "====" }]), "files.0.file", "format"),
        ("files", json!([{ "name": "a.pdf" }]), "files.0.file", "required"),
        ("files", json!([{ "name": ["a"], "file": "QUJD" }]), "files.0.name", "type"),
        ("files", json!(["QUJD"]), "files.0", "type"),
        ("files", json!([{ "name": "a.pdf", "file": "QUJD".repeat(700_000) }]), "files", "too_large"),
        ("files", json!(vec![json!({ "name": "a.pdf", "file": "QUJD" }); 4]), "files", "too_large"),
        ("phones", json!("0912345678,,DROP"), "phones", "phone"),
        ("trade_ids", json!("Không có"), "trade_ids", "choice"),
        ("user_ids", json!(["a,b"]), "user_ids", "format"),
    ] {
        let shown: String = value.to_string().chars().take(60).collect();
        assert_eq!(codes(&send(key, value)), [(at, code)], "{key} {shown}");
    }
}

#[test]
fn a_body_made_to_be_slow_is_refused_as_fast_as_any() {
    let form = target();
    let keys: serde_json::Map<String, Value> =
        (0..100_000).map(|n| (format!("phone_{n}"), json!(1))).collect();
    let customs: Vec<Value> = (0..100_000).map(|n| json!({ "name": format!("x{n}"), "value": n })).collect();
    let same = vec![json!({ "name": "pkg", "value": 1 }); 100_000];
    let started = Instant::now();
    for body in [
        Value::Object(keys),
        json!({ "custom_fields": customs }),
        json!({ "custom_fields": same }),
        json!({ "tags": vec!["x"; 300_000], "phone": "1" }),
        json!({ "phone": "9".repeat(3_000_000) }),
        json!({ "company": "A".repeat(3_000_000) }),
    ] {
        let issues = bare_lead(&form, &body).expect_err("refused");
        assert!((1..=60).contains(&issues.len()), "{}", issues.len());
    }
    let rows = json!({ "detail": vec![json!({ "x": 1 }); 100_000], "contacts": vec![json!({}); 100_000], "phones": "1,".repeat(500_000) });
    assert!(bare_lead(&office(), &rows).expect_err("refused").len() < 80);
    assert!(started.elapsed() < Duration::from_mins(1), "{:?}", started.elapsed());
}

fn any_json() -> impl Strategy<Value = Value> {
    let names = [
        "phone",
        "detail",
        "files",
        "name",
        "file",
        "custom_fields",
        "value",
        "consent",
        "payload",
        "context",
        "contacts",
        "trade_ids",
        "customer_portrait",
        "agreed",
        "purpose",
        "text",
        "campaign",
        "fill_ms",
        "page_url",
    ];
    let name = prop_oneof![3 => prop::sample::select(names.to_vec()).prop_map(str::to_owned), 1 => ".{0,8}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        prop::sample::select(vec![
            "0912345678",
            "====",
            "QUJD",
            "pkg",
            "31/01/2026",
            "https://a.vn/?a=%ff#x",
            ",,"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_can_be_sent_makes_the_gateway_panic(body in any_json(), context in any_json(), key in ".{0,200}") {
        for form in [target(), office(), form(&serde_json::from_str(EXAMPLES[6]).expect("JSON"))] {
            let bytes = json!({ "payload": body, "context": context }).to_string();
            if let Ok((payload, context)) = envelope(bytes.as_bytes()) {
                let _ = from_json(&form, &payload, &context, Some(&key), &moment());
            }
        }
    }

    #[test]
    fn no_bytes_make_the_gateway_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = envelope(&bytes);
        let _ = bare(&bytes);
    }

    #[test]
    fn no_plain_form_makes_the_gateway_panic(parts in prop::collection::vec((
        prop_oneof![
            prop::sample::select(vec!["phone", "files", "detail.0.name", "detail.1.phone", "detail.x.name", "detail", "consent", "_more",
                "_started", "_lang", "_q.x", "_referrer", "trade_ids", "desc", "birthday"]).prop_map(str::to_owned),
            ".{0,12}",
        ],
        prop_oneof![
            ".{0,20}".prop_map(Part::Text),
            (".{0,8}", ".{0,8}", prop::collection::vec(any::<u8>(), 0..9)).prop_map(|(name, mime, bytes)| Part::File { name, mime, bytes }),
        ],
    ), 0..20)) {
        for form in [target(), office()] {
            let _ = from_web_form(&form, parts.clone(), Context::default(), &moment());
        }
    }
}
