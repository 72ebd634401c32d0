//! `cargo xtask bench`: leadform beside what one would use in its place.

use anyhow::Result;

use crate::{artifacts, build, command, npm, repository, test};

/// Measure leadform beside other forms, in Chromium, and write docs/PERFORMANCE.md.
///
/// It builds the site, installs the other forms (npm, 240 MB, versions locked in bench/npm), and takes about eight minutes for
/// each run on a quiet machine. On a busy one only the bytes mean something.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each form is measured.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Only these forms (none, hand, leadform, formkit, react, jsonforms, rjsf, surveyjs, formio): prints, and writes nothing.
    #[arg(long, num_args = 1..)]
    only: Vec<String>,
    /// Measure what stands in dist/, without building it again.
    #[arg(long)]
    no_build: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    npm::ensure()?;
    npm::ensure_peers()?;
    let tools = test::chromium()?;
    if !args.no_build {
        build::run(&build::Args {})?;
    }
    let dist = std::env::var_os("LEADFORM_DIST").map_or_else(|| repository::root().join("dist"), Into::into);
    let bench = artifacts::executable(&mut artifacts::cargo(&["build", "--package", "bench"]), "bench")?;
    let mut measuring = tools.command(&bench.to_string_lossy());
    measuring.arg("--runs").arg(args.runs.to_string());
    measuring.arg("--dist").arg(dist).arg("--root").arg(repository::root());
    for name in &args.only {
        measuring.args(["--only", name]);
    }
    command::run(&mut measuring)
}
