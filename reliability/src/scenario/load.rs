//! Throughput, latency and memory, as ratios of what was measured in turn on one machine in one run.

mod latency;
mod memory;
mod nginx;
mod throughput;

use std::time::Duration;

use anyhow::Result;

use crate::bench::{Load, Request};
use crate::report::Row;
use crate::rig::Run;

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    let mut rows = throughput::rows(run)?;
    rows.extend(latency::rows(run)?);
    rows.extend(memory::rows(run)?);
    Ok(rows)
}

/// Leads for `consult`, as fast as they are answered.
fn full_load(address: std::net::SocketAddr, seconds: u64) -> Load {
    Load {
        address,
        request: Request::leads("consult"),
        connections: 128,
        rate: None,
        duration: Duration::from_secs(seconds),
        answers: usize::MAX,
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_median_is_the_one_in_the_middle() {
        assert!((super::median(&mut [9.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
    }
}
