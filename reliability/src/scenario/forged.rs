//! A million forged `X-Forwarded-For` values: the limit holds, and memory stays as it was.

use std::time::Duration;

use anyhow::Result;

use crate::bench::{Load, Outcome, Request};
use crate::report::{Row, grouped};
use crate::rig::{Rig, Run};
use crate::upstream::Behaviour;

/// Growth that is no growth with the number of addresses: a million of them would be ten times this.
const MAX_GROWTH_KB: u64 = 8 << 10;

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    let requests = run.pick(20_000, 1_000_000);
    let mut rig = Rig::one_form(run, "forged", Behaviour::Healthy)?;
    rig.settings.server.push_str("trusted_proxies = [\"127.0.0.1/32\"]\n");
    let gateway = rig.start()?;
    let load = |forwarded: &str, answers: usize| -> Result<Outcome> {
        let request = format!(
            "GET /f/consult HTTP/1.1\r\nhost: forms.example.vn\r\nx-forwarded-for: {forwarded}\r\n\r\n"
        );
        Load {
            address: rig.settings.address,
            request: Request::of(request.into_bytes()),
            connections: 32,
            rate: None,
            duration: Duration::from_mins(10),
            answers,
        }
        .run()
    };
    // Buffers and threads are there before it is measured.
    load("203.0.113.1", 2000)?;
    let before = gateway.resident_kb()?;
    // What a client forges stands in front of what the proxy adds.
    let forged = load("10.87654321.7, 203.0.113.7", requests / 2)?;
    let one_address = [forged.count(200), forged.count(429)];
    // So many real addresses: each is within its limit, and all of them fit into the same memory.
    let many = load("2001:db8:8765:4321::87654321", 2000)?;
    let many_more = load("2001:8765:4321:87654321::1", 2000)?;
    let honest = load("2001:db8::8765:4321, 2001:db8::1", requests / 2)?;
    let growth = gateway.resident_kb()?.saturating_sub(before);
    gateway.stop()?;
    let all = [&forged, &many, &many_more, &honest]
        .map(|outcome| outcome.answers.iter().map(|(_, count)| count).sum::<usize>())
        .iter()
        .sum::<usize>();
    Ok(vec![
        Row::measured(
            format!(
                "{} requests of one address behind a trusted proxy, each with another forged value before it",
                grouped(requests / 2)
            ),
            format!("{} answered, {} × 429", grouped(one_address[0]), grouped(one_address[1])),
            "hardly any answered (a burst, and 2 a second)",
            one_address[1] * 50 > one_address[0] * 49,
        ),
        Row::measured(
            format!("memory after {} requests with forged values", grouped(all)),
            format!("{:.1} MB more", mb(growth)),
            format!("at most {:.0} MB more", mb(MAX_GROWTH_KB)),
            growth <= MAX_GROWTH_KB,
        ),
    ])
}

#[expect(clippy::cast_precision_loss, reason = "no machine has so much memory")]
pub(super) fn mb(kilobytes: u64) -> f64 {
    kilobytes as f64 / 1024.0
}
