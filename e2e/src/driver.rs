//! chromedriver, which drives Chromium.

use std::ffi::OsString;

use anyhow::{Context, Result};
use tokio::process::Command;

use crate::process::{self, Ready};

/// A chromedriver of the test's own, on a free port. The browsers that it started end with it.
pub(crate) struct Driver {
    url: String,
    _process: Ready,
}

impl Driver {
    pub(crate) async fn start() -> Result<Self> {
        const READY: &str = "was started successfully on port ";
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| OsString::from("chromedriver"));
        let start = async || {
            let mut command = Command::new(&program);
            process::start(command.arg("--port=0"), READY).await
        };
        // It takes a free port of IPv6, and gives up where the same one is taken in IPv4. The next one it finds is another.
        let mut started = start().await;
        for _ in 0..3 {
            if started.is_err() {
                started = start().await;
            }
        }
        let process = started.context(
            "chromedriver is needed: on Debian, apt-get install chromium chromium-driver; elsewhere set CHROMEDRIVER to it",
        )?;
        let port = process.line.split(READY).nth(1).map(|port| port.trim().trim_end_matches('.'));
        let url = format!("http://127.0.0.1:{}", port.context("chromedriver did not name its port")?);
        Ok(Self { url, _process: process })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}
