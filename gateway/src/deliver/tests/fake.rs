//! An upstream that does what it is told, byte by byte.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the upstream does with a request.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// The whole answer, with its length; the connection stays.
    Answer(u16, String),
    /// The same after a while.
    Late(Duration, u16, String),
    /// With another header.
    With(u16, &'static str, String),
    /// These bytes, then the end.
    Raw(String),
    /// These bytes, then so many more, then the end.
    Long(&'static str, usize),
    /// These bytes, then one more each second.
    Drip(&'static str),
    /// These bytes, then a reset.
    RawThenReset(&'static str),
    /// Reads the request, and is silent.
    Hang,
    /// Resets before it has read anything.
    ResetBefore,
    /// Reads the head and some of the body, and resets.
    ResetWithin,
    /// Reads the request, and closes.
    CloseAfter,
}

/// The lead is taken.
pub(super) fn taken() -> Act {
    Act::Answer(200, r#"{"error":0}"#.to_owned())
}

/// What came.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) head: String,
    pub(super) body: String,
    pub(super) at: Instant,
}

#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) connections: usize,
    /// Those that came whole.
    pub(super) requests: Vec<Request>,
    begun: usize,
    open: usize,
    pub(super) most_at_once: usize,
}

pub(super) struct Fake {
    pub(super) address: SocketAddr,
    pub(super) seen: Arc<Mutex<Seen>>,
    task: tokio::task::JoinHandle<()>,
}

/// What is done with a request, by its number, and by its body once that is known.
type Script = Arc<dyn Fn(usize, Option<&str>) -> Act + Send + Sync>;

impl Fake {
    /// `script` says what to do with each request, from 0.
    pub(super) async fn start(script: impl Fn(usize) -> Act + Send + Sync + 'static) -> Self {
        Self::run(Arc::new(move |number, _| script(number))).await
    }

    /// `script` says what to do with each body.
    pub(super) async fn start_reading(script: impl Fn(&str) -> Act + Send + Sync + 'static) -> Self {
        Self::run(Arc::new(move |_, body| body.map_or(Act::Hang, &script))).await
    }

    async fn run(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen: Arc<Mutex<Seen>> = Arc::default();
        let noted = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                noted.lock().unwrap().connections += 1;
                connections.spawn(serve(stream, Arc::clone(&noted), Arc::clone(&script)));
            }
        });
        Self { address, seen, task }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The bodies that came whole.
    pub(super) fn bodies(&self) -> Vec<String> {
        self.seen.lock().unwrap().requests.iter().map(|request| request.body.clone()).collect()
    }

    pub(super) fn count(&self) -> usize {
        self.seen.lock().unwrap().requests.len()
    }
}

impl Seen {
    /// How many requests began.
    pub(super) fn begun(&self) -> usize {
        self.begun
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves one connection until it ends.
async fn serve(mut stream: TcpStream, seen: Arc<Mutex<Seen>>, script: Script) -> Option<()> {
    loop {
        // On a connection that is kept the next request may never come, so what is asked for here is not counted yet.
        let act = script(seen.lock().unwrap().begun, None);
        if matches!(act, Act::ResetBefore) {
            seen.lock().unwrap().begun += 1;
            return reset(&stream);
        }
        let mut bytes = vec![0; 1];
        stream.read_exact(&mut bytes).await.ok()?;
        let number = {
            let mut seen = seen.lock().unwrap();
            seen.begun += 1;
            seen.begun - 1
        };
        let (head, body_length) = head(&mut stream, &mut bytes).await?;
        if matches!(script(number, None), Act::ResetWithin) {
            let mut part = vec![0; body_length / 2];
            stream.read_exact(&mut part).await.ok()?;
            return reset(&stream);
        }
        let mut body = vec![0; body_length];
        stream.read_exact(&mut body).await.ok()?;
        let body = String::from_utf8(body).unwrap();
        let act = script(number, Some(&body));
        {
            let mut seen = seen.lock().unwrap();
            seen.requests.push(Request { head, body, at: Instant::now() });
            seen.open += 1;
            seen.most_at_once = seen.most_at_once.max(seen.open);
        }
        let goes_on = perform(&mut stream, act).await;
        seen.lock().unwrap().open -= 1;
        goes_on?;
    }
}

/// Reads the head to its end, and how long the body is.
async fn head(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<(String, usize)> {
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(bytes.clone()).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length = length.unwrap_or_else(|| panic!("no length: {head}")).parse().unwrap();
    Some((head, length))
}

/// None if the connection is to end.
async fn perform(stream: &mut TcpStream, act: Act) -> Option<()> {
    let plain = |status: u16, header: &str, body: &str| {
        format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n{header}\r\n{body}", body.len())
    };
    match act {
        Act::Answer(status, body) => stream.write_all(plain(status, "", &body).as_bytes()).await.ok(),
        Act::Late(wait, status, body) => {
            tokio::time::sleep(wait).await;
            stream.write_all(plain(status, "", &body).as_bytes()).await.ok()
        }
        Act::With(status, header, body) => {
            stream.write_all(plain(status, header, &body).as_bytes()).await.ok()
        }
        Act::Raw(bytes) => {
            stream.write_all(bytes.as_bytes()).await.ok()?;
            stream.shutdown().await.ok()?;
            None
        }
        Act::Long(head, more) => {
            stream.write_all(head.as_bytes()).await.ok()?;
            let chunk = vec![b'x'; 64 * 1024];
            for _ in 0..more.div_ceil(chunk.len()) {
                stream.write_all(&chunk).await.ok()?;
            }
            None
        }
        Act::Drip(head) => {
            stream.write_all(head.as_bytes()).await.ok()?;
            loop {
                tokio::time::sleep(Duration::from_secs(1)).await;
                stream.write_all(b" ").await.ok()?;
            }
        }
        Act::RawThenReset(bytes) => {
            stream.write_all(bytes.as_bytes()).await.ok()?;
            // What is not delivered yet would be forgotten by the reset.
            tokio::time::sleep(Duration::from_millis(200)).await;
            reset(stream)
        }
        Act::Hang => std::future::pending().await,
        Act::CloseAfter => None,
        Act::ResetBefore | Act::ResetWithin => unreachable!("it was done already"),
    }
}

fn reset(stream: &TcpStream) -> Option<()> {
    stream.set_zero_linger().unwrap();
    None
}
