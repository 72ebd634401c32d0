//! An API that gives back what it got, key and person and all, with one status after the other.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What each key gets, in turn. An API that takes the key, be it to refuse the lead (400), comes between any two that do
/// not: so neither the breaker nor the pause stops the others.
const STATUSES: [u16; 14] = [400, 204, 400, 401, 400, 500, 400, 503, 400, 0, 400, 429, 400, 200];

pub(super) struct Echo {
    address: String,
    got: Arc<Mutex<Vec<String>>>,
}

impl Echo {
    /// It runs until the tests end.
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let got = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&got);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || stream.ok().and_then(|stream| answer(stream, &kept)));
            }
        });
        Self { address, got }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many leads it was sent.
    pub(super) fn count(&self) -> usize {
        self.got.lock().unwrap().iter().filter(|request| request.starts_with("POST")).count()
    }

    /// Whether one of these was in a request.
    pub(super) fn was_given(&self, notations: &[String]) -> bool {
        let got = self.got.lock().unwrap();
        got.iter().any(|request| notations.iter().any(|notation| request.contains(notation)))
    }
}

fn answer(mut stream: TcpStream, kept: &Mutex<Vec<String>>) -> Option<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    while !is_whole(&request) {
        match stream.read(&mut piece).ok()? {
            0 => return None,
            count => request.extend_from_slice(&piece[..count]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let key = super::TRACES.iter().find(|trace| request.contains(**trace)).copied().unwrap_or_default();
    let serial = {
        let mut kept = kept.lock().unwrap();
        kept.push(request.clone());
        kept.iter().filter(|other| other.contains(key)).count() - 1
    };
    let body = format!("you sent {request}");
    let head = match STATUSES[serial % STATUSES.len()] {
        // The line goes dead.
        0 => return None,
        204 => "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_owned(),
        status => format!(
            "HTTP/1.1 {status} Said\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    };
    stream.write_all(head.as_bytes()).ok()
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some(end) = text.find("\r\n\r\n") else { return false };
    let length = text[..end]
        .split("content-length: ")
        .nth(1)
        .and_then(|rest| rest.lines().next()?.trim().parse().ok());
    // Its own bytes: `text` may be longer where they are no UTF-8.
    let head = request.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or_default();
    request.len() >= head + 4 + length.unwrap_or(0)
}
