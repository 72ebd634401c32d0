//! strace as a tool: it records system calls, and makes the k-th of them fail or deadly.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::gateway::Wrapper;
use crate::power::trace::CALLS;

/// Whether it is installed, and may trace here.
pub(crate) fn is_there() -> bool {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-o", "/dev/null", "true"]).stdout(Stdio::null()).stderr(Stdio::null());
    strace.status().is_ok_and(|status| status.success())
}

/// Records everything that matters for power loss.
pub(crate) fn recording(to: &Path) -> Wrapper {
    wrapper(&[
        "-f",
        "-y",
        "-xx",
        "-s",
        "1000000",
        "-e",
        "signal=none",
        "-e",
        &format!("trace={CALLS}"),
        "-o",
        &to.to_string_lossy(),
    ])
}

/// The calls to write and to sync. `SQLite` uses one or the other by how it was built.
pub(crate) const WRITES: &str = "write,pwrite64";
pub(crate) const SYNCS: &str = "fsync,fdatasync";

/// The k-th of these calls on the database or its log has this effect: `signal=SIGKILL` or `error=EIO`.
pub(crate) fn inject(database: &Path, calls: &str, effect: &str, when: &str) -> Wrapper {
    let log = format!("{}-wal", database.display());
    wrapper(&[
        "-f",
        "-P",
        &database.to_string_lossy(),
        "-P",
        &log,
        "-e",
        &format!("trace={calls}"),
        "-e",
        &format!("inject={calls}:{effect}:when={when}"),
        "-o",
        "/dev/null",
    ])
}

/// Every sync of the database or its log takes so much longer; all other calls go on at full speed.
pub(crate) fn slow_disk(sync_us: u32) -> Wrapper {
    wrapper(&[
        "-f",
        "--seccomp-bpf",
        "-e",
        &format!("trace={SYNCS}"),
        "-e",
        &format!("inject={SYNCS}:delay_exit={sync_us}"),
        "-o",
        "/dev/null",
    ])
}

fn wrapper(arguments: &[&str]) -> Wrapper {
    let command = std::iter::once("strace").chain(arguments.iter().copied()).map(str::to_owned).collect();
    Wrapper { command, variables: Vec::new() }
}
