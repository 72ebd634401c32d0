//! Plain HTML forms.

use super::*;
use crate::page;

fn text(name: &str, value: &str) -> (String, Part) {
    (name.to_owned(), Part::Text(value.to_owned()))
}

fn file(name: &str, mime: &str, bytes: &[u8]) -> (String, Part) {
    ("files".to_owned(), Part::File { name: name.to_owned(), mime: mime.to_owned(), bytes: bytes.to_vec() })
}

fn post(form: &Form, parts: Vec<(String, Part)>) -> Result<NewLead, Returned> {
    from_web_form(form, parts, Context::default(), &moment())
}

fn office() -> Form {
    form(&serde_json::from_str(EXAMPLES[8]).expect("JSON"))
}

fn filled() -> Vec<(String, Part)> {
    vec![
        text("type", "Tổ chức"),
        text("name", " Công ty An "),
        text("phones", "0912 345 678, 0987654321"),
        text("trade_ids", "VISA NHẬP (VUT)"),
        text("trade_ids", "GIẤY PHÉP DN (TLA)"),
        text("fountain_head_id", "Các nguồn khác"),
        text("desc", "một\r\nhai <b>"),
        text("user_ids", "NV06, NV08\r\nNV09"),
        text("job_tax", "0123456789"),
        text("birthday", "1989-11-03"),
        text("job_date", "2020-01-31"),
        text("detail.0.name", "Bình"),
        text("detail.0.birthday", "1990-02-01"),
        text("detail.2.name", "Chi"),
        text("detail.1.name", ""),
        text("consent", "yes"),
        file("C:\\hồ sơ.pdf", "application/pdf", b"ABC"),
        file("", "application/octet-stream", b""),
        text(page::LANGUAGE, "en"),
        text(page::STARTED, "1769835595000"),
        text(page::HONEYPOT, ""),
        text(page::REFERRER, "https://example.vn/luat"),
        text("_q.utm_source", "zalo"),
    ]
}

