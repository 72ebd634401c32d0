//! What cargo cannot install: the build tools esbuild and wasm-opt (`xtask/npm`), and the pages and checkers of the
//! end-to-end tests (`e2e/npm`). Each folder has a lock of its own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{command, repository};

/// A command that runs one of the build tools.
pub(crate) fn tool(name: &str) -> Command {
    Command::new(folder("xtask/npm").join("node_modules").join(".bin").join(name))
}

/// Installs the build tools.
pub(crate) fn ensure() -> Result<()> {
    install("xtask/npm", "esbuild and wasm-opt, 120 MB")
}

/// Installs what the end-to-end tests embed the form in, and check it with.
pub(crate) fn ensure_hosts() -> Result<()> {
    install("e2e/npm", "the end-to-end tests' frameworks and checkers, 90 MB")
}

/// Installs the forms that leadform is measured against.
pub(crate) fn ensure_peers() -> Result<()> {
    install("bench/npm", "the forms to compare with, 240 MB")
}

/// Installs what a folder's lock names, where it is missing or where the lock has changed since.
fn install(name: &str, what: &str) -> Result<()> {
    let folder = folder(name);
    let lock_path = folder.join("package-lock.json");
    let lock = std::fs::read_to_string(&lock_path)
        .with_context(|| format!("cannot read {}; it belongs to the repository", lock_path.display()))?;
    // The stamp is written last: an interrupted installation has none, and starts again.
    let stamp = folder.join("node_modules").join(".installed-from");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    check_node()?;
    eprintln!("installing {what}, into {name}/node_modules (npm ci, some seconds) …");
    // None of them needs its installation scripts, so nothing of theirs runs before it is used.
    command::run(
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder),
    )?;
    std::fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))
}

fn check_node() -> Result<()> {
    let remedy = "install Node 20 or later (https://nodejs.org); it brings npm along";
    let version = command::output(Command::new("node").arg("--version")).context(remedy)?;
    let version = String::from_utf8_lossy(&version).trim().to_owned();
    match major(&version) {
        Some(major) if major >= 20 => Ok(()),
        _ => bail!("this Node is {version}, too old for the build tools; {remedy}"),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn folder(name: &str) -> PathBuf {
    repository::root().join(name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(super::major("v20.20.2"), Some(20));
        assert_eq!(super::major("20"), None);
    }
}
