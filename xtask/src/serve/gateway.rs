//! The gateway of `cargo xtask serve`: the demo's configuration, with this run's ports and its store out of the way.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::ports::{GATEWAY, Port, SANDBOX};
use crate::repository;

/// The sandbox's keys, by the names of the variables that the demo's configuration asks for. They open nothing else.
const KEYS: [(&str, &str); 4] = [
    ("SANDBOX_LADIFLOW_KEY", "sandbox-ladiflow-key"),
    ("SANDBOX_ERP_KEY", "sandbox-erp-key"),
    ("SANDBOX_1OFFICE_KEY", "sandbox-1office-key"),
    ("SANDBOX_ZALO_KEY", "sandbox-zalo-key"),
];

/// The command that runs it. What it stores stays in `target/serve/` for the next time.
pub(super) fn command(leadform: &Path, gateway: &Port, sandbox: &Port, site: &Port) -> Result<Command> {
    let config = write(gateway, sandbox, site)?;
    let mut command = Command::new(leadform);
    command.arg("serve").arg("--config").arg(config).envs(KEYS).current_dir(repository::root());
    Ok(command)
}

fn write(gateway: &Port, sandbox: &Port, site: &Port) -> Result<PathBuf> {
    let examples = repository::root().join("examples");
    let example = examples.join("gateway/leadform.toml");
    let text =
        std::fs::read_to_string(&example).with_context(|| format!("cannot read {}", example.display()))?;
    let folder = repository::root().join("target/serve");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let file = folder.join("leadform.toml");
    let text = text
        .replace(&format!("127.0.0.1:{GATEWAY}"), &gateway.address())
        .replace(&format!("127.0.0.1:{SANDBOX}"), &sandbox.address())
        .replace("\"http://127.0.0.1:8080\", \"http://localhost:8080\"", &origins(site))
        .replace("\"../", &format!("\"{}/", examples.display()));
    std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

/// Whoever opens the site types either name.
fn origins(site: &Port) -> String {
    format!("\"http://127.0.0.1:{0}\", \"http://localhost:{0}\"", site.number)
}
