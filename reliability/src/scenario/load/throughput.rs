//! Durable accepts per second: against nginx, and against one commit for each lead.

use anyhow::Result;

use super::nginx::Nginx;
use super::{full_load, median};
use crate::gateway::{Gateway, Wrapper};
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::upstream::Behaviour;

/// At least, of what nginx answers.
const OF_NGINX: f64 = 0.25;
/// At least, times what one commit for each lead accepts.
const OF_SINGLE_COMMITS: f64 = 10.0;

pub(super) fn rows(run: &Run) -> Result<Vec<Row>> {
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
    let ratio = ours / singles;
    let measured = format!("{ours:.0}/s against {singles:.0}/s: {ratio:.1} times");
    let limit = format!("at least {OF_SINGLE_COMMITS} times");
    let passed = ratio >= OF_SINGLE_COMMITS;
    rows.push(Row::measured("durable accepts, against one commit for each lead", measured, limit, passed));
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
