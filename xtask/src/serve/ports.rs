//! The addresses of `cargo xtask serve`.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::repository;

/// The sandbox's port, which Trunk.toml names too.
pub(super) const SANDBOX: u16 = 8788;

/// The gateway's port, which Trunk.toml names too.
pub(super) const GATEWAY: u16 = 8787;

/// A port of this machine's own address.
pub(super) struct Port {
    pub(super) number: u16,
    /// The flag that chooses another one.
    pub(super) flag: &'static str,
    pub(super) user: &'static str,
}

impl Port {
    pub(super) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.number)
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/", self.address())
    }

    /// Says so where another program has it.
    pub(super) fn check_free(&self) -> Result<()> {
        let Self { number, flag, user } = self;
        if let Err(error) = TcpListener::bind((Ipv4Addr::LOCALHOST, *number)) {
            bail!(
                "{user} cannot have port {number} ({error}); stop the program that has it, or choose another port: \
                 cargo xtask serve {flag} {}",
                number.saturating_add(1)
            );
        }
        Ok(())
    }

    /// Whether an HTTP server answers there.
    pub(super) fn answers(&self) -> bool {
        let ask = || -> std::io::Result<bool> {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.number))?;
            stream.set_read_timeout(Some(Duration::from_secs(2)))?;
            write!(stream, "GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address())?;
            let mut start = [0; 12];
            stream.read_exact(&mut start)?;
            Ok(start.ends_with(b" 200"))
        };
        ask().unwrap_or(false)
    }
}

/// The configuration for `trunk serve`: Trunk.toml, or a copy with other ports in it.
///
/// Trunk can add a proxy on its command line but not change one, and it resolves paths from the configuration's directory:
/// the copy lies beside Trunk.toml while it is in use.
pub(super) struct TrunkConfig {
    path: PathBuf,
    copied: bool,
}

impl TrunkConfig {
    pub(super) fn with(sandbox: &Port, gateway: &Port) -> Result<Self> {
        let path = repository::root().join("Trunk.toml");
        if sandbox.number == SANDBOX && gateway.number == GATEWAY {
            return Ok(Self { path, copied: false });
        }
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let copy = repository::root().join(format!(".trunk-serve-{}.toml", sandbox.number));
        let text = with_port(&with_port(&text, SANDBOX, sandbox)?, GATEWAY, gateway)?;
        std::fs::write(&copy, text).with_context(|| format!("cannot write {}", copy.display()))?;
        Ok(Self { path: copy, copied: true })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TrunkConfig {
    fn drop(&mut self) {
        if self.copied {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

fn with_port(config: &str, usual: u16, port: &Port) -> Result<String> {
    let usual = format!("http://127.0.0.1:{usual}/");
    if !config.contains(&usual) {
        bail!(
            "Trunk.toml has no [[proxies]] entry with the backend {usual}, which {} would change",
            port.flag
        );
    }
    Ok(config.replace(&usual, &port.url()))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::{Port, SANDBOX, with_port};

    #[test]
    fn a_taken_port_is_refused_with_the_flag_that_chooses_another() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let number = listener.local_addr().unwrap().port();
        let error = Port { number, flag: "--port", user: "the site" }.check_free().unwrap_err().to_string();
        assert!(
            error.contains(&format!("port {number}")) && error.contains("cargo xtask serve --port"),
            "{error}"
        );
    }

    #[test]
    fn trunk_is_told_of_another_sandbox_port() {
        let config = include_str!("../../../Trunk.toml");
        let port = Port { number: 9999, flag: "--sandbox-port", user: "the sandbox" };
        let changed = with_port(config, SANDBOX, &port).unwrap();
        assert!(changed.contains("backend = \"http://127.0.0.1:9999/p/\""), "{changed}");
        assert!(with_port("", SANDBOX, &port).unwrap_err().to_string().contains("--sandbox-port"));
    }
}
