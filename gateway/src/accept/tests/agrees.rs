//! Browser and gateway say the same about the same lead.

use std::sync::LazyLock;

use leadform_spec::definition::{Environment, Field, Language};
use leadform_spec::{Answer, Api, encode, parse};
use proptest::prelude::*;
use serde_json::Map;

use super::visitor::{Dice, answers};
use super::*;
use crate::accept::pattern;

/// More of what a definition can ask for than the examples do.
fn strict() -> [Value; 3] {
    [
        json!({ "version": 1, "target": "ladiflow-customer", "fields": [
            "phone", "email",
            { "name": "full_name", "required": true, "pattern": "[\\p{L} ]+" },
            "lang", { "name": "gender", "show_if": { "field": "lang", "is": ["vi"] } },
            { "name": "score", "min": 1, "max": 10 }, { "name": "postal_code" },
            { "name": "channels", "min": 2, "max": 3 },
            { "name": "website", "control": "chips", "max": 2 },
            { "name": "source", "control": "hidden" },
            { "name": "custom_fields.package", "options": [{ "value": "PRO" }, { "value": "BASIC" }] },
            { "name": "custom_fields.more", "show_if": { "field": "custom_fields.package", "is": ["PRO"] }, "required": true } ],
            "values": { "custom_fields.page": "{page_url}", "custom_fields.plan": "{query.plan}", "subcribed_at": "{date}" },
            "attribution": { "utm_source": "custom_fields.from", "first.utm_source": "custom_fields.first",
                "landing_page": "twitter_url", "referrer": "facebook_url" } }),
        json!({ "version": 1, "target": "erp-booking", "fields": [
            "contact_name", "phone_no1", "gender", "company_id", "booking_date",
            { "name": "crm_line_ids", "control": "chips", "max": 2 },
            { "name": "customer_portrait.hobby", "control": "chips" },
            { "name": "customer_portrait.work_start_time", "min": "08:00", "max": "17:30" },
            { "name": "zalo_acc", "show_if": { "field": "gender", "is": ["female"] }, "required": true } ],
            "values": { "country_id": 241, "state_id": 1, "street": "-", "customer_portrait": { "transport": "car" } },
            "supplied": ["user_id", "agent_email", "ticket_id", "price_list_id", "category_source_id", "source_id", "campaign_id"] }),
        json!({ "version": 1, "target": "1office-contact", "phone": "international", "fields": [
            "name", "type", { "name": "phones", "max": 2 }, { "name": "emails", "control": "chips", "min": 1 },
            { "name": "group_type_id", "max": 2 }, { "name": "user_ids", "max": 2 }, "desc",
            { "name": "detail", "fields": ["name", { "name": "phone", "required": true }, "birthday",
                { "name": "email", "show_if": { "field": "type", "is": ["Tổ chức"] } }], "min": 1, "max": 2 },
            { "name": "files", "max": 1, "max_bytes": 3 } ],
            "values": { "code": "WEB-{submission_id}", "fountain_head_id": "Các nguồn khác", "trade_ids": ["VISA NHẬP (VUT)"] } }),
    ]
}

fn forms() -> &'static [Form] {
    static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
        let examples = EXAMPLES.iter().map(|source| serde_json::from_str(source).expect("JSON"));
        examples.chain(strict()).map(|source| form(&source)).collect()
    });
    &FORMS
}

const PAGE: &str = "https://example.vn/uu-dai?utm_source=zalo&plan=PRO";

/// As `src/page.rs` has it.
fn in_browser<T>(language: Language, run: impl FnOnce(&Environment<'_>) -> T) -> T {
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
        referrer: "https://www.google.com/",
        query: &query,
        attribution: &|source| match source.strip_prefix("first.").unwrap_or(source) {
            "referrer" => Some("https://www.google.com/".to_owned()),
            "landing_page" => Some(PAGE.to_owned()),
            name => query(name),
        },
        matches: &pattern::matches,
    })
}

/// What the widget would send as the context.
fn context(form: &Form, answers: &Answers, language: Language) -> Value {
    let consent = |consent: &leadform_spec::definition::Consent| {
        json!({
            "purpose": consent.purpose, "text": consent.text.get(language), "version": consent.version,
            "time": "2026-01-31T05:00:00.000Z", "agreed": answers.get(&consent.name()).is_some(),
        })
    };
    json!({
        "page_url": PAGE, "referrer": "https://www.google.com/", "campaign": { "utm_source": "zalo" },
        "consent": form.definition.consent.iter().map(consent).collect::<Vec<_>>(),
        "fill_ms": 5000.0, "honeypot": "",
    })
}

