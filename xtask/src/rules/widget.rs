//! The rules that keep the widget's parts apart, and the words for visitors in one place.

use super::Violation;
use super::source::{self, has_word};
use super::tree::Tree;

/// What only somebody who defines an element, or asks for it by its tag, writes.
const ELEMENT_WORDS: [&str; 5] =
    ["customElements", "CustomElementRegistry", "attachShadow", "attach_shadow", "lead-form"];

/// The one Rust file that the element's class calls.
const ELEMENT_FILE: &str = "src/element.rs";

pub(super) fn custom_elements(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    let places = ["src/", "spec/src/", "language/src/"];
    for (file, text) in places.iter().flat_map(|place| tree.files(place, ".rs")) {
        if file == ELEMENT_FILE {
            continue;
        }
        let source = source::read(file, text);
        for piece in source.code.iter().chain(&source.strings) {
            for word in ELEMENT_WORDS.iter().filter(|word| has_word(&piece.text, word)) {
                found.push(Violation { file: file.to_owned(), line: piece.line, what: format!("`{word}`") });
            }
        }
    }
    found
}

/// Where dependencies stand that only the widget has.
const FOR_BROWSERS: &str = "[target.'cfg(target_arch = \"wasm32\")'.dependencies]";

/// The form is built for browsers, and natively by the gateway, which prints it. Cargo unites features, so each must be asked for
/// where only one of the two sees it.
pub(super) fn mixed_features(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, text) in tree.files("", "Cargo.toml") {
        let mut section = "";
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('[') {
                section = line;
            }
            let is_leptos = line.starts_with("leptos ");
            let has_features = line.contains(" features");
            let is_right = line.contains("default-features = false")
                && (!has_features || section == FOR_BROWSERS && line.contains("features = [\"csr\"]"));
            let is_form = line.starts_with("leadform ");
            if is_leptos && !is_right || is_form && has_features {
                found.push(Violation { file: file.to_owned(), line: index + 1, what: line.to_owned() });
            }
        }
    }
    found
}

/// What brings the standard library's formatting along, or what it has for texts of any length and pattern.
const DEAR: [&str; 9] = [
    "format!",
    "write!",
    "writeln!",
    ".concat()",
    ".join(",
    ".trim()",
    ".trim_start()",
    ".trim_end()",
    "str::trim",
];

/// What visitors do not download.
const SCHEMA: &str = "spec/src/schema";

/// What visitors download puts texts together with `texts!` and `said!`, and takes the rest from `spec/src/value/text.rs`.
pub(super) fn dear(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    let places = ["src/", "spec/src/", "language/src/"];
    let files = places.iter().flat_map(|place| tree.files(place, ".rs"));
    for (file, text) in files.filter(|(file, _)| !file.starts_with(SCHEMA)) {
        let released = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for piece in source::read(file, released).code {
            for word in DEAR.iter().filter(|word| piece.text.contains(**word)) {
                found.push(Violation { file: file.to_owned(), line: piece.line, what: format!("`{word}`") });
            }
        }
    }
    found
}

/// The file whose sentences are Vietnamese.
const VIETNAMESE: &str = "language/src/vi.rs";

/// What stands in for the vendors.
const SANDBOX: &str = "gateway/src/sandbox";

/// Vietnamese is told by its letters, so this finds a sentence before anybody reads it in the wrong language.
pub(super) fn sentences(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    let code = [("src/", ".rs"), ("js/", ".js"), ("language/src/", ".rs"), ("gateway/src/", ".rs")];
    let files = code.iter().flat_map(|(prefix, suffix)| tree.files(prefix, suffix));
    for (file, text) in files.filter(|(file, _)| *file != VIETNAMESE && !is_elsewhere(file)) {
        for string in source::read(file, text).strings {
            if string.text.chars().any(is_vietnamese) {
                found.push(Violation {
                    file: file.to_owned(),
                    line: string.line,
                    what: format!("\"{}\"", string.text),
                });
            }
        }
    }
    found
}

