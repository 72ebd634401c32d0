//! Programs that live as long as a test.

use std::process::Stdio;

use anyhow::{Context, Result};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A program that has said that it is ready. It ends when this is dropped.
pub(crate) struct Ready {
    /// The line in which it said so.
    pub(crate) line: String,
    child: Child,
}

impl Ready {
    /// Kills it, and waits until it is gone.
    pub(crate) async fn kill(mut self) -> Result<()> {
        self.child.kill().await.context("cannot kill a program of the test's own")
    }
}

/// Starts a program, and waits for a line of its output that contains `sign`.
pub(crate) async fn start(command: &mut Command, sign: &str) -> Result<Ready> {
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    let mut lines = BufReader::new(child.stdout.take().context("a piped output is missing")?).lines();
    let mut said = String::new();
    while let Some(line) = lines.next_line().await? {
        if line.contains(sign) {
            // What it says later must go somewhere, or it would stop when the pipe is full.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(Ready { line, child });
        }
        said.push_str(&line);
        said.push('\n');
    }
    let status = child.wait().await?;
    anyhow::bail!("{name} ended ({status}) before it said `{sign}`; it said:\n{said}")
}
