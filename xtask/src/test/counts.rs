//! How many tests passed, read from what the test programs print.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::command::describe;

/// Tests, or checks, that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Counts {
    pub(super) passed: u32,
    pub(super) failed: u32,
}

impl Counts {
    pub(super) const PASSED: Self = Self { passed: 1, failed: 0 };
    pub(super) const FAILED: Self = Self { passed: 0, failed: 1 };

    pub(super) fn of_check(passed: bool) -> Self {
        if passed { Self::PASSED } else { Self::FAILED }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs a program as one check: it passes where the program ends well.
pub(super) fn check(command: &mut Command) -> Result<Counts> {
    crate::command::status(command).map(|status| Counts::of_check(status.success()))
}

/// Runs test programs, shows what they print, and adds up their summaries.
pub(super) fn tests(command: &mut Command) -> Result<Counts> {
    tests_shown_on(&mut std::io::stdout(), command)
}

fn tests_shown_on(screen: &mut impl Write, command: &mut Command) -> Result<Counts> {
    let name = describe(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{name}`"))?;
    let mut counts = Counts::default();
    let mut output = BufReader::new(child.stdout.take().context("a piped output is missing")?);
    let mut line = Vec::new();
    // Bytes, not strings: a test may print what is no UTF-8.
    while output.read_until(b'\n', &mut line)? > 0 {
        screen.write_all(&line)?;
        if let Some(summary) = summary(&String::from_utf8_lossy(&line)) {
            counts.add(summary);
        }
        line.clear();
    }
    let status = child.wait().with_context(|| format!("`{name}` was lost"))?;
    if !status.success() && counts.failed == 0 {
        eprintln!("`{name}` failed ({status}) without a test that failed");
        counts.add(Counts::FAILED);
    }
    Ok(counts)
}

/// Reads `test result: ok. 12 passed; 0 failed; …`, as both libtest and wasm-bindgen-test print it.
fn summary(line: &str) -> Option<Counts> {
    let (_, rest) = line.split_once("test result: ")?;
    let number = |word: &str| {
        let before = rest.split_once(word)?.0;
        before.rsplit([' ', '.']).next()?.parse().ok()
    };
    Some(Counts { passed: number(" passed")?, failed: number(" failed")? })
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{Counts, summary, tests_shown_on};

    /// What a shell script comes to. The screen is a vector: real ones are read by this very command.
    fn tests(script: &str) -> Counts {
        tests_shown_on(&mut Vec::new(), Command::new("sh").args(["-c", script])).unwrap()
    }

    #[test]
    fn both_kinds_of_summary_are_read() {
        let libtest =
            "test result: ok. 20 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.33s";
        assert_eq!(summary(libtest), Some(Counts { passed: 20, failed: 0 }));
        let wasm = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out";
        assert_eq!(summary(wasm), Some(Counts { passed: 3, failed: 2 }));
        assert_eq!(summary("test check::tests::a_result ... ok"), None);
    }

    #[test]
    fn several_programs_are_added_up() {
        let script =
            "echo 'test result: ok. 2 passed; 0 failed;'; echo 'test result: ok. 3 passed; 0 failed;'";
        assert_eq!(tests(script), Counts { passed: 5, failed: 0 });
    }

    #[test]
    fn a_program_that_never_came_to_its_summary_has_failed() {
        assert_eq!(tests("exit 101"), Counts::FAILED);
    }
}
