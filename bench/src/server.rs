//! One server for all forms: every file under brotli at its best, as a CDN sends it, and cacheable for ever.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use e2e::npm;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::peer::{Kind, Peer};

/// Serves `/NAME/` for each form.
pub(crate) struct Server {
    pub(crate) origin: String,
    sent: Arc<Mutex<Vec<(String, usize)>>>,
    _task: JoinSet<()>,
}

struct File {
    content_type: &'static str,
    brotli: Bytes,
}

impl Server {
    pub(crate) async fn start(bench: &Path, dist: &Path, peers: &[&Peer]) -> Result<Self> {
        let mut files = HashMap::new();
        let read =
            |path: &Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        let template = String::from_utf8(read(&bench.join("forms/page.html"))?)?;
        let form = String::from_utf8(read(&bench.join("forms/hand.html"))?)?.replace("ID-", "f-");
        let definition = String::from_utf8(read(&bench.join("forms/leadform.json"))?)?;
        for peer in peers {
            let mut head = String::new();
            if peer.kind == Kind::Element {
                head.push_str("<script type=\"module\" src=\"/dist/form.js\"></script>\n");
            }
            if let Some(entry) = peer.entry {
                for (ending, content) in bundle(bench, entry)? {
                    let path = format!("/{}.{ending}", peer.name);
                    // What draws the other forms is no part of an element's page: it is fetched when it is measured.
                    if ending == "css" {
                        let _ = writeln!(head, "<link rel=\"stylesheet\" href=\"{path}\">");
                    } else if peer.kind != Kind::Element {
                        let _ = writeln!(head, "<script type=\"module\" src=\"{path}\"></script>");
                    }
                    files.insert(path, content);
                }
            }
            let body = match peer.kind {
                Kind::None => String::new(),
                Kind::Html => format!("<div id=\"form\">{form}</div>"),
                Kind::Script => "<div id=\"form\"></div>".to_owned(),
                Kind::Element => format!(
                    "<lead-form proxy=\"/sent\"><script type=\"application/json\">{definition}</script></lead-form>"
                ),
            };
            let page = template.replace("<!-- HEAD -->", &head).replace("<!-- FORM -->", &body);
            files.insert(format!("/{}/", peer.name), page.into_bytes());
        }
        for entry in std::fs::read_dir(dist).with_context(|| format!("cannot read {}", dist.display()))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with("form") && entry.file_type()?.is_file() {
                files.insert(format!("/dist/{name}"), read(&entry.path())?);
            }
        }
        ensure!(
            files.contains_key("/dist/form.js"),
            "{} has no form.js; first: cargo xtask build",
            dist.display()
        );
        files.insert("/hero.png".to_owned(), read(&bench.join("forms/hero.png"))?);
        let files =
            files.into_iter().map(|(path, content)| (path.clone(), File::new(&path, &content))).collect();
        Self::serve(files).await
    }

    async fn serve(files: HashMap<String, File>) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.context("no free port")?;
        let origin = format!("http://{}", listener.local_addr()?);
        let sent: Arc<Mutex<Vec<(String, usize)>>> = Arc::default();
        let (files, log) = (Arc::new(files), Arc::clone(&sent));
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
        Ok(Self { origin, sent, _task: task })
    }

    /// What was sent since this was last asked, as path and bytes.
    pub(crate) fn sent(&self) -> Vec<(String, usize)> {
        std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
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

/// The script and the stylesheet of a form, as its developers would ship them.
fn bundle(bench: &Path, entry: &str) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let out = bench.join("../target/bench");
    let name = entry.split('.').next().unwrap_or(entry);
    let mut esbuild = npm::esbuild()?;
    esbuild
        .args([
            "--bundle",
            "--format=esm",
            "--minify",
            "--jsx=automatic",
            "--log-level=error",
            "--charset=utf8",
        ])
        .args(["--target=chrome111,firefox123,safari16.4", "--loader:.html=text", "--legal-comments=none"])
        .args([
            "--loader:.svg=dataurl",
            "--loader:.woff=empty",
            "--loader:.woff2=empty",
            "--loader:.ttf=empty",
            "--loader:.eot=empty",
        ])
        .args(["--define:process.env.NODE_ENV=\"production\"", "--define:__VUE_OPTIONS_API__=false"])
        .args([
            "--define:__VUE_PROD_DEVTOOLS__=false",
            "--define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false",
        ])
        .arg(format!("--outdir={}", out.display()))
        .arg(bench.join("forms").join(entry))
        .env("NODE_PATH", bench.join("npm/node_modules"));
    npm::output(&mut esbuild).with_context(|| format!("{entry} could not be bundled"))?;
    let mut made = Vec::new();
    for ending in ["js", "css"] {
        let file = out.join(format!("{name}.{ending}"));
        if file.is_file() {
            made.push((ending, std::fs::read(&file)?));
        }
    }
    Ok(made)
}