/// What the fuzzer types, and that is in no release.
const FUZZ: &str = "gateway/src/fuzz";

/// The sandbox speaks as the vendors do, and a test as anybody.
fn is_elsewhere(file: &str) -> bool {
    file.starts_with(SANDBOX)
        || file.starts_with(FUZZ)
        || file.contains("/tests/")
        || file.ends_with("/tests.rs")
}

fn is_vietnamese(char: char) -> bool {
    matches!(char, 'ạ'..='ỹ' | 'Ạ'..='Ỹ' | 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư')
}

#[cfg(test)]
mod tests {
    use super::{Tree, custom_elements, dear, mixed_features, sentences};

    #[test]
    fn an_element_elsewhere_is_found() {
        let planted = "fn a() { window.customElements() }\nquery(\"lead-form[proxy]\");\nlet leadform = 1;\n";
        let found = custom_elements(&Tree::of(&[("src/view.rs", planted), ("src/element.rs", planted)]));
        assert_eq!(
            found.iter().map(|at| (at.file.as_str(), at.line)).collect::<Vec<_>>(),
            [("src/view.rs", 1), ("src/view.rs", 2)]
        );
    }

    #[test]
    fn a_feature_that_the_other_build_would_see_is_found() {
        let lines = [
            "[dependencies]",
            "leptos = { version = \"0.8\", default-features = false }",
            "leptos = \"0.8\"",
            "leptos = { version = \"0.8\", default-features = false, features = [\"csr\"] }",
            "leadform = { path = \"..\" }",
            "leadform = { path = \"..\", features = [\"x\"] }",
            "[target.'cfg(target_arch = \"wasm32\")'.dependencies]",
            "leptos = { version = \"0.8\", default-features = false, features = [\"csr\"] }",
            "leptos = { version = \"0.8\", default-features = false, features = [\"ssr\"] }",
        ];
        let found = mixed_features(&Tree::of(&[("a/Cargo.toml", &lines.join("\n"))]));
        assert_eq!(found.iter().map(|at| at.line).collect::<Vec<_>>(), [3, 4, 6, 9]);
    }

    #[test]
    fn formatting_and_joining_are_found_in_what_visitors_download() {
        let planted = "// no format!\nlet a = format!(\"{b}\");\nlet c = a.trim();\n#[cfg(test)]\nmod tests {\n    write!(f, \"format!\");\n}\n";
        let found = dear(&Tree::of(&[
            ("src/view.rs", planted),
            ("spec/src/form.rs", planted),
            ("spec/src/schema/body.rs", planted),
            ("spec/tests/form.rs", planted),
            ("gateway/src/wire.rs", planted),
        ]));
        assert_eq!(
            found.iter().map(|at| (at.file.as_str(), at.line)).collect::<Vec<_>>(),
            [("src/view.rs", 2), ("src/view.rs", 3), ("spec/src/form.rs", 2), ("spec/src/form.rs", 3)]
        );
    }

    #[test]
    fn a_sentence_outside_its_language_file_is_found() {
        let planted = "// Đúng\nlet a = \"Gửi đăng ký\";\nlet b = \"café\";\n";
        let found = sentences(&Tree::of(&[
            ("src/view.rs", planted),
            ("language/src/vi.rs", planted),
            ("language/src/en.rs", planted),
            ("gateway/src/page/field.rs", planted),
            ("gateway/src/sandbox/answer.rs", planted),
            ("src/language/vi.rs", planted),
        ]));
        assert_eq!(
            found.iter().map(|at| (at.file.as_str(), at.line)).collect::<Vec<_>>(),
            [
                ("src/view.rs", 2),
                ("src/language/vi.rs", 2),
                ("language/src/en.rs", 2),
                ("gateway/src/page/field.rs", 2)
            ]
        );
    }
}
