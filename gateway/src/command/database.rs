//! Which database a command works on: the one that the gateway's configuration names, or the one it is given.

use std::path::PathBuf;

use crate::Failure;
use crate::input::Source;
use crate::store::ledger::Ledger;

/// Shared by all commands on the store.
#[derive(clap::Args)]
pub(super) struct Database {
    /// The gateway's configuration. Only the `url` of [store] is read from it; no key is needed.
    #[arg(long, value_name = "FILE", default_value = "leadform.toml")]
    config: PathBuf,

    /// The database itself, in place of the one that the configuration names.
    #[arg(long, value_name = "FILE", conflicts_with = "config")]
    store: Option<PathBuf>,
}

impl Database {
    pub(super) fn open(&self) -> Result<Ledger, Failure> {
        Ledger::open(&self.path()?)
    }

    fn path(&self) -> Result<PathBuf, Failure> {
        if let Some(path) = &self.store {
            return Ok(path.clone());
        }
        let source = Source::from(Some(self.config.clone()));
        let text = source.text().map_err(|failure| {
            Failure::new(
                failure.to_string().lines().next().unwrap_or_default(),
                "Give the gateway's configuration by --config, or its database by --store.",
            )
        })?;
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let before = &text[..error.span().map_or(0, |span| span.start.min(text.len()))];
            let line = before.matches('\n').count() + 1;
            Failure::new(
                format!("{source}:{line}: not TOML: {}", error.message()),
                "Correct it there (`leadform serve --check` says more), or give the database by --store.",
            )
        })?;
        let url = match table.get("store").and_then(|store| store.get("url")) {
            None => "sqlite:leadform.db",
            Some(url) => url.as_str().unwrap_or_default(),
        };
        let file = url.strip_prefix("sqlite:").map(|file| file.strip_prefix("//").unwrap_or(file));
        match file.filter(|file| !file.is_empty()) {
            // Paths in the configuration are relative to it.
            Some(file) => Ok(self.config.parent().unwrap_or(&PathBuf::new()).join(file)),
            None => Err(Failure::new(
                format!("{source}: [store] url names no database"),
                "Write it as url = \"sqlite:leadform.db\", or give the database by --store.",
            )),
        }
    }
}
