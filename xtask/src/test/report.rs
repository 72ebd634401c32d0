//! What each stage came to, and the table and the line at the end.

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::counts::Counts;

/// The stages so far.
#[derive(Default)]
pub(super) struct Report(Vec<(&'static str, Counts, Duration)>);

impl Report {
    /// Runs a stage that makes something the others need. It counts only where it fails.
    pub(super) fn stage<T>(&mut self, name: &'static str, run: impl FnOnce() -> Result<T>) -> Option<T> {
        let start = Instant::now();
        match run() {
            Ok(made) => Some(made),
            Err(error) => {
                eprintln!("error: {error:#}");
                self.0.push((name, Counts::FAILED, start.elapsed()));
                None
            }
        }
    }

    /// Runs a stage of tests or checks.
    pub(super) fn counted(&mut self, name: &'static str, run: impl FnOnce() -> Result<Counts>) {
        println!("\n── {name} ──");
        let start = Instant::now();
        let counts = run().unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Counts::FAILED
        });
        self.0.push((name, counts, start.elapsed()));
    }

    /// A stage that cannot run has failed: nobody knows whether it would pass.
    pub(super) fn leave_out(&mut self, name: &'static str, because_of: &str) {
        println!("\n── {name} ──\nnot run, because `{because_of}` failed");
        self.0.push((name, Counts::FAILED, Duration::ZERO));
    }

    pub(super) fn has_failed(&self, name: &str) -> bool {
        self.0.iter().any(|(stage, counts, _)| *stage == name && counts.failed > 0)
    }

    pub(super) fn totals(&self) -> Counts {
        let mut totals = Counts::default();
        self.0.iter().for_each(|(_, counts, _)| totals.add(*counts));
        totals
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{:<14}{:>8}{:>8}{:>9}", "stage", "passed", "failed", "seconds")?;
        for (name, Counts { passed, failed }, duration) in &self.0 {
            writeln!(f, "{name:<14}{passed:>8}{failed:>8}{:>9.1}", duration.as_secs_f64())?;
        }
        let Counts { passed, failed } = self.totals();
        write!(f, "\n{passed} passed, {failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::{Counts, Report};

    #[test]
    fn the_last_line_is_the_sum() {
        let mut report = Report::default();
        report.counted("one", || Ok(Counts { passed: 20, failed: 0 }));
        report.counted("two", || Ok(Counts { passed: 3, failed: 1 }));
        assert!(report.to_string().ends_with("\n23 passed, 1 failed"), "{report}");
    }

    #[test]
    fn a_stage_that_cannot_run_has_failed() {
        let mut report = Report::default();
        report.counted("site", || bail!("no compiler"));
        report.leave_out("e2e", "site");
        assert!(report.has_failed("site") && report.has_failed("e2e"));
        assert_eq!(report.totals(), Counts { passed: 0, failed: 2 });
    }

    #[test]
    fn tools_that_are_there_are_no_test() {
        let mut report = Report::default();
        report.stage("tools", || Ok(()));
        assert_eq!(report.totals(), Counts::default());
    }
}
