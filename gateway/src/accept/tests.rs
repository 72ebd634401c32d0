//! A form by hand, and what the tests of accepting share.

mod agrees;
mod consents;
mod hostile;
mod owner;
mod posted;
mod visitor;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use leadform_spec::api::Kind;
use leadform_spec::value::Date;
use leadform_spec::{Definition, Issue};
use serde_json::{Value, json};

use super::*;
use crate::config::{AllowedOrigins, Auth, Doubtful, OnAmbiguous, Upstream, UpstreamKind};

/// The five examples, and those in which everything is asked for.
pub(super) const EXAMPLES: [&str; 10] = [
    include_str!("../../../examples/ladiflow-customer.json"),
    include_str!("../../../examples/erp-lead.json"),
    include_str!("../../../examples/erp-booking.json"),
    include_str!("../../../examples/1office-contact.json"),
    include_str!("../../../examples/zalo-journey.json"),
    include_str!("../../../examples/full/ladiflow-customer.json"),
    include_str!("../../../examples/full/erp-lead.json"),
    include_str!("../../../examples/full/erp-booking.json"),
    include_str!("../../../examples/full/1office-contact.json"),
    include_str!("../../../examples/full/zalo-journey.json"),
];

pub(super) fn form(source: &Value) -> Form {
    let definition = Definition::parse(&source.to_string()).unwrap_or_else(|mistakes| {
        panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    let value = |path: &String| match definition.api.row(path).expect(path).kind {
        Kind::Int | Kind::Number => json!(7),
        Kind::Email => json!("sale@example.vn"),
        Kind::Ints => json!([1]),
        Kind::Group(_) => json!({}),
        _ => json!("supplied"),
    };
    let values = definition.rules.supplied.iter().map(|path| (path.clone(), value(path))).collect();
    Form {
        name: "consult".into(),
        upstream: Arc::new(Upstream {
            name: "crm".into(),
            kind: UpstreamKind::Erp,
            base_url: "http://127.0.0.1:9/".parse().expect("a URL"),
            path: None,
            secret: "key".into(),
            auth: Auth::Header("key".to_owned()),
            timeout: Duration::from_secs(1),
            pace: Duration::ZERO,
            concurrency: 1,
            on_ambiguous: OnAmbiguous::Retry,
        }),
        allowed_origins: AllowedOrigins::Any,
        values,
        options: BTreeMap::new(),
        options_ttl: Duration::from_mins(5),
        min_fill: Duration::from_secs(1),
        doubtful: Doubtful::Deliver,
        max_body_bytes: 1_000_000,
        source: source.clone(),
        definition,
    }
}

/// 2026-01-31, noon.
pub(super) fn moment() -> Moment {
    Moment {
        today: Date::new(2026, 1, 31).expect("a day"),
        time: "2026-01-31T05:00:00Z".to_owned(),
        now: 1_769_835_600_000,
    }
}

/// What becomes of a bare body.
pub(super) fn bare_lead(form: &Form, payload: &Value) -> Result<NewLead, Vec<Issue>> {
    from_json(form, payload, &Context::default(), Some("s-1"), &moment())
}

/// The body of the API, as JSON.
pub(super) fn body(lead: &NewLead) -> Value {
    serde_json::from_str(&lead.body).expect("JSON")
}

/// Where the issues are, and their codes.
pub(super) fn codes(issues: &[Issue]) -> Vec<(&str, &'static str)> {
    issues.iter().map(|issue| (issue.field.as_str(), issue.problem.code())).collect()
}

/// A little form for `LadiFlow`, with `more` in its definition.
pub(super) fn little(more: &Value) -> Form {
    let mut source = json!({ "version": 1, "target": "ladiflow-customer", "fields": ["full_name", "phone"] });
    for (key, value) in more.as_object().expect("an object") {
        source[key] = value.clone();
    }
    form(&source)
}
