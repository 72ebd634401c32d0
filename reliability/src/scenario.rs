//! The scenarios: what is done to the gateway, one file for each kind.

mod byte;
mod clock;
mod control;
mod disk;
mod forged;
mod kill;
mod load;
mod power;
mod secret;
mod syscall;
mod upstream;

use anyhow::Result;

use crate::report::Row;
use crate::rig::Run;

/// One of them.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    /// Part of a quick run.
    pub(crate) is_quick: bool,
    pub(crate) run: fn(&Run) -> Result<Vec<Row>>,
}

const fn scenario(
    name: &'static str,
    about: &'static str,
    is_quick: bool,
    run: fn(&Run) -> Result<Vec<Row>>,
) -> Scenario {
    Scenario { name, about, is_quick, run }
}

pub(crate) const SCENARIOS: [Scenario; 12] = [
    scenario("kill", "kill -9 at random moments under load", true, kill::run),
    scenario("syscall", "kill -9 at the k-th fsync and the k-th write", true, syscall::kills),
    scenario("io-error", "EIO from the k-th fsync and the k-th write", true, syscall::errors),
    scenario("disk-full", "no space left on the disk", true, disk::run),
    scenario("upstream", "every way in which an API fails", true, upstream::run),
    scenario("byte", "clients that are gone at each byte of a request", true, byte::run),
    scenario("clock", "the wall clock jumps", true, clock::run),
    scenario("power", "power loss before each promise could be kept", true, power::run),
    scenario("control", "negative controls: a broken gateway must be found out", true, control::run),
    scenario("secret", "a canary key and 10,000 marked persons", false, secret::run),
    scenario("forged", "1,000,000 forged X-Forwarded-For values", false, forged::run),
    scenario("load", "throughput, latency and memory, as ratios in one run", false, load::run),
];
