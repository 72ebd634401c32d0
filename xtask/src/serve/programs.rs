//! The servers that run until Ctrl-C, and are stopped together with all that they started.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::command::describe;

/// How long a server gets to end in its own way.
const PATIENCE: Duration = Duration::from_secs(5);

/// Stopped when dropped, whichever way `serve` ends.
#[derive(Default)]
pub(super) struct Programs(Vec<(&'static str, Child)>);

impl Programs {
    pub(super) fn start(&mut self, name: &'static str, command: &mut Command) -> Result<()> {
        // Trunk starts cargo, cargo starts rustc: in a group of their own all of them can be stopped together. Then the
        // terminal's Ctrl-C comes to this process only, which passes it on.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command.stdin(Stdio::null()).spawn();
        let child = child.with_context(|| format!("cannot start {name}: `{}`", describe(command)))?;
        self.0.push((name, child));
        Ok(())
    }

    /// The first one that has ended, if one has.
    pub(super) fn ended(&mut self) -> Result<Option<(&'static str, ExitStatus)>> {
        for (name, child) in &mut self.0 {
            if let Some(status) = child.try_wait().with_context(|| format!("{name} was lost"))? {
                return Ok(Some((name, status)));
            }
        }
        Ok(None)
    }
}

impl Drop for Programs {
    fn drop(&mut self) {
        for (_, child) in &mut self.0 {
            signal::end(child);
        }
        let deadline = Instant::now() + PATIENCE;
        for (_, child) in &mut self.0 {
            while Instant::now() < deadline && matches!(child.try_wait(), Ok(None)) {
                std::thread::sleep(Duration::from_millis(20));
            }
            signal::kill(child);
            let _ = child.wait();
        }
    }
}

#[cfg(unix)]
mod signal {
    use std::process::Child;

    use rustix::process::{Pid, Signal, kill_process_group};

    pub(super) fn end(child: &Child) {
        // Where the group has gone already there is nothing to do.
        let _ = kill_process_group(Pid::from_child(child), Signal::TERM);
    }

    pub(super) fn kill(child: &Child) {
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
}

#[cfg(not(unix))]
mod signal {
    use std::process::Child;

    pub(super) fn end(_: &Child) {}

    pub(super) fn kill(child: &mut Child) {
        let _ = child.kill();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use super::Programs;

    #[test]
    fn what_a_program_started_is_stopped_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let (alive, pid) = (dir.path().join("alive"), dir.path().join("pid"));
        let script = format!(
            "(while :; do touch {0}; sleep 0.05; done) & echo > {1}; wait",
            alive.display(),
            pid.display()
        );
        let mut programs = Programs::default();
        programs.start("a test", Command::new("sh").args(["-c", &script])).unwrap();
        while !alive.exists() {
            std::thread::sleep(Duration::from_millis(10));
        }
        drop(programs);
        // The grandchild would write the file again.
        let _ = std::fs::remove_file(&alive);
        std::thread::sleep(Duration::from_millis(300));
        assert!(!alive.exists());
    }

    #[test]
    fn one_that_ends_by_itself_is_named() {
        let mut programs = Programs::default();
        programs.start("the short one", &mut Command::new("true")).unwrap();
        let ended = loop {
            if let Some((name, status)) = programs.ended().unwrap() {
                break (name, status.success());
            }
        };
        assert_eq!(ended, ("the short one", true));
    }
}
