//! One line for each request: method, path, status, duration. What a person entered is in none of them, so
//! the log may be kept and shown.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

use crate::output;

/// Prints the line once the answer is there, or once nobody waits for it any more.
pub(super) async fn log(request: Request, next: Next) -> Response {
    // The path without the query, which may hold a key.
    let mut line = Line {
        request: format!("{} {}", request.method(), request.uri().path()),
        status: None,
        started: Instant::now(),
    };
    let response = next.run(request).await;
    line.status = Some(response.status().as_u16());
    response
}

struct Line {
    request: String,
    status: Option<u16>,
    started: Instant,
}

/// When a client goes away, its request is dropped wherever it stands: only here both cases meet.
impl Drop for Line {
    fn drop(&mut self) {
        let status = self.status.map_or_else(|| "client went away".to_owned(), |status| status.to_string());
        // A closed terminal must not stop the sandbox.
        let _ =
            output::print(&format!("{} {status} {} ms\n", self.request, self.started.elapsed().as_millis()));
    }
}
