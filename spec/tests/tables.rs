//! The tables in the code and the documents in `docs/apis/` say the same, row by row.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

// Next to this file it would be a test of its own.
#[path = "tables/document.rs"]
mod document;

use std::collections::BTreeSet;

use document::{document, lines_of_code, lines_of_document};
use leadform_spec::api::{Choice, Kind, Presence, Secret};
use leadform_spec::{Api, Row, apis};

#[test]
fn every_row_of_the_code_stands_in_its_document_and_the_other_way_round() {
    for api in apis::ALL {
        let (code, document) = (lines_of_code(api), lines_of_document(document(api)));
        for line in &code {
            assert!(document.contains(line), "not in the document of {}: {line:#?}", api.id);
        }
        for line in &document {
            assert!(code.contains(line), "not in the code of {}: {line:#?}", api.id);
        }
        assert_eq!(code, document, "the rows of {} are in another order", api.id);
    }
}

#[test]
fn every_document_says_where_its_api_is() {
    for api in apis::ALL {
        let secret = match api.secret {
            Secret::Header(name) => format!("header `{name}`"),
            Secret::Parameter(name) => format!("parameter `{name}`"),
        };
        let facts = [
            format!("# {}", api.title),
            format!("| Target | `{}` |", api.id),
            "| Method | `POST` |".to_owned(),
            format!("| Path | `{}` |", api.path),
            format!("| Body | `{}` |", api.body.content_type()),
            format!("| Row 0, the secret | {secret} |"),
        ];
        for fact in facts {
            assert!(document(api).lines().any(|line| line == fact), "{} lacks {fact:?}", api.id);
        }
        let overview = include_str!("../../docs/apis/README.md");
        let entry = format!("| [`{0}`]({0}.md) | {1} | `{2}` |", api.id, api.title, api.path);
        let line = overview.lines().find(|line| line.starts_with(&entry));
        assert!(line.is_some_and(|line| line.contains(&secret)), "README.md lacks {entry:?}, {secret}");
    }
}

#[test]
fn the_tables_have_as_many_rows_as_the_vendors() {
    let counts = apis::ALL.map(|api| numbered(api).len());
    assert_eq!(counts, [29, 43, 44, 39, 2]);
    let examples = numbered(apis::ALL[0]).iter().filter(|row| row.presence == Presence::ExampleOnly).count();
    assert_eq!(examples, 3);
}

#[test]
fn numbers_rise_by_one_from_the_first_row_to_the_last() {
    for api in apis::ALL {
        let numbers: Vec<u16> = numbered(api).iter().map(|row| row.number).collect();
        let expected: Vec<u16> = (1..).take(numbers.len()).collect();
        assert_eq!(numbers, expected, "{}", api.id);
        for row in api.rows {
            if let Kind::Named(rows) = row.kind {
                assert!(rows.iter().all(|inner| inner.number == row.number), "{}", row.name);
            }
        }
    }
}

#[test]
fn names_are_unique_within_a_level() {
    for (api, rows) in levels() {
        assert_unique(rows.iter().map(|row| row.name), api.id);
    }
}

#[test]
fn pairs_are_the_rows_that_say_either() {
    for api in apis::ALL {
        let pairs: Vec<&str> = api.either.concat();
        let marked = api.rows.iter().filter(|row| row.presence == Presence::Either);
        assert_eq!(pairs, marked.map(|row| row.name).collect::<Vec<_>>(), "{}", api.id);
    }
}

#[test]
fn the_secret_is_no_row_of_a_body() {
    for (api, rows) in levels() {
        let secret = api.secret.name();
        assert!(rows.iter().all(|row| !row.name.eq_ignore_ascii_case(secret)), "{}", api.id);
    }
}

