//! The wall clock jumps while leads come in and an API fails. Only the gateway's own clock: this machine's is left
//! alone.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::client::{Plan, Traffic};
use crate::gateway::{Gateway, Wrapper};
use crate::random::Random;
use crate::report::Row;
use crate::rig::{Rig, Run};
use crate::store;
use crate::upstream::{Behaviour, Fault};

/// In seconds.
const JUMPS: [(i64, &str); 4] =
    [(86_400, "a day ahead"), (-86_400, "a day back"), (7_200, "2 hours ahead"), (-7_200, "2 hours back")];

/// When it jumps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Running,
    /// The gateway was killed, and is started after the jump.
    Down,
}

pub(super) fn run(run: &Run) -> Result<Vec<Row>> {
    let Some(library) = library() else {
        return Ok(vec![Row::skipped("the wall clock jumps", "libfaketime is not installed")]);
    };
    let jumps = &JUMPS[..run.pick(2, JUMPS.len())];
    let before = traces();
    let mut rows = Vec::new();
    for (seconds, name) in jumps {
        rows.push(jump(run, &library, (*seconds, name), When::Running)?);
    }
    for (seconds, name) in &JUMPS[..2] {
        rows.push(jump(run, &library, (*seconds, name), When::Down)?);
    }
    for path in traces().difference(&before) {
        // Whoever is killed leaves it behind; it may still be removed then.
        let _ = std::fs::remove_file(path);
    }
    Ok(rows)
}

/// What libfaketime has put into shared memory for processes that have ended.
fn traces() -> HashSet<PathBuf> {
    let has_ended = |path: &PathBuf| {
        let name = path.to_string_lossy().into_owned();
        let (kind, process) = name.rsplit_once('_').unwrap_or_default();
        kind.contains("faketime_") && !Path::new("/proc").join(process).exists()
    };
    let entries = std::fs::read_dir("/dev/shm").into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(has_ended).collect()
}

fn jump(run: &Run, library: &Path, (seconds, name): (i64, &str), when: When) -> Result<Row> {
    let faults = vec![Fault::TooMany, Fault::ServerError];
    let behaviour = Behaviour::Mix(30, faults, Random::new(run.seed));
    let rig = Rig::one_form(run, &format!("clock {seconds} {when:?}"), behaviour)?;
    let offset = rig.directory().join("offset");
    set(&offset, 0)?;
    let wrapper = Wrapper {
        command: Vec::new(),
        variables: [
            ("LD_PRELOAD", library.to_string_lossy().into_owned()),
            ("FAKETIME_TIMESTAMP_FILE", offset.to_string_lossy().into_owned()),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            // A real clock that jumps leaves the monotonic one alone.
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec(),
    };
    let mut gateway = Gateway::start_in(&rig.program, &rig.settings, &wrapper)?;
    let traffic = Traffic::start(&Plan::endless(rig.settings.address, "consult", 4), &rig.ledger);
    std::thread::sleep(Duration::from_secs(2));
    if when == When::Down {
        gateway.kill()?;
        set(&offset, seconds)?;
        gateway = Gateway::start_in(&rig.program, &rig.settings, &wrapper)?;
    }
    set(&offset, seconds)?;
    std::thread::sleep(Duration::from_secs(run.pick(2, 5)));
    traffic.stop();
    for (_, upstream) in &rig.upstreams {
        upstream.behave(Behaviour::Healthy);
    }
    // Back or ahead, what is due in half a minute is delivered in about that time, and not in a day.
    let limit = std::time::Instant::now() + Duration::from_secs(run.pick(45, 75));
    let mut waiting = store::count(&rig.settings.database(), "pending")?;
    while waiting > 0 && std::time::Instant::now() < limit {
        std::thread::sleep(Duration::from_millis(200));
        waiting = store::count(&rig.settings.database(), "pending")?;
    }
    gateway.stop()?;
    let verdict = rig.settle()?;
    let moment = if when == When::Down { "between `kill -9` and the next start" } else { "under way" };
    let what = format!("the clock jumps {name} {moment}, while every third request to the API fails");
    let row = Row::clean(what, &verdict);
    Ok(row.and(waiting == 0, &format!("{waiting} leads still waited a minute after the API was well again")))
}

/// libfaketime reads it whenever somebody asks for the time.
fn set(file: &Path, seconds: i64) -> Result<()> {
    std::fs::write(file, format!("{seconds:+}\n")).with_context(|| format!("cannot write {}", file.display()))
}

fn library() -> Option<PathBuf> {
    let machine = format!("{}-linux-gnu", std::env::consts::ARCH);
    let places = [format!("/usr/lib/{machine}"), "/usr/lib".to_owned(), "/usr/local/lib".to_owned()];
    places
        .iter()
        .map(|place| Path::new(place).join("faketime/libfaketimeMT.so.1"))
        .find(|path| path.is_file())
}
