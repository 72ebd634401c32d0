//! Power loss: see `crate::power`.

use std::time::Duration;

use anyhow::Result;

use crate::client::{Ledger, Plan, Traffic};
use crate::gateway::Gateway;
use crate::power::{self, Findings};
use crate::report::{Row, grouped};
use crate::rig::{Rig, Run};
use crate::strace;
use crate::upstream::Behaviour;

const LIMIT: &str = "0 lost";

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    if !strace::is_there() {
        return Ok(vec![Row::skipped("power loss", "strace is not installed, or may not trace here")]);
    }
    let leads = run.pick(60, 400);
    let mut rows = Vec::new();
    let mut claims = (0, Vec::new());
    for (what, is_new) in [("on a new database", true), ("on a database that was closed before", false)] {
        let rig = Rig::one_form(run, &format!("power {is_new}"), Behaviour::Healthy)?;
        let findings = record(run, &rig, leads, is_new, &[])?;
        rows.push(row(what, &findings));
        claims.0 += findings.requests;
        claims.1.extend(findings.unclaimed);
    }
    let (requests, unclaimed) = claims;
    let measured = format!("N {} requests: {} unknown to the disk", grouped(requests), unclaimed.len());
    let row = Row::measured(
        "power loss as the first byte goes out to the API: the disk knows of the try",
        measured,
        "0 unknown",
        unclaimed.is_empty() && requests > 0,
    );
    rows.push(row.and(unclaimed.is_empty(), &unclaimed.join("\n    ")));
    Ok(rows)
}

/// Records one run, and builds the disk for each promise in it.
pub(super) fn record(
    run: &Run,
    rig: &Rig,
    leads: usize,
    is_new: bool,
    variables: &[(&str, &str)],
) -> Result<Findings> {
    if !is_new {
        // One lead is there already, and the log was put away when the gateway ended.
        let gateway = rig.start()?;
        let plan = Plan { leads: 1, ..Plan::endless(rig.settings.address, "consult", 1) };
        Traffic::start(&plan, &rig.ledger).wait();
        gateway.stop()?;
    }
    let before = power::files(rig.directory())?;
    let recording = rig.directory().join("strace.log");
    let mut wrapper = strace::recording(&recording);
    wrapper.variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    let gateway = Gateway::start_in(&rig.program, &rig.settings, &wrapper)?;
    let ledger = Ledger::default();
    let plan =
        Plan { leads, pause: Duration::from_millis(3), ..Plan::endless(rig.settings.address, "consult", 6) };
    Traffic::start(&plan, &ledger).wait();
    gateway.kill()?;
    let scratch = power::scratch()?;
    let directory = rig.directory().canonicalize()?;
    let findings = power::check(&recording, &directory, &before, scratch.path(), run.seed)?;
    // Each is some hundred megabytes.
    std::fs::remove_file(&recording)?;
    Ok(findings)
}

fn row(what: &str, findings: &Findings) -> Row {
    let Findings { promises, disks, syncs, lost, .. } = findings;
    let measured = format!(
        "N {} promises, {} disks, {syncs} fsyncs: {} lost",
        grouped(*promises),
        grouped(*disks),
        lost.len()
    );
    let row = Row::measured(format!("power loss {what}"), measured, LIMIT, lost.is_empty() && *promises > 0);
    row.and(lost.is_empty(), &lost.iter().take(3).cloned().collect::<Vec<_>>().join("\n    "))
}
