//! The schema is what `leadform schema TARGET` prints, and the payload has every row of the API.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group};
use leadform_spec::{apis, encode, schema};

use crate::support::{check, full};

fn bodies(criterion: &mut Criterion) {
    for api in apis::ALL {
        let body = full(api);
        let valid = check(api, &body).unwrap_or_else(|issues| panic!("{}: {issues:?}", api.id));
        let validator = jsonschema::draft202012::new(&schema::body(api)).expect("a schema");
        assert!(validator.is_valid(&body), "{}: the schema refuses what `check` takes", api.id);
        let mut group = criterion.benchmark_group(api.id);
        group.throughput(Throughput::Elements(1));
        group.bench_function("check", |bencher| bencher.iter(|| check(api, black_box(&body)).is_ok()));
        group.bench_function("jsonschema", |bencher| bencher.iter(|| validator.is_valid(black_box(&body))));
        group.bench_function("encode", |bencher| bencher.iter(|| encode(black_box(&valid))));
        group.finish();
    }
}

criterion_group!(benches, bodies);
