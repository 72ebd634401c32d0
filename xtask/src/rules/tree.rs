//! The repository's text files.

use std::path::Path;

use anyhow::{Context, Result};

/// Lines from which on a file is worth a warning.
pub(super) const LONG: usize = 300;

/// Directories with nothing in them that people wrote. The last three are a fuzzer's.
const SKIPPED: [&str; 7] = [".git", "target", "dist", "node_modules", "corpus", "artifacts", "coverage"];

/// Files by their path from the root, with `/` on every system.
pub(super) struct Tree(Vec<(String, String)>);

impl Tree {
    /// Reads every file that is text.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        walk(root, "", &mut files).with_context(|| format!("cannot read {}", root.display()))?;
        files.sort();
        Ok(Self(files))
    }

    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    /// The files whose path begins and ends so.
    pub(super) fn files(&self, prefix: &str, suffix: &str) -> impl Iterator<Item = (&str, &str)> {
        let fits = move |path: &str| path.starts_with(prefix) && path.ends_with(suffix);
        self.0.iter().filter(move |(path, _)| fits(path)).map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Whether there is a file or a directory at this path.
    pub(super) fn has(&self, path: &str) -> bool {
        let directory = format!("{path}/");
        path.is_empty() || self.0.iter().any(|(file, _)| file == path || file.starts_with(&directory))
    }

    pub(super) fn long_files(&self) -> Vec<(&str, usize)> {
        let code =
            self.0.iter().filter(|(path, _)| [".rs", ".js", ".css"].iter().any(|end| path.ends_with(end)));
        let counted = code.map(|(path, text)| (path.as_str(), text.lines().count()));
        counted.filter(|(_, lines)| *lines > LONG).collect()
    }
}

fn walk(directory: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in directory.read_dir()? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        // Not what a link leads to: it may lead anywhere.
        let kind = entry.file_type()?;
        if kind.is_dir() && !SKIPPED.contains(&name.as_str()) {
            walk(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() {
            // A picture is no UTF-8: it is there, with no text in it.
            files.push((path, String::from_utf8(std::fs::read(entry.path())?).unwrap_or_default()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn what_was_built_or_downloaded_is_not_read() {
        let root = tempfile::tempdir().unwrap();
        for file in
            ["src/main.rs", "target/debug/main.rs", "xtask/npm/node_modules/x/main.rs", "dist/main.rs"]
        {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "fn main() {}\n").unwrap();
        }
        let tree = Tree::read(root.path()).unwrap();
        assert_eq!(tree.files("", ".rs").map(|(path, _)| path).collect::<Vec<_>>(), ["src/main.rs"]);
        assert!(tree.has("src") && tree.has("src/main.rs") && !tree.has("sr") && !tree.has("target"));
    }
}
