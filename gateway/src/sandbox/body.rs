//! A request's body, as far as the sandbox is ready to hold it.

use axum::body::{Body, Bytes, HttpBody as _};
use std::future::poll_fn;
use std::pin::pin;

use crate::input::{LIMIT_BYTES, LIMIT_MIB};

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is larger than the limit.
    TooLarge,
    /// The connection broke.
    Broken,
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge => write!(f, "the body is larger than the sandbox's limit of {LIMIT_MIB} MiB"),
            Self::Broken => f.write_str("the connection broke before the whole body was there"),
        }
    }
}

/// Reads the whole body. Of one that is too large the rest is read (up to eight times the limit) and
/// forgotten: a client that is still sending would see a broken connection and not the answer.
pub(super) async fn read(body: Body) -> Result<Bytes, Unread> {
    let mut body = pin!(body);
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else { continue };
        length += data.len();
        if length <= LIMIT_BYTES {
            bytes.extend_from_slice(&data);
        } else if length > 8 * LIMIT_BYTES {
            break;
        } else {
            bytes = Vec::new();
        }
    }
    if length > LIMIT_BYTES { Err(Unread::TooLarge) } else { Ok(bytes.into()) }
}
