//! One server for all forms: every file under brotli at its best, as a CDN sends it, and cacheable for ever.

use std::collections::HashMap;
use std::convert::Infallible;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::peer::Peer;
use crate::site;

/// Serves `/NAME/` for each form.
pub(crate) struct Server {
    pub(crate) origin: String,
    /// What the page without a form weighs.
    pub(crate) page: usize,
    sent: Arc<Mutex<Vec<(String, usize)>>>,
    _task: JoinSet<()>,
}

struct File {
    content_type: &'static str,
    brotli: Bytes,
}

impl Server {
    pub(crate) async fn start(bench: &Path, dist: &Path, peers: &[&Peer]) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.context("no free port")?;
        let origin = format!("http://{}", listener.local_addr()?);
        let files = site::files(bench, dist, peers, &origin).await?;
        let files: HashMap<_, _> =
            files.into_iter().map(|(path, content)| (path.clone(), File::new(&path, &content))).collect();
        let page = files.get("/none/").map_or(0, |file| file.brotli.len());
        let sent: Arc<Mutex<Vec<(String, usize)>>> = Arc::default();
        let task = serve(listener, Arc::new(files), Arc::clone(&sent));
        Ok(Self { origin, page, sent, _task: task })
    }

    /// What was sent since this was last asked, as path and bytes.
    pub(crate) fn sent(&self) -> Vec<(String, usize)> {
        std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn serve(
    listener: TcpListener,
    files: Arc<HashMap<String, File>>,
    log: Arc<Mutex<Vec<(String, usize)>>>,
) -> JoinSet<()> {
    let mut task = JoinSet::new();
    task.spawn(async move {
        let mut connections = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let (files, log) = (Arc::clone(&files), Arc::clone(&log));
            connections.spawn(async move {
                let service = service_fn(move |request| {
                    let (files, log) = (Arc::clone(&files), Arc::clone(&log));
                    async move { Ok::<_, Infallible>(answer(&files, &log, &request)) }
                });
                let server = hyper::server::conn::http1::Builder::new();
                let _ = server.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    task
}

fn answer(
    files: &HashMap<String, File>,
    log: &Mutex<Vec<(String, usize)>>,
    request: &Request<Incoming>,
) -> Response<http_body_util::combinators::BoxBody<Bytes, Infallible>> {
    let path = request.uri().path();
    let Some(file) = files.get(path) else {
        let mut response = Response::new(Full::new(Bytes::from_static(b"{}")).boxed());
        *response.status_mut() = if path == "/sent" { StatusCode::CREATED } else { StatusCode::NO_CONTENT };
        return response;
    };
    log.lock().unwrap_or_else(PoisonError::into_inner).push((path.to_owned(), file.brotli.len()));
    let response = Response::builder()
        .header(CONTENT_TYPE, file.content_type)
        .header(CONTENT_ENCODING, "br")
        .header(CACHE_CONTROL, "max-age=31536000, immutable");
    response
        .body(Full::new(file.brotli.clone()).boxed())
        .unwrap_or_else(|_| unreachable!("the headers are fixed"))
}

impl File {
    fn new(path: &str, content: &[u8]) -> Self {
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
        let mut brotli = Vec::new();
        brotli::BrotliCompress(&mut &content[..], &mut brotli, &parameters).expect("memory takes everything");
        let content_type = match path.rsplit('.').next().unwrap_or_default() {
            "js" => "text/javascript",
            "css" => "text/css",
            "wasm" => "application/wasm",
            "png" => "image/png",
            _ => "text/html; charset=utf-8",
        };
        Self { content_type, brotli: brotli.into() }
    }
}
