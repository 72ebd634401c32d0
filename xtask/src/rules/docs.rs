//! The rules for the documentation's links and paths.

use super::Violation;
use super::tree::Tree;

/// `[text](target)` and `<img src="target">`, where the target is a path.
pub(super) fn dead_links(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, text) in tree.files("", ".md") {
        for (line, target) in links(text) {
            let leads_nowhere = resolve(file, target).is_none_or(|path| !tree.has(&path));
            if leads_nowhere {
                found.push(Violation { file: file.to_owned(), line, what: format!("`{target}`") });
            }
        }
    }
    found
}

/// The pages that name the tests which hold them.
const HELD_BY_TESTS: [&str; 2] = ["docs/SECURITY.md", "docs/ACCESSIBILITY.md"];

/// `file.rs::name`, where no file whose path ends so has a test of that name.
pub(super) fn missing_tests(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, text) in tree.files("docs/", ".md").filter(|(file, _)| HELD_BY_TESTS.contains(file)) {
        for (index, line) in text.lines().enumerate() {
            for quoted in line.split('`').skip(1).step_by(2) {
                let Some((path, name)) = quoted.split_once("::").filter(|(path, _)| path.contains(".rs"))
                else {
                    continue;
                };
                if !has_test(tree, path, name) {
                    found.push(Violation {
                        file: file.to_owned(),
                        line: index + 1,
                        what: format!("`{quoted}`"),
                    });
                }
            }
        }
    }
    found
}

fn has_test(tree: &Tree, path: &str, name: &str) -> bool {
    let end = format!("/{path}");
    let is_meant = |file: &str| file == path || file.ends_with(&end);
    let has = |text: &str| {
        text.split("#[").any(|part| {
            let is_test =
                ["test]", "tokio::test", "wasm_bindgen_test"].iter().any(|mark| part.starts_with(mark));
            is_test && part.contains(&format!("fn {name}("))
        })
    };
    tree.files("", ".rs").any(|(file, text)| is_meant(file) && has(text))
}

/// A path like `../notes` in any text, where it leads out of the repository, or to a neighbour of the checkout.
pub(super) fn paths_outside(tree: &Tree) -> Vec<Violation> {
    // In two parts, so that this line is no such path.
    let neighbour = concat!("../", "shared");
    let mut found = Vec::new();
    for (file, text) in tree.files("", "") {
        for (index, line) in text.lines().enumerate().filter(|(_, line)| line.contains(neighbour)) {
            found.push(Violation { file: file.to_owned(), line: index + 1, what: line.trim().to_owned() });
        }
    }
    found
}

fn links(text: &str) -> Vec<(usize, &str)> {
    let mut links = Vec::new();
    let mut in_code = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for (open, close) in [("](", ')'), ("src=\"", '"')] {
            for (start, _) in line.match_indices(open) {
                let rest = &line[start + open.len()..];
                let target = &rest[..rest.find(close).unwrap_or(rest.len())];
                // What follows `#` is a place in the file, what follows a space is a title.
                let path = target.split(['#', ' ']).next().unwrap_or_default();
                if !path.is_empty() && !path.contains(':') {
                    links.push((index + 1, path));
                }
            }
        }
    }
    links
}

/// The path from the root that a link in `file` means; none where it leads out of the repository.
fn resolve(file: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => file.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Tree, dead_links, missing_tests, paths_outside, resolve};

    #[test]
    fn a_link_is_resolved_from_its_own_file() {
        assert_eq!(resolve("docs/apis/a.md", "../FORMS.md").as_deref(), Some("docs/FORMS.md"));
        assert_eq!(resolve("README.md", "./docs/").as_deref(), Some("docs"));
        assert_eq!(resolve("docs/a.md", "/README.md").as_deref(), Some("README.md"));
        assert_eq!(resolve("README.md", "../elsewhere.md"), None);
    }

    #[test]
    fn a_dead_link_is_found() {
        let text = "[ok](docs/A.md#part) [web](https://a.example) [here](#b)\n[dead](docs/B.md)\n```\n[code](x)\n```\n<img src=\"no.png\">";
        let found = dead_links(&Tree::of(&[("README.md", text), ("docs/A.md", "")]));
        assert_eq!(found.iter().map(|at| at.line).collect::<Vec<_>>(), [2, 6]);
    }

    #[test]
    fn a_test_that_is_named_and_does_not_exist_is_found() {
        let text =
            "| `a/b.rs::holds` | `b.rs::holds` |\n`b.rs::helps`\n`b.rs::gone` and `c.rs::holds`, `std::fs`";
        let code = "#[test]\nfn holds() {}\n#[allow(x)]\nfn helps() {}\n";
        let found = missing_tests(&Tree::of(&[("docs/SECURITY.md", text), ("x/a/b.rs", code)]));
        let found: Vec<&str> = found.iter().map(|at| at.what.as_str()).collect();
        assert_eq!(found, ["`b.rs::helps`", "`b.rs::gone`", "`c.rs::holds`"]);
    }

    #[test]
    fn a_test_in_the_browser_is_one_too_and_other_pages_may_name_what_they_like() {
        let (text, code) = ("`b.rs::holds` `b.rs::gone`", "#[wasm_bindgen_test]\nasync fn holds() {}");
        for (page, broken) in [("docs/ACCESSIBILITY.md", 1), ("docs/FORMS.md", 0)] {
            assert_eq!(
                missing_tests(&Tree::of(&[(page, text), ("tests/b.rs", code)])).len(),
                broken,
                "{page}"
            );
        }
    }

    #[test]
    fn a_path_to_a_neighbour_of_the_checkout_is_found() {
        let planted = format!("read ..{}shared/notes.md", '/');
        let found = paths_outside(&Tree::of(&[("CONTRIBUTING.md", &planted)]));
        assert_eq!(found.len(), 1);
    }
}
