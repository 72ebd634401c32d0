//! How long accepting takes when the APIs are dead, against when they are alive. It must not matter.

use std::time::Duration;

use anyhow::Result;

use super::median;
use crate::bench::{Load, Request};
use crate::gateway::{Gateway, free_address};
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::upstream::{Behaviour, Fault};

/// At most, times what it takes when they are alive.
const OF_ALIVE: f64 = 1.1;

/// Less than the machine can do: what is measured is waiting, not a queue.
const PER_SECOND: u32 = 200;

pub(super) fn rows(run: &Run) -> Result<Vec<Row>> {
    let (rounds, seconds) = (run.pick(3, 21), 2);
    let alive = Rig::one_form(run, "latency-alive", Behaviour::Healthy)?;
    let mut refusing = Rig::one_form(run, "latency-refusing", Behaviour::Healthy)?;
    for route in &mut refusing.settings.routes {
        route.upstream = free_address()?;
    }
    let hanging = Rig::one_form(run, "latency-hanging", Behaviour::Always(Fault::Hang))?;
    let rigs = [alive, refusing, hanging];
    let gateways = rigs.iter().map(Rig::start).collect::<Result<Vec<Gateway>>>()?;
    let mut p99 = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..rounds {
        for (rig, p99) in rigs.iter().zip(&mut p99) {
            let load = Load {
                address: rig.settings.address,
                request: Request::leads("consult"),
                connections: 32,
                rate: Some(PER_SECOND),
                duration: Duration::from_secs(seconds),
                answers: usize::MAX,
            };
            p99.push(load.run()?.permille_ms(990));
        }
    }
    for gateway in gateways {
        gateway.stop()?;
    }
    let [alive, refusing, hanging] = p99.map(|mut values| median(&mut values));
    let row = |what: &str, dead: f64| {
        let ratio = dead / alive;
        Row::measured(
            format!("p99 of accepting at {PER_SECOND}/s with every API {what}, against alive"),
            format!("{dead:.1} ms against {alive:.1} ms: {ratio:.2}"),
            format!("at most {OF_ALIVE}"),
            ratio <= OF_ALIVE,
        )
    };
    Ok(vec![row("refusing connections", refusing), row("accepting and hanging", hanging)])
}
