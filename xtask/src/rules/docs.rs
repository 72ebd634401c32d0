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
    use super::{Tree, dead_links, paths_outside, resolve};

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
    fn a_path_to_a_neighbour_of_the_checkout_is_found() {
        let planted = format!("read ..{}shared/notes.md", '/');
        let found = paths_outside(&Tree::of(&[("CONTRIBUTING.md", &planted)]));
        assert_eq!(found.len(), 1);
    }
}
