//! How many tests passed, read from what the test programs print.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

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
    let name = describe(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{name}`"))?;
    let output = child.stdout.take().context("a piped output is missing")?;
    let screen = &mut std::io::stdout();
    finish(&name, child, listen(output, screen, &mut |_| {})?)
}

/// The same, and hands every line on, also of what goes to standard error: there Cargo names the file whose tests run.
pub(super) fn tests_watched(command: &mut Command, watch: &mut dyn FnMut(&str)) -> Result<Counts> {
    let name = describe(command);
    // One pipe for both, or their order would be lost.
    let (output, input) = std::io::pipe().context("no pipe")?;
    command.stdout(input.try_clone().context("no pipe")?).stderr(input);
    let child = command.spawn().with_context(|| format!("cannot start `{name}`"))?;
    // The pipe ends when nobody can write into it any more.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    finish(&name, child, listen(output, &mut std::io::stdout(), watch)?)
}

/// Shows what is printed, and adds up the summaries in it.
fn listen(output: impl Read, screen: &mut impl Write, watch: &mut dyn FnMut(&str)) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    // Bytes, not strings: a test may print what is no UTF-8.
    while output.read_until(b'\n', &mut line)? > 0 {
        screen.write_all(&line)?;
        let text = String::from_utf8_lossy(&line);
        watch(&text);
        if let Some(summary) = summary(&text) {
            counts.add(summary);
        }
        line.clear();
    }
    Ok(counts)
}

fn finish(name: &str, mut child: Child, mut counts: Counts) -> Result<Counts> {
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

    use super::{Counts, finish, listen, summary};

    /// What a shell script comes to. The screen is a vector: real ones are read by this very command.
    fn tests(script: &str) -> Counts {
        let mut command = Command::new("sh");
        let mut child = command.args(["-c", script]).stdout(std::process::Stdio::piped()).spawn().unwrap();
        let output = child.stdout.take().unwrap();
        finish("sh", child, listen(output, &mut Vec::new(), &mut |_| {}).unwrap()).unwrap()
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

    #[test]
    fn whoever_watches_hears_every_line_in_its_order() {
        let mut heard = Vec::new();
        let script =
            "echo '  Running tests/a.rs' >&2; echo 'test one ... ok'; echo '  Running tests/b.rs' >&2";
        let mut command = Command::new("sh");
        super::tests_watched(command.args(["-c", script]), &mut |line| heard.push(line.trim().to_owned()))
            .unwrap();
        assert_eq!(heard, ["Running tests/a.rs", "test one ... ok", "Running tests/b.rs"]);
    }
}
