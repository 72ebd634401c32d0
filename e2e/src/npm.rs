//! What the tests take from npm: the frameworks that host pages are made with, and checkers. Locked in `e2e/npm`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

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
    bundle_for("production", &dist::root().join("e2e").join(entry))
}

/// As [`bundle`], for any file, in a mode that frameworks tell apart: `production`, or `development` with its checks.
pub fn bundle_for(mode: &str, entry: &Path) -> Result<String> {
    let modules = installed("e2e/npm")?;
    let mut command = esbuild()?;
    command.args(["--bundle", "--format=esm", "--minify", "--log-level=warning", "--jsx=automatic"]);
    // Components are JavaScript once `e2e/hosts/vue/compile.cjs` has been at them.
    command.args(["--loader:.vue=js", &format!("--define:process.env.NODE_ENV=\"{mode}\"")]);
    command.arg(entry).env("NODE_PATH", modules);
    output(&mut command)
}

/// The bundler itself.
pub fn esbuild() -> Result<Command> {
    Ok(Command::new(installed("xtask/npm")?.join(".bin").join("esbuild")))
}

/// The folder of a site whose developers have installed the form's package from `dist/npm`, and `others` of npm.
pub fn site(others: &[&str]) -> Result<TempDir> {
    let package = dist::directory()?.join("npm");
    ensure!(package.is_dir(), "{} is missing: build the site first: cargo xtask build", package.display());
    let site = tempfile::tempdir().context("no place for a site")?;
    let modules = site.path().join("node_modules");
    let own = modules.join("leadform");
    std::fs::create_dir_all(&own)?;
    for entry in package.read_dir()? {
        let entry = entry?;
        std::fs::copy(entry.path(), own.join(entry.file_name()))?;
    }
    for name in others {
        std::os::unix::fs::symlink(installed("e2e/npm")?.join(name), modules.join(name))
            .with_context(|| format!("cannot link {name}"))?;
    }
    // Its own files are modules, as most are today.
    std::fs::write(site.path().join("package.json"), r#"{ "type": "module" }"#)?;
    Ok(site)
}

/// A file of the built site: `integrity.json`.
pub fn built(path: &str) -> Result<String> {
    let file = dist::directory()?.join(path);
    std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// The name of the built file that has a hash in its name and ends so: `form-….wasm`.
pub fn built_name(ending: &str) -> Result<String> {
    let hashes: Value = serde_json::from_str(&built("integrity.json")?)?;
    let mut names = hashes.as_object().into_iter().flatten().map(|(name, _)| name);
    let name = names.find(|name| name.starts_with("form-") && name.ends_with(ending));
    name.cloned().with_context(|| format!("no form-…{ending}"))
}

/// A file of the repository: `docs/FORMS.md`.
pub fn repository(path: &str) -> Result<String> {
    let file = dist::root().join(path);
    std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// A command that runs a script (a file below `e2e/`) under Node, with the packages at hand.
pub fn node(script: &str) -> Result<Command> {
    let mut command = Command::new("node");
    command.arg(dist::root().join("e2e").join(script)).env("NODE_PATH", installed("e2e/npm")?);
    Ok(command)
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
