//! From what was typed to JSON, and back.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::api::Kind;
use leadform_spec::value::DateFormat::{DayFirst, YearFirst};
use leadform_spec::{Answer, File, Problem, apis, parse, unparse};
use serde_json::{Value, json};
use support::{places, sample};

fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

fn many(texts: &[&str]) -> Answer {
    Answer::Many(texts.iter().map(|text| (*text).to_owned()).collect())
}

#[test]
fn numbers_are_read_as_people_in_vietnam_write_them() {
    for (typed, number) in [
        ("12", json!(12)),
        (" 12 ", json!(12)),
        ("-3", json!(-3)),
        ("7.5", json!(7.5)),
        ("7,5", json!(7.5)),
        ("0,25", json!(0.25)),
        ("100000", json!(100_000)),
    ] {
        assert_eq!(parse(Kind::Number, &text(typed), YearFirst), Ok(number), "{typed}");
    }
    for typed in ["mười", "1e9", "inf", "NaN", "1,2,3", "1.2.3", "12 345", "0x10", "--1", "."] {
        let wrong = Err(Problem::Type { expected: "number" });
        assert_eq!(parse(Kind::Number, &text(typed), YearFirst), wrong, "{typed}");
    }
    for typed in ["7.5", "7,5", "1e3", "99999999999999999999", "a"] {
        let wrong = Err(Problem::Type { expected: "integer" });
        assert_eq!(parse(Kind::Int, &text(typed), YearFirst), wrong, "{typed}");
    }
}

#[test]
fn a_date_is_typed_with_the_year_first_and_leaves_in_the_apis_format() {
    assert_eq!(parse(Kind::Date, &text("2024-02-29"), YearFirst), Ok(json!("2024-02-29")));
    assert_eq!(parse(Kind::Date, &text(" 2024-02-29 "), DayFirst), Ok(json!("29/02/2024")));
    for typed in ["29/02/2024", "2023-02-29", "hôm nay"] {
        let wrong = Err(Problem::Date { expected: DayFirst });
        assert_eq!(parse(Kind::Date, &text(typed), DayFirst), wrong, "{typed}");
    }
}

#[test]
fn lists_are_read_from_several_texts_or_from_one_with_commas() {
    assert_eq!(parse(Kind::Texts, &text("a, b,,"), YearFirst), Ok(json!(["a", "b"])));
    assert_eq!(parse(Kind::Texts, &many(&["a, b", "c"]), YearFirst), Ok(json!(["a, b", "c"])));
    assert_eq!(parse(Kind::Ints, &text("11, 12"), YearFirst), Ok(json!([11, 12])));
    assert_eq!(parse(Kind::Ints, &many(&["11", " 12 "]), YearFirst), Ok(json!([11, 12])));
    assert!(parse(Kind::Ints, &text("11, x"), YearFirst).is_err());
    assert_eq!(parse(Kind::TextOrTexts, &text("a, b"), YearFirst), Ok(json!("a, b")));
    assert_eq!(parse(Kind::TextOrTexts, &many(&["a"]), YearFirst), Ok(json!(["a"])));
}

#[test]
fn an_empty_answer_is_null_in_every_row() {
    let empties = [
        text(""),
        text(" \u{a0}\u{200b}"),
        many(&[]),
        many(&["", " "]),
        Answer::Files(Vec::new()),
        Answer::Rows(0),
    ];
    for place in places() {
        for empty in &empties {
            assert!(empty.is_empty());
            let parsed = parse(place.row.kind, empty, place.api.date_format);
            assert_eq!(parsed, Ok(Value::Null), "{} {empty:?}", place.name());
        }
    }
}

#[test]
fn a_good_value_of_every_row_is_what_is_typed_for_it() {
    for place in places() {
        let sample = sample(place.api, place.row);
        match place.row.kind {
            Kind::Group(_) | Kind::Groups(_) | Kind::Named(_) | Kind::Files(_) => {
                assert_eq!(unparse(place.row.kind, &sample), None, "{}", place.name());
            }
            kind => {
                let typed = unparse(kind, &sample).expect("an answer");
                assert_eq!(parse(kind, &typed, place.api.date_format), Ok(sample), "{}", place.name());
            }
        }
    }
}

#[test]
fn files_are_given_by_name_and_content() {
    let file =
        File { name: "a.pdf".to_owned(), mime: "application/pdf".to_owned(), base64: "QUI=".to_owned() };
    let kind = apis::find("1office-contact").and_then(|api| api.row("files")).expect("a row").kind;
    let parsed = parse(kind, &Answer::Files(vec![file.clone(), file]), DayFirst);
    assert_eq!(parsed, Ok(json!([{ "name": "a.pdf", "file": "QUI=" }, { "name": "a.pdf", "file": "QUI=" }])));
}

#[cfg(not(target_arch = "wasm32"))]
mod any {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn answer() -> impl Strategy<Value = Answer> {
        let typed = prop_oneof![
            any::<String>(),
            "[0-9]{1,12}([.,][0-9]{1,6})?",
            "[0-2][0-9]:[0-5][0-9]",
            "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]",
            "[a-c ]{0,3}(,[a-c ]{0,3}){0,3}",
        ];
        prop_oneof![
            3 => typed.clone().prop_map(Answer::Text),
            1 => proptest::collection::vec(typed, 0..4).prop_map(Answer::Many),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_understood_can_be_typed_again(answer in answer(), index in 0..1000_usize) {
            let places = places();
            let place = &places[index % places.len()];
            let Ok(value) = parse(place.row.kind, &answer, place.api.date_format) else { return Ok(()) };
            if let Some(typed) = unparse(place.row.kind, &value) {
                prop_assert_eq!(parse(place.row.kind, &typed, place.api.date_format), Ok(value), "{}", place.name());
            }
        }

        #[test]
        fn trimming_and_composing_twice_changes_nothing(text in any::<String>(), mark in select(vec!["\u{200b}", " ", "\u{301}"])) {
            let once = leadform_spec::value::text::clean(&format!("{mark}{text}{mark}"));
            prop_assert_eq!(leadform_spec::value::text::clean(&once), once);
        }

        #[test]
        fn known_entries_are_found_again_in_what_they_make(indexes in proptest::collection::vec(0..91_usize, 0..6)) {
            let choices = apis::find("1office-contact").and_then(|api| api.row("group_type_id")).unwrap().kind;
            let known: Vec<&str> = choices.choices().unwrap().values.iter().map(|choice| choice.value).collect();
            let picked: Vec<&str> = indexes.into_iter().map(|index| known[index]).collect();
            let joined = picked.join(",");
            prop_assert_eq!(leadform_spec::value::text::known_entries(&joined, &known), picked);
        }
    }
}
