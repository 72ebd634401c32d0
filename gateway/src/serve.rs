//! `leadform serve`: HTTP in front of `accept` and `store`, with `deliver` beside them.
//!
//! A request goes through `listen` (time-outs, caps), `routes` (rate, form, origin), `body`, and `submit`, which has it
//! checked by `accept` and written by the store before it answers. Delivery is another task and no request waits for it.

mod address;
mod body;
mod cors;
mod definition;
mod headers;
mod health;
mod listen;
mod options;
mod plain;
mod rate;
mod reload;
mod reply;
mod requests;
mod routes;
mod state;
mod submit;
mod tag;
mod web_form;
mod widget;

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::ArcSwap;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::{self, Config};
use crate::metrics::Metrics;
use crate::store::Store;
use crate::{Ending, Failure, deliver, log, output};
use listen::Limits;
use state::{Gateway, Shared};
use widget::Widget;

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use options::written;

/// The parts of a plain HTML form post with this boundary, or without one. For the fuzzer, which has no requests.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) async fn parts(
    boundary: Option<&str>,
    body: axum::body::Bytes,
) -> Result<Vec<(String, crate::accept::Part)>, String> {
    let way =
        boundary.map_or(submit::Way::UrlEncoded, |boundary| submit::Way::Multipart(boundary.to_owned()));
    web_form::parts(&way, body).await
}

/// What the command line says.
pub(crate) struct Options {
    pub(crate) config: PathBuf,
    /// Only say what is wrong with the configuration.
    pub(crate) check: bool,
}

/// Serves until it is told to stop.
pub(crate) fn serve(options: Options) -> Result<Ending, Failure> {
    let path = options.config;
    let text = config::read(&path).map_err(|mistake| {
        Failure::new(format!("{}: {}", mistake.file.display(), mistake.problem), mistake.remedy)
    })?;
    let config = match config::parse(&path, &text, &config::outside::Machine, None) {
        Ok(_) if options.check => {
            output::print(&format!("{}: no mistakes\n", path.display()))?;
            return Ok(Ending::Clean);
        }
        Ok(config) => config,
        Err(mistakes) if options.check => {
            output::print(&config::report(&mistakes))?;
            return Ok(Ending::Issues);
        }
        Err(mistakes) => {
            output::complain(config::report(&mistakes).trim_end());
            let problem =
                format!("{}: the gateway does not start with mistakes in its configuration", path.display());
            return Err(Failure::new(problem, "Mend what is listed above; `--check` lists it again."));
        }
    };
    log::start()?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| {
        Failure::new(format!("cannot start: {error}"), "See what limits this process has.")
    })?;
    runtime.block_on(run(config))
}

async fn run(config: Config) -> Result<Ending, Failure> {
    let server = config.server.clone();
    let clock = Clock::default();
    let orphans = orphans(&config)?;
    let store = Store::open(&config.store, clock.clone())?;
    let listener = listen::bind(server.listen)?;
    let address = listener.local_addr().unwrap_or(server.listen);
    let metrics_listener = server.metrics.map(listen::bind).transpose()?;
    let widget = Widget::load(config.widget.clone(), None).await?;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
    let client = client.map_err(|_| {
        let remedy = "See that the system's root certificates are installed.";
        Failure::new("no HTTPS requests can be made here", remedy)
    })?;
    let gateway = Arc::new(Gateway {
        limiter: rate::Limiter::new(),
        config: Arc::new(ArcSwap::from_pointee(config)),
        store,
        clock,
        metrics: Metrics::new(),
        lists: options::Lists::new(client),
        widget: ArcSwap::from_pointee(widget),
        is_stopping: AtomicBool::new(false),
    });
    // Whoever reads the greeting may send a signal, and without this a SIGHUP would end the process.
    let signals = Signals::listen()?;
    output::print(&greeting(address, metrics_listener.as_ref(), &gateway))?;
    for upstream in orphans {
        tracing::warn!(upstream, "leads wait for an upstream that no form uses any more");
    }
    let (stop, stopped) = watch::channel(false);
    let delivery = tokio::spawn(deliver::run(
        Arc::clone(&gateway.config),
        gateway.store.clone(),
        gateway.clock.clone(),
        Arc::clone(&gateway.metrics),
        stopped.clone(),
    ));
    let limits = Limits::of(&server);
    let counted = Arc::clone(&gateway.metrics);
    let count = move |open| counted.connections(open);
    let site = tokio::spawn(listen::run(listener, routes::router(&gateway), limits, count, stopped.clone()));
    if let Some(listener) = metrics_listener {
        let router = health::metrics(figures(&gateway));
        tokio::spawn(listen::run(listener, router, Limits::of_metrics(&server), |_| {}, stopped));
    }
    signals.until_stop(&gateway).await;
    gateway.is_stopping.store(true, Ordering::Relaxed);
    tracing::info!("stopping: what is under way ends first");
    let _ = stop.send(true);
    let _ = site.await;
    let _ = delivery.await;
    Ok(Ending::Clean)
}

/// What the system and its operator say.
struct Signals {
    hangup: Signal,
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> Result<Self, Failure> {
        let listen = |kind| {
            signal(kind).map_err(|error| {
                Failure::new(
                    format!("cannot listen for signals: {error}"),
                    "See what limits this process has.",
                )
            })
        };
        Ok(Self {
            hangup: listen(SignalKind::hangup())?,
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
        })
    }

    /// Waits for the signal to stop; a SIGHUP on the way reads the configuration again.
    async fn until_stop(mut self, gateway: &Shared) {
        loop {
            tokio::select! {
                _ = self.hangup.recv() => reload::reload(gateway).await,
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
            }
        }
    }
}

/// Writes the metrics.
fn figures(gateway: &Shared) -> impl Fn() -> Rendering + Clone + Send + Sync + 'static {
    let gateway = Arc::clone(gateway);
    move || {
        let gateway = Arc::clone(&gateway);
        Box::pin(async move {
            let figures = gateway.store.figures().await.ok()?;
            Some(gateway.metrics.render(&figures, gateway.clock.now()))
        })
    }
}

type Rendering = Pin<Box<dyn Future<Output = Option<String>> + Send>>;

/// Leads must not wait for an API that the configuration has forgotten.
fn orphans(config: &Config) -> Result<Vec<String>, Failure> {
    let waiting =
        if config.store.path.exists() { Store::waiting_upstreams(&config.store.path)? } else { Vec::new() };
    let (unused, unknown): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|name| config.upstream(name).is_some());
    match unknown.first() {
        Some(name) => Err(Failure::new(
            format!(
                "leads wait to be delivered to the upstream {name:?}, which the configuration does not name"
            ),
            format!(
                "Keep [upstream.{name}] until they are delivered, or see `leadform leads list --upstream {name}`."
            ),
        )),
        None => Ok(unused
            .into_iter()
            .filter(|name| !config.forms.iter().any(|form| *form.upstream.name == **name))
            .collect()),
    }
}

/// What stands in the terminal. The first line ends in the address, for scripts that gave port 0.
fn greeting(address: std::net::SocketAddr, metrics: Option<&TcpListener>, gateway: &Gateway) -> String {
    let config = gateway.config.load();
    let mut lines = vec![format!("Gateway listening on http://{address}")];
    if let Some(metrics) = metrics.and_then(|listener| listener.local_addr().ok()) {
        lines.push(format!("  metrics at http://{metrics}/metrics"));
    }
    lines.extend(
        config.forms.iter().map(|form| {
            format!("  /f/{} -> {} ({})", form.name, form.upstream.name, form.upstream.kind.name())
        }),
    );
    lines.push(String::new());
    lines.join("\n")
}