fn accept(form: &Form, payload: &Value, context: &Value) -> Result<NewLead, Vec<Issue>> {
    let bytes = json!({ "payload": payload, "context": context }).to_string();
    let (payload, context) = envelope(bytes.as_bytes()).expect("an envelope");
    from_json(form, &payload, &context, Some("s-1"), &moment())
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
        if let Some(Answer::Rows(rows)) = answers.get(&field.name) {
            let mut list = Vec::new();
            for row in 0..*rows {
                let mut entry = Map::new();
                for inner in &field.fields {
                    entry.insert(
                        inner.name.clone(),
                        value(&format!("{}.{row}.{}", field.name, inner.name), inner)?,
                    );
                }
                list.push(Value::Object(entry));
            }
            body.insert(field.name.clone(), list.into());
            continue;
        }
        let value = value(&field.name, field)?;
        match field.name.split_once('.') {
            Some(("custom_fields", name)) => {
                let list = body.entry("custom_fields").or_insert_with(|| json!([]));
                list.as_array_mut()?.push(json!({ "name": name, "value": value }));
            }
            Some((group, name)) => body.entry(group).or_insert_with(|| json!({}))[name] = value,
            None => {
                body.insert(field.name.clone(), value);
            }
        }
    }
    Some(body.into())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_browser_proved_is_stored_byte_for_byte_with_the_supplied_values(seed: u64) {
        for form in forms() {
            let mut dice = Dice(seed);
            let language = if dice.roll(2) == 0 { Language::Vi } else { Language::En };
            let careless = [0, 0, 3][dice.roll(3)];
            let answers = answers(form, careless, &mut dice);
            let Ok(submission) = in_browser(language, |page| form.definition.check(&answers, page)) else { continue };
            let payload = serde_json::to_value(&*submission).expect("JSON");
            let lead = accept(form, &payload, &context(form, &answers, language));
            let lead = lead.unwrap_or_else(|issues| panic!("{}\n{payload}\n{issues:?}", form.source));
            let mut whole = payload.clone();
            for (path, value) in &form.values {
                whole[path] = value.clone();
            }
            let whole = leadform_spec::check(form.definition.api, &whole, &form.definition.rules).expect("valid");
            prop_assert_eq!(&lead.body, &encode(&whole).text);
            prop_assert_eq!(&lead.doubts, &Vec::<&str>::new());
            // And what was stored is taken again as it is, by whoever sends it again.
            let again = accept(form, &payload, &context(form, &answers, language)).expect("again");
            prop_assert_eq!(&again.content, &lead.content);
        }
    }

    #[test]
    fn what_the_browser_finds_wrong_the_gateway_finds_wrong_in_the_same_order(seed: u64) {
        for form in forms() {
            let mut dice = Dice(seed);
            let careless = [5, 20, 60][dice.roll(3)];
            let answers = answers(form, careless, &mut dice);
            let Some(payload) = typed_body(form, &answers) else { continue };
            let in_browser = in_browser(Language::Vi, |page| form.definition.check(&answers, page));
            let here = accept(form, &payload, &context(form, &answers, Language::Vi));
            prop_assert_eq!(
                here.as_ref().err(), in_browser.as_ref().err(),
                "{}\n{}", form.definition.api.id, payload
            );
        }
    }
}

#[test]
fn the_dice_make_leads_that_pass_and_leads_that_do_not_for_every_form() {
    for form in forms() {
        let passed = |careless: usize| {
            let check = |seed: u64| {
                let answers = answers(form, careless, &mut Dice(seed * 7_919));
                in_browser(Language::Vi, |page| form.definition.check(&answers, page)).is_ok()
            };
            (0..100).filter(|seed| check(*seed)).count()
        };
        assert!(passed(0) > 5, "{}: {}", form.definition.api.id, passed(0));
        // A booking without a phone, a form without a name: something is always to be found.
        let all_optional = form.definition.fields().all(|field| !form.definition.is_required(field));
        assert!(all_optional || passed(60) < 60, "{}: {}", form.definition.api.id, passed(60));
    }
}
