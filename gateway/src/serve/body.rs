//! Reading the body of a request: all of it, within limits of size and time, or not at all.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::http::{HeaderMap, StatusCode, header};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use tokio::time::{Instant, timeout_at};

/// For each of these, the whole body gets another second: the slowest phone line that can still send a file.
const BYTES_PER_SECOND: usize = 16 * 1024;

/// Why a body was not read. Nothing is stored then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is larger than what the form could send.
    TooLarge,
    /// It stood still for too long, or took too long in all.
    TimedOut,
    /// It is compressed, which no browser does to a form.
    Encoded,
    /// Its chunks are none.
    Malformed,
    /// The client went away in the middle. There is nobody to answer.
    Gone,
}

impl Unread {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::Encoded => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Malformed | Self::Gone => StatusCode::BAD_REQUEST,
        }
    }
}

/// Reads a body of at most `most_bytes`. Between two pieces of it no more than `idle` may pass, and in all that and a
/// second for each 16 KiB of the limit. A client that asks first (`Expect: 100-continue`) is told to go on only when
/// nothing in the head speaks against it.
pub(super) async fn read(
    headers: &HeaderMap,
    mut body: Body,
    most_bytes: usize,
    idle: Duration,
) -> Result<Bytes, Unread> {
    let identity = |value: &axum::http::HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"identity");
    if !headers.get_all(header::CONTENT_ENCODING).iter().all(identity) {
        return Err(Unread::Encoded);
    }
    // hyper takes no head whose lengths contradict each other, so this is the one that it will hold to.
    if body.size_hint().lower() > most_bytes as u64 {
        return Err(Unread::TooLarge);
    }
    let end = Instant::now() + idle + Duration::from_secs((most_bytes / BYTES_PER_SECOND) as u64);
    // It grows with what came, never with what was announced: announcing costs a client nothing.
    let mut read = BytesMut::new();
    loop {
        let due = end.min(Instant::now() + idle);
        let frame = match timeout_at(due, body.frame()).await {
            Err(_) => return Err(Unread::TimedOut),
            Ok(None) => return Ok(read.freeze()),
            Ok(Some(Err(error))) => return Err(why(&error)),
            Ok(Some(Ok(frame))) => frame,
        };
        // Trailers say nothing that we would believe.
        if let Ok(data) = frame.into_data() {
            if data.len() > most_bytes - read.len() {
                return Err(Unread::TooLarge);
            }
            read.extend_from_slice(&data);
        }
    }
}

/// hyper speaks of a malformed body as of an I/O error about input; all else is the connection's end.
fn why(error: &axum::Error) -> Unread {
    let mut source = error.source();
    while let Some(error) = source {
        let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
        if matches!(kind, Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData)) {
            return Unread::Malformed;
        }
        source = error.source();
    }
    Unread::Gone
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    async fn read_text(text: &'static str, most_bytes: usize) -> Result<Bytes, Unread> {
        read(&HeaderMap::new(), Body::from(text), most_bytes, SECOND).await
    }

    #[tokio::test]
    async fn a_body_of_exactly_the_limit_is_taken_and_one_byte_more_is_not() {
        assert_eq!(read_text("12345", 5).await, Ok(Bytes::from_static(b"12345")));
        assert_eq!(read_text("123456", 5).await, Err(Unread::TooLarge));
        assert_eq!(read_text("", 0).await, Ok(Bytes::new()));
    }

    #[tokio::test]
    async fn a_body_of_unknown_length_is_refused_at_the_limit() {
        let pieces = ["123", "456"].map(Ok::<_, io::Error>);
        let body = Body::from_stream(tokio_stream::iter(pieces));
        assert_eq!(read(&HeaderMap::new(), body, 5, SECOND).await, Err(Unread::TooLarge));
    }

    #[tokio::test]
    async fn only_identity_is_read() {
        for (coding, is_read) in [
            ("identity", true),
            ("Identity", true),
            ("gzip", false),
            ("br", false),
            ("identity, gzip", false),
            ("", false),
        ] {
            let headers = [(header::CONTENT_ENCODING, coding.parse().unwrap())].into_iter().collect();
            let read = read(&headers, Body::from("1"), 5, SECOND).await;
            assert_eq!(read.is_ok(), is_read, "{coding}");
        }
    }

    #[tokio::test]
    async fn a_body_that_stands_still_is_given_up() {
        let body = Body::from_stream(tokio_stream::pending::<Result<Bytes, io::Error>>());
        let read = read(&HeaderMap::new(), body, 5, Duration::from_millis(20)).await;
        assert_eq!(read, Err(Unread::TimedOut));
    }
}
