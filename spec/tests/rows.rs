//! What holds for every row of every document. Nothing here names a row: the tables do.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::Problem;
use leadform_spec::api::{Kind, Presence};
use leadform_spec::value::DateFormat;
use serde_json::{Value, json};
use support::{Place, check, codes, full, minimal, places, valid};

#[test]
fn a_good_value_passes_in_every_row_and_is_sent() {
    for place in places() {
        let submission = valid(place.api, &place.body(place.sample()));
        let body = serde_json::to_value(&*submission).unwrap();
        let sent = place.path.split('.').fold(&body, |value, part| match part.parse::<usize>() {
            Ok(index) => &value[index],
            Err(_) => &value[part],
        });
        assert_eq!(*sent, place.sample(), "{}", place.name());
    }
}

#[test]
fn a_body_with_a_good_value_in_every_row_passes() {
    for api in leadform_spec::apis::ALL {
        let body = full(api);
        assert_eq!(serde_json::to_value(&*valid(api, &body)).unwrap(), body, "{}", api.id);
    }
}

#[test]
fn a_value_of_another_json_type_is_refused_in_every_row() {
    let values =
        [json!("chữ"), json!(12), json!(8.5), json!(true), json!(["chữ"]), json!([12]), json!({"x": 1})];
    for place in places() {
        let mut refused = 0;
        for value in values.iter().filter(|value| !has_type(&place, value)) {
            assert_one(&place, value, "type");
            refused += 1;
        }
        assert!(refused >= 3, "{}: {refused} values of another type", place.name());
    }
}

#[test]
fn a_wrong_type_says_which_one_fits() {
    for place in places() {
        let wrong = if has_type(&place, &json!(true)) { json!({}) } else { json!(true) };
        let issues = check(place.api, &place.body(wrong)).unwrap_err();
        let expected = match place.row.kind {
            Kind::Int => "integer",
            Kind::Number | Kind::Hours => "number",
            Kind::Texts => "list of strings",
            Kind::Ints => "list of integers",
            Kind::Scalar => "string, number or boolean",
            Kind::Group(_) => "object",
            Kind::Groups(_) | Kind::Named(_) | Kind::Files(_) => "list of objects",
            kind if kind.is_list() => "string or list of strings",
            _ => "string",
        };
        assert_eq!(issues[0].problem, Problem::Type { expected }, "{}", place.name());
    }
}

#[test]
fn every_listed_value_passes_in_any_company_of_blanks() {
    let mut count = 0;
    for place in places() {
        for choice in place.row.kind.choices().map_or(&[][..], |choices| choices.values) {
            count += 1;
            for given in [choice.value.to_owned(), format!("  {}\t\n", choice.value)] {
                let submission = valid(place.api, &place.body(json!(given)));
                let body = serde_json::to_string(&*submission).unwrap();
                assert!(body.contains(&format!("\"{}\"", choice.value)), "{}: {body}", place.name());
            }
            if place.row.kind.is_list() {
                valid(place.api, &place.body(json!([choice.value])));
            }
        }
    }
    assert_eq!(count, 5 + 2 * 28 + 165, "LadiFlow, the ERP twice, 1Office");
}

#[test]
fn a_value_that_is_not_listed_is_refused() {
    for place in places() {
        let Some(choices) = place.row.kind.choices() else { continue };
        let first = choices.values[0].value;
        for value in ["không có", &first.to_uppercase(), &format!("{first}x")] {
            if choices.values.iter().all(|choice| choice.value != value) {
                assert_one(&place, &json!(value), "choice");
            }
        }
    }
}

#[test]
fn a_label_is_no_value() {
    for place in places() {
        for choice in place.row.kind.choices().map_or(&[][..], |choices| choices.values) {
            for label in [choice.label.vi, choice.label.en] {
                let known =
                    place.row.kind.choices().unwrap().values.iter().any(|choice| choice.value == label);
                if !known && !place.row.kind.is_list() {
                    assert_one(&place, &json!(label), "choice");
                }
            }
        }
    }
}

