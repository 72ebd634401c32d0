//! One request on its way to the router and back.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;

use super::Peer;
use super::progress::Progress;

/// What hyper asks for each request of one connection.
pub(super) struct Visit {
    router: TowerToHyperService<Router>,
    peer: Peer,
    progress: Arc<Progress>,
}

impl Visit {
    pub(super) fn new(router: Router, peer: Peer, progress: Arc<Progress>) -> Self {
        Self { router: TowerToHyperService::new(router), peer, progress }
    }
}

impl Service<Request<Incoming>> for Visit {
    type Response = Response<Answer>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        self.progress.asked();
        request.extensions_mut().insert(self.peer);
        let is_chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
        let router = self.router.clone();
        // The end of the answer is when this is dropped, wherever that happens.
        let ending = Ending(self.progress.clone());
        Box::pin(async move {
            let mut response = catch(async move { router.call(request).await }).await;
            if is_chunked || ends_the_connection(response.status(), response.headers()) {
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok(response.map(|body| Answer { body, _ending: ending }))
        })
    }
}

/// After an answer to a body that was not read to its end, the bytes that follow are no request. (And no browser sends
/// chunks: closing after them leaves nothing to a proxy that sees the end of such a request elsewhere than we do.)
fn ends_the_connection(status: StatusCode, headers: &HeaderMap) -> bool {
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE)
        && !headers.contains_key(header::CONNECTION)
}

/// The router's answer, or 500 if it panicked. What it panicked about is for nobody outside.
async fn catch(answer: impl Future<Output = Result<Response<Body>, Infallible>>) -> Response<Body> {
    let mut answer = std::pin::pin!(answer);
    let caught = poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
        match polled {
            Ok(polled) => polled.map(Some),
            Err(_) => Poll::Ready(None),
        }
    });
    match caught.await {
        Some(Ok(response)) => response,
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

struct Ending(Arc<Progress>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.answered();
    }
}

/// The body of an answer, until it is written or given up.
pub(super) struct Answer {
    body: Body,
    _ending: Ending,
}

impl http_body::Body for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
