//! The rules that keep `spec` the one place that knows the APIs, and knows nothing else.

use leadform_spec::{Row, apis};

use super::source::{self, has_word};
use super::tree::Tree;
use super::{Violation, machine::toml_section};

/// What would make an answer depend on more than the question.
const IMPURE: [&str; 16] = [
    "std::fs",
    "std::net",
    "std::time",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "Instant",
    "SystemTime",
    "rand",
    "getrandom",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo",
    "tokio",
];

/// The same, as crates.
const IMPURE_CRATES: [&str; 9] =
    ["rand", "getrandom", "web-sys", "js-sys", "wasm-bindgen", "chrono", "time", "tokio", "reqwest"];

pub(super) fn impure(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, text) in tree.files("spec/src/", ".rs") {
        for piece in source::read(file, text).code {
            for word in IMPURE.iter().filter(|word| has_word(&piece.text, word)) {
                found.push(Violation { file: file.to_owned(), line: piece.line, what: format!("`{word}`") });
            }
        }
    }
    for (file, text) in tree.files("spec/Cargo.toml", "") {
        for (line, entry) in toml_section(text, "dependencies") {
            let name = entry.split([' ', '=', '.']).next().unwrap_or_default();
            if IMPURE_CRATES.contains(&name) {
                found.push(Violation {
                    file: file.to_owned(),
                    line,
                    what: format!("the dependency `{name}`"),
                });
            }
        }
    }
    found
}

/// Names are data: they come from the spec's tables, through the definition, to whoever handles them.
pub(super) fn vendor_names(tree: &Tree) -> Vec<Violation> {
    let names = unmistakable_names();
    let code = [("src/", ".rs"), ("js/", ".js"), ("language/src/", ".rs"), ("gateway/src/", ".rs")];
    let files = code.iter().flat_map(|(prefix, suffix)| tree.files(prefix, suffix));
    let mut found = Vec::new();
    for (file, text) in files.filter(|(file, _)| !file.contains("/tests/") && !file.ends_with("/tests.rs")) {
        for string in source::read(file, text).strings {
            for name in names.iter().filter(|name| has_word(&string.text, name)) {
                found.push(Violation { file: file.to_owned(), line: string.line, what: format!("`{name}`") });
            }
        }
    }
    found
}

/// Every attribute's name that cannot be an ordinary word.
fn unmistakable_names() -> Vec<&'static str> {
    fn collect(rows: &'static [Row], names: &mut Vec<&'static str>) {
        for row in rows {
            names.extend(row.name.contains('_').then_some(row.name));
            collect(row.kind.rows(), names);
        }
    }
    let mut names = Vec::new();
    for api in apis::ALL {
        collect(api.rows, &mut names);
    }
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::{Tree, impure, unmistakable_names, vendor_names};

    #[test]
    fn a_clock_in_the_spec_is_found() {
        let planted =
            "// std::time is fine in a comment\nlet now = std::time::Instant::now();\nlet brand = 1;\n";
        let found = impure(&Tree::of(&[("spec/src/check.rs", planted), ("gateway/src/main.rs", planted)]));
        assert!(
            !found.is_empty() && found.iter().all(|at| at.file == "spec/src/check.rs" && at.line == 2),
            "{found:?}"
        );
    }

    #[test]
    fn a_dependency_of_the_spec_on_randomness_is_found() {
        let planted =
            "[package]\nname = \"rand\"\n[dependencies]\nrand = \"1\"\n[dev-dependencies]\ntime = \"1\"\n";
        let found = impure(&Tree::of(&[("spec/Cargo.toml", planted)]));
        assert_eq!(found.iter().map(|at| at.line).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn a_vendors_name_in_the_widget_is_found() {
        let planted = "let full_name = 1;\nfield(\"customer_portrait.pain_point\");\n#[cfg(test)]\nmod tests {\n\"phone_no1\"\n}\n";
        let found = vendor_names(&Tree::of(&[("src/form.rs", planted), ("spec/src/a.rs", planted)]));
        assert!(found.iter().any(|at| at.what == "`pain_point`"), "{found:?}");
        assert!(found.iter().all(|at| at.file == "src/form.rs" && at.line == 2), "{found:?}");
    }

    #[test]
    fn the_names_come_from_all_apis_and_from_inside_groups() {
        let names = unmistakable_names();
        for name in ["phone_no1", "booking_date", "group_type_id", "pain_point"] {
            assert!(names.contains(&name), "{name}");
        }
        assert!(!names.contains(&"phone"));
    }
}
