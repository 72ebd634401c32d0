//! The gateway's configuration: one TOML file, read once into what the rest of the gateway works with.
//!
//! Everything downstream relies on what stands here being right: a [`Config`] is only made when no mistake was found.

mod address;
mod alert;
mod default;
mod file;
mod form;
mod mistake;
pub(crate) mod outside;
mod reader;
mod reload;
mod section;
mod server;
mod store;
mod tables;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod upstream;
mod widget;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use leadform_spec::Definition;
use secrecy::SecretString;
use serde_json::Value;
use url::Url;

use outside::{Machine, Outside as _};

pub(crate) use default::DEFAULT;
pub(crate) use file::parse;
pub(crate) use mistake::{Mistake, report};

/// All that the file says, checked as a whole.
#[derive(Debug)]
pub(crate) struct Config {
    /// The file itself.
    pub(crate) path: PathBuf,
    pub(crate) server: Server,
    pub(crate) store: Store,
    pub(crate) upstreams: Vec<Arc<Upstream>>,
    pub(crate) forms: Vec<Arc<Form>>,
    pub(crate) alert: Alert,
    /// The widget's files, if the gateway serves them.
    pub(crate) widget: Option<Widget>,
}

/// `[server]`
#[derive(Debug, Clone)]
pub(crate) struct Server {
    /// Where visitors' requests come in.
    pub(crate) listen: SocketAddr,
    /// Where metrics are read; a loopback address. `metrics = ""` turns it off.
    pub(crate) metrics: Option<SocketAddr>,
    /// What visitors' browsers call this server, such as `https://forms.example.vn`: its own pages may post to it.
    pub(crate) public_url: Option<Url>,
    /// Whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<ipnet::IpNet>,
    /// How many connections are held at once.
    pub(crate) max_connections: usize,
    /// How long a request's head may take.
    pub(crate) header_timeout: Duration,
    /// How long a body may stand still. (In all it gets this, and a second for each 16 KiB of its limit.)
    pub(crate) body_timeout: Duration,
    /// How long requests that are under way get when the gateway is stopped.
    pub(crate) shutdown_timeout: Duration,
    /// Leads and page views per minute and address; loopback is exempt.
    pub(crate) requests_per_minute: u32,
    /// How many of them may come at once.
    pub(crate) burst: u32,
}

/// `[store]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Store {
    /// The database file.
    pub(crate) path: PathBuf,
    /// With less free space than this, in bytes, no lead is accepted.
    pub(crate) min_free_bytes: u64,
    /// How many leads may wait to be written.
    pub(crate) queue: usize,
    /// How long a delivered lead is kept; `None` is for ever. Nothing undelivered is ever deleted.
    pub(crate) keep_delivered: Option<Duration>,
}

/// `[upstream.NAME]`: an API that leads are delivered to.
#[derive(Debug)]
pub(crate) struct Upstream {
    pub(crate) name: Arc<str>,
    pub(crate) kind: UpstreamKind,
    pub(crate) base_url: Url,
    /// In place of the documented path.
    pub(crate) path: Option<String>,
    pub(crate) secret: SecretString,
    /// Where the key goes: as documented, or as `auth_in` and `auth_name` say.
    pub(crate) auth: Auth,
    pub(crate) timeout: Duration,
    /// The least time between two requests.
    pub(crate) pace: Duration,
    /// How many requests are under way at once.
    pub(crate) concurrency: usize,
    pub(crate) on_ambiguous: OnAmbiguous,
}

/// `kind`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UpstreamKind {
    Ladiflow,
    Erp,
    Office,
    Zalo,
}

/// Where the key goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Auth {
    Header(String),
    /// A parameter of the address.
    Query(String),
    /// A parameter of the form body.
    Body(String),
}

/// What to do when nobody can know whether the API has the lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnAmbiguous {
    /// Send it again: rather twice than never.
    Retry,
    /// Keep it for the operator.
    Hold,
}

