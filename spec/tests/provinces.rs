//! The list of provinces that ships with the examples.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use std::collections::BTreeSet;

use leadform_spec::definition::{Language, OptionItem, read_list};

const LIST: &str = include_str!("../../examples/options/provinces.json");
const DOCUMENT: &str = include_str!("../../docs/apis/README.md");

fn items() -> Vec<OptionItem> {
    read_list(LIST.as_bytes()).expect("a list that `options.from` takes")
}

/// The names after a point of the list in the document: "- Six cities: …", "- 28 provinces: …".
fn documented(point: &str) -> BTreeSet<String> {
    let (_, rest) = DOCUMENT.split_once(point).expect("the document has the list");
    let (names, _) = rest.split_once('.').expect("a sentence ends");
    names.split(',').map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn it_has_the_six_cities_and_28_provinces_of_2025_by_their_right_names_and_no_other() {
    let (cities, provinces) = (documented("- Six cities:"), documented("- 28 provinces:"));
    assert_eq!((cities.len(), provinces.len()), (6, 28));
    let labels: BTreeSet<String> =
        items().iter().map(|item| item.label.get(Language::Vi).to_owned()).collect();
    assert_eq!(labels, cities.union(&provinces).cloned().collect());
    let first: BTreeSet<String> =
        items().iter().take(6).map(|item| item.label.get(Language::Vi).to_owned()).collect();
    assert_eq!(first, cities, "the cities, where most visitors live, come first");
}

#[test]
fn each_stands_there_once_under_the_name_that_a_text_attribute_gets() {
    let items = items();
    let values: BTreeSet<&str> = items.iter().map(|item| item.value.as_str()).collect();
    assert_eq!((items.len(), values.len()), (34, 34));
    for item in &items {
        let label = item.label.get(Language::Vi);
        assert_eq!(item.value, label.trim_start_matches("Thành phố "));
        assert_eq!(item.label.get(Language::En), label);
    }
}

#[test]
fn its_letters_are_composed() {
    let is_mark = |char: char| ('\u{300}'..='\u{36f}').contains(&char);
    assert!(!LIST.contains(is_mark));
    assert!(LIST.contains('Đ') && !LIST.contains('Ð'), "Đ, and not the letter of Iceland that looks like it");
}
