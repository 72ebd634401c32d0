//! Every way in which an API fails, each with a form, an API and a queue of its own, all in one gateway at once: one
//! API's trouble is no other's.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;

use crate::client::{Plan, Traffic};
use crate::random::Random;
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::upstream::{Behaviour, FAULTS, Fault};

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for on_ambiguous in ["retry", "hold"] {
        rows.extend(with(run, on_ambiguous)?);
    }
    Ok(rows)
}

fn with(run: &Run, on_ambiguous: &'static str) -> Result<Vec<Row>> {
    let leads_each = run.pick(12, 120);
    let mut routes: Vec<(Arc<str>, Behaviour, &'static str)> = Vec::new();
    for (index, (fault, _, _)) in FAULTS.iter().enumerate() {
        // What breaks before the body cannot tell the leads apart: it is so many requests in all.
        let is_early = matches!(fault, Fault::ResetBefore | Fault::ResetInBody);
        let times = if is_early { leads_each } else { run.pick(1, 2) };
        routes.push((format!("f{index}").into(), Behaviour::First(times, *fault), on_ambiguous));
    }
    let all = FAULTS.iter().map(|(fault, _, _)| *fault).filter(|fault| !is_lasting(*fault)).collect();
    routes.push(("mix".into(), Behaviour::Mix(50, all, Random::new(run.seed)), on_ambiguous));

    let rig = Rig::new(run, &format!("upstream {on_ambiguous}"), routes)?;
    let mut gateway = rig.start()?;
    let forms: Vec<Arc<str>> = rig.upstreams.iter().map(|(form, _)| Arc::clone(form)).collect();
    let plan = Plan {
        connections: forms.len(),
        leads: leads_each * forms.len(),
        forms,
        pause: Duration::from_millis(20),
        ..Plan::endless(rig.settings.address, "", 1)
    };
    Traffic::start(&plan, &rig.ledger).wait();
    // As long as the faults last: the first tries, and the second ones five seconds later.
    std::thread::sleep(Duration::from_secs(run.pick(8, 45)));
    gateway.reload();
    std::thread::sleep(Duration::from_secs(run.pick(1, 10)));
    gateway.stop()?;
    rig.settle()?;

    let mut rows = Vec::new();
    for (index, (fault, name, _)) in FAULTS.iter().enumerate() {
        rows.push(row(&rig, &format!("f{index}"), name, on_ambiguous, fault.is_ambiguous())?);
    }
    rows.push(row(&rig, "mix", "a random mix", on_ambiguous, true)?);
    Ok(rows)
}

/// One of these would hold up a connection, or all of them, for as long as the run lasts.
fn is_lasting(fault: Fault) -> bool {
    matches!(fault, Fault::Unauthorised | Fault::Huge | Fault::Drip | Fault::Hang | Fault::None)
}

fn row(rig: &Rig, form: &str, name: &str, on_ambiguous: &str, is_ambiguous: bool) -> Result<Row> {
    let verdict = rig.judge_form(form)?;
    let upstream = rig.upstreams.iter().find(|(known, _)| **known == *form);
    let faults = upstream.map_or(0, |(_, upstream)| upstream.faults());
    let what = format!("{name}, {faults} times; `on_ambiguous = \"{on_ambiguous}\"`");
    // Who asks to hold has chosen: never twice. And where the API's answer leaves no doubt, there is no reason to.
    let may_double = on_ambiguous == "retry" && is_ambiguous;
    let row = Row::clean(what, &verdict).and(faults > 0, "no request met the fault");
    let holds = may_double || verdict.doubled_after_ambiguous == 0;
    Ok(row.and(holds, "a lead was delivered twice, and no try of it was to be repeated"))
}
