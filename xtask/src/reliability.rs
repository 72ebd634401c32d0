//! `cargo xtask reliability`: the proof that the gateway loses no accepted lead.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{artifacts, command, repository};

/// Break the gateway in every way we know, and look for leads that are lost, doubled or made up.
///
/// Builds `leadform` twice, as it ships and with ways to break its promise (the negative controls), and runs both
/// against an oracle. A full run takes about half an hour and writes the tables of docs/RELIABILITY.md; --quick takes about two
/// minutes and writes nothing. What needs strace, libfaketime or nginx is skipped where that is missing, and says so.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only these scenarios; --list names them.
    names: Vec<String>,
    /// Few rounds of each, with unoptimised programs: what CI runs.
    #[arg(long)]
    quick: bool,
    /// The same seed draws the same random numbers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Keep the databases, logs and ledgers in this directory.
    #[arg(long)]
    scratch: Option<PathBuf>,
    /// List the scenarios, and run none.
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut run = program(args.quick)?;
    run.args(&args.names).arg("--seed").arg(args.seed.to_string());
    if let Some(scratch) = &args.scratch {
        run.arg("--scratch").arg(scratch);
    }
    if args.list {
        run.arg("--list");
    }
    if !args.quick {
        run.arg("--page").arg(repository::root().join("docs/RELIABILITY.md"));
    }
    if !command::status(&mut run)?.success() {
        bail!("the gateway broke its promise, or a negative control did not; what failed is above");
    }
    Ok(())
}

/// The command that runs the scenarios, with what it needs built.
pub(crate) fn program(is_quick: bool) -> Result<Command> {
    let profile = if is_quick { "dev" } else { "server" };
    let leadform = build(profile, false)?;
    let sabotaged = build(profile, true)?;
    let mut cargo = artifacts::cargo(&["build", "--package", "leadform-reliability", "--profile", profile]);
    let mut run = Command::new(artifacts::executable(&mut cargo, "leadform-reliability")?);
    run.arg("--leadform").arg(leadform).arg("--sabotaged").arg(sabotaged);
    run.arg("--dist").arg(repository::root().join("dist"));
    if is_quick {
        run.arg("--quick");
    }
    Ok(run)
}

/// Both have the same name and share all that they are made of, so each is put aside before the other is built.
fn build(profile: &str, with_sabotage: bool) -> Result<PathBuf> {
    let mut cargo = artifacts::cargo(&[
        "build",
        "--package",
        "leadform-gateway",
        "--bin",
        "leadform",
        "--profile",
        profile,
    ]);
    if with_sabotage {
        cargo.args(["--features", "sabotage"]);
    }
    let built = artifacts::executable(&mut cargo, "leadform")?;
    let place = built.parent().context("a program lies in a directory")?.join("reliability");
    std::fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
    // The oracle finds the gateway's process by this name.
    let own = place.join(if with_sabotage { "leadform-sabotaged" } else { "leadform" });
    std::fs::copy(&built, &own).with_context(|| format!("cannot write {}", own.display()))?;
    Ok(own)
}
