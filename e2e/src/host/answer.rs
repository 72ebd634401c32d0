//! The answer to one request: a fault, a file of the test, the sandbox's answer, or a file.

use std::future::pending;
use std::io;
use std::path::{Component, Path};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use hyper::{Request, Response, StatusCode};

use super::{Fault, Recorded, State};
use crate::dist;

type Body = BoxBody<Bytes, io::Error>;

/// An answer, or an error that makes the server break the connection.
pub(super) async fn answer(state: &Arc<State>, request: Request<Incoming>) -> Result<Response<Body>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let headers = head.headers.iter().map(|(name, value)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    let recorded = Recorded {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().map(str::to_owned),
        headers: headers.collect(),
        body: body.to_vec(),
    };
    let (fault, csp) = {
        let mut changing = state.changing();
        let fault = changing.faults.iter().find(|(path, _)| recorded.path.starts_with(path));
        let fault = fault.map(|(_, fault)| fault.clone());
        changing.requests.push(recorded.clone());
        (fault, changing.csp.clone())
    };

    let mut response = match fault {
        None => right_answer(state, &recorded).await?,
        Some(Fault::Drop) => return Err(io::Error::from(io::ErrorKind::ConnectionAborted).into()),
        Some(Fault::DropAnswer) => {
            drop(right_answer(state, &recorded).await?);
            return Err(io::Error::from(io::ErrorKind::ConnectionAborted).into());
        }
        Some(Fault::Hang) => pending().await,
        Some(Fault::Late(delay)) => {
            tokio::time::sleep(delay).await;
            right_answer(state, &recorded).await?
        }
        Some(Fault::CutInHalf) => cut_in_half(right_answer(state, &recorded).await?).await?,
        Some(Fault::Held) => hold(Arc::clone(state), right_answer(state, &recorded).await?).await?,
        Some(Fault::OneByteWrong) => one_byte_wrong(right_answer(state, &recorded).await?).await?,
        Some(Fault::Untyped) => {
            let mut response = right_answer(state, &recorded).await?;
            response.headers_mut().insert(CONTENT_TYPE, "application/octet-stream".parse()?);
            response
        }
        Some(Fault::Answer(status, content_type, body)) => {
            let mut response = Response::new(full(body));
            *response.status_mut() = StatusCode::from_u16(status)?;
            response.headers_mut().insert(CONTENT_TYPE, content_type.parse()?);
            response
        }
    };
    let headers = response.headers_mut();
    headers.insert("content-security-policy", csp.parse()?);
    // A CDN sends this with a script that any page may embed.
    headers.insert("access-control-allow-origin", "*".parse()?);
    // Each fetch must reach this server, or nobody could count them.
    headers.insert(CACHE_CONTROL, "no-store".parse()?);
    Ok(response)
}

async fn right_answer(state: &State, request: &Recorded) -> Result<Response<Body>> {
    if request.path.starts_with("/p/") {
        return forward(state, &state.backend, request).await;
    }
    let gateway = state.changing().gateway.clone().filter(|_| request.path.starts_with("/f/"));
    if let Some(gateway) = gateway {
        return forward(state, &gateway, request).await;
    }
    let file_of_the_test = state.changing().files.get(&request.path).cloned();
    match file_of_the_test {
        Some(content) => Ok(typed(dist::content_type(&request.path), content)),
        None => Ok(file(&state.dist, &request.path)),
    }
}

fn file(dist: &Path, path: &str) -> Response<Body> {
    let path = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let relative = Path::new(path.trim_start_matches('/'));
    let inside = relative.components().all(|component| matches!(component, Component::Normal(_)));
    if let (true, Ok(content)) = (inside, std::fs::read(dist.join(relative))) {
        return typed(dist::content_type(&path), content);
    }
    // A browser asks every site for an icon; one that has none is no mistake of the form.
    let status = if path == "/favicon.ico" { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND };
    let mut response = typed("text/plain", String::new());
    *response.status_mut() = status;
    response
}

async fn forward(state: &State, to: &str, request: &Recorded) -> Result<Response<Body>> {
    let query = request.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
    let mut outbound = state.client.request(request.method.parse()?, format!("{to}{}{query}", request.path));
    for (name, value) in &request.headers {
        if !["host", "connection", "content-length"].contains(&name.as_str()) {
            outbound = outbound.header(name, value);
        }
    }
    let answer = outbound.body(request.body.clone()).send().await?;
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    let mut response = Response::new(full(answer.bytes().await?));
    *response.status_mut() = status;
    remove_hop_headers(&mut headers);
    *response.headers_mut() = headers;
    Ok(response)
}

/// The headers that describe one connection only, and this is another.
fn remove_hop_headers(headers: &mut HeaderMap) {
    for name in ["connection", "transfer-encoding", "content-length", "keep-alive"] {
        headers.remove(name);
    }
}

async fn cut_in_half(response: Response<Body>) -> Result<Response<Body>> {
    let (mut head, body) = response.into_parts();
    let whole = body.collect().await?.to_bytes();
    head.headers.insert(CONTENT_LENGTH, whole.len().into());
    let half = whole.slice(..whole.len() / 2);
    let frames = [Ok(Frame::data(half)), Err(io::Error::from(io::ErrorKind::ConnectionAborted))];
    Ok(Response::from_parts(head, StreamBody::new(futures_util::stream::iter(frames)).boxed()))
}

/// The first half now, and the rest when there are no faults any more.
async fn hold(state: Arc<State>, response: Response<Body>) -> Result<Response<Body>> {
    let (mut head, body) = response.into_parts();
    let whole = body.collect().await?.to_bytes();
    head.headers.insert(CONTENT_LENGTH, whole.len().into());
    let (first, rest) = (whole.slice(..whole.len() / 2), whole.slice(whole.len() / 2..));
    let first = futures_util::stream::iter([Ok(Frame::data(first))]);
    let rest = futures_util::stream::once(async move {
        while !state.changing().faults.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(Frame::data(rest))
    });
    let body = futures_util::StreamExt::chain(first, rest);
    Ok(Response::from_parts(head, BodyExt::boxed(StreamBody::new(body))))
}

/// The last byte that is not a line's end: a letter more or less, and all else as it was.
async fn one_byte_wrong(response: Response<Body>) -> Result<Response<Body>> {
    let (head, body) = response.into_parts();
    let mut bytes = body.collect().await?.to_bytes().to_vec();
    if let Some(last) = bytes.iter_mut().rfind(|byte| !byte.is_ascii_whitespace()) {
        *last ^= 1;
    }
    Ok(Response::from_parts(head, full(bytes)))
}

fn typed(content_type: &'static str, content: impl Into<Bytes>) -> Response<Body> {
    let mut response = Response::new(full(content));
    response.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(content_type));
    response
}

fn full(content: impl Into<Bytes>) -> Body {
    Full::new(content.into()).map_err(|never| match never {}).boxed()
}
