//! `docs/FORMS.md` promises that every example on it works.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use leadform_spec::{Definition, schema};

const PAGE: &str = include_str!("../../docs/FORMS.md");

/// The whole definitions on the page.
fn examples() -> Vec<&'static str> {
    PAGE.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect()
}

#[test]
fn nothing_is_wrong_with_any_example_on_the_page() {
    assert!(examples().len() >= 19);
    for example in examples() {
        if let Err(mistakes) = Definition::parse(example) {
            panic!("{example}\n{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
    }
}

#[test]
fn every_key_that_a_definition_can_have_is_explained_on_the_page() {
    let form = schema::form();
    let field = &form["$defs"]["field"];
    let keys = |schema: &serde_json::Value| -> Vec<String> {
        schema["properties"].as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default()
    };
    let all = [keys(&form), keys(field)].concat();
    assert!(all.len() > 25, "the schema lists the keys");
    for key in all {
        assert!(PAGE.contains(&format!("`{key}`")), "{key} is not explained");
    }
}
