//! The command `leadform`, run once.

use std::process::Stdio;

use anyhow::{Context, Result};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::sandbox::program;

/// What a command printed.
pub struct Printed {
    /// Its standard output, byte for byte.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

/// Runs `leadform` with `arguments` and `input` as its standard input.
pub async fn leadform(arguments: &[&str], input: &str) -> Result<Printed> {
    let mut command = Command::new(program().await?);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().context("cannot start leadform")?;
    let mut stdin = child.stdin.take().context("a piped input is missing")?;
    stdin.write_all(input.as_bytes()).await?;
    drop(stdin);
    let output = child.wait_with_output().await?;
    Ok(Printed { stdout: String::from_utf8(output.stdout)?, stderr: String::from_utf8(output.stderr)? })
}
