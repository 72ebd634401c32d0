//! What the tests take from npm: the frameworks that host pages are made with, and checkers. Locked in `e2e/npm`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::dist;

/// A file of a package: `axe-core/axe.min.js`.
pub fn package(path: &str) -> Result<String> {
    let file = installed("e2e/npm")?.join(path);
    std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// A command that runs a package's program, in `e2e/npm`: `tsc`, `tailwindcss`.
pub fn program(name: &str) -> Result<Command> {
    let modules = installed("e2e/npm")?;
    let mut command = Command::new(modules.join(".bin").join(name));
    command.current_dir(modules.parent().unwrap_or(&modules));
    Ok(command)
}

/// The JavaScript of an app as its developers would ship it: `entry` (a file below `e2e/`) and all that it imports.
pub fn bundle(entry: &str) -> Result<String> {
    let modules = installed("e2e/npm")?;
    let esbuild = installed("xtask/npm")?.join(".bin").join("esbuild");
    let mut command = Command::new(esbuild);
    command.args(["--bundle", "--format=esm", "--minify", "--log-level=warning", "--jsx=automatic"]);
    command.arg("--define:process.env.NODE_ENV=\"production\"");
    command.arg(dist::root().join("e2e").join(entry)).env("NODE_PATH", modules);
    output(&mut command)
}

/// What a command printed; an error, with what it complained of, if it failed.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.output().with_context(|| format!("cannot run {}", command.get_program().display()))?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    let said = String::from_utf8(output.stdout)?;
    ensure!(output.status.success(), "{} failed:\n{said}{complaint}", command.get_program().display());
    Ok(said)
}

fn installed(folder: &str) -> Result<PathBuf> {
    let modules = dist::root().join(Path::new(folder)).join("node_modules");
    let remedy = format!("run `npm ci --ignore-scripts` in {folder}, or `cargo xtask test --only e2e`");
    ensure!(modules.is_dir(), "{} is not installed; {remedy}", modules.display());
    Ok(modules)
}
