//! The web server of a site that embeds the form: strict, observant, and as unreliable as a test wants it.

mod answer;
mod fault;
mod record;

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub use fault::Fault;
pub use record::Recorded;

use crate::dist;

/// What docs/EMBEDDING.md asks of a host page, and nothing beyond: everything comes from the host itself.
const STRICT_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                          connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";

/// Serves `dist/`, hands `/p/…` to the sandbox and `/f/…` to the gateway, and remembers every request. It ends when this is dropped.
pub struct Host {
    address: SocketAddr,
    state: Arc<State>,
    _server: JoinSet<()>,
}

struct State {
    dist: PathBuf,
    /// Where `/p/…` goes.
    backend: String,
    client: reqwest::Client,
    changing: Mutex<Changing>,
}

/// What tests change while the server runs.
struct Changing {
    csp: String,
    faults: Vec<(String, Fault)>,
    files: HashMap<String, String>,
    requests: Vec<Recorded>,
    /// Where `/f/…` goes.
    gateway: Option<String>,
}

impl State {
    fn changing(&self) -> MutexGuard<'_, Changing> {
        // A test that panics must not make the next request panic too.
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host {
    /// Starts one on a free port. Another host than the scene's is another origin.
    pub async fn start(backend: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.context("no free port on 127.0.0.1")?;
        let address = listener.local_addr()?;
        let (faults, files, requests, gateway) = Default::default();
        let state = Arc::new(State {
            dist: dist::directory()?,
            backend: backend.to_owned(),
            client: reqwest::Client::new(),
            changing: Mutex::new(Changing { csp: STRICT_CSP.to_owned(), faults, files, requests, gateway }),
        });
        let mut server = JoinSet::new();
        server.spawn(serve(listener, Arc::clone(&state)));
        Ok(Self { address, state, _server: server })
    }

    /// The address of a path on this host.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Hands `/f/…` to the gateway at `url` from now on.
    pub fn lead_to(&self, url: &str) {
        self.state.changing().gateway = Some(url.to_owned());
    }

    /// Puts a file of the test's own at `path`, under the same policy as all others. What it is tells its ending.
    pub fn put(&self, path: &str, content: &str) {
        self.state.changing().files.insert(path.to_owned(), content.to_owned());
    }

    /// Sends another Content-Security-Policy from now on.
    pub fn set_csp(&self, csp: &str) {
        csp.clone_into(&mut self.state.changing().csp);
    }

    /// Answers requests whose path begins with `path` with `fault` from now on. Asked for again, the newest holds.
    pub fn misbehave(&self, path: &str, fault: Fault) {
        self.state.changing().faults.insert(0, (path.to_owned(), fault));
    }

    /// Answers everything as it should be again.
    pub fn behave(&self) {
        self.state.changing().faults.clear();
    }

    /// Every request so far whose path begins with `path`, in the order in which they came.
    pub fn requests(&self, path: &str) -> Vec<Recorded> {
        let requests = &self.state.changing().requests;
        requests.iter().filter(|request| request.path.starts_with(path)).cloned().collect()
    }

    /// The `POST`s among them.
    pub fn posts(&self, path: &str) -> Vec<Recorded> {
        self.requests(path).into_iter().filter(|request| request.method == "POST").collect()
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        self.state.changing().requests.clear();
    }
}

async fn serve(listener: TcpListener, state: Arc<State>) {
    // Dropped with the server, and the connections with them: nothing hangs on after the test.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let state = Arc::clone(&state);
        connections.spawn(async move {
            let service = service_fn(|request| answer::answer(&state, request));
            // A connection each: a browser sends a request again, unasked, when a used connection breaks.
            let mut server = http1::Builder::new();
            server.keep_alive(false).timer(TokioTimer::new());
            // An error here is a connection that a test wanted broken, or a browser that went away.
            let _ = server.serve_connection(TokioIo::new(stream), service).await;
            Ok::<(), Infallible>(())
        });
    }
}
