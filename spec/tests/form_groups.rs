//! Groups that repeat, and files.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::{Answer, Answers, Definition, File};
use serde_json::{Value, json};
use support::form::{answers, check, definition, issues, issues_of, sent};

fn office(field: &Value) -> Definition {
    definition(&json!({
        "version": 1, "target": "1office-contact", "fields": ["name", "type", field],
        "supplied": ["code", "fountain_head_id", "trade_ids"],
    }))
}

fn people() -> Definition {
    office(&json!({ "name": "detail", "fields": ["name", "phone", "email", "birthday"], "min": 1, "max": 3 }))
}

/// As many rows, and what is in them.
fn rows<const N: usize>(count: usize, given: [(&str, &str); N]) -> Answers {
    let mut given = answers(given);
    given.extend(answers([("name", "An"), ("type", "Cá nhân")]));
    given.insert("detail".to_owned(), Answer::Rows(count));
    given
}

fn issue(field: &str, code: &'static str) -> (String, &'static str) {
    (field.to_owned(), code)
}

#[test]
fn each_row_is_an_entry_and_blank_ones_are_none() {
    let given = rows(
        3,
        [
            ("detail.0.name", "Bình"),
            ("detail.0.birthday", "2024-02-29"),
            ("detail.1.name", " "),
            ("detail.2.name", "Chi"),
            ("detail.2.phone", "+84 912 345 678"),
            ("detail.3.name", "of no row"),
        ],
    );
    let expected =
        json!([{ "name": "Bình", "birthday": "29/02/2024" }, { "name": "Chi", "phone": "0912345678" }]);
    assert_eq!(sent(&people(), &given)["detail"], expected);
}

#[test]
fn an_issue_names_the_row_of_the_form_and_not_of_what_would_be_sent() {
    let given = rows(
        3,
        [
            ("detail.0.name", "Bình"),
            ("detail.0.phone", "12"),
            ("detail.2.email", "chi@"),
            ("detail.2.birthday", "29/02/2024"),
        ],
    );
    let expected = [
        issue("detail.0.phone", "phone"),
        issue("detail.2.name", "required"),
        issue("detail.2.email", "email"),
        issue("detail.2.birthday", "date"),
    ];
    assert_eq!(issues(&people(), &given), expected);
    for (row, field, code) in [("detail.0.", "phone", "phone"), ("detail.2.", "email", "email")] {
        assert_eq!(issues_of(&people(), field, row, &given), [issue(&format!("{row}{field}"), code)]);
    }
}

#[test]
fn the_least_rows_stand_there_and_must_be_filled_in() {
    let untouched = answers([("name", "An"), ("type", "Cá nhân")]);
    assert_eq!(issues(&people(), &untouched), [issue("detail.0.name", "required")]);
    assert_eq!(issues(&people(), &rows(0, [])), [issue("detail", "too_small")]);
    let optional = office(&json!({ "name": "detail", "fields": ["name"] }));
    assert_eq!(sent(&optional, &untouched), json!({ "type": "Cá nhân", "name": "An" }));
}

#[test]
fn more_rows_than_the_most_are_refused_unless_they_are_blank() {
    let names =
        ["detail.0.name", "detail.1.name", "detail.2.name", "detail.3.name"].map(|path| (path, "Bình"));
    assert_eq!(issues(&people(), &rows(4, names)), [issue("detail", "too_large")]);
    let [first, second, third, _] = names;
    assert!(check(&people(), &rows(9, [first, second, third])).is_ok());
}

#[test]
fn a_group_that_is_required_has_a_row() {
    let form = office(&json!({ "name": "contacts", "fields": ["type", "title"], "required": true }));
    let mut given = answers([("name", "An"), ("type", "Cá nhân")]);
    assert_eq!(issues(&form, &given), [issue("contacts", "required")]);
    given.insert("contacts".to_owned(), Answer::Rows(1));
    given.extend(answers([("contacts.0.type", "Facebook"), ("contacts.0.title", "an.fb")]));
    assert_eq!(sent(&form, &given)["contacts"], json!([{ "type": "Facebook", "title": "an.fb" }]));
}

#[test]
fn a_field_in_a_row_may_depend_on_its_row_or_on_the_form() {
    let form = office(&json!({
        "name": "detail",
        "fields": [
            "name",
            "formal_id",
            { "name": "position", "required": true, "show_if": { "field": "type", "is": ["Tổ chức"] } },
            { "name": "email", "show_if": { "field": "formal_id", "is": ["Bà"] } },
        ],
    }));
    let mut given = rows(
        2,
        [
            ("detail.0.name", "Bình"),
            ("detail.0.formal_id", "Ông"),
            ("detail.0.email", "hidden@"),
            ("detail.1.name", "Chi"),
            ("detail.1.formal_id", "Bà"),
            ("detail.1.email", "chi@example.vn"),
        ],
    );
    let expected = json!([{ "formal_id": "Ông", "name": "Bình" }, { "formal_id": "Bà", "name": "Chi", "email": "chi@example.vn" }]);
    assert_eq!(sent(&form, &given)["detail"], expected);
    given.extend(answers([("type", "Tổ chức")]));
    assert_eq!(
        issues(&form, &given),
        [issue("detail.0.position", "required"), issue("detail.1.position", "required")]
    );
}

#[test]
fn a_hidden_group_is_neither_checked_nor_sent() {
    let form = office(&json!({
        "name": "detail", "fields": ["name"], "min": 1, "show_if": { "field": "type", "is": ["Tổ chức"] },
    }));
    let given = rows(1, [("detail.0.name", "")]);
    assert_eq!(sent(&form, &given), json!({ "type": "Cá nhân", "name": "An" }));
}

fn files(sizes: &[usize]) -> Answer {
    let file = |size: &usize| File {
        name: "hồ sơ.pdf".to_owned(),
        mime: "application/pdf".to_owned(),
        base64: "QUJD".repeat(size / 3),
    };
    Answer::Files(sizes.iter().map(file).collect())
}

#[test]
fn files_are_sent_by_name_and_in_base64() {
    let form = office(&json!("files"));
    let mut given = answers([("name", "An"), ("type", "Cá nhân")]);
    assert!(sent(&form, &given).get("files").is_none());
    given.insert("files".to_owned(), files(&[3]));
    assert_eq!(sent(&form, &given)["files"], json!([{ "name": "hồ sơ.pdf", "file": "QUJD" }]));
}

#[test]
fn there_are_no_more_files_and_no_larger_ones_than_the_definition_says() {
    let form = office(&json!({ "name": "files", "min": 1, "max": 2, "max_bytes": 6, "required": true }));
    for (sizes, expected) in [
        (&[][..], Some("required")),
        (&[6, 3], None),
        (&[3, 3, 3], Some("too_large")),
        (&[9], Some("too_large")),
    ] {
        let mut given = answers([("name", "An"), ("type", "Cá nhân")]);
        given.insert("files".to_owned(), files(sizes));
        let found = check(&form, &given).err().unwrap_or_default();
        assert_eq!(
            found,
            expected.map(|code| issue("files", code)).into_iter().collect::<Vec<_>>(),
            "{sizes:?}"
        );
    }
}