/// `[form.NAME]`
#[derive(Debug)]
pub(crate) struct Form {
    /// As in `/f/NAME`.
    pub(crate) name: Arc<str>,
    pub(crate) definition: Definition,
    /// The definition's own JSON, in its order.
    pub(crate) source: Value,
    pub(crate) upstream: Arc<Upstream>,
    pub(crate) allowed_origins: AllowedOrigins,
    /// What the definition calls supplied, by path; checked.
    pub(crate) values: Vec<(String, Value)>,
    /// Which path of the API lists a field's choices: `/api/v1/district?state_id={state_id}`.
    pub(crate) options: BTreeMap<String, String>,
    /// How long such a list is taken as fresh.
    pub(crate) options_ttl: Duration,
    /// Less time than this between the first input and the press is doubtful.
    pub(crate) min_fill: Duration,
    /// What happens to doubtful leads.
    pub(crate) doubtful: Doubtful,
    /// The largest body, in bytes, derived from the definition.
    pub(crate) max_body_bytes: usize,
}

/// `allowed_origins`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AllowedOrigins {
    /// `["*"]`
    Any,
    /// Each as a browser writes it: `https://www.example.vn`.
    Listed(Vec<String>),
}

/// `doubtful`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubtful {
    /// Marked, and delivered like all others.
    Deliver,
    /// Marked, and kept for the operator.
    Hold,
}

/// `[alert]`
#[derive(Clone)]
pub(crate) struct Alert {
    pub(crate) webhook: Option<Url>,
    /// An undelivered lead older than this is worth an alert.
    pub(crate) oldest: Duration,
    /// The same alert is not repeated before this.
    pub(crate) repeat: Duration,
}

/// `[widget]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Widget {
    /// What `cargo xtask build` wrote.
    pub(crate) dir: PathBuf,
    /// The release before: pages that were opened with it still ask for its files.
    pub(crate) previous_dir: Option<PathBuf>,
}

/// The address of a webhook is a secret by itself.
impl std::fmt::Debug for Alert {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { webhook, oldest, repeat } = self;
        let webhook = webhook.as_ref().map(|_| "[REDACTED]");
        f.debug_struct("Alert")
            .field("webhook", &webhook)
            .field("oldest", oldest)
            .field("repeat", repeat)
            .finish()
    }
}

impl Config {
    pub(crate) fn form(&self, name: &str) -> Option<&Arc<Form>> {
        self.forms.iter().find(|form| &*form.name == name)
    }

    pub(crate) fn upstream(&self, name: &str) -> Option<&Arc<Upstream>> {
        self.upstreams.iter().find(|upstream| &*upstream.name == name)
    }
}

/// Nobody writes a longer file by hand.
const LIMIT_BYTES: usize = 1024 * 1024;

/// Reads the file of a running gateway again. What cannot change while it runs is a mistake too, so the new file is taken
/// over as a whole or not at all.
pub(crate) fn reload(running: &Config) -> Result<Config, Vec<Mistake>> {
    let text = read(&running.path).map_err(|mistake| vec![mistake])?;
    parse(&running.path, &text, &Machine, Some(running))
}

/// The text of the file alone.
pub(crate) fn read(path: &Path) -> Result<String, Mistake> {
    let mistake = |problem: String, remedy: &str| Mistake {
        file: path.to_owned(),
        line: None,
        problem,
        remedy: remedy.to_owned(),
    };
    let bytes = Machine.read(path, LIMIT_BYTES).map_err(|error| {
        mistake(
            format!("the configuration cannot be read: {}", outside::words(&error)),
            "Name the file with --config FILE. `leadform serve --print-default > leadform.toml` makes one to begin with.",
        )
    })?;
    let text = String::from_utf8(bytes);
    text.map_err(|_| mistake("this is not UTF-8".to_owned(), "Save the configuration as UTF-8."))
}
