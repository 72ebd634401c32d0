//! The sandbox: all five APIs on loopback, a plain proxy in front of them, and a page that shows what came.
//!
//! A request to an API goes through `api` (is it what the API would take?), `wire` (back from the wire to what
//! `check` reads), `trigger` (is its phone number one that asks for a special answer?) and `answer` (in the
//! vendor's shape), and is kept by `history`, from where the page gets it.

mod answer;
mod api;
mod body;
mod document;
mod forms;
mod history;
mod key;
mod lists;
mod log;
mod mask;
mod page;
mod proxy;
mod trigger;
mod values;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::{Router, middleware};
use leadform_spec::{Api, apis};
use tokio::net::TcpListener;

use crate::{Ending, Failure, output};
use forms::Forms;
use history::History;

/// What the command line says.
pub(crate) struct Options {
    pub(crate) listen: SocketAddr,
    pub(crate) forms: Option<PathBuf>,
    pub(crate) quiet: bool,
}

/// What all requests share.
struct Sandbox {
    /// Where it listens: the proxies forward to here.
    address: SocketAddr,
    forms: Forms,
    history: History,
    client: reqwest::Client,
    /// How many ids were made up.
    serial: AtomicU32,
}

type Shared = Arc<Sandbox>;

impl Sandbox {
    /// A number that is one higher each time, for ids.
    fn next_serial(&self) -> u32 {
        self.serial.fetch_add(1, Ordering::Relaxed)
    }
}

/// Serves until it is stopped.
pub(crate) fn serve(options: Options) -> Result<Ending, Failure> {
    let forms = Forms::load(options.forms)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| {
        Failure::new(format!("cannot start: {error}"), "See what limits this process has.")
    })?;
    runtime.block_on(async {
        let listener =
            TcpListener::bind(options.listen).await.map_err(|error| unbound(options.listen, &error))?;
        let address = listener.local_addr().unwrap_or(options.listen);
        let greeting = greeting(address, &forms);
        let router = router(address, forms, options.quiet)?;
        output::print(&greeting)?;
        let serving = axum::serve(listener, router).await;
        serving.map_err(|error| Failure::new(format!("stopped: {error}"), "Start it again."))?;
        Ok(Ending::Clean)
    })
}

fn router(address: SocketAddr, forms: Forms, quiet: bool) -> Result<Router, Failure> {
    // A proxy that the environment names is meant for the Internet, not for this machine.
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
    let client = client.map_err(|error| Failure::new(format!("cannot start: {error}"), "Start it again."))?;
    let sandbox =
        Arc::new(Sandbox { address, forms, history: History::default(), client, serial: AtomicU32::new(0) });
    let router =
        Router::new().merge(page::router()).merge(proxy::router()).fallback(api::receive).with_state(sandbox);
    Ok(if quiet { router } else { router.layer(middleware::from_fn(log::log)) })
}

fn unbound(address: SocketAddr, error: &std::io::Error) -> Failure {
    let remedy = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            "Another program, or another sandbox, has this port. Stop it, or give --listen 127.0.0.1:0."
        }
        std::io::ErrorKind::PermissionDenied => {
            "Ports below 1024 need rights that a sandbox should not have. Give a higher one."
        }
        _ => "Give another address with --listen.",
    };
    Failure::new(format!("cannot listen on {address}: {error}"), remedy)
}

/// What stands in the terminal. The first line ends in the address, for scripts that gave port 0.
fn greeting(address: SocketAddr, forms: &Forms) -> String {
    let mut lines = vec![format!("Sandbox listening on http://{address}"), String::new()];
    lines.push("  The APIs, and their keys, which open nothing else:".to_owned());
    lines.extend(apis::ALL.map(|api| format!("    {:38} {}", api.path, place_of_key(api))));
    lines.push("  The plain proxies, which add the keys:".to_owned());
    lines.extend(forms.names().iter().map(|name| format!("    /p/{name}")));
    lines.push(format!("  What comes is shown at http://{address}/ and forgotten at the end.\n"));
    lines.join("\n")
}

fn place_of_key(api: &Api) -> String {
    use leadform_spec::api::Secret;
    match api.secret {
        Secret::Header(name) => format!("{name}: {}", key::of(api)),
        Secret::Parameter(name) => format!("{name}={}", key::of(api)),
    }
}

/// The end of `leadform sandbox --help`.
pub(crate) fn help() -> String {
    let keys = apis::ALL.map(|api| format!("  {:38} {}\n", api.path, place_of_key(api))).concat();
    format!(
        "The APIs, and their keys, which open nothing else:\n{keys}\n\
         Phone numbers that ask for a special answer, in any phone field of any API:\n{}\n\
         Example:\n  $ leadform sandbox\n  $ curl -H 'access_token: sandbox-erp-key' --json @lead.json \
         http://127.0.0.1:8788/api/v1/lead\n\n\
         Exit status: 2 if it cannot start; else it runs until it is stopped (Ctrl-C).",
        trigger::table()
    )
}