#[test]
fn a_date_in_the_other_format_or_of_no_calendar_is_refused() {
    let mut dates = 0;
    for place in places().into_iter().filter(|place| matches!(place.row.kind, Kind::Date)) {
        dates += 1;
        let wrong = match place.api.date_format {
            DateFormat::YearFirst => [
                "03/11/1989",
                "2026-02-30",
                "2025-02-29",
                "2026-13-01",
                "2026-00-10",
                "0000-01-01",
                "2026-1-3",
            ],
            DateFormat::DayFirst => [
                "1989-11-03",
                "30/02/2026",
                "29/02/2025",
                "01/13/2026",
                "10/00/2026",
                "01/01/0000",
                "3/1/2026",
            ],
        };
        for value in wrong {
            assert_one(&place, &json!(value), "date");
        }
        let leap_day = match place.api.date_format {
            DateFormat::YearFirst => "2024-02-29",
            DateFormat::DayFirst => "29/02/2024",
        };
        valid(place.api, &place.body(json!(leap_day)));
    }
    assert_eq!(dates, 2 + 1 + 2 + 4);
}

#[test]
fn a_missing_required_value_is_refused_however_it_is_missing() {
    let mut required = 0;
    for place in places().into_iter().filter(|place| place.row.presence == Presence::Required) {
        required += 1;
        let expected = [(place.path.clone(), "required")];
        assert_eq!(codes(place.api, &place.body_without()), expected, "{}", place.name());
        for empty in empties(&place) {
            assert_eq!(codes(place.api, &place.body(empty)), expected, "{}", place.name());
        }
    }
    assert_eq!(required, 2 + 14 + 15 + 5 + 2 + 1 + 1);
}

#[test]
fn an_optional_value_that_is_empty_is_left_out() {
    for place in places() {
        let pair = place.api.either.iter().any(|pair| pair.contains(&place.row.name));
        if place.row.presence == Presence::Required || pair {
            continue;
        }
        for empty in empties(&place) {
            let with = valid(place.api, &place.body(empty));
            assert_eq!(with, valid(place.api, &place.body_without()), "{}", place.name());
        }
    }
}

#[test]
fn an_unknown_key_is_refused_on_every_level() {
    for place in places() {
        let mut body = place.body(place.sample());
        let level = match place.parent {
            None => &mut body,
            Some(parent) if matches!(parent.kind, Kind::Group(_)) => &mut body[parent.name],
            Some(parent) => &mut body[parent.name][0],
        };
        level[format!("{}x", place.row.name)] = json!("?");
        let issues = check(place.api, &body).unwrap_err();
        assert_eq!(issues.len(), 1, "{}: {issues:?}", place.name());
        assert_eq!(issues[0].field, format!("{}x", place.path));
        assert_eq!(issues[0].problem, Problem::Unknown { nearest: Some(place.row.name) });
    }
}

#[test]
fn the_secret_is_an_unknown_key() {
    for api in leadform_spec::apis::ALL {
        let mut body = minimal(api);
        body[api.secret.name()] = json!("not-a-real-key");
        assert_eq!(codes(api, &body), [(api.secret.name().to_owned(), "unknown")]);
    }
}

/// That `value` is refused with this one issue, at the place itself.
fn assert_one(place: &Place, value: &Value, code: &str) {
    let found = codes(place.api, &place.body(value.clone()));
    assert_eq!(found, [(place.path.clone(), code)], "{} = {value}", place.name());
}

/// Whether a row could hold a value of this JSON type.
fn has_type(place: &Place, value: &Value) -> bool {
    match place.row.kind {
        Kind::Int => value.is_i64(),
        Kind::Number | Kind::Hours => value.is_number(),
        Kind::Scalar => value.is_string() || value.is_number() || value.is_boolean(),
        Kind::Texts => value[0].is_string(),
        Kind::Ints => value[0].is_i64(),
        Kind::Group(_) => value.is_object(),
        Kind::Groups(_) | Kind::Named(_) | Kind::Files(_) => value.is_array(),
        kind if kind.is_list() => value.is_string() || value[0].is_string(),
        _ => value.is_string(),
    }
}

/// The ways to give nothing.
fn empties(place: &Place) -> Vec<Value> {
    let mut empties = vec![Value::Null];
    match place.row.kind {
        Kind::Group(_) => empties.push(json!({})),
        Kind::Texts => empties.extend([json!([]), json!([""]), json!([" ", "\u{a0}"])]),
        Kind::Ints | Kind::Groups(_) | Kind::Named(_) | Kind::Files(_) => empties.push(json!([])),
        Kind::Int | Kind::Number | Kind::Hours => {}
        kind => {
            empties.extend([json!(""), json!(" \t\r\n\u{a0}\u{3000}"), json!("\u{200b}\u{feff}")]);
            if kind.is_list() {
                empties.extend([json!([]), json!(["", " "])]);
            }
        }
    }
    empties
}
