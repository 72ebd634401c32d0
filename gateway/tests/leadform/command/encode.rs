use leadform_spec::api::BodyFormat;
use leadform_spec::apis;
use serde_json::{Value, json};

use crate::bodies::{api, encoded, good, phone_of, with_phone};
use crate::run::run;

#[test]
fn every_target_prints_exactly_the_bytes_that_are_posted() {
    for api in apis::ALL {
        let run = run(&["encode", api.id], good(api).to_string().as_bytes());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", api.id);
        assert_eq!(run.stdout, encoded(api, &good(api)), "{}", api.id);
        assert!(!run.stdout.contains('\n'));
        match api.body {
            BodyFormat::Json => assert!(serde_json::from_str::<Value>(&run.stdout).is_ok()),
            BodyFormat::Form => assert!(run.stdout.is_ascii() && !run.stdout.contains(['{', '"', ' '])),
        }
    }
}

#[test]
fn a_phone_number_is_written_as_the_api_wants_it() {
    for (target, written) in [("zalo-journey", "84912345678"), ("ladiflow-customer", "0912345678")] {
        let api = api(target);
        let body = json!({ phone_of(api): "+84 (0)912-345.678" }).to_string();
        let expected = json!({ phone_of(api): written }).to_string();
        assert_eq!(run(&["encode", target], body.as_bytes()).stdout, expected);
    }
    let zalo = api("zalo-journey");
    let foreign = with_phone(zalo, "+1 415 555 0100").to_string();
    let run = run(&["encode", zalo.id, "--phone", "international"], foreign.as_bytes());
    assert!(run.stdout.contains("\"+14155550100\""), "{run:?}");
}

#[test]
fn with_issues_nothing_is_printed_and_they_go_to_standard_error() {
    for api in apis::ALL {
        let mut body = good(api);
        body["nonsense"] = 1.into();
        let run = run(&["encode", api.id], body.to_string().as_bytes());
        assert_eq!((run.status, run.stdout.as_str()), (1, ""));
        let issues: Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!(issues["issues"][0]["field"], "nonsense");
    }
}