#[test]
fn a_plain_form_gives_the_body_that_the_widget_would_have_sent() {
    let lead = post(&office(), filled()).unwrap_or_else(|returned| panic!("{:?}", returned.issues));
    let pairs: BTreeMap<String, String> = form_urlencoded::parse(lead.body.as_bytes()).into_owned().collect();
    for (name, value) in [
        ("name", "Công ty An"),
        ("phones", "0912345678,0987654321"),
        ("trade_ids", "VISA NHẬP (VUT),GIẤY PHÉP DN (TLA)"),
        ("desc", "một<br>hai &lt;b&gt;"),
        ("user_ids", "NV06,NV08,NV09"),
        ("job_date", "31/01/2020"),
        ("detail", r#"[{"name":"Bình","birthday":"01/02/1990"},{"name":"Chi"}]"#),
        ("files", r#"[{"name":"hồ sơ.pdf","file":"QUJD"}]"#),
        (
            "json_contacts",
            "yes: I agree that the law office uses this information to answer me. [2026-01] (2026-01-31T05:00:00Z) /privacy.html",
        ),
    ] {
        assert_eq!(pairs.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert!(!pairs.contains_key("birthday"), "its condition does not hold");
    assert_eq!(lead.context["fill_ms"], 5000);
    assert_eq!(lead.context["campaign"], json!({ "utm_source": "zalo" }));
    assert_eq!(lead.context["consent"][0]["time"], "2026-01-31T05:00:00Z");
    assert_eq!((lead.doubts, lead.key), (vec![], None));
}

#[test]
fn the_same_lead_has_the_same_content_as_json_and_as_a_plain_form() {
    let form = little(
        &json!({ "fields": ["full_name", "phone", "tags", { "name": "score" }, "custom_fields.pkg"] }),
    );
    let posted = post(
        &form,
        vec![
            text("phone", "+84 912345678"),
            text("full_name", "An"),
            text("tags", "b, a"),
            text("score", "7,5"),
            text("custom_fields.pkg", "PRO"),
        ],
    );
    let sent = bare_lead(
        &form,
        &json!({ "tags": ["b", "a"], "score": 7.5, "phone": "0912345678", "full_name": "An",
        "custom_fields": [{ "name": "pkg", "value": "PRO" }] }),
    );
    let (posted, sent) = (posted.expect("taken"), sent.expect("taken"));
    assert_eq!((posted.content, posted.body), (sent.content, sent.body));
}

#[test]
fn what_was_not_taken_comes_back_with_its_issues_in_the_forms_order_but_without_files() {
    let mut parts = filled();
    parts.retain(|(name, _)| name != "consent" && name != "name");
    parts.extend([
        text("job_tax", ""),
        text("colour", "red"),
        text("phnes", "1"),
        file("a.exe", "application/x", b"MZ"),
    ]);
    parts.push(text("detail.0.phone", "123"));
    let returned = post(&office(), parts).expect_err("issues");
    assert_eq!(
        codes(&returned.issues),
        [
            ("name", "required"),
            ("detail.0.phone", "phone"),
            ("files", "format"),
            ("colour", "unknown"),
            ("phnes", "unknown"),
            ("consent", "required"),
        ]
    );
    assert_eq!(returned.answers.get("desc"), Some(&leadform_spec::Answer::Text("một\nhai <b>".to_owned())));
    assert!(!returned.answers.iter().any(|(_, answer)| matches!(answer, leadform_spec::Answer::Files(_))));
}

#[test]
fn a_choice_that_was_not_offered_is_refused() {
    let form = little(
        &json!({ "fields": ["phone", { "name": "custom_fields.pkg", "options": [{ "value": "PRO" }] },
        { "name": "lang", "options": [{ "value": "vi" }] }] }),
    );
    let returned =
        post(&form, vec![text("phone", "0912345678"), text("custom_fields.pkg", "FREE"), text("lang", "en")]);
    assert_eq!(
        codes(&returned.expect_err("issues").issues),
        [("custom_fields.pkg", "choice"), ("lang", "choice")]
    );
    let issues = bare_lead(
        &form,
        &json!({ "phone": "0912345678", "lang": "en", "custom_fields": [{ "name": "pkg", "value": "FREE" }] }),
    );
    assert_eq!(codes(&issues.expect_err("issues")), [("custom_fields.pkg", "choice"), ("lang", "choice")]);
}

#[test]
fn files_are_refused_by_kind_number_and_size() {
    let large = vec![0; 2_000_001];
    let four: Vec<_> = (0..4).map(|_| file("a.pdf", "", b"ABC")).collect();
    for (files, code) in [
        (vec![file("a.exe", "application/x-msdownload", b"MZ")], "format"),
        (vec![file("a.pdf", "", b"")], "format"),
        (vec![file("a.pdf", "", &large)], "too_large"),
        (four, "too_large"),
        (vec![text("files", "a.pdf")], "format"),
    ] {
        let mut parts = filled();
        parts.retain(|(name, _)| name != "files");
        parts.extend(files);
        assert_eq!(codes(&post(&office(), parts).expect_err("refused").issues), [("files", code)]);
    }
}

#[test]
fn robots_are_marked_and_limits_hold() {
    let form = little(&json!({}));
    let lead = post(
        &form,
        vec![
            text("phone", "0912345678"),
            text(page::HONEYPOT, "x"),
            text(page::STARTED, "1769835599500"),
            text(page::REFERRER, "javascript:x"),
        ],
    );
    assert_eq!(lead.expect("taken").doubts, ["honeypot", "fast", "context"]);
    for (parts, at) in [
        (vec![text("phone", "0912345678"), text("full_name", &"x".repeat(50_001))], "full_name"),
        ((0..2_001).map(|_| text("phone", "0912345678")).collect(), ""),
        (vec![text("phone", "0912345678"), text(&"x".repeat(100_000), "")], &"x".repeat(200)),
        (vec![text("phone", "0912345678"), text("detail.4000000000.name", "x")], "detail.4000000000.name"),
        (vec![text("phone", "0912345678"), text("_other", "x")], "_other"),
    ] {
        let issues = post(&form, parts).expect_err("refused").issues;
        assert_eq!(issues.iter().map(|issue| issue.field.as_str()).collect::<Vec<_>>(), [at]);
    }
}

#[test]
fn a_supplied_value_cannot_be_posted() {
    let mut form = little(&json!({ "supplied": ["source"], "values": { "lang": "vi" } }));
    form.values = vec![("source".to_owned(), json!("mine"))];
    let lead = post(&form, vec![text("phone", "0912345678")]).expect("taken");
    assert_eq!(body(&lead), json!({ "phone": "0912345678", "lang": "vi", "source": "mine" }));
    let returned =
        post(&form, vec![text("phone", "0912345678"), text("source", "theirs"), text("lang", "en")]);
    assert_eq!(
        codes(&returned.expect_err("no control").issues),
        [("source", "unknown"), ("lang", "unknown")]
    );
}

#[test]
fn a_pattern_for_a_phone_is_asked_of_what_was_typed_and_not_of_the_number_that_was_made_of_it() {
    let form = little(&json!({ "fields": [{ "name": "phone", "pattern": "\\d{4} \\d{3} \\d{3}" }] }));
    let typed = |phone: &str| post(&form, vec![text("phone", phone)]);
    assert_eq!(body(&typed("0912 345 678").expect("taken"))["phone"], "0912345678");
    assert_eq!(codes(&typed("0912345678").expect_err("refused").issues), [("phone", "pattern")]);
    // The widget asked before it sent the number in its own form.
    assert!(bare_lead(&form, &json!({ "phone": "0912345678" })).is_ok());
}
