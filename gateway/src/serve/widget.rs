//! The widget's files, and the demo site that is built with them. They are read at the start, and from then on nothing
//! that a visitor asks for touches the disk: only names that were found then exist.

mod coding;
mod load;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;

use super::{headers, tag};
use crate::{Failure, config};
use coding::Coding;

/// All files, by their path: `/form.js`.
#[derive(Debug, Default)]
pub(super) struct Widget {
    files: BTreeMap<String, Arc<File>>,
    /// The hashed files of releases before, which pages that are still open ask for.
    before: BTreeMap<String, Arc<File>>,
}

/// One file, ready to be sent.
#[derive(Debug)]
struct File {
    content_type: &'static str,
    /// How it may be kept.
    keep: Keep,
    /// The hash of its content, without quotes.
    tag: String,
    plain: Bytes,
    /// Only where they are smaller.
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

/// How long a browser may keep a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// Its name has the hash of its content in it.
    ForEver,
    /// The addresses that host pages know: a new release is seen after five minutes.
    Minutes,
    /// It is asked for anew each time, and mostly answered with 304.
    Ask,
}

impl Keep {
    fn header(self) -> &'static str {
        match self {
            Self::ForEver => "public, max-age=31536000, immutable",
            Self::Minutes => "public, max-age=300",
            Self::Ask => "no-cache",
        }
    }
}

impl Widget {
    /// Reads the files that the configuration names. From `earlier`, what a reload replaces, it takes over what did not
    /// change, and the hashed files of the release before.
    pub(super) async fn load(
        config: Option<config::Widget>,
        earlier: Option<Arc<Self>>,
    ) -> Result<Self, Failure> {
        let Some(config) = config else { return Ok(Self::default()) };
        // Compressing takes seconds; those who are being served shall not wait for it.
        let loaded =
            tokio::task::spawn_blocking(move || load::load(&config, &earlier.unwrap_or_default())).await;
        loaded.unwrap_or_else(|_| {
            Err(Failure::new("reading the widget's files was interrupted", "Start the gateway again."))
        })
    }

    /// The answer to a request for a file; none if there is no such file.
    pub(super) fn answer(&self, method: &Method, path: &str, asked: &HeaderMap) -> Option<Response> {
        let Some(file) = self.find(path) else { return self.lead_into_directory(path) };
        if !matches!(*method, Method::GET | Method::HEAD) {
            let mut response = status(StatusCode::METHOD_NOT_ALLOWED);
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return Some(response);
        }
        Some(file.answer(asked))
    }

    fn find(&self, path: &str) -> Option<&Arc<File>> {
        let get = |path: &str| self.files.get(path).or_else(|| self.before.get(path));
        if path.ends_with('/') { get(&format!("{path}index.html")) } else { get(path) }
    }

    /// `/gallery` has its page at `/gallery/`, and the links on it are written for there.
    fn lead_into_directory(&self, path: &str) -> Option<Response> {
        let name = path.rsplit('/').next()?;
        self.files.get(&format!("{path}/index.html")).filter(|_| !name.is_empty())?;
        let mut response = status(StatusCode::PERMANENT_REDIRECT);
        // Relative: a proxy in front may have put all of this under another path.
        response.headers_mut().insert(header::LOCATION, HeaderValue::from_str(&format!("{name}/")).ok()?);
        Some(response)
    }
}

impl File {
    fn answer(&self, asked: &HeaderMap) -> Response {
        let (coding, body) = match Coding::choose(asked, self.brotli.is_some(), self.gzip.is_some()) {
            Coding::Brotli => (Coding::Brotli, self.brotli.as_ref().unwrap_or(&self.plain)),
            Coding::Gzip => (Coding::Gzip, self.gzip.as_ref().unwrap_or(&self.plain)),
            Coding::Identity => (Coding::Identity, &self.plain),
        };
        // Other bytes, another tag: a strong one names bytes, and not what they unpack to.
        let tag = format!("\"{}{}\"", self.tag, coding.suffix());
        let is_known = tag::is_known(asked, &tag);
        let mut response = Response::new(if is_known { Body::empty() } else { Body::from(body.clone()) });
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        headers::put_on_file(headers);
        if self.content_type.starts_with("text/html") {
            headers::put_on_site(headers);
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.keep.header()));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let (Some(name), false) = (coding.name(), is_known) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }
}

fn status(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    headers::put_on_file(response.headers_mut());
    response
}
