//! The rules that keep one person's machine out of everybody's repository.

use leadform_spec::apis;

use super::Violation;
use super::tree::Tree;

/// Where people keep their checkouts. Without the slashes, so that this list is no such path itself.
const OWN_DIRECTORIES: [&str; 5] = ["work", "home", "root", "Users", "mnt"];

pub(super) fn own_paths(tree: &Tree) -> Vec<Violation> {
    let paths = OWN_DIRECTORIES.map(|name| format!("/{name}/"));
    let mut found = Vec::new();
    for (file, text) in tree.files("", "") {
        for (index, line) in text.lines().enumerate() {
            for path in paths.iter().filter(|path| begins_a_path(line, path)) {
                found.push(Violation { file: file.to_owned(), line: index + 1, what: format!("`{path}`") });
            }
        }
    }
    found
}

/// Whether an absolute path begins so: after a space or a quote, not inside a URL or a relative path.
fn begins_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        !before.is_some_and(|char| char.is_alphanumeric() || "._-~/}*".contains(char))
    })
}

/// A name under which an API takes its key, and then something as long and as mixed as a key.
pub(super) fn keys(tree: &Tree) -> Vec<Violation> {
    let names = apis::ALL.map(|api| api.secret.name().to_lowercase());
    // Put together here, so that this line is none.
    let private_key = ["PRIVATE", "KEY-----"].join(" ");
    let mut found = Vec::new();
    for (file, text) in tree.files("", "") {
        for (index, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let after = |name: &String| lower.split_once(name.as_str()).map(|(_, after)| after.to_owned());
            let beside_a_name =
                names.iter().filter_map(after).any(|after| words(&after).any(looks_like_a_key));
            if beside_a_name || line.contains(&private_key) {
                found.push(Violation {
                    file: file.to_owned(),
                    line: index + 1,
                    what: "what looks like a key".to_owned(),
                });
            }
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|char: char| !(char.is_ascii_alphanumeric() || "-_.".contains(char)))
}

fn looks_like_a_key(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    word.len() >= 20 && digits >= 4 && digits < word.len()
}

/// A lock file written behind a mirror would send everybody there.
pub(super) fn registries(tree: &Tree) -> Vec<Violation> {
    const INDEX: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let mut found = Vec::new();
    let mut report = |file: &str, index: usize, what: &str| {
        found.push(Violation { file: file.to_owned(), line: index + 1, what: what.to_owned() });
    };
    for (file, text) in tree.files("", "Cargo.lock") {
        for (index, line) in text.lines().enumerate() {
            if line.starts_with("source = ") && line != INDEX {
                report(file, index, line);
            }
        }
    }
    for (file, text) in tree.files("", "package-lock.json") {
        for (index, line) in text.lines().enumerate().filter(|(_, line)| line.contains("\"resolved\"")) {
            report(file, index, line.trim());
        }
    }
    for (file, text) in tree.files(".cargo/config.toml", "") {
        for (index, line) in text.lines().enumerate() {
            if line.starts_with("[source") || line.starts_with("[registr") {
                report(file, index, line);
            }
        }
    }
    for (file, _) in tree.files("", ".npmrc") {
        report(file, 0, "npm's settings are each machine's own");
    }
    found
}

/// The lines of one section of a TOML file, with their numbers.
pub(super) fn toml_section<'a>(text: &'a str, name: &str) -> Vec<(usize, &'a str)> {
    let header = format!("[{name}]");
    let lines = text.lines().enumerate().skip_while(|(_, line)| *line != header).skip(1);
    lines.take_while(|(_, line)| !line.starts_with('[')).map(|(index, line)| (index + 1, line)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Tree, keys, own_paths, registries};

    #[test]
    fn a_key_is_found_and_a_made_up_one_is_not() {
        let key = "4f1c9a".repeat(5);
        let planted = format!("headers: {{ 'Api-Key': '{key}' }}\naccess_token=sandbox-key\nhash: {key}\n");
        let found = keys(&Tree::of(&[("docs/A.md", &planted)]));
        assert_eq!(found.iter().map(|at| at.line).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_path_of_ones_own_machine_is_found() {
        let planted = format!("see https://a.example/{0}/x\nsee src/{0}/x\nsee `/{0}/x`\n/{0}/y\n", "work");
        let found = own_paths(&Tree::of(&[("docs/A.md", &planted)]));
        assert_eq!(found.iter().map(|at| at.line).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn a_mirror_in_a_lock_file_is_found() {
        let cargo = "source = \"registry+https://github.com/rust-lang/crates.io-index\"\nsource = \"sparse+https://mirror.example\"\n";
        let npm = "{\n  \"resolved\": \"https://mirror.example/a.tgz\"\n}\n";
        let config = "[alias]\n[source.crates-io]\n";
        let files =
            [("Cargo.lock", cargo), ("xtask/npm/package-lock.json", npm), (".cargo/config.toml", config)];
        let found = registries(&Tree::of(&files));
        assert_eq!(
            found.iter().map(|at| (at.file.as_str(), at.line)).collect::<Vec<_>>(),
            [("Cargo.lock", 2), ("xtask/npm/package-lock.json", 2), (".cargo/config.toml", 2)]
        );
    }
}
