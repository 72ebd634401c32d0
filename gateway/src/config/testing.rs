//! Configurations for tests, made without a file: only what a test says differs from the defaults.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use leadform_spec::Api;
use leadform_spec::api::Secret;
use url::Url;

use super::{Alert, Auth, Config, Form, OnAmbiguous, Server, Store, Upstream, UpstreamKind};

/// The key of every upstream here.
pub(crate) const SECRET: &str = "canary-key-of-a-test";

/// An upstream that takes bodies for `api`, named as its kind is.
pub(crate) fn upstream(api: &Api, base_url: &str) -> Upstream {
    let kind = UpstreamKind::of(api).unwrap();
    Upstream {
        name: kind.name().into(),
        kind,
        base_url: Url::parse(base_url).unwrap(),
        path: None,
        secret: SECRET.into(),
        auth: match api.secret {
            Secret::Header(name) => Auth::Header(name.to_owned()),
            Secret::Parameter(name) => Auth::Query(name.to_owned()),
        },
        timeout: Duration::from_secs(15),
        pace: Duration::ZERO,
        concurrency: 4,
        on_ambiguous: OnAmbiguous::Retry,
    }
}

/// A gateway with these forms and their upstreams, its database in `directory`, on free ports.
pub(crate) fn config(directory: &Path, forms: Vec<Form>) -> Config {
    let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let mut upstreams: Vec<Arc<Upstream>> = Vec::new();
    for form in &forms {
        if upstreams.iter().all(|known| known.name != form.upstream.name) {
            upstreams.push(Arc::clone(&form.upstream));
        }
    }
    Config {
        path: PathBuf::from("leadform.toml"),
        server: Server {
            listen: free,
            metrics: Some(free),
            public_url: None,
            trusted_proxies: Vec::new(),
            max_connections: 4096,
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(15),
            shutdown_timeout: Duration::from_secs(25),
            requests_per_minute: 120,
            burst: 40,
        },
        store: Store {
            path: directory.join("leadform.db"),
            min_free_bytes: 0,
            queue: 4096,
            keep_delivered: Some(Duration::from_hours(24 * 90)),
        },
        upstreams,
        forms: forms.into_iter().map(Arc::new).collect(),
        alert: Alert { webhook: None, oldest: Duration::from_hours(1), repeat: Duration::from_hours(1) },
        widget: None,
    }
}
