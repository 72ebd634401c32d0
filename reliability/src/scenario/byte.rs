//! Clients that are gone at each byte of a request, and their gateway.

use anyhow::Result;

use crate::client::{Plan, Traffic, vanish};
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::upstream::Behaviour;

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    let rig = Rig::one_form(run, "byte", Behaviour::Healthy)?;
    let gateway = rig.start()?;
    // Others go on as if nothing were.
    let traffic = Traffic::start(&Plan::endless(rig.settings.address, "consult", 2), &rig.ledger);
    let mut clients = 0;
    for _ in 0..run.pick(1, 3) {
        let step = run.pick(11, 1);
        clients += vanish::at_each_byte(rig.settings.address, &"consult".into(), &rig.ledger, step)?;
    }
    // What they left behind must not trouble those who stay.
    std::thread::sleep(std::time::Duration::from_secs(1));
    traffic.stop();
    gateway.stop()?;
    let verdict = rig.settle()?;
    Ok(vec![Row::clean(
        format!(
            "{clients} clients gone after each byte (closed, reset, half-closed in turn; every other one comes back), beside 2 that stay"
        ),
        &verdict,
    )])
}
