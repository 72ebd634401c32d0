//! What can be wrong with a definition: each fault with its place and its remedy.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

// Next to this file they would be tests of their own.
#[path = "definition/attributes.rs"]
mod attributes;
#[path = "definition/given.rs"]
mod given;
#[path = "definition/structure.rs"]
mod structure;
#[path = "definition/values.rs"]
mod values;

use std::collections::BTreeSet;

use leadform_spec::Definition;
use leadform_spec::definition::Mistake;

/// A definition with one thing wrong, a `‸` before the place that is named.
struct Broken {
    /// The variant of `Fault`.
    fault: &'static str,
    /// What the sentence says to do about it.
    remedy: &'static str,
    source: &'static str,
}

fn all() -> Vec<Broken> {
    let tables = [structure::ALL, attributes::ALL, values::ALL, given::ALL];
    let broken = tables.concat();
    broken.into_iter().map(|(fault, remedy, source)| Broken { fault, remedy, source }).collect()
}

fn mistakes(source: &str) -> Vec<Mistake> {
    Definition::parse(source).err().unwrap_or_default()
}

/// The name of a mistake's `Fault`.
fn variant(mistake: &Mistake) -> String {
    format!("{:?}", mistake.fault).chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[test]
fn each_mistake_is_named_with_its_line_its_column_and_its_remedy() {
    for Broken { fault, remedy, source } in all() {
        let before = source.split_once('‸').unwrap_or_else(|| panic!("no place in {source}")).0;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let found = mistakes(&source.replace('‸', ""));
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        let [mistake] = &found[..] else { panic!("{source}\n{told:#?}") };
        assert_eq!(
            (variant(mistake).as_str(), mistake.line, mistake.column),
            (fault, line, column),
            "{source}\n{told:#?}"
        );
        assert!(told[0].contains(remedy), "{}\ndoes not say {remedy:?}", told[0]);
        assert!(told[0].starts_with(&format!("{line}:{column}: ")), "{}", told[0]);
    }
}

#[test]
fn every_fault_has_a_definition_that_shows_it() {
    let code = include_str!("../src/definition/fault.rs");
    let variants = code.split("pub enum Fault {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
    let variants: BTreeSet<&str> = variants
        .lines()
        .map(|line| line.trim().split([' ', ',']).next().unwrap_or_default())
        .filter(|name| !name.is_empty())
        .collect();
    let shown: BTreeSet<&str> = all().iter().map(|broken| broken.fault).collect();
    assert_eq!(shown, variants);
    assert!(all().len() >= 40);
}

#[test]
fn a_sentence_begins_small_and_ends_without_a_full_stop() {
    for Broken { source, .. } in all() {
        let sentence = mistakes(&source.replace('‸', ""))[0].sentence.clone();
        assert!(!sentence.ends_with('.') && !sentence.contains("  "), "{sentence}");
        assert!(!sentence.starts_with(char::is_uppercase), "{sentence}");
    }
}

#[test]
fn every_mistake_is_told_at_its_own_place_from_the_first_line_to_the_last() {
    let source = r#"{
  "version": 2,
  "target": "zalo-journey",
  "steps": [
    "nothing",
    { "fields": ["fone", { "name": "phone", "width": "third", "pattern": "(" }] },
    { "fields": [{ "name": "oa_id", "max": 3 }, { "name": "phone" }] }
  ],
  "consent": [17, { "text": "a" }, { "text": "b", "policy_url": "javascript:alert(1)" }],
  "subimt": "Gửi"
}"#;
    let places: Vec<(String, usize, usize)> =
        mistakes(source).iter().map(|mistake| (variant(mistake), mistake.line, mistake.column)).collect();
    let expected = [
        ("Version", 2, 3),
        ("Type", 5, 5),
        ("UnknownField", 6, 18),
        ("Choice", 6, 45),
        ("Pattern", 6, 63),
        ("BoundOnText", 7, 37),
        ("Duplicate", 7, 49),
        ("Type", 9, 15),
        ("PurposeMissing", 9, 19),
        ("PurposeMissing", 9, 36),
        ("PolicyUrl", 9, 51),
        ("UnknownKey", 10, 3),
    ];
    assert_eq!(places, expected.map(|(fault, line, column)| (fault.to_owned(), line, column)));
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest() {
    for (target, name, nearest) in [
        ("erp-lead", "contact_nam", "contact_name"),
        ("erp-lead", "Phone_No1", "phone_no1"),
        ("erp-lead", "customer_portrait.transprt", "customer_portrait.transport"),
        ("erp-lead", "transport", "customer_portrait.transport"),
        ("ladiflow-customer", "fullname", "full_name"),
        ("ladiflow-customer", "linkedin_url", "linkedIn_url"),
        ("ladiflow-customer", "subscribed_at", "subcribed_at"),
        ("1office-contact", "trade_id", "trade_ids"),
    ] {
        let source = format!(r#"{{ "version": 1, "target": "{target}", "fields": ["{name}"] }}"#);
        let told = mistakes(&source).iter().map(ToString::to_string).collect::<String>();
        assert!(told.contains(&format!("did you mean {nearest:?}?")), "{told}");
    }
}

#[test]
fn a_place_is_counted_in_characters_and_found_behind_any_text() {
    let source = "\u{feff}{ \"title\": \"Đăng ký \\\"}{\\\" 🌸\", \"versoin\": 1,\n \"target\": \"zalo-journey\", \"fields\": [\"phone\"]}";
    let found = mistakes(source);
    let places: Vec<_> =
        found.iter().map(|mistake| (variant(mistake), mistake.line, mistake.column)).collect();
    assert_eq!(places, [("MissingKey".to_owned(), 1, 1), ("UnknownKey".to_owned(), 1, 32)]);
}
