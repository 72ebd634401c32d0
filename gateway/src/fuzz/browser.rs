//! What the widget would do with the same form and the same answers, and that the gateway says the same of them.

use leadform_spec::api::Kind;
use leadform_spec::definition::{Consent, Environment, Field, Language};
use leadform_spec::{Answers, Api, Issue, encode, parse};
use serde_json::{Map, Value, json};

use super::forms::moment;
use crate::accept::{self, pattern};
use crate::config::Form;
use crate::store::NewLead;

const PAGE: &str = "https://example.vn/uu-dai?utm_source=zalo&plan=PRO";
const REFERRER: &str = "https://www.google.com/";

/// Calls `run` with the page as `src/page.rs` has it.
pub(crate) fn open<T>(language: Language, run: impl FnOnce(&Environment<'_>) -> T) -> T {
    let query = |name: &str| match name {
        "utm_source" => Some("zalo".to_owned()),
        "plan" => Some("PRO".to_owned()),
        _ => None,
    };
    run(&Environment {
        language,
        today: moment().today,
        submission_id: "s-1",
        page_url: PAGE,
        referrer: REFERRER,
        query: &query,
        attribution: &|source| match source.strip_prefix("first.").unwrap_or(source) {
            "referrer" => Some(REFERRER.to_owned()),
            "landing_page" => Some(PAGE.to_owned()),
            name => query(name),
        },
        matches: &pattern::matches,
    })
}

/// What the widget would send as the context.
fn context(form: &Form, answers: &Answers, language: Language) -> Value {
    let consent = |consent: &Consent| {
        json!({
            "purpose": consent.purpose, "text": consent.text.get(language), "version": consent.version,
            "policy_url": consent.policy_url, "time": "2026-01-31T05:00:00.000Z",
            "agreed": answers.get(&consent.name()).is_some_and(|answer| !answer.is_empty()),
        })
    };
    let asked = form.definition.consent.iter().filter(|consent| answers.get(&consent.name()).is_some());
    json!({
        "page_url": PAGE, "referrer": REFERRER, "campaign": { "utm_source": "zalo" },
        "consent": asked.map(consent).collect::<Vec<_>>(),
        "fill_ms": 5000.0, "honeypot": "",
    })
}

/// What the gateway makes of the widget's envelope.
fn accept(
    form: &Form,
    payload: &Value,
    answers: &Answers,
    language: Language,
) -> Result<NewLead, Vec<Issue>> {
    let bytes = json!({ "payload": payload, "context": context(form, answers, language) }).to_string();
    let (payload, context) = accept::envelope(bytes.as_bytes()).expect("an envelope");
    accept::from_json(form, &payload, &context, Some("s-1"), &moment())
}

/// The body for what was typed, whatever is wrong with it; none if something cannot even be written.
fn typed_body(form: &Form, answers: &Answers) -> Option<Value> {
    let api: &Api = form.definition.api;
    let value = |path: &str, field: &Field| match answers.get(path) {
        Some(answer) => parse(field.row.kind, answer, api.date_format).ok(),
        None => Some(Value::Null),
    };
    let mut body = Map::new();
    for field in form.definition.fields() {
        if let Some(leadform_spec::Answer::Rows(rows)) = answers.get(&field.name) {
            let mut list = Vec::new();
            for row in 0..*rows {
                let mut entry = Map::new();
                for inner in &field.fields {
                    let path = format!("{}.{row}.{}", field.name, inner.name);
                    entry.insert(inner.name.clone(), value(&path, inner)?);
                }
                list.push(Value::Object(entry));
            }
            body.insert(field.name.clone(), list.into());
            continue;
        }
        let value = value(&field.name, field)?;
        let (top, inner) = field.name.split_once('.').unwrap_or((&field.name, ""));
        match api.row(top).map(|row| row.kind) {
            Some(Kind::Named([name, .., content])) => {
                let list = body.entry(top).or_insert_with(|| json!([]));
                list.as_array_mut()?.push(json!({ name.name: inner, content.name: value }));
            }
            _ if !inner.is_empty() => body.entry(top).or_insert_with(|| json!({}))[inner] = value,
            _ => drop(body.insert(top.to_owned(), value)),
        }
    }
    Some(body.into())
}

/// What the browser proved is stored byte for byte, with the supplied values; says whether it proved anything.
pub(crate) fn same_bytes(form: &Form, answers: &Answers, language: Language) -> bool {
    let Ok(submission) = open(language, |page| form.definition.check(answers, page)) else { return false };
    let payload = serde_json::to_value(&*submission).expect("JSON");
    let lead = accept(form, &payload, answers, language);
    let lead = lead.unwrap_or_else(|issues| panic!("{}\n{payload}\n{issues:?}", form.source));
    let mut whole = payload.clone();
    for (path, value) in &form.values {
        whole[path] = value.clone();
    }
    let whole = leadform_spec::check(form.definition.api, &whole, &form.definition.rules).expect("valid");
    assert_eq!(lead.body, encode(&whole).text);
    assert_eq!(lead.doubts, Vec::<&str>::new());
    // And what was stored is taken again as it is, by whoever sends it again.
    let again = accept(form, &payload, answers, language).expect("again");
    assert_eq!(again.content, lead.content);
    true
}

/// What the browser finds wrong, the gateway finds wrong, in the same order; says how much that is.
pub(crate) fn same_issues(form: &Form, answers: &Answers) -> usize {
    let Some(payload) = typed_body(form, answers) else { return 0 };
    let in_browser = open(Language::Vi, |page| form.definition.check(answers, page));
    let here = accept(form, &payload, answers, Language::Vi);
    let api = form.definition.api.id;
    assert_eq!(here.as_ref().err(), in_browser.as_ref().err(), "{api}\n{payload}\n{answers:?}");
    here.err().map_or(0, |issues| issues.len())
}
