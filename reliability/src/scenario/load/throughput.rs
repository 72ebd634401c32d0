//! Durable accepts per second: against nginx, and against one commit for each lead.

use anyhow::Result;

use super::nginx::Nginx;
use super::{full_load, median};
use crate::gateway::{Gateway, Wrapper};
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::strace;
use crate::upstream::Behaviour;

/// At least, of what nginx answers.
const OF_NGINX: f64 = 0.25;
/// At least, times what one commit for each lead accepts.
const OF_SINGLE_COMMITS: f64 = 10.0;

/// Commits per second on a disk whose fsync returns at once.
const QUICK_COMMITS: f64 = 1_000.0;

/// What an fsync takes where a disk really waits, in microseconds: an SSD without a battery of its own.
const SYNC_US: u32 = 2_000;

pub(super) fn rows(run: &Run) -> Result<Vec<Row>> {
    let mut rows = on_this_disk(run)?;
    rows.push(on_a_slow_disk(run)?);
    Ok(rows)
}

/// The same pair as above, where each fsync takes two milliseconds more: how much a shared one is worth depends on the disk.
fn on_a_slow_disk(run: &Run) -> Result<Row> {
    let what = format!("the same, where an fsync takes {} ms more", SYNC_US / 1_000);
    if !strace::is_there() {
        return Ok(Row::skipped(&what, "strace is not installed"));
    }
    let (rounds, seconds) = (run.pick(1, 5), run.pick(1, 2));
    let rig = rig(run, "load-slow")?;
    let gateway = Gateway::start_in(&rig.program, &rig.settings, &strace::slow_disk(SYNC_US))?;
    let mut single = self::rig(run, "load-slow-single")?;
    single.program.clone_from(&run.sabotaged);
    let mut wrapper = strace::slow_disk(SYNC_US);
    wrapper.variables.push(("LEADFORM_SABOTAGE".to_owned(), "one-commit-per-lead".to_owned()));
    let single_gateway = Gateway::start_in(&single.program, &single.settings, &wrapper)?;
    let (mut ours, mut singles) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(full_load(rig.settings.address, seconds).run()?.per_second(202));
        singles.push(full_load(single.settings.address, seconds).run()?.per_second(202));
    }
    gateway.stop()?;
    single_gateway.stop()?;
    Ok(against_single_commits(&what, median(&mut ours), median(&mut singles)))
}

fn against_single_commits(what: &str, ours: f64, singles: f64) -> Row {
    let ratio = ours / singles;
    let measured = format!("{ours:.0}/s against {singles:.0}/s: {ratio:.1} times");
    Row::measured(what, measured, format!("at least {OF_SINGLE_COMMITS} times"), ratio >= OF_SINGLE_COMMITS)
}

fn on_this_disk(run: &Run) -> Result<Vec<Row>> {
    let (rounds, seconds) = (run.pick(1, 9), run.pick(1, 2));
    let rig = rig(run, "load")?;
    let gateway = rig.start()?;
    let nginx = Nginx::start(&run.scratch)?;
    let mut single = self::rig(run, "load-single")?;
    single.program.clone_from(&run.sabotaged);
    let variables = vec![("LEADFORM_SABOTAGE".to_owned(), "one-commit-per-lead".to_owned())];
    let wrapper = Wrapper { command: Vec::new(), variables };
    let single_gateway = Gateway::start_in(&single.program, &single.settings, &wrapper)?;

    let (mut ours, mut theirs, mut singles) = (Vec::new(), Vec::new(), Vec::new());
    // In turn, so that what else the machine does meets all of them.
    for _ in 0..rounds {
        ours.push(full_load(rig.settings.address, seconds).run()?.per_second(202));
        if let Some(nginx) = &nginx {
            theirs.push(full_load(nginx.address, seconds).run()?.per_second(202));
        }
        singles.push(full_load(single.settings.address, seconds).run()?.per_second(202));
    }
    gateway.stop()?;
    single_gateway.stop()?;

    let ours = median(&mut ours);
    let mut rows = Vec::new();
    let what = "durable accepts, against nginx proxying to a static answer";
    if nginx.is_some() {
        let theirs = median(&mut theirs);
        let ratio = ours / theirs;
        let measured = format!("{ours:.0}/s against {theirs:.0}/s: {ratio:.2}");
        rows.push(Row::measured(what, measured, format!("at least {OF_NGINX}"), ratio >= OF_NGINX));
    } else {
        rows.push(Row::skipped(what, "nginx is not installed"));
    }
    let singles = median(&mut singles);
    let what = "durable accepts, against one commit for each lead, on this disk";
    let mut row = against_single_commits(what, ours, singles);
    if singles > QUICK_COMMITS {
        // A commit that takes no time has nothing to share: the processor is what both wait for. The row below judges.
        let measured = format!("{ours:.0}/s against {singles:.0}/s: {:.1} times", ours / singles);
        row = Row::measured(what, measured, "no limit where a commit takes less than 1 ms", true);
    }
    rows.push(row);
    Ok(rows)
}

/// Accepting alone: the API refuses connections, so nothing is delivered meanwhile.
fn rig(run: &Run, name: &str) -> Result<Rig> {
    let mut rig = Rig::one_form(run, name, Behaviour::Healthy)?;
    for route in &mut rig.settings.routes {
        route.upstream = crate::gateway::free_address()?;
    }
    Ok(rig)
}
