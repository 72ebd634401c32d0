//! An issue as JSON: a contract between browser, gateway and command line.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use leadform_spec::value::{Date, DateFormat};
use leadform_spec::{Limit, Problem};

/// Every code, in the order of the design, with each of its parameters.
fn every_problem() -> Vec<(Problem, &'static str)> {
    let date = Date::new(2026, 1, 31).unwrap();
    vec![
        (Problem::Required, r#""code":"required""#),
        (Problem::Either { or: "phone".to_owned() }, r#""code":"either","or":"phone""#),
        (Problem::Unknown { nearest: None }, r#""code":"unknown""#),
        (Problem::Unknown { nearest: Some("phone") }, r#""code":"unknown","nearest":"phone""#),
        (Problem::Type { expected: "integer" }, r#""code":"type","expected":"integer""#),
        (Problem::Choice, r#""code":"choice""#),
        (Problem::Format { expected: "base64" }, r#""code":"format","expected":"base64""#),
        (Problem::Date { expected: DateFormat::DayFirst }, r#""code":"date","expected":"dd/mm/yyyy""#),
        (Problem::Date { expected: DateFormat::YearFirst }, r#""code":"date","expected":"yyyy-mm-dd""#),
        (Problem::Phone, r#""code":"phone""#),
        (
            Problem::Phone2018 { repaired: "0391234567".to_owned() },
            r#""code":"phone_2018","repaired":"0391234567""#,
        ),
        (Problem::Email, r#""code":"email""#),
        (Problem::Pattern, r#""code":"pattern""#),
        (Problem::TooSmall { min: Limit::Number(8.5) }, r#""code":"too_small","min":8.5"#),
        (Problem::TooSmall { min: Limit::Number(0.0) }, r#""code":"too_small","min":0.0"#),
        (Problem::TooSmall { min: Limit::Date(date) }, r#""code":"too_small","min":"2026-01-31""#),
        (Problem::TooLarge { max: Limit::Count(3) }, r#""code":"too_large","max":3"#),
        (Problem::TooLarge { max: Limit::Bytes(5_000_000) }, r#""code":"too_large","max":5000000"#),
        (Problem::TooLarge { max: Limit::Number(24.0) }, r#""code":"too_large","max":24.0"#),
    ]
}

#[test]
fn an_issue_is_its_field_its_code_and_what_the_code_needs() {
    for (problem, parameters) in every_problem() {
        let issue = problem.at("detail.0.name");
        let expected = format!(r#"{{"field":"detail.0.name",{parameters}}}"#);
        assert_eq!(serde_json::to_string(&issue).unwrap(), expected);
    }
}

#[test]
fn the_codes_are_those_of_the_design_in_its_order() {
    let mut codes: Vec<&str> = every_problem().iter().map(|(problem, _)| problem.code()).collect();
    codes.dedup();
    let design =
        "required either unknown type choice format date phone phone_2018 email pattern too_small too_large";
    assert_eq!(codes.join(" "), design);
}
