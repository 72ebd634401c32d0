//! The server's own accept loop. axum's `serve` has no time-out for a slow head, no limit of connections and no end to
//! a shutdown; a form that stands in the open needs all three.
//!
//! `connection` looks after one connection, `progress` knows how long each of its stages may take, `watched` tells
//! `progress` what the socket did, and `visit` hands a request to the router and survives a panic there.

mod connection;
mod progress;
#[cfg(test)]
mod tests;
mod visit;
mod watched;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::{Failure, config};

/// How many connections may wait in the kernel to be accepted.
const BACKLOG: u32 = 4096;
/// How many connections above the limit are told so at once; those beyond are dropped without a word.
const MOST_REFUSALS: usize = 256;
/// How long a refused connection is kept, so that its client can read why.
const REFUSAL_TIME: Duration = Duration::from_secs(1);
/// The longest pause after the system had no more sockets to give.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// What a connection above the limit gets. The widget understands a 503, from any origin, and tries again.
const REFUSAL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nAccess-Control-Allow-Origin: *\r\n\
    Access-Control-Expose-Headers: Retry-After\r\nCache-Control: no-store\r\nContent-Length: 0\r\n\
    Connection: close\r\n\r\n";

/// Who is at the other end of the connection. Every request has it as an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Peer(pub(super) SocketAddr);

/// How much a client may take, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// How many connections are held at once.
    pub(super) connections: usize,
    /// How long a request's head may take, from its first byte; on a new connection, from the start.
    pub(super) header: Duration,
    /// How long a connection may wait for its next request.
    pub(super) idle: Duration,
    /// The same, when more than three quarters of the connections are taken.
    pub(super) idle_when_crowded: Duration,
    /// How long a client may read nothing of its answer.
    pub(super) write: Duration,
    /// How long requests that are under way get when the server is stopped.
    pub(super) shutdown: Duration,
}

impl Limits {
    pub(super) fn of(server: &config::Server) -> Self {
        Self {
            connections: server.max_connections,
            header: server.header_timeout,
            idle: Duration::from_secs(75),
            idle_when_crowded: Duration::from_secs(5),
            write: Duration::from_secs(30),
            shutdown: server.shutdown_timeout,
        }
    }

    /// For the listener that only monitoring knows.
    pub(super) fn of_metrics(server: &config::Server) -> Self {
        Self { connections: 64, shutdown: Duration::from_secs(1), ..Self::of(server) }
    }
}

/// Listens at `address`.
pub(super) fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    let listen = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // Without it, a restart would wait for the kernel to forget the connections of before.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    listen().map_err(|error| {
        let remedy = match error.kind() {
            io::ErrorKind::AddrInUse => {
                "Another program, or another gateway, has this port. Stop it, or give another one."
            }
            io::ErrorKind::PermissionDenied => {
                "Ports below 1024 need rights. Give a higher one, with a proxy in front, or CAP_NET_BIND_SERVICE."
            }
            io::ErrorKind::AddrNotAvailable => "No interface of this machine has this address. Give one that it has.",
            _ => "Give another address under [server].",
        };
        Failure::new(format!("cannot listen on {address}: {error}"), remedy)
    })
}

/// Serves `router` until `stop` says so (or its sender is gone), and then until what is under way has ended, but no
/// longer than the limit. `count` is told how many connections are open. Returns how many were cut off in the end.
pub(super) async fn run(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    count: impl Fn(usize),
    mut stop: watch::Receiver<bool>,
) -> usize {
    let mut open = JoinSet::new();
    let mut refused = JoinSet::new();
    let crowded = Arc::new(AtomicBool::new(false));
    let mut complaint = Complaint::default();
    let mut pause = Duration::ZERO;
    loop {
        let accepted = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => break,
            Some(_) = open.join_next() => None,
            Some(_) = refused.join_next() => None,
            accepted = listener.accept() => Some(accepted),
        };
        match accepted {
            None => {}
            Some(Ok((stream, peer))) => {
                pause = Duration::ZERO;
                // An answer is written in one go: waiting for more of it only makes it late.
                let _ = stream.set_nodelay(true);
                if open.len() < limits.connections {
                    let router = router.clone();
                    let attended =
                        connection::attend(stream, peer, router, limits, crowded.clone(), stop.clone());
                    open.spawn(attended);
                } else {
                    complaint.add(limits.connections);
                    if refused.len() < MOST_REFUSALS {
                        refused.spawn(refuse(stream));
                    }
                }
            }
            // The client was gone before we came to it.
            Some(Err(error)) if is_of_the_client(&error) => {}
            Some(Err(error)) => {
                pause = (pause * 2).clamp(Duration::from_millis(50), LONGEST_PAUSE);
                tracing::warn!(
                    problem = %error,
                    remedy = "Raise the limit of open files (LimitNOFILE=), or lower [server] max_connections.",
                    "cannot accept connections"
                );
                tokio::select! {
                    _ = stop.wait_for(|stop| *stop) => break,
                    () = sleep(pause) => {}
                }
            }
        }
        crowded.store(open.len() > limits.connections / 4 * 3, Ordering::Relaxed);
        count(open.len());
    }
    // From here on, the kernel refuses who comes.
    drop(listener);
    refused.abort_all();
    let ended = async {
        while open.join_next().await.is_some() {
            count(open.len());
        }
    };
    let _ = timeout(limits.shutdown, ended).await;
    let cut = open.len();
    open.shutdown().await;
    count(0);
    cut
}

/// What the log says of connections above the limit: at most once a minute, since they come by the thousand.
#[derive(Default)]
struct Complaint {
    last: Option<Instant>,
    count: u64,
}

impl Complaint {
    fn add(&mut self, most: usize) {
        self.count += 1;
        if self.last.is_none_or(|last| last.elapsed() >= Duration::from_mins(1)) {
            tracing::warn!(
                count = self.count,
                problem = format!("{most} connections are open, which is the most"),
                remedy = "Raise [server] max_connections, and the limit of open files with it.",
                "refused connections"
            );
            *self = Self { last: Some(Instant::now()), count: 0 };
        }
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// Tells a client that there are too many. Left in the backlog it would wait without a word, and so would a visitor.
async fn refuse(mut stream: TcpStream) {
    let told = async {
        stream.write_all(REFUSAL).await?;
        connection::linger(&mut stream).await
    };
    let _ = timeout(REFUSAL_TIME, told).await;
}
