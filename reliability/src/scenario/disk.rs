//! No space left on the disk: a small one of its own where this machine lets us mount it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Result;

use crate::client::{Plan, Traffic};
use crate::gateway::{Settings, Wrapper};
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::upstream::Behaviour;

const MEGABYTES: u32 = 6;

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    let mut rows = vec![limited(run)?];
    let what = format!("a disk of {MEGABYTES} MB is filled until the last byte");
    let mut rig = Rig::one_form(run, "disk-full", Behaviour::Healthy)?;
    let Some(mount) = Mount::new(&rig.directory().join("disk"))? else {
        rows.push(Row::skipped(what, "this machine does not let us mount a small disk"));
        return Ok(rows);
    };
    rig.settings.directory.clone_from(&mount.place);
    rows.push(fill(run, &rig, what)?);
    drop(mount);
    Ok(rows)
}

/// Files may not grow beyond a limit: `ulimit -f`, which needs no rights.
fn limited(run: &Run) -> Result<Row> {
    let rig = Rig::one_form(run, "file-limit", Behaviour::Healthy)?;
    rig.start()?.kill()?;
    // In blocks of 512 bytes or 1 KiB, by the shell. The signal that goes with it is ignored, so that the write fails.
    let script = "trap '' XFSZ; ulimit -f 8192; exec \"$0\" \"$@\"";
    let wrapper =
        Wrapper { command: ["sh", "-c", script].map(str::to_owned).to_vec(), variables: Vec::new() };
    let mut gateway = crate::gateway::Gateway::launch(&rig.program, &rig.settings, &wrapper)?;
    overwhelm(run, &rig, &mut gateway)?;
    gateway.kill()?;
    Ok(Row::clean("files may not grow any more (`ulimit -f`)", &rig.settle()?))
}

fn fill(run: &Run, rig: &Rig, what: String) -> Result<Row> {
    let mut gateway = rig.start()?;
    overwhelm(run, rig, &mut gateway)?;
    gateway.kill()?;
    // The operator makes space: the same files, where there is more of it.
    let larger = rig.directory().with_file_name("larger");
    std::fs::create_dir_all(&larger)?;
    for entry in std::fs::read_dir(rig.directory())?.flatten() {
        std::fs::copy(entry.path(), larger.join(entry.file_name()))?;
    }
    let settled = Rig {
        program: rig.program.clone(),
        settings: Settings { directory: larger, ..rig.settings.clone() },
        upstreams: Vec::new(),
        ledger: rig.ledger.clone(),
        drain_limit: rig.drain_limit,
    };
    settled.settle()?;
    let mut judged = rig.settings.clone();
    judged.directory.clone_from(&settled.settings.directory);
    let upstream =
        rig.upstreams.first().map(|(_, upstream)| upstream.ledger().snapshot()).unwrap_or_default();
    let stored = crate::store::read(&judged.database())?;
    Ok(Row::clean(what, &crate::oracle::judge(&rig.ledger.snapshot(), &stored, &upstream)))
}

/// Leads until none is taken any more, for a while, or the gateway ends.
fn overwhelm(run: &Run, rig: &Rig, gateway: &mut crate::gateway::Gateway) -> Result<()> {
    let mut plan = Plan::endless(rig.settings.address, "consult", 8);
    plan.pause = Duration::ZERO;
    plan.patience = Duration::from_millis(100);
    let traffic = Traffic::start(&plan, &rig.ledger);
    let (mut before, mut still) = (0, 0);
    for _ in 0..run.pick(40, 240) {
        let has_ended = gateway.wait_for_end(Duration::from_millis(500))?.is_some();
        let now = rig.ledger.acknowledgements();
        still = if now == before { still + 1 } else { 0 };
        before = now;
        if has_ended || (still > 6 && now > 0) {
            break;
        }
    }
    traffic.stop();
    Ok(())
}

/// A small disk in memory, until it is dropped.
struct Mount {
    place: std::path::PathBuf,
}

impl Mount {
    fn new(place: &Path) -> Result<Option<Self>> {
        std::fs::create_dir_all(place)?;
        let size = format!("size={MEGABYTES}m");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "leadform"]).arg(place);
        let is_mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        Ok(is_mounted.then(|| Self { place: place.to_owned() }))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // What is still mounted at the end is in a scratch directory.
        let _ = Command::new("umount").arg("-l").arg(&self.place).status();
    }
}
