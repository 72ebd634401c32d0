//! Looking for a tool, and asking it for its version.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Tool;

/// Where tools may be.
pub(super) struct Search {
    /// The `PATH`'s directories, then cargo's own, which need not be among them.
    directories: Vec<PathBuf>,
    /// Where tools go that may not replace others.
    private: PathBuf,
}

/// A program of the right name.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    /// In the right version.
    Right(PathBuf),
    /// In another one.
    Other { program: PathBuf, version: String },
}

impl Search {
    pub(super) fn from_environment() -> Self {
        let home = std::env::home_dir().unwrap_or_default();
        let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
        let path = std::env::var_os("PATH").unwrap_or_default();
        Self {
            directories: std::env::split_paths(&path).chain([cargo_home.join("bin")]).collect(),
            private: home.join(".cache").join("leadform-tools"),
        }
    }

    /// The right one wherever it is, else the first of another version.
    pub(super) fn find(&self, tool: &Tool) -> Option<Found> {
        self.find_by(tool, version_of)
    }

    fn find_by(&self, tool: &Tool, version_of: impl Fn(&Path) -> Option<String>) -> Option<Found> {
        let private = self.private_root(tool).join("bin");
        let mut other = None;
        for directory in [&private].into_iter().chain(&self.directories) {
            let Some(program) = executable(tool.program, [directory.clone()]) else { continue };
            // One that cannot say its version must not be replaced either.
            let version = version_of(&program).unwrap_or_else(|| "unknown".into());
            if tool.any_version || version == tool.version {
                return Some(Found::Right(program));
            }
            other = other.or(Some(Found::Other { program, version }));
        }
        other
    }

    pub(super) fn private_root(&self, tool: &Tool) -> PathBuf {
        self.private.join(format!("{}-{}", tool.package, tool.version))
    }
}

/// The program of this name in the first directory that has it.
pub(super) fn executable(program: &str, directories: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    directories.into_iter().map(|directory| directory.join(&file)).find(|path| path.is_file())
}

/// The second word that it prints for `--version`: `trunk 0.21.14`, `geckodriver 0.37.1 (…)`.
fn version_of(program: &Path) -> Option<String> {
    let output =
        Command::new(program).arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.split_whitespace().nth(1).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Found, Search};
    use crate::tools::Tool;

    fn put(directory: &Path, version: &str) -> PathBuf {
        std::fs::create_dir_all(directory).unwrap();
        let program = directory.join(format!("hammer{}", std::env::consts::EXE_SUFFIX));
        std::fs::write(&program, version).unwrap();
        program
    }

    /// Looks for hammer 2.0.0 among programs whose content is their version.
    fn find(root: &Path, any_version: bool) -> Option<Found> {
        let search =
            Search { directories: vec![root.join("one"), root.join("two")], private: root.join("private") };
        let (package, program, version) = ("hammer-cli", "hammer", "2.0.0".to_owned());
        let tool = Tool { package, program, version, any_version, purpose: "hammers", minutes: 1 };
        search.find_by(&tool, |program| {
            std::fs::read_to_string(program).ok().filter(|version| !version.is_empty())
        })
    }

    #[test]
    fn a_tool_that_is_nowhere_is_not_found() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(find(root.path(), false), None);
    }

    #[test]
    fn the_right_version_is_found_behind_a_wrong_one() {
        let root = tempfile::tempdir().unwrap();
        put(&root.path().join("one"), "1.9.9");
        let right = put(&root.path().join("two"), "2.0.0");
        assert_eq!(find(root.path(), false), Some(Found::Right(right)));
    }

    #[test]
    fn another_version_is_named_so_that_it_can_be_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let program = put(&root.path().join("one"), "1.9.9");
        put(&root.path().join("two"), "1.8.0");
        assert_eq!(find(root.path(), false), Some(Found::Other { program, version: "1.9.9".into() }));
    }

    #[test]
    fn one_that_cannot_say_its_version_is_left_alone_too() {
        let root = tempfile::tempdir().unwrap();
        let program = put(&root.path().join("one"), "");
        assert_eq!(find(root.path(), false), Some(Found::Other { program, version: "unknown".into() }));
    }

    #[test]
    fn another_version_will_do_where_any_does() {
        let root = tempfile::tempdir().unwrap();
        let program = put(&root.path().join("one"), "1.9.9");
        assert_eq!(find(root.path(), true), Some(Found::Right(program)));
    }

    #[test]
    fn the_one_that_was_installed_beside_another_is_found_again() {
        let root = tempfile::tempdir().unwrap();
        put(&root.path().join("one"), "1.9.9");
        let right = put(&root.path().join("private/hammer-cli-2.0.0/bin"), "2.0.0");
        assert_eq!(find(root.path(), false), Some(Found::Right(right)));
    }
}
