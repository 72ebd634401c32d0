//! `leadform sandbox`, which stands in for the five APIs and has a plain proxy in front of each.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tokio::process::Command;

use crate::dist;
use crate::process::{self, Ready};

/// A sandbox of the test's own, on a free port.
pub struct Sandbox {
    url: String,
    client: reqwest::Client,
    _process: Ready,
}

impl Sandbox {
    /// Starts one, with the forms in `examples/`.
    pub(crate) async fn start() -> Result<Self> {
        const READY: &str = "Sandbox listening on ";
        let mut command = Command::new(program().await?);
        command.args(["sandbox", "--quiet", "--listen", "127.0.0.1:0"]);
        let process = process::start(&mut command, READY).await?;
        let url = process.line.split(READY).nth(1).context("the sandbox did not say where it listens")?;
        Ok(Self { url: url.trim().to_owned(), client: reqwest::Client::new(), _process: process })
    }

    /// `http://127.0.0.1:PORT`. The page is at its root, the proxies at `/p/NAME`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The requests that reached it, oldest first, as `GET /requests` lists them: what the browser sent to a proxy
    /// (`part` is `proxy`) and what the API would get (`api`).
    pub async fn requests(&self) -> Result<Vec<Value>> {
        let answer = self.client.get(format!("{}/requests", self.url)).send().await?.error_for_status()?;
        match serde_json::from_str(&answer.text().await?)? {
            Value::Array(requests) => Ok(requests),
            other => bail!("the sandbox lists its requests as {other}, which is no list"),
        }
    }
}

/// The sandbox's keys, by the names of the variables that the demo's configuration asks for.
pub(crate) fn keys() -> [(&'static str, &'static str); 4] {
    [
        ("SANDBOX_LADIFLOW_KEY", "sandbox-ladiflow-key"),
        ("SANDBOX_ERP_KEY", "sandbox-erp-key"),
        ("SANDBOX_1OFFICE_KEY", "sandbox-1office-key"),
        ("SANDBOX_ZALO_KEY", "sandbox-zalo-key"),
    ]
}

/// The program `leadform`: what `LEADFORM` names, or what cargo builds.
pub(crate) async fn program() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("LEADFORM") {
        return Ok(path.into());
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--package", "leadform-gateway", "--bin", "leadform"]);
    build.arg("--message-format=json-render-diagnostics").current_dir(dist::root());
    let output = build.stderr(std::process::Stdio::inherit()).output().await.context("cannot start cargo")?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let artifacts = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = artifacts.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    programs.next().context("cargo could not build the program `leadform`; its own message is above")
}