#[test]
fn listed_values_are_trimmed_and_unique() {
    for (api, row, values) in listed() {
        let place = format!("{} {}", api.id, row.name);
        assert!(!values.is_empty(), "{place}");
        for choice in values {
            for text in [choice.value, choice.label.vi, choice.label.en] {
                assert!(!text.is_empty() && text == text.trim(), "{place}: {text:?}");
            }
        }
        assert_unique(values.iter().map(|choice| choice.value), &place);
        assert_unique(values.iter().map(|choice| choice.label.vi), &place);
        assert_unique(values.iter().map(|choice| choice.label.en), &place);
    }
}

#[test]
fn the_long_lists_are_complete() {
    let count = |id: &str, path: &str| {
        let row = apis::find(id).and_then(|api| api.row(path)).expect("a row");
        row.kind.choices().expect("a list").values.len()
    };
    let office = |path| count("1office-contact", path);
    assert_eq!(office("group_type_id"), 91);
    assert_eq!(office("fountain_head_id"), 20);
    assert_eq!(office("status_id"), 11);
    assert_eq!(office("trade_ids"), 11);
    // The document lists thirteen, one of them twice.
    assert_eq!(office("contacts.0.type"), 12);
}

#[test]
fn one_listed_value_contains_the_comma_that_joins_a_list() {
    let several = listed().into_iter().filter(|(_, row, _)| row.kind.is_list());
    let with_comma: Vec<&str> = several
        .flat_map(|(_, _, values)| values)
        .map(|choice| choice.value)
        .filter(|v| v.contains(','))
        .collect();
    assert_eq!(with_comma, ["Ngôn ngữ khác ↔ Ngôn ngữ khác (ngoài tiếng Anh, tiếng Việt)"]);
}

#[test]
fn labels_are_words_and_unique_within_a_level() {
    for (api, rows) in levels() {
        for row in rows {
            for label in [row.label.vi, row.label.en] {
                assert!(!label.is_empty() && label == label.trim(), "{} {}", api.id, row.name);
                assert!(label != row.name && !label.contains('_'), "{} {}: {label:?}", api.id, row.name);
            }
        }
        assert_unique(rows.iter().map(|row| row.label.vi), api.id);
        assert_unique(rows.iter().map(|row| row.label.en), api.id);
    }
    for (api, row, values) in listed() {
        for Choice { label, .. } in values {
            let raw = [label.vi, label.en].iter().any(|text| text.contains('_') || text.contains(".enum."));
            assert!(!raw, "{} {}: {label:?}", api.id, row.name);
        }
    }
}

#[test]
fn the_value_of_a_named_entry_is_its_last_row() {
    // `Api::row` relies on it.
    let custom = apis::find("ladiflow-customer").and_then(|api| api.row("custom_fields.pkg"));
    assert_eq!(custom.map(|row| row.name), Some("value"));
}

/// The rows that have a number of their own: all but those of a named entry.
fn numbered(api: &'static Api) -> Vec<&'static Row> {
    let groups = api.rows.iter().filter(|row| !matches!(row.kind, Kind::Named(_)));
    api.rows.iter().chain(groups.flat_map(|row| row.kind.rows())).collect()
}

/// Every level of every API: its rows, and those of each group.
fn levels() -> Vec<(&'static Api, &'static [Row])> {
    let of = |api: &'static Api| {
        let inner = api.rows.iter().map(|row| row.kind.rows()).filter(|rows| !rows.is_empty());
        std::iter::once(api.rows).chain(inner).map(move |rows| (api, rows))
    };
    apis::ALL.into_iter().flat_map(of).collect()
}

/// Every row with listed values.
fn listed() -> Vec<(&'static Api, &'static Row, &'static [Choice])> {
    let rows = levels().into_iter().flat_map(|(api, rows)| rows.iter().map(move |row| (api, row)));
    rows.filter_map(|(api, row)| Some((api, row, row.kind.choices()?.values))).collect()
}

fn assert_unique<'a>(texts: impl Iterator<Item = &'a str>, place: &str) {
    let mut seen = BTreeSet::new();
    for text in texts {
        assert!(seen.insert(text), "{place}: {text:?} stands there twice");
    }
}
