//! `check` and `encode`, and the `jsonschema` crate on the same bodies with the schemas that `leadform schema` prints:
//! `cargo bench --package leadform-spec --profile server`, or all together `cargo xtask bench`.
//!
//! Both are given JSON that is parsed already, and the validators are compiled before. Where nothing is wrong, the crate
//! only says so (`is_valid`, the fastest that it has), while `check` also makes what is encoded next. Where something is
//! wrong, both find all of it.

#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/support/mod.rs"]
mod support;

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::hint::black_box;
    use std::time::Duration;

    use criterion::{BenchmarkId, Criterion};
    use leadform_spec::api::Kind;
    use leadform_spec::{Api, apis, encode, schema};
    use serde_json::{Value, json};

    use crate::support::{check, date, full, valid};

    pub(crate) fn run() {
        let short = Criterion::default().warm_up_time(Duration::from_millis(500));
        let mut criterion =
            short.measurement_time(Duration::from_secs(2)).sample_size(50).configure_from_args();
        for api in apis::ALL {
            let (right, wrong) = (full(api), with_mistakes(api));
            let schema = jsonschema::draft202012::new(&schema::body(api)).expect("a schema");
            assert!(check(api, &right).is_ok() && schema.is_valid(&right), "{}", api.id);
            assert!(check(api, &wrong).is_err() && !schema.is_valid(&wrong), "{}", api.id);
            let submission = valid(api, &right);

            let criterion = &mut criterion;
            measure(criterion, "check-right", api, || check(api, black_box(&right)));
            measure(criterion, "schema-right", api, || schema.is_valid(black_box(&right)));
            measure(criterion, "check-wrong", api, || check(api, black_box(&wrong)));
            measure(criterion, "schema-wrong", api, || schema.iter_errors(black_box(&wrong)).count());
            measure(criterion, "encode", api, || encode(black_box(&submission)));
        }
        criterion.final_summary();
    }

    fn measure<T>(criterion: &mut Criterion, what: &str, api: &Api, work: impl Fn() -> T) {
        let mut group = criterion.benchmark_group(what);
        group.bench_function(BenchmarkId::from_parameter(api.id), |bencher| bencher.iter(&work));
    }

    /// A good body, but for what people get wrong: phones, addresses, days, numbers, what is not on
    /// a list, and a name that the API does not know.
    fn with_mistakes(api: &Api) -> Value {
        let mut body = full(api);
        body["nickname"] = json!("An");
        for row in api.rows {
            let mistake = match row.kind {
                Kind::Phone | Kind::Phones => json!("123"),
                Kind::Email | Kind::Emails => json!("an@"),
                Kind::Date => json!(date(api).replace("11", "13")),
                Kind::Int | Kind::Number | Kind::Hours => json!("12"),
                Kind::Choice(_) => json!("?"),
                _ => continue,
            };
            body[row.name] = mistake;
        }
        body
    }
}

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    native::run();
}
