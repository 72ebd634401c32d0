//! What cargo builds, and where it puts it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{command, repository};

/// The program `leadform`: the command line, the sandbox and the gateway.
pub(crate) fn leadform() -> Result<PathBuf> {
    let mut cargo = cargo(&["build", "--package", "leadform-gateway", "--bin", "leadform"]);
    executable(&mut cargo, "leadform")
}

/// A cargo command in this repository.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    cargo.args(arguments).current_dir(repository::root());
    cargo
}

/// Runs a `cargo build` or `cargo test --no-run`, and finds the program of that name that it made.
pub(crate) fn executable(cargo: &mut Command, target: &str) -> Result<PathBuf> {
    let messages = command::output(cargo.arg("--message-format=json-render-diagnostics"))?;
    find(&String::from_utf8_lossy(&messages), target)
        .with_context(|| format!("`{}` made no program `{target}`", command::describe(cargo)))
}

fn find(messages: &str, target: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == target)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_program_is_found_among_cargos_messages() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"leadform"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"other"},"executable":"/target/other"}
{"reason":"compiler-artifact","target":{"name":"leadform"},"executable":"/target/leadform"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(super::find(messages, "leadform").unwrap().to_str(), Some("/target/leadform"));
        assert_eq!(super::find(messages, "third"), None);
    }
}
