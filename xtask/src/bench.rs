//! `cargo xtask bench`: leadform beside what one would use in its place.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{artifacts, command, npm, repository, sizes, test};

/// Measure leadform beside other forms, in Chromium, and write docs/PERFORMANCE.md.
///
/// It builds the site and `leadform`, installs the other forms (npm, 240 MB, versions locked in bench/npm), and takes about ten
/// minutes for each run on a quiet machine, and three more for the native code. On a busy one only the bytes mean something.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each form is measured.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Only these forms (hand, leadform, rendered, formkit, react, jsonforms, rjsf, surveyjs, formio) and the page without one: prints,
    /// and writes nothing.
    #[arg(long, num_args = 1..)]
    only: Vec<String>,
    /// Leave a CPU profile of each measurement in this folder: prints, and writes nothing.
    #[arg(long)]
    trace: Option<PathBuf>,
    /// Measure what stands in dist/, or in the folder that `LEADFORM_DIST` names, without building it again: prints, and writes nothing.
    #[arg(long)]
    no_build: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    npm::ensure()?;
    npm::ensure_peers()?;
    let tools = test::chromium()?;
    let root = repository::root();
    let given = std::env::var_os("LEADFORM_DIST").filter(|_| args.no_build);
    let dist = given.map_or_else(|| root.join("dist"), Into::into);
    let named = if args.no_build { None } else { Some(sizes::build()?) };

    let bench = artifacts::executable(&mut artifacts::cargo(&["build", "--package", "bench"]), "bench")?;
    let mut measuring = tools.command(&bench.to_string_lossy());
    // What prints the rendered form, unless it is said which program that is.
    if std::env::var_os("LEADFORM").is_none() {
        measuring.env("LEADFORM", artifacts::leadform()?);
    }
    measuring.arg("--runs").arg(args.runs.to_string());
    measuring.arg("--dist").arg(dist).arg("--root").arg(&root);
    for name in &args.only {
        measuring.args(["--only", name]);
    }
    if let Some(folder) = &args.trace {
        measuring.arg("--trace").arg(folder);
    }
    if let Some(named) = named.filter(|_| args.only.is_empty() && args.trace.is_none()) {
        let section = named.with_extension("md");
        std::fs::write(&section, sizes::section(&named)?)
            .with_context(|| format!("cannot write {}", section.display()))?;
        measuring.arg("--sizes").arg(section).arg("--native").arg(native(&root)?);
    }
    command::run(&mut measuring)
}

/// Measures the native code, and says where criterion put what it found.
fn native(root: &Path) -> Result<PathBuf> {
    let folder = root.join("target/criterion");
    let mut cargo = artifacts::cargo(&["bench", "--package", "leadform-spec", "--bench", "apis"]);
    command::run(cargo.args(["--profile", "server"]).env("CRITERION_HOME", &folder))?;
    Ok(folder)
}
