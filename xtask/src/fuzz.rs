//! `cargo xtask fuzz`: the gateway's fuzz targets, one after the other.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::tools::{self, Toolbox};
use crate::{command, repository};

/// In the order of the report.
const TARGETS: [&str; 6] = ["answer", "body", "config", "definition", "list", "same"];

/// Fuzz what the gateway reads: bodies, definitions, configurations and answers.
///
/// Installs cargo-fuzz where it is missing. The corpus grows in gateway/fuzz/corpus/, which is not committed. An input
/// that breaks a promise stays in gateway/fuzz/artifacts/: mend the fault, and move it to gateway/fuzz/findings/TARGET/,
/// where the tests replay it for ever.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only this target.
    #[arg(value_parser = TARGETS)]
    target: Option<String>,
    /// How long each target runs.
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u32,
    /// Without the address sanitizer: where its library does not link. It is faster, and sees panics alone.
    #[arg(long)]
    no_sanitizer: bool,
}

/// What became of a target.
#[derive(Debug, Default, PartialEq)]
struct Run {
    executions: u64,
    /// Edges of the control flow that were reached.
    edges: u64,
    /// Inputs in the corpus.
    inputs: u64,
    findings: usize,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let tools = Toolbox::with(&[tools::cargo_fuzz()])?;
    let chosen = TARGETS.into_iter().filter(|name| args.target.as_deref().is_none_or(|only| only == *name));
    let mut lines = Vec::new();
    let mut findings = 0;
    for target in chosen {
        let Run { executions, edges, inputs, findings: found } = fuzz(target, args, &tools)?;
        lines.push(format!("{target:<12}{executions:>12}{edges:>8}{inputs:>8}{found:>10}"));
        findings += found;
    }
    println!("\n{:<12}{:>12}{:>8}{:>8}{:>10}", "target", "executions", "edges", "corpus", "findings");
    for line in lines {
        println!("{line}");
    }
    if findings > 0 {
        bail!("{findings} inputs break a promise: they are in gateway/fuzz/artifacts/");
    }
    Ok(())
}

fn fuzz(target: &str, args: &Args, tools: &Toolbox) -> Result<Run> {
    let fuzz = repository::root().join("gateway/fuzz");
    let corpus = fuzz.join("corpus").join(target);
    std::fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    let before = count(&fuzz, target);
    // The fuzzer runs until its first finding, so that one is mended before the next is looked for.
    let mut cargo = tools.command("cargo");
    cargo.args(["fuzz", "run"]);
    cargo.args(args.no_sanitizer.then_some("--sanitizer=none")).arg(target).arg(&corpus);
    cargo.args(seeds(&fuzz, target));
    cargo.arg("--").arg(format!("-max_total_time={}", args.seconds));
    cargo.arg(format!("-dict={}", fuzz.join("words.dict").display()));
    cargo.args(["-max_len=4096", "-timeout=10", "-rss_limit_mb=4096", "-print_final_stats=1"]);
    // SQLite's one file has several tables of one name, each in its own scope; built by gcc they look like one to the
    // sanitizer.
    cargo.env("ASAN_OPTIONS", "detect_odr_violation=0");
    // The flags of the fuzzer are unstable ones. The toolchain is the pinned one all the same.
    cargo.env("RUSTC_BOOTSTRAP", "1").current_dir(repository::root().join("gateway")).stderr(Stdio::piped());
    let name = command::describe(&cargo);
    let mut child = cargo.spawn().with_context(|| format!("cannot start `{name}`"))?;
    let mut run = Run::default();
    for line in BufReader::new(child.stderr.take().context("a piped output is missing")?).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        eprintln!("{line}");
        run.read(&line);
    }
    let status = child.wait().with_context(|| format!("`{name}` was lost"))?;
    run.findings = count(&fuzz, target).saturating_sub(before);
    if !status.success() && run.findings == 0 {
        bail!("`{name}` failed ({status}) without a finding; its own message is above. Try --no-sanitizer.");
    }
    Ok(run)
}

/// Where a target starts from, besides what it found before.
fn seeds(fuzz: &Path, target: &str) -> Vec<PathBuf> {
    let mut directories = vec![fuzz.join("seeds").join(target), fuzz.join("findings").join(target)];
    if target == "definition" {
        directories.extend([fuzz.join("forms"), repository::root().join("examples")]);
    }
    directories.retain(|directory| directory.is_dir());
    directories
}

/// How many inputs were kept because they break something.
fn count(fuzz: &Path, target: &str) -> usize {
    std::fs::read_dir(fuzz.join("artifacts").join(target)).map_or(0, Iterator::count)
}

impl Run {
    /// Takes the figures from a line of libFuzzer: `#4096 pulse cov: 812 ft: 1204 corp: 97/31Kb …`.
    fn read(&mut self, line: &str) {
        if let Some(executions) = line.strip_prefix("stat::number_of_executed_units:") {
            self.executions = executions.trim().parse().unwrap_or(self.executions);
        }
        let Some(counter) = line.strip_prefix('#') else { return };
        let mut words = counter.split_whitespace();
        let executions = words.next().and_then(|word| word.parse().ok());
        self.executions = executions.unwrap_or(self.executions);
        while let Some(word) = words.next() {
            match word {
                "cov:" => self.edges = words.next().and_then(|word| word.parse().ok()).unwrap_or(self.edges),
                "corp:" => {
                    let inputs = words.next().and_then(|word| word.split('/').next()?.parse().ok());
                    self.inputs = inputs.unwrap_or(self.inputs);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, TARGETS};
    use crate::repository;

    #[test]
    fn the_figures_are_those_of_the_last_lines() {
        let mut run = Run::default();
        for line in [
            "INFO: Seed: 1",
            "#2\tINITED cov: 10 ft: 12 corp: 1/1b exec/s: 0 rss: 40Mb",
            "#4096\tpulse  cov: 812 ft: 1204 corp: 97/31Kb lim: 11 exec/s: 2048 rss: 60Mb",
            "#5000\tDONE   cov: 820 ft: 1210 corp: 98/32Kb lim: 11 exec/s: 2048 rss: 60Mb",
            "stat::number_of_executed_units: 5001",
        ] {
            run.read(line);
        }
        assert_eq!(run, Run { executions: 5001, edges: 820, inputs: 98, findings: 0 });
    }

    #[test]
    fn every_target_is_listed_and_has_seeds() {
        let fuzz = repository::root().join("gateway/fuzz");
        let entries = std::fs::read_dir(fuzz.join("fuzz_targets")).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, TARGETS.map(|name| format!("{name}.rs")));
        assert!(TARGETS.iter().all(|name| fuzz.join("seeds").join(name).is_dir()));
    }
}
