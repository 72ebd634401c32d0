//! Negative controls: the same runs with a gateway that breaks its promise on purpose. One that passes says that the
//! run proves nothing.

use std::time::Duration;

use anyhow::Result;

use crate::client::{Plan, Traffic};
use crate::gateway::{Gateway, Wrapper};
use crate::random::Random;
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::strace::{self, WRITES};
use crate::upstream::Behaviour;

use super::power::record;

const VARIABLE: &str = "LEADFORM_SABOTAGE";

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for sabotage in ["synchronous-off", "ack-before-commit"] {
        rows.push(power_loss(run, sabotage)?);
    }
    rows.push(kills(run)?);
    rows.push(lost_answers(run)?);
    Ok(rows)
}

fn broken(run: &Run, name: &str) -> Result<Rig> {
    let mut rig = Rig::one_form(run, &format!("control {name}"), Behaviour::Healthy)?;
    rig.program.clone_from(&run.sabotaged);
    Ok(rig)
}

fn wrapper(sabotage: &str) -> Wrapper {
    Wrapper { command: Vec::new(), variables: vec![(VARIABLE.to_owned(), sabotage.to_owned())] }
}

fn power_loss(run: &Run, sabotage: &str) -> Result<Row> {
    let what = format!("`{sabotage}` under power loss");
    if !strace::is_there() {
        return Ok(Row::skipped(what, "strace is not installed, or may not trace here"));
    }
    let rig = broken(run, sabotage)?;
    let findings = record(run, &rig, run.pick(40, 100), false, &[(VARIABLE, sabotage)])?;
    let measured = format!("{} of {} disks without a promised lead", findings.lost.len(), findings.disks);
    Ok(Row::measured(what, measured, "more than 0", !findings.lost.is_empty()))
}

/// Told before it is written, a lead is lost if the process dies in between.
fn kills(run: &Run) -> Result<Row> {
    let sabotage = "ack-before-commit";
    let rig = broken(run, "kill")?;
    let mut slow = wrapper(sabotage);
    if strace::is_there() {
        // On a slow disk more time lies between the two.
        slow.command = strace::inject(&rig.settings.database(), WRITES, "delay_enter=2000", "1+").command;
    }
    let mut random = Random::new(run.seed);
    let mut kills = 0;
    let mut plan = Plan::endless(rig.settings.address, "consult", 16);
    plan.pause = Duration::ZERO;
    plan.patience = Duration::from_millis(50);
    // As many as it takes, up to a limit that a broken gateway should not reach.
    let mut lost = 0;
    while lost == 0 && kills < run.pick(30, 100) {
        let gateway = Gateway::start_in(&rig.program, &rig.settings, &slow)?;
        let traffic = Traffic::start(&plan, &rig.ledger);
        std::thread::sleep(Duration::from_millis(random.between(20, 200)));
        gateway.kill()?;
        traffic.stop();
        kills += 1;
        lost = rig.judge()?.lost.len();
    }
    let measured = format!("{lost} lost after {kills} kills");
    Ok(Row::measured(format!("`{sabotage}` under kill -9"), measured, "more than 0", lost > 0))
}

/// Clients that did not get the answer send again, with the same key.
fn lost_answers(run: &Run) -> Result<Row> {
    let sabotage = "no-unique-index";
    let mut doubled = Vec::new();
    for (name, variables) in [("whole", Wrapper::default()), ("broken", wrapper(sabotage))] {
        let rig = broken(run, name)?;
        let gateway = Gateway::start_in(&rig.program, &rig.settings, &variables)?;
        let plan = Plan { leads: 40, repeat: true, ..Plan::endless(rig.settings.address, "consult", 4) };
        Traffic::start(&plan, &rig.ledger).wait();
        std::thread::sleep(Duration::from_secs(2));
        gateway.stop()?;
        doubled.push(rig.judge()?.doubled.len());
    }
    let measured = format!("DUP {} of 40 (and {} with the index)", doubled[1], doubled[0]);
    let passed = doubled[0] == 0 && doubled[1] > 0;
    Ok(Row::measured(format!("`{sabotage}`, each lead sent again"), measured, "more than 0 (and 0)", passed))
}
