//! `leadform serve` with the configuration of the demo page, between the site and the sandbox.

use std::path::Path;

use anyhow::{Context, Result};
use tokio::process::Command;
use tokio::sync::Mutex;

use crate::process::{self, Ready};
use crate::{dist, sandbox};

/// A gateway of the test's own, on free ports, with its store in a folder of its own.
pub struct Gateway {
    url: String,
    folder: tempfile::TempDir,
    /// None while it is down.
    process: Mutex<Option<Ready>>,
}

impl Gateway {
    /// Starts one whose forms may be sent from `origin`, and whose leads go to the sandbox at `upstream`.
    pub(crate) async fn start(upstream: &str, origin: &str) -> Result<Self> {
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
        let (process, url) = serve(&file).await?;
        Ok(Self { url, folder, process: Mutex::new(Some(process)) })
    }

    /// Kills it, as a power cut would.
    pub async fn kill(&self) -> Result<()> {
        match self.process.lock().await.take() {
            Some(process) => process.kill().await,
            None => Ok(()),
        }
    }

    /// Starts it again with the same store, and says where: on another port than before.
    pub async fn start_again(&self) -> Result<String> {
        let mut place = self.process.lock().await;
        let (process, url) = serve(&self.config()).await?;
        *place = Some(process);
        Ok(url)
    }

    /// `http://127.0.0.1:PORT`, as it was started first. The forms are at `/f/NAME`.
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

async fn serve(config: &Path) -> Result<(Ready, String)> {
    const READY: &str = "Gateway listening on ";
    let mut command = Command::new(sandbox::program().await?);
    command.arg("serve").arg("--config").arg(config).envs(sandbox::keys());
    let process = process::start(&mut command, READY).await?;
    let url = process.line.split(READY).nth(1).context("the gateway did not say where it listens")?;
    let url = url.trim().to_owned();
    Ok((process, url))
}
