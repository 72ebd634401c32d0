//! The forms that are fuzzed, and tested: all examples, and three that ask for more than those do.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use leadform_spec::Definition;
use leadform_spec::api::Kind;
use leadform_spec::value::Date;
use serde_json::{Value, json};

use crate::accept::Moment;
use crate::config::{AllowedOrigins, Auth, Doubtful, Form, OnAmbiguous, Upstream, UpstreamKind};

/// The five examples, and those in which everything is asked for.
pub(crate) const EXAMPLES: [&str; 10] = [
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

/// More of what a definition can ask for than the examples do.
const STRICT: [&str; 3] = [
    include_str!("../../fuzz/forms/ladiflow-customer.json"),
    include_str!("../../fuzz/forms/erp-booking.json"),
    include_str!("../../fuzz/forms/1office-contact.json"),
];

/// All of them.
pub(crate) fn forms() -> &'static [Form] {
    static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
        let sources = EXAMPLES.iter().chain(&STRICT);
        sources.map(|source| form(&serde_json::from_str(source).expect("JSON"))).collect()
    });
    &FORMS
}

/// The one that a byte stands for: `a` is the first.
pub(super) fn chosen(byte: u8) -> &'static Form {
    let forms = forms();
    &forms[usize::from(byte.wrapping_sub(b'a')) % forms.len()]
}

/// A form with this definition, and a value for each that it wants supplied.
pub(crate) fn form(source: &Value) -> Form {
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
pub(crate) fn moment() -> Moment {
    Moment {
        today: Date::new(2026, 1, 31).expect("a day"),
        time: "2026-01-31T05:00:00Z".to_owned(),
        now: 1_769_835_600_000,
    }
}
