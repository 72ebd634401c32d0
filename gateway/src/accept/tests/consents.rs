//! Consent as evidence, and what makes a lead doubtful.

use super::*;

const TEXT: &str = "Tôi đồng ý\nđể công ty gọi lại";

fn consenting(required: bool) -> Form {
    little(&json!({
        "consent": [
            { "purpose": "call", "text": { "vi": TEXT, "en": "Call me" }, "version": "2026-01", "policy_url": "/privacy", "required": required, "field": "skype" },
            { "purpose": "news", "text": "Bản tin" },
        ],
    }))
}

fn send(form: &Form, context: &Value) -> Result<NewLead, Vec<Issue>> {
    let bytes = json!({ "payload": { "phone": "0912345678", "skype": "yes: forged" }, "context": context })
        .to_string();
    let (payload, context) = envelope(bytes.as_bytes()).expect("an envelope");
    from_json(form, &payload, &context, Some("s-1"), &moment())
}

fn said(purpose: &str, text: &str, agreed: bool) -> Value {
    json!({
        "purpose": purpose, "text": text, "version": "2026-01", "policy_url": "/privacy",
        "time": "2026-01-30T05:00:00.000Z", "agreed": agreed,
    })
}

#[test]
fn the_evidence_says_yes_no_or_not_asked_with_the_exact_text() {
    let lead =
        send(&consenting(true), &json!({ "consent": [said("call", "Call me", true)] })).expect("taken");
    assert_eq!(
        lead.context["consent"],
        json!([
            {
                "purpose": "call", "answer": "yes", "text": "Call me", "version": "2026-01", "policy_url": "/privacy",
                "time": "2026-01-30T05:00:00.000Z",
            },
            { "purpose": "news", "answer": "not_asked" },
        ])
    );
    assert_eq!(
        body(&lead)["skype"],
        "yes: Call me [2026-01] (2026-01-30T05:00:00.000Z) /privacy",
        "in the language that was shown, and when it was"
    );
    assert_eq!((lead.doubts, lead.hold), (vec![], false));
    let lead = send(&consenting(false), &json!({ "consent": [said("call", TEXT, false)] })).expect("taken");
    assert_eq!(lead.context["consent"][0]["answer"], "no");
    assert_eq!(body(&lead)["skype"], format!("no: {TEXT} [2026-01] (2026-01-31) /privacy"));
    let lead =
        send(&consenting(false), &json!({ "consent": [said("news", "Bản tin", false)] })).expect("taken");
    assert_eq!(lead.context["consent"][0], json!({ "purpose": "call", "answer": "not_asked" }));
    assert_eq!(body(&lead).get("skype"), None, "who was not asked has said neither yes nor no");
}

#[test]
fn a_required_consent_without_a_clear_yes_is_required() {
    for context in [
        json!(null),
        json!("x"),
        json!({ "consent": [] }),
        json!({ "consent": "yes" }),
        json!({ "consent": [said("call", TEXT, false)] }),
        json!({ "consent": [said("news", TEXT, true)] }),
        json!({ "consent": [{ "purpose": "call", "text": TEXT, "agreed": "true" }] }),
        json!({ "consent": [{ "purpose": "call", "text": TEXT, "agreed": 1 }] }),
        json!({ "consent": [said("call", TEXT, false), said("call", TEXT, true)] }),
    ] {
        let issues = send(&consenting(true), &context).expect_err("required");
        assert_eq!(codes(&issues), [("consent.call", "required")], "{context}");
    }
    let issues =
        bare_lead(&consenting(true), &json!({ "phone": "0912345678" })).expect_err("a bare body asks nobody");
    assert_eq!(codes(&issues), [("consent.call", "required")]);
}

#[test]
fn a_text_that_the_form_does_not_say_is_doubtful_and_the_evidence_has_what_was_shown() {
    let mut form = consenting(true);
    let context = json!({ "consent": [said("call", "Tôi đồng ý bán dữ liệu", true)] });
    let lead = send(&form, &context).expect("taken");
    assert_eq!((&lead.doubts, lead.hold), (&vec!["consent_text"], false));
    assert_eq!(
        body(&lead)["skype"],
        "yes: Tôi đồng ý bán dữ liệu [2026-01] (2026-01-30T05:00:00.000Z) /privacy"
    );
    form.doubtful = Doubtful::Hold;
    assert!(send(&form, &context).expect("taken").hold);
    let lead = send(&form, &json!({ "consent": [said("call", TEXT, true), said("sell", "Bán", true)] }));
    assert_eq!(lead.expect("taken").doubts, ["consent_text"]);
}

#[test]
fn robots_are_marked_and_held_only_if_the_operator_wants_it() {
    let mut form = little(&json!({}));
    for (context, doubts) in [
        (json!({ "fill_ms": 1000 }), vec![]),
        (json!({ "fill_ms": 999.9 }), vec!["fast"]),
        (json!({ "honeypot": "http://spam" }), vec!["honeypot"]),
        (json!({ "honeypot": " " }), vec![]),
        (json!({ "fill_ms": 0 }), vec![]),
        (json!({ "fill_ms": 1, "honeypot": "x", "page_url": 1 }), vec!["honeypot", "fast", "context"]),
    ] {
        form.doubtful = Doubtful::Deliver;
        let lead = send_plain(&form, &context);
        assert_eq!((&lead.doubts, lead.hold), (&doubts, false), "{context}");
        form.doubtful = Doubtful::Hold;
        assert_eq!(send_plain(&form, &context).hold, !doubts.is_empty(), "{context}");
    }
    assert!(!send_plain(&form, &json!({ "fill_ms": -1 })).hold, "a wrong context alone holds nothing");
}

fn send_plain(form: &Form, context: &Value) -> NewLead {
    let bytes = json!({ "payload": { "phone": "0912345678" }, "context": context }).to_string();
    let (payload, context) = envelope(bytes.as_bytes()).expect("an envelope");
    from_json(form, &payload, &context, None, &moment()).expect("taken")
}

#[test]
fn a_wrong_context_is_left_out_and_marked_and_never_costs_a_lead() {
    let form = little(&json!({}));
    for context in [
        json!([]),
        json!("x"),
        json!(5),
        json!({ "page_url": "javascript:alert(1)" }),
        json!({ "referrer": ["x"] }),
        json!({ "campaign": { "a b": "x" } }),
        json!({ "campaign": { "__proto__": {} } }),
        json!({ "campaign": [1] }),
        json!({ "campaign": (0..41).map(|n| (format!("p{n}"), json!("x"))).collect::<serde_json::Map<_, _>>() }),
        json!({ "consent": [[]] }),
        json!({ "consent": vec![json!({ "purpose": "a", "agreed": false }); 21] }),
        json!({ "fill_ms": -1 }),
        json!({ "fill_ms": "5" }),
        json!({ "honeypot": { "a": 1 } }),
        json!({ "unknown": 1 }),
        json!({ "consent": [{ "purpose": "x", "agreed": false, "time": "soon" }] }),
    ] {
        assert_eq!(send_plain(&form, &context).doubts, ["context"], "{context}");
    }
    let lead = send_plain(
        &form,
        &json!({ "page_url": "https://example.vn/a#secret", "referrer": "", "campaign": { "utm_source": "=cmd|'/c calc'!A1\r\n\u{202e}x" } }),
    );
    assert_eq!(lead.doubts, Vec::<&str>::new());
    assert_eq!(
        lead.context,
        json!({ "page_url": "https://example.vn/a", "campaign": { "utm_source": "=cmd|'/c calc'!A1x" } })
    );
}
