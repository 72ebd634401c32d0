//! `kill -9` at random moments, under load, and the gateway started again on the same file.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::client::{Plan, Traffic};
use crate::random::Random;
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::upstream::{Behaviour, Fault};

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    let kills = run.pick(10, 200);
    let faults = vec![Fault::ServerError, Fault::AnswerLost, Fault::ResetAfter, Fault::TooMany, Fault::Slow];
    let mix = Behaviour::Mix(10, faults, Random::new(run.seed));
    let mut rows = Vec::new();
    for (what, behaviour, share) in
        [("the API is healthy", Behaviour::Healthy, 60), ("every tenth request to the API fails", mix, 40)]
    {
        let rig = Rig::one_form(run, &format!("kill {share}"), behaviour)?;
        let kills = kills * share / 100;
        strike(run, &rig, kills)?;
        let verdict = rig.settle()?;
        rows.push(Row::clean(format!("{kills} × `kill -9` at random moments; {what}"), &verdict));
    }
    Ok(rows)
}

/// So many kills, while clients go on.
pub(super) fn strike(run: &Run, rig: &Rig, kills: u64) -> Result<()> {
    let mut random = Random::new(run.seed ^ kills);
    let mut gateway = rig.start()?;
    let traffic = Traffic::start(&Plan::endless(rig.settings.address, "consult", 8), &rig.ledger);
    for _ in 0..kills {
        // Some kills come in the middle of the load, and some while it still starts.
        std::thread::sleep(Duration::from_millis(random.between(0, 600)));
        gateway.kill()?;
        gateway = if random.percent(20) {
            crate::gateway::Gateway::launch(&rig.program, &rig.settings, &crate::gateway::Wrapper::default())?
        } else {
            rig.start()?
        };
    }
    // The last one may not be ready yet; the clients need it to get their answers.
    let limit = Instant::now() + Duration::from_mins(1);
    while !gateway.is_ready() && Instant::now() < limit {
        std::thread::sleep(Duration::from_millis(20));
    }
    traffic.stop();
    gateway.kill()
}
