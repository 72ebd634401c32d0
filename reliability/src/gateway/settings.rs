//! The files that a gateway is started with: its configuration, the definition and the keys.

use std::fmt::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};

use crate::lead;

/// The key of every fake API. It must be found nowhere but in the requests to them.
pub(crate) const CANARY: &str = "canary-7f3a9c-do-not-leak-51e0";

/// One form, and the API that its leads go to.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) form: Arc<str>,
    pub(crate) upstream: SocketAddr,
    /// `retry` or `hold`
    pub(crate) on_ambiguous: &'static str,
}

/// What a gateway is started with. The addresses stay the same when it is started again.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) directory: PathBuf,
    pub(crate) address: SocketAddr,
    pub(crate) metrics: SocketAddr,
    pub(crate) routes: Vec<Route>,
    /// More lines for `[server]`.
    pub(crate) server: String,
    /// More lines for `[store]`.
    pub(crate) store: String,
    /// More lines for each `[upstream]`.
    pub(crate) upstream: String,
}

impl Settings {
    pub(crate) fn new(directory: &Path, routes: Vec<Route>) -> Result<Self> {
        Ok(Self {
            directory: directory.to_owned(),
            address: free_address()?,
            metrics: free_address()?,
            routes,
            server: String::new(),
            store: "min_free_mb = 0\n".to_owned(),
            upstream: "timeout_ms = 2000\n".to_owned(),
        })
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.directory.join("leadform.db")
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.directory.join("leadform.toml")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.directory.join("gateway.log")
    }

    /// Writes them.
    pub(crate) fn write(&self) -> Result<()> {
        let write = |path: PathBuf, text: &str| {
            std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
        };
        write(self.directory.join("form.json"), lead::DEFINITION)?;
        let secret = self.directory.join("secret");
        write(secret.clone(), CANARY)?;
        owner_only(&secret)?;
        write(self.config(), &self.toml())
    }

    fn toml(&self) -> String {
        let mut text = format!(
            "[server]\nlisten = \"{}\"\nmetrics = \"{}\"\n{}\n[store]\nurl = \"sqlite:leadform.db\"\n{}\n",
            self.address, self.metrics, self.server, self.store
        );
        for Route { form, upstream, on_ambiguous } in &self.routes {
            let _ = write!(
                text,
                "[upstream.{form}]\nkind = \"erp\"\nbase_url = \"http://{upstream}\"\nsecret_file = \"secret\"\n\
                 on_ambiguous = \"{on_ambiguous}\"\n{}\n\
                 [form.{form}]\ndefinition = \"form.json\"\nupstream = \"{form}\"\n\
                 allowed_origins = [\"https://www.example.vn\"]\n\n[form.{form}.values]\n{}\n",
                self.upstream,
                lead::SUPPLIED
            );
        }
        text
    }
}

/// A key that others may read could be refused.
fn owner_only(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
        .with_context(|| format!("cannot protect {}", path.display()))
}

/// A port that is free now. The gateway must come back to the same one after it was killed.
pub(crate) fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("cannot listen on loopback")?;
    Ok(listener.local_addr()?)
}
