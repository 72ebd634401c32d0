//! The pages as a browser reads them.

mod reading;
mod returned;
mod whole;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use leadform_spec::definition::{Definition, Language, OptionItem};
use leadform_spec::value::Date;
use leadform_spec::{Answer, Answers, Issue};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};

use super::{Shown, busy, form};
use crate::config::{AllowedOrigins, Auth, Doubtful, Form, OnAmbiguous, Upstream, UpstreamKind};

pub(super) const BOTH: [Language; 2] = [Language::Vi, Language::En];

/// Every form of `examples/`.
pub(super) const EXAMPLES: [(&str, &str); 10] = [
    ("1office-contact", include_str!("../../../examples/1office-contact.json")),
    ("erp-booking", include_str!("../../../examples/erp-booking.json")),
    ("erp-lead", include_str!("../../../examples/erp-lead.json")),
    ("ladiflow-customer", include_str!("../../../examples/ladiflow-customer.json")),
    ("zalo-journey", include_str!("../../../examples/zalo-journey.json")),
    ("full-1office-contact", include_str!("../../../examples/full/1office-contact.json")),
    ("full-erp-booking", include_str!("../../../examples/full/erp-booking.json")),
    ("full-erp-lead", include_str!("../../../examples/full/erp-lead.json")),
    ("full-ladiflow-customer", include_str!("../../../examples/full/ladiflow-customer.json")),
    ("full-zalo-journey", include_str!("../../../examples/full/zalo-journey.json")),
];

/// A form as the configuration would have it.
pub(super) fn form_of(source: &str) -> Form {
    let definition = Definition::parse(source).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let upstream = Upstream {
        name: "api".into(),
        kind: UpstreamKind::Erp,
        base_url: "https://api.example.vn".parse().unwrap(),
        path: None,
        secret: "secret".into(),
        auth: Auth::Header("key".to_owned()),
        timeout: Duration::from_secs(15),
        pace: Duration::ZERO,
        concurrency: 4,
        on_ambiguous: OnAmbiguous::Retry,
    };
    Form {
        name: "consult".into(),
        definition,
        source: Value::Null,
        upstream: Arc::new(upstream),
        allowed_origins: AllowedOrigins::Listed(vec!["https://www.example.vn".to_owned()]),
        values: Vec::new(),
        options: BTreeMap::new(),
        options_ttl: Duration::from_mins(5),
        min_fill: Duration::from_secs(1),
        doubtful: Doubtful::Deliver,
        max_body_bytes: 1 << 20,
    }
}

/// A form and what is to be shown of it.
pub(super) struct Case {
    pub(super) form: Form,
    pub(super) language: Language,
    pub(super) answers: Answers,
    pub(super) issues: Vec<Issue>,
    pub(super) choices: BTreeMap<String, Vec<OptionItem>>,
    pub(super) hidden: Vec<(String, String)>,
}

impl Case {
    pub(super) fn new(source: &str, language: Language) -> Self {
        let form = form_of(source);
        let (answers, issues, hidden) = (Answers::new(), Vec::new(), Vec::new());
        Self { form, language, answers, issues, choices: BTreeMap::new(), hidden }
    }

    pub(super) fn of(definition: &Value) -> Self {
        Self::new(&definition.to_string(), Language::En)
    }

    /// A small form for `LadiFlow` with these fields.
    pub(super) fn with_fields(fields: &Value) -> Self {
        Self::of(&json!({ "version": 1, "target": "ladiflow-customer", "fields": fields }))
    }

    pub(super) fn answer(mut self, path: &str, answer: &str) -> Self {
        self.answers.insert(path.to_owned(), Answer::Text(answer.to_owned()));
        self
    }

    pub(super) fn issue(mut self, issue: Issue) -> Self {
        self.issues.push(issue);
        self
    }

    pub(super) fn shown(&self) -> Shown<'_> {
        Shown {
            form: &self.form,
            language: self.language,
            answers: &self.answers,
            issues: &self.issues,
            choices: &self.choices,
            hidden: &self.hidden,
            action: "/f/consult",
            stylesheet: "/f/form.css",
            today: Date::new(2026, 1, 31).unwrap(),
        }
    }

    pub(super) fn page(&self) -> Page {
        Page::read(&form(&self.shown()))
    }

    pub(super) fn busy(&self) -> Page {
        Page::read(&busy(&self.shown()))
    }
}

/// A page as a browser reads it.
pub(super) struct Page(pub(super) Html);

impl Page {
    pub(super) fn read(source: &str) -> Self {
        Self(Html::parse_document(source))
    }

    pub(super) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    pub(super) fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.0.html());
        found[0]
    }

    /// Every control of this name.
    pub(super) fn named(&self, name: &str) -> Vec<ElementRef<'_>> {
        self.all("input, select, textarea")
            .into_iter()
            .filter(|control| control.attr("name") == Some(name))
            .collect()
    }

    /// The only control of this name.
    pub(super) fn control(&self, name: &str) -> ElementRef<'_> {
        let found = self.named(name);
        assert_eq!(found.len(), 1, "{name} in {}", self.0.html());
        found[0]
    }

    pub(super) fn by_id(&self, id: &str) -> Option<ElementRef<'_>> {
        self.all("[id]").into_iter().find(|element| element.attr("id") == Some(id))
    }

    /// The sentence below the field.
    pub(super) fn said(&self, id: &str) -> String {
        self.by_id(&format!("{id}-error")).map(text).unwrap_or_default()
    }
}

pub(super) fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// What a browser would send of this control.
pub(super) fn value(control: ElementRef<'_>) -> Vec<String> {
    match (control.value().name(), control.attr("type")) {
        ("textarea", _) => vec![control.text().collect()],
        ("select", _) => {
            let chosen = Selector::parse("option[selected]").unwrap();
            control.select(&chosen).filter_map(|option| option.attr("value").map(str::to_owned)).collect()
        }
        (_, Some("radio" | "checkbox")) if control.attr("checked").is_none() => Vec::new(),
        _ => vec![control.attr("value").unwrap_or_default().to_owned()],
    }
}
