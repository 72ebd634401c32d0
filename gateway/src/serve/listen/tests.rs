//! What happens on the wire, with a small router behind it.

mod bodies;
mod ending;
mod heads;
mod many;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Extension, Request};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{any, get, post};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::super::body;
use super::{Limits, Peer, bind, run};

/// Longer than anything takes on a busy machine.
const LONG: Duration = Duration::from_mins(1);
/// Short enough to wait for, where waiting is what is tested.
const SHORT: Duration = Duration::from_millis(300);

const GET: &str = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";
const GET_AND_CLOSE: &str = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// A server of its own for each test.
struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    task: JoinHandle<usize>,
    open: Arc<AtomicUsize>,
    /// How many bodies were read to their end.
    taken: Arc<AtomicUsize>,
    /// Lets `/wait` answer.
    go: Arc<Notify>,
    /// Somebody is in `/wait`.
    waiting: Arc<Notify>,
}

fn limits() -> Limits {
    Limits { connections: 64, header: LONG, idle: LONG, idle_when_crowded: LONG, write: LONG, shutdown: LONG }
}

impl Server {
    /// Bodies may have 64 KiB, and stand still for as long as `body_idle`.
    fn start(limits: Limits, body_idle: Duration) -> Self {
        let (taken, go, waiting) =
            (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()), Arc::new(Notify::new()));
        let count = taken.clone();
        let take = async move |headers: HeaderMap, request: Request| match body::read(
            &headers,
            request.into_body(),
            64 * 1024,
            body_idle,
        )
        .await
        {
            Ok(bytes) => {
                count.fetch_add(1, Ordering::SeqCst);
                Ok(format!("took {}", bytes.len()))
            }
            Err(unread) => Err((unread.status(), format!("{unread:?}"))),
        };
        let (may_go, is_waiting) = (go.clone(), waiting.clone());
        let wait = async move || {
            is_waiting.notify_one();
            may_go.notified().await;
            "waited"
        };
        let router = Router::new()
            .route("/hello", any(async |Extension(peer): Extension<Peer>| format!("hello {}", peer.0.ip())))
            .route("/take", post(take))
            .route("/wait", get(wait))
            .route("/panic", get(async || -> StatusCode { panic!("about 0912345678") }))
            .route("/large", get(async || vec![b'x'; 64 * 1024 * 1024]));
        let listener = bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = listener.local_addr().unwrap();
        let open = Arc::new(AtomicUsize::new(0));
        let (stop, stopped) = watch::channel(false);
        let counted = open.clone();
        let count = move |connections| counted.store(connections, Ordering::SeqCst);
        let task = tokio::spawn(run(listener, router, limits, count, stopped));
        Self { address, stop, task, open, taken, go, waiting }
    }

    async fn connect(&self) -> Client {
        Client(TcpStream::connect(self.address).await.unwrap())
    }

    /// Sends all of it on a new connection and reads until the server closes.
    async fn exchange(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut client = self.connect().await;
        client.send(bytes).await;
        client.read_to_end().await
    }

    /// Others are still being served.
    async fn still_answers(&self) {
        let answer = self.exchange(GET_AND_CLOSE).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("hello 127.0.0.1"), "{answer}");
    }

    async fn waits_for_open(&self, connections: usize) {
        let reached = async {
            while self.open.load(Ordering::SeqCst) != connections {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(LONG, reached).await.expect("that many connections");
    }

    fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }
}

struct Client(TcpStream);

impl Client {
    /// The server may have closed already, and rightly.
    async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.0.write_all(bytes.as_ref()).await;
    }

    async fn read_to_end(&mut self) -> String {
        let mut bytes = Vec::new();
        match timeout(LONG, self.0.read_to_end(&mut bytes)).await.expect("the server closes") {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {}
            Err(error) => panic!("{error}"),
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Reads until `ending` came.
    async fn read_until(&mut self, ending: &str) -> String {
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        while !bytes.ends_with(ending.as_bytes()) {
            let read = timeout(LONG, self.0.read(&mut piece)).await.expect("an answer").unwrap();
            assert!(read > 0, "closed after {}", String::from_utf8_lossy(&bytes));
            bytes.extend_from_slice(&piece[..read]);
        }
        String::from_utf8(bytes).unwrap()
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}
