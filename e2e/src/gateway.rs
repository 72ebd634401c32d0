//! `leadform serve` with the configuration of the demo page, between the site and the sandbox.

use std::path::Path;

use anyhow::{Context, Result};
use tokio::process::Command;

use crate::process::{self, Ready};
use crate::{dist, sandbox};

/// A gateway of the test's own, on free ports, with its store in a folder of its own.
pub struct Gateway {
    url: String,
    folder: tempfile::TempDir,
    _process: Ready,
}

impl Gateway {
    /// Starts one whose forms may be sent from `origin`, and whose leads go to the sandbox at `upstream`.
    pub(crate) async fn start(upstream: &str, origin: &str) -> Result<Self> {
        const READY: &str = "Gateway listening on ";
        let folder = tempfile::tempdir().context("no place for the gateway's files")?;
        let example = dist::root().join("examples/gateway/leadform.toml");
        let config = std::fs::read_to_string(&example).with_context(|| example.display().to_string())?;
        let examples = dist::root().join("examples");
        let config = config
            .replace("127.0.0.1:8787", "127.0.0.1:0")
            .replace("127.0.0.1:9787", "127.0.0.1:0")
            .replace("http://127.0.0.1:8788", upstream)
            .replace("http://127.0.0.1:8080", origin)
            .replace("\"../", &format!("\"{}/", examples.display()));
        let file = folder.path().join("leadform.toml");
        std::fs::write(&file, config)?;
        let mut command = Command::new(sandbox::program().await?);
        command.arg("serve").arg("--config").arg(&file).envs(sandbox::keys());
        let process = process::start(&mut command, READY).await?;
        let url = process.line.split(READY).nth(1).context("the gateway did not say where it listens")?;
        Ok(Self { url: url.trim().to_owned(), folder, _process: process })
    }

    /// `http://127.0.0.1:PORT`. The forms are at `/f/NAME`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its configuration, for `leadform leads --config`.
    pub fn config(&self) -> std::path::PathBuf {
        self.folder.path().join("leadform.toml")
    }

    /// The folder with its store.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
