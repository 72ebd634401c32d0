//! One connection, from its first byte to its last.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

use super::progress::Progress;
use super::visit::Visit;
use super::watched::Watched;
use super::{Limits, Peer};

/// The largest head of a request, in bytes: a page URL of a campaign may be long, ten of them are not.
const MOST_HEAD_BYTES: usize = 16 * 1024;
const MOST_HEADERS: usize = 64;
/// What a connection may have in memory on either side.
const MOST_BUFFERED_BYTES: usize = 64 * 1024;
/// How much is read and thrown away of a body that was refused, and for how long.
/// As much as the proxies in `examples/deploy/` let through, so that they always come to read our answer.
const MOST_LINGERING_BYTES: usize = 64 * 1024 * 1024;
const LINGERING_TIME: Duration = Duration::from_secs(2);

/// Answers the requests of one connection, until either side ends it or a limit is reached.
pub(super) async fn attend(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    crowded: Arc<AtomicBool>,
    mut stop: watch::Receiver<bool>,
) {
    let progress = Arc::new(Progress::new(limits, crowded));
    let io = TokioIo::new(Watched::new(stream, progress.clone()));
    let visit = Visit::new(router, Peer(peer), progress.clone());
    // hyper's own time-out for heads cannot tell a client that is slow from one that rests between two requests.
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .max_header_size(MOST_HEAD_BYTES)
        .max_headers(MOST_HEADERS)
        .max_buf_size(MOST_BUFFERED_BYTES)
        .serve_connection(io, visit);
    let mut alarm = pin!(sleep_until(Instant::now() + limits.header));
    let mut is_stopping = false;
    loop {
        // What happens on the connection moves `progress`, so the alarm is set anew after each look at it.
        tokio::select! {
            biased;
            _ = poll_fn(|context| connection.poll_without_shutdown(context)) => break,
            () = poll_fn(|context| {
                let due = progress.due();
                if alarm.deadline() != due {
                    alarm.as_mut().reset(due);
                }
                alarm.as_mut().poll(context)
            }) => {
                if progress.is_over() {
                    return;
                }
            }
            _ = stop.wait_for(|stop| *stop), if !is_stopping => {
                is_stopping = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
        }
    }
    let mut stream = connection.into_parts().io.into_inner().into_inner();
    let _ = timeout(LINGERING_TIME, linger(&mut stream)).await;
}

/// Ends our side, and reads on for a moment. A connection that is closed with unread bytes is reset by the kernel, and
/// the client, still sending what was refused, would never see why.
pub(super) async fn linger(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    let mut left = MOST_LINGERING_BYTES;
    let mut thrown_away = vec![0; 8 * 1024];
    while left > 0 {
        match stream.read(&mut thrown_away).await? {
            0 => break,
            read => left = left.saturating_sub(read),
        }
    }
    Ok(())
}
