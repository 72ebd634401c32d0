//! How much memory there is for slow clients, and for a long queue; and that the queue drains.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::full_load;
use crate::client::{Ledger, Plan, Traffic};
use crate::report::{Row, grouped};
use crate::rig::{Rig, Run};
use crate::scenario::forged::mb;
use crate::store;
use crate::upstream::{Behaviour, Fault};

const SLOW_SOCKETS: usize = 2000;
/// 32 KB for each, which is little for a connection with its buffers.
const MAX_FOR_SOCKETS_KB: u64 = 64 << 10;
/// A queue is on disk.
const MAX_FOR_BACKLOG_KB: u64 = 64 << 10;

pub(super) fn rows(run: &Run) -> Result<Vec<Row>> {
    Ok(vec![slow_sockets(run)?, backlog(run)?])
}

fn slow_sockets(run: &Run) -> Result<Row> {
    let rig = Rig::one_form(run, "slow-sockets", Behaviour::Healthy)?;
    let gateway = rig.start()?;
    full_load(rig.settings.address, 1).run()?;
    let before = gateway.resident_kb()?;
    let request = crate::client::sender::request("consult", crate::lead::next_number());
    let mut sockets = Vec::new();
    for index in 0..SLOW_SOCKETS {
        let mut socket = TcpStream::connect(rig.settings.address)?;
        // Half of them stop in the head, half of them in the body.
        let end = if index % 2 == 0 { 40 } else { request.len() - 100 };
        socket.write_all(&request[..end])?;
        sockets.push(socket);
    }
    let mut most = 0;
    let mut alive = 0;
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(5) {
        for socket in &mut sockets {
            // It may have been closed already: that is the gateway's right.
            let _ = socket.write(b"x");
        }
        let ledger = Ledger::default();
        let plan = Plan { leads: 20, ..Plan::endless(rig.settings.address, "consult", 2) };
        Traffic::start(&plan, &ledger).wait();
        alive += ledger.acknowledgements();
        most = most.max(gateway.resident_kb()?);
        std::thread::sleep(Duration::from_millis(300));
    }
    drop(sockets);
    gateway.stop()?;
    let growth = most.saturating_sub(before);
    Ok(Row::measured(
        format!("resident memory with {} slow sockets, while others go on", grouped(SLOW_SOCKETS)),
        format!("{:.1} MB more than {:.1} MB; {alive} leads accepted meanwhile", mb(growth), mb(before)),
        format!("at most {:.0} MB more", mb(MAX_FOR_SOCKETS_KB)),
        growth <= MAX_FOR_SOCKETS_KB && alive > 0,
    ))
}

fn backlog(run: &Run) -> Result<Row> {
    let leads = run.pick(2000, 100_000);
    let mut rig = Rig::one_form(run, "backlog", Behaviour::Always(Fault::TooMany))?;
    rig.settings.upstream.push_str("concurrency = 16\n");
    let gateway = rig.start()?;
    let mut load = full_load(rig.settings.address, 600);
    load.answers = 2000;
    load.run()?;
    let before = gateway.resident_kb()?;
    load.answers = leads;
    let outcome = load.run()?;
    let with_backlog = gateway.resident_kb()?;
    let database = rig.settings.database();
    let waiting = store::count(&database, "pending")?;
    gateway.stop()?;

    for (_, upstream) in &rig.upstreams {
        upstream.behave(Behaviour::Healthy);
    }
    store::make_due(&database)?;
    let gateway = rig.start()?;
    let started = Instant::now();
    let mut left = waiting;
    let mut most = with_backlog;
    while left > 0 && started.elapsed() < Duration::from_mins(15) {
        std::thread::sleep(Duration::from_millis(500));
        left = store::count(&database, "pending")?;
        most = most.max(gateway.resident_kb()?);
    }
    let seconds = started.elapsed().as_secs();
    gateway.stop()?;
    let growth = most.saturating_sub(before);
    Ok(Row::measured(
        format!("resident memory with a backlog of {} leads, and its end", grouped(leads)),
        format!(
            "{:.1} MB more than {:.1} MB; {} accepted, {} waited, {} were left after {seconds} s",
            mb(growth),
            mb(before),
            grouped(outcome.count(202)),
            grouped(waiting),
            grouped(left)
        ),
        format!("at most {:.0} MB more, none left", mb(MAX_FOR_BACKLOG_KB)),
        growth <= MAX_FOR_BACKLOG_KB && left == 0 && waiting >= leads,
    ))
}
