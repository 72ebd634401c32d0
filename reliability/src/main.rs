//! The proof that no accepted lead is lost: the gateway as a process, faults of every kind, and an oracle that compares
//! what clients sent, what the store holds and what the API received. `cargo xtask reliability` runs it.

mod bench;
mod client;
mod gateway;
mod http;
mod lead;
mod oracle;
mod power;
mod random;
mod report;
mod rig;
mod scenario;
mod store;
mod strace;
mod upstream;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use clap::Parser;

use report::{End, Row};
use rig::Run;
use scenario::{SCENARIOS, Scenario};

/// Break the gateway in every way we know, and look for leads that are lost, doubled or made up.
#[derive(Parser)]
#[command(name = "leadform-reliability")]
struct Cli {
    /// Only these scenarios.
    names: Vec<String>,
    /// Few rounds of each: about two minutes in all.
    #[arg(long)]
    quick: bool,
    /// The program `leadform`.
    #[arg(long)]
    leadform: PathBuf,
    /// The program `leadform`, built with `--features sabotage`.
    #[arg(long)]
    sabotaged: PathBuf,
    /// The page whose tables are written.
    #[arg(long)]
    page: Option<PathBuf>,
    /// The built site, whose bytes are searched for the key.
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
    /// Where the files of the gateways go; a new directory that is removed at the end, if it is not given.
    #[arg(long)]
    scratch: Option<PathBuf>,
    /// The same seed draws the same random numbers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// List the scenarios, and run none.
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<bool> {
    let chosen = chosen(cli)?;
    if cli.list {
        for Scenario { name, about, .. } in chosen {
            println!("{name:<12}{about}");
        }
        return Ok(true);
    }
    let own = tempfile::tempdir().context("cannot make a scratch directory")?;
    let place = |path: &PathBuf| path.canonicalize().with_context(|| format!("no {}", path.display()));
    let plan = Run {
        leadform: place(&cli.leadform)?,
        sabotaged: place(&cli.sabotaged)?,
        quick: cli.quick,
        seed: cli.seed,
        scratch: cli.scratch.clone().unwrap_or_else(|| own.path().to_owned()),
        dist: cli.dist.clone(),
    };
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for scenario in chosen {
        println!("\n{}: {}", scenario.name, scenario.about);
        let started = Instant::now();
        let rows = (scenario.run)(&plan).unwrap_or_else(|error| {
            let row = Row::measured(scenario.about, format!("could not be run: {error:#}"), "run", false);
            vec![row]
        });
        for row in &rows {
            println!("  {row}");
            match row.end {
                End::Passed => passed += 1,
                End::Failed => failed += 1,
                End::Skipped(_) => skipped += 1,
            }
        }
        println!("  ({:.1} s)", started.elapsed().as_secs_f64());
        if let Some(page) = &cli.page {
            report::write(page, scenario.name, &rows)?;
        }
    }
    println!(
        "\ntest result: {}. {passed} passed; {failed} failed; {skipped} skipped",
        if failed == 0 { "ok" } else { "FAILED" }
    );
    Ok(failed == 0)
}

fn chosen(cli: &Cli) -> Result<Vec<&'static Scenario>> {
    for name in &cli.names {
        if !SCENARIOS.iter().any(|scenario| scenario.name == name) {
            let known: Vec<&str> = SCENARIOS.iter().map(|scenario| scenario.name).collect();
            bail!("there is no scenario `{name}`; there are: {}", known.join(", "));
        }
    }
    let is_chosen = |scenario: &&Scenario| {
        if cli.names.is_empty() {
            scenario.is_quick || !cli.quick
        } else {
            cli.names.iter().any(|name| name == scenario.name)
        }
    };
    Ok(SCENARIOS.iter().filter(is_chosen).collect())
}
