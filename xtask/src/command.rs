//! Running other programs, with errors that say which one failed and what to do.

use std::io::Write;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// Runs it with this terminal as its output.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("`{}` failed ({status}); its own message is above", describe(command));
    }
    Ok(())
}

/// Runs it with this terminal as its output, and says how it ended.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    command.status().with_context(|| format!("cannot start `{}`; is it installed?", describe(command)))
}

/// What it prints to standard output. Its standard error goes to this terminal.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    pipe(command, b"")
}

/// What it prints when it reads `input`.
pub(crate) fn pipe(command: &mut Command, input: &[u8]) -> Result<Vec<u8>> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`; is it installed?", describe(command)))?;
    // A program that refuses its arguments may close its input first: its exit status says more than this error.
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(input));
    let output = child.wait_with_output().with_context(|| format!("`{}` was lost", describe(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({}); its own message is above", describe(command), output.status);
    }
    written.with_context(|| format!("`{}` did not read its input", describe(command)))?;
    Ok(output.stdout)
}

/// The command as one would type it.
pub(crate) fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    #[test]
    fn a_missing_program_is_named() {
        let error = super::run(&mut Command::new("no-such-program-here")).unwrap_err();
        assert!(format!("{error:#}").contains("no-such-program-here"), "{error:#}");
    }

    #[test]
    fn a_failure_names_the_whole_command() {
        let error =
            super::run(Command::new("cargo").arg("no-such-subcommand").stderr(std::process::Stdio::null()));
        assert!(error.unwrap_err().to_string().contains("cargo no-such-subcommand"));
    }
}
