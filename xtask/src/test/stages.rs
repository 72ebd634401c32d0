//! The stages of `cargo xtask test`, in their order.

use std::process::Command;

use anyhow::{Result, ensure};

use super::browsers::{self, Engine};
use super::counts::{self, Counts};
use super::machine::Need;
use super::page;
use super::record::Reader;
use crate::tools::Toolbox;
use crate::{artifacts, embed, npm, reliability, repository, rules};

/// One thing that must hold.
pub(super) struct Stage {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) needs: &'static [Need],
    /// The stage without whose result this one cannot run.
    pub(super) after: Option<&'static str>,
    pub(super) run: fn(&Toolbox) -> Result<Counts>,
}

const fn stage(
    name: &'static str,
    about: &'static str,
    needs: &'static [Need],
    run: fn(&Toolbox) -> Result<Counts>,
) -> Stage {
    Stage { name, about, needs, after: None, run }
}

/// Quick ones first, and those that compile the same thing next to each other.
pub(super) static STAGES: [Stage; 16] = [
    stage("fmt", "the code is formatted", &[], |_| cargo_check("fmt --all --check")),
    stage("rules", "the repository's own rules: cargo xtask rules", &[], |_| check_rules()),
    stage("clippy", "no warning, natively", &[], |_| {
        cargo_check("clippy --workspace --all-targets -- --deny warnings")
    }),
    stage("clippy-wasm", "no warning, as wasm", &[Need::Wasm], |_| {
        // The widget has a JSON value of its own, which the tests of the spec are not written for.
        let mut counts = Counts::default();
        for packages in ["--package leadform", "--package leadform-spec --package leadform-language"] {
            counts.add(cargo_check(&format!(
                "clippy {packages} --all-targets --target wasm32-unknown-unknown -- --deny warnings"
            ))?);
        }
        Ok(counts)
    }),
    stage("doc", "the documentation builds without a warning", &[], |_| document()),
    stage("deny", "licences and sources of dependencies, where cargo-deny is installed", &[], |_| deny()),
    stage("host", "tests that need no browser", &[], |_| {
        counts::tests(&mut cargo("test --workspace --exclude e2e --no-fail-fast"))
    }),
    stage("embed", "printed forms are as they would be printed: cargo xtask embed-check", &[], |_| {
        Ok(Counts::of_check(embed::check().inspect_err(|error| println!("{error:#}")).is_ok()))
    }),
    stage(
        "reliability",
        "no accepted lead is lost: cargo xtask reliability --quick",
        &[Need::Faults],
        |_| counts::tests(&mut reliability::program(true)?),
    ),
    stage("spec-wasm", "the spec's tests as wasm, in Node", &[Need::Wasm], spec_as_wasm),
    stage("chromium", "the widget's tests in Chromium", &[Need::Wasm, Need::Chromium], |tools| {
        browsers::run(Engine::Chromium, tools)
    }),
    stage("firefox", "the widget's tests in Firefox", &[Need::Wasm, Need::Firefox], |tools| {
        browsers::run(Engine::Firefox, tools)
    }),
    stage("webkit", "the widget's tests in WebKitGTK", &[Need::Wasm, Need::WebKit], |tools| {
        browsers::run(Engine::WebKit, tools)
    }),
    stage("site", "the site builds as it ships", &[Need::Trunk], |tools| {
        counts::check(tools.command("trunk").args(["build", "--release"]).current_dir(repository::root()))
    }),
    Stage {
        name: "e2e",
        about: "the built site and the sandbox, in Chromium",
        needs: &[Need::Chromium],
        after: Some("site"),
        run: end_to_end,
    },
    stage(COMPARISON, "docs/BROWSERS.md says what the tests in browsers found", &[], |_| page::compare()),
];

/// The stages that run in a browser, and write down what passed in it.
pub(super) const IN_BROWSERS: [&str; 4] = ["chromium", "firefox", "webkit", "e2e"];

/// The stage that compares what they wrote down with the page.
pub(super) const COMPARISON: &str = "browsers";

/// The names, for the command line.
pub(super) fn names() -> Vec<&'static str> {
    STAGES.iter().map(|stage| stage.name).collect()
}

fn cargo(arguments: &str) -> Command {
    artifacts::cargo(&arguments.split_whitespace().collect::<Vec<_>>())
}

fn cargo_check(arguments: &str) -> Result<Counts> {
    counts::check(&mut cargo(arguments))
}

fn check_rules() -> Result<Counts> {
    let mut counts = Counts::default();
    for outcome in rules::check()? {
        print!("{outcome}");
        counts.add(Counts::of_check(outcome.violations.is_empty()));
    }
    Ok(counts)
}

fn document() -> Result<Counts> {
    counts::check(cargo("doc --workspace --no-deps").env("RUSTDOCFLAGS", "--deny warnings"))
}

fn deny() -> Result<Counts> {
    let installed = Command::new("cargo")
        .args(["deny", "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !installed {
        println!("left out: cargo-deny is not installed");
        return Ok(Counts::default());
    }
    // Not the advisories: they change from day to day, and with them what passes.
    cargo_check("deny check bans licenses sources")
}

fn spec_as_wasm(tools: &Toolbox) -> Result<Counts> {
    let mut cargo = tools.command("cargo");
    cargo.args(["test", "--package", "leadform-spec", "--tests", "--no-fail-fast"]);
    cargo.args(["--target", "wasm32-unknown-unknown"]).current_dir(repository::root());
    let counts = counts::tests(&mut cargo)?;
    ensure!(counts != Counts::default(), "the spec has no test that runs as wasm");
    Ok(counts)
}

fn end_to_end(tools: &Toolbox) -> Result<Counts> {
    npm::ensure()?;
    npm::ensure_hosts()?;
    let leadform = artifacts::leadform()?;
    let mut cargo = tools.command("cargo");
    cargo.args(["test", "--package", "e2e", "--no-fail-fast"]).env("LEADFORM", leadform);
    let mut reader = Reader::by_file();
    let counts = counts::tests_watched(cargo.current_dir(repository::root()), &mut |line| reader.line(line))?;
    reader.record(Engine::Chromium.version()).save("e2e")?;
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::STAGES;

    #[test]
    fn a_stage_comes_after_the_one_it_needs() {
        for (index, stage) in STAGES.iter().enumerate() {
            if let Some(earlier) = stage.after {
                assert!(
                    STAGES[..index].iter().any(|stage| stage.name == earlier),
                    "{} after {earlier}",
                    stage.name
                );
            }
        }
    }
}
