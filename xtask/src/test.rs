//! `cargo xtask test`: everything that must hold, in one command.

mod browsers;
mod counts;
mod machine;
mod page;
mod record;
mod report;
mod stages;

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use machine::Need;
use report::Report;
use stages::STAGES;

use crate::tools::Toolbox;

/// Run all the tests, and whatever else must hold.
///
/// Installs what is missing first: the wasm tools, geckodriver, and (with apt-get, as root) the browsers. A stage that
/// fails does not keep the next ones from running. The last line is `N passed, M failed`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Run only these stages.
    #[arg(long, num_args = 1.., value_name = "STAGE", value_parser = stages::names())]
    only: Vec<String>,
    /// Run all but these stages.
    #[arg(long, num_args = 1.., value_name = "STAGE", value_parser = stages::names())]
    skip: Vec<String>,
    /// List the stages, and run none.
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let chosen = STAGES.iter().filter(|stage| {
        (args.only.is_empty() || args.only.iter().any(|name| name == stage.name))
            && !args.skip.iter().any(|name| name == stage.name)
    });
    if args.list {
        for stage in chosen {
            println!("{:<12}{}", stage.name, stage.about);
        }
        return Ok(());
    }

    // What an earlier run found is not to be taken for what this one does not run.
    let has = |name: &str| chosen.clone().any(|stage| stage.name == name);
    if has(stages::COMPARISON) && stages::IN_BROWSERS.into_iter().any(has) {
        record::forget()?;
    }

    let mut report = Report::default();
    let needs = chosen.clone().flat_map(|stage| stage.needs).copied().collect();
    // Without its tools hardly a stage can run: there is nothing to go on with.
    if let Some(tools) = report.stage("tools", || machine::prepare(&needs)) {
        for stage in chosen {
            if stage.after.is_some_and(|earlier| report.has_failed(earlier)) {
                report.leave_out(stage.name, stage.after.unwrap_or_default());
            } else {
                report.counted(stage.name, || (stage.run)(&tools));
            }
        }
    }
    println!("{report}");
    if report.totals().failed > 0 {
        // The last line has said it all.
        std::process::exit(1);
    }
    if report.totals().passed == 0 {
        bail!("no stage was left to run; see cargo xtask test --list");
    }
    Ok(())
}

/// Run the tests in all browsers, and write docs/BROWSERS.md from what they find.
///
/// `cargo xtask test` compares the page with what it finds itself, and writes nothing.
#[derive(clap::Args)]
pub(crate) struct BrowsersArgs {
    /// Run nothing: write what each stage found the last time that it ran.
    #[arg(long)]
    recorded: bool,
}

pub(crate) fn browsers(args: &BrowsersArgs) -> Result<()> {
    if !args.recorded {
        let stages = stages::IN_BROWSERS.iter().chain(&["site"]);
        let only = stages.map(|stage| (*stage).to_owned()).collect();
        run(&Args { only, skip: Vec::new(), list: false })?;
    }
    page::write()
}

/// Chromium and its driver, installed where they are missing.
pub(crate) fn chromium() -> Result<Toolbox> {
    machine::prepare(&BTreeSet::from([Need::Chromium]))
}
