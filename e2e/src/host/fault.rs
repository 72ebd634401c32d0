//! What can go wrong between a page and its server.

use std::time::Duration;

/// How to misbehave.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The connection breaks without an answer.
    Drop,
    /// The request is served, and then the connection breaks before the answer.
    DropAnswer,
    /// Nothing comes, for as long as the browser waits.
    Hang,
    /// The right answer comes late.
    Late(Duration),
    /// The right answer's first half comes, and then the connection breaks.
    CutInHalf,
    /// The right answer's first half comes, and the rest once the host behaves again.
    Held,
    /// The right answer comes with one byte that is another.
    OneByteWrong,
    /// The right answer comes with the type of a file that nobody knows.
    Untyped,
    /// Another answer: its status, its content type and its body.
    Answer(u16, &'static str, String),
}

impl Fault {
    /// Status 500 with the page of some server in between.
    pub fn server_error() -> Self {
        Self::Answer(500, "text/html", "<!doctype html><h1>500 Internal Server Error</h1>".into())
    }

    /// Status 200 with a page, as a captive portal answers.
    pub fn html() -> Self {
        Self::Answer(200, "text/html", "<!doctype html><script>alert(1)</script><h1>Wi-Fi</h1>".into())
    }

    /// Status 200 and JSON that ends too early, with a `Content-Length` that fits.
    pub fn truncated_json() -> Self {
        Self::Answer(200, "application/json", "{\"error\": 0, \"mess".into())
    }
}
