//! The k-th fsync or write on the database kills the gateway, or fails.

use std::time::Duration;

use anyhow::Result;

use crate::client::{Plan, Traffic};
use crate::gateway::Gateway;
use crate::oracle::Verdict;
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::strace::{self, SYNCS, WRITES};
use crate::upstream::Behaviour;

/// How long the k-th call may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

const MISSING: &str = "strace is not installed, or may not trace here";

pub(super) fn kills(run: &Run) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (calls, name) in [(SYNCS, "fsync"), (WRITES, "write")] {
        let all = moments(run, calls);
        let what = format!("`kill -9` at the k-th {name}, {}", described(&all));
        if !strace::is_there() {
            rows.push(Row::skipped(what, MISSING));
            continue;
        }
        let mut verdict = Verdict::default();
        let mut ended = 0;
        for k in &all {
            let rig = Rig::one_form(run, &format!("{name} {k}"), Behaviour::Healthy)?;
            let status = strike(&rig, calls, "signal=SIGKILL", &k.to_string(), PATIENCE)?;
            ended += usize::from(status.is_some());
            verdict.add(rig.settle()?);
        }
        let row = Row::clean(what, &verdict);
        rows.push(row.and(ended == all.len(), &format!("only {ended} of {} runs were killed", all.len())));
    }
    Ok(rows)
}

pub(super) fn errors(run: &Run) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (calls, name, effect) in
        [(SYNCS, "fsync", "error=EIO"), (WRITES, "write", "error=EIO"), (WRITES, "write", "error=ENOSPC")]
    {
        let (_, error) = effect.split_once('=').unwrap_or_default();
        let all = moments(run, calls);
        let what = format!("{error} from the k-th {name} on, {}", described(&all));
        // A full disk may have room again: the gateway goes on, and asks senders to wait. A broken one has no excuse.
        let must_end = error == "EIO";
        let patience = if must_end { PATIENCE } else { Duration::from_secs(1) };
        if !strace::is_there() {
            rows.push(Row::skipped(what, MISSING));
            continue;
        }
        let mut verdict = Verdict::default();
        let mut ended = 0;
        for k in &all {
            let rig = Rig::one_form(run, &format!("{error} {name} {k}"), Behaviour::Healthy)?;
            // A disk that fails once fails from then on.
            if let Some(success) = strike(&rig, calls, effect, &format!("{k}+"), patience)? {
                ended += usize::from(!success);
            }
            verdict.add(rig.settle()?);
        }
        let row = Row::clean(what, &verdict);
        let otherwise = format!("it ended by itself in only {ended} of {} runs", all.len());
        rows.push(row.and(!must_end || ended == all.len(), &otherwise));
    }
    Ok(rows)
}

/// The gateway's start takes a few syncs and some dozen writes, and a lead takes many writes: those go on further.
fn moments(run: &Run, calls: &str) -> Vec<u32> {
    let is_sync = calls == SYNCS;
    match (run.quick, is_sync) {
        (true, true) => vec![3, 17],
        (true, false) => vec![9, 200, 333],
        (false, true) => (1..=60).collect(),
        (false, false) => (1..=60).chain((67..=900).step_by(17)).collect(),
    }
}

fn described(moments: &[u32]) -> String {
    let ends = [moments.first(), moments.last()].map(|end| end.copied().unwrap_or_default());
    format!("{} values of k from {} to {}", moments.len(), ends[0], ends[1])
}

/// One run. The database is there already: what is struck is accepting, and not the first start. Gives whether the
/// gateway ended well, and nothing if it did not end.
fn strike(rig: &Rig, calls: &str, effect: &str, when: &str, patience: Duration) -> Result<Option<bool>> {
    rig.start()?.kill()?;
    let wrapper = strace::inject(&rig.settings.database(), calls, effect, when);
    let mut gateway = Gateway::launch(&rig.program, &rig.settings, &wrapper)?;
    let mut plan = Plan::endless(rig.settings.address, "consult", 3);
    plan.patience = Duration::from_millis(100);
    plan.pause = Duration::from_millis(1);
    let traffic = Traffic::start(&plan, &rig.ledger);
    let status = gateway.wait_for_end(patience)?;
    traffic.stop();
    Ok(status.map(|status| status.success()))
}
