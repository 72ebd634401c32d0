//! One request to an API: a lead goes out once, and what came back is told as it is.
//!
//! - No redirects: the key would follow them to wherever they point.
//! - No proxy of the environment: keys and people's data go where the configuration says, and not through whatever a
//!   shell happened to export.
//! - HTTP/1.1, and a connection is used again only within a second. Servers close idle connections after two seconds
//!   (gunicorn), five (Apache, Node) or more; a lead that is sent into one that is just being closed is lost or not, and
//!   nobody can say which. A burst still shares its connections.
//! - Nothing is decompressed: a small answer stays small.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use leadform_spec::Api;
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Response};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::outcome::{Body, Heard};
use crate::config::{Auth, Upstream};

/// Answers end here.
const LONGEST_ANSWER_BYTES: usize = 256 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const IDLE_TIMEOUT: Duration = Duration::from_secs(1);
pub(super) const USER_AGENT: &str = concat!("leadform/", env!("CARGO_PKG_VERSION"));

/// The way to an upstream.
pub(super) struct Post {
    client: Client,
    base_url: Url,
    path: Option<String>,
    key: Key,
    timeout: Duration,
}

/// The key, in its place.
enum Key {
    Header(HeaderName, HeaderValue),
    Query(String, SecretString),
    Body(String, SecretString),
}

impl Post {
    /// Or says why there is no way.
    pub(super) fn new(upstream: &Upstream) -> Result<Self, String> {
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .http1_only()
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .connect_timeout(CONNECT_TIMEOUT.min(upstream.timeout))
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(upstream.concurrency);
        let client = build(client, &upstream.base_url)?;
        Ok(Self {
            client,
            base_url: upstream.base_url.clone(),
            path: upstream.path.clone(),
            key: key(upstream)?,
            timeout: upstream.timeout,
        })
    }

    /// Sends `body` once.
    pub(super) async fn send(&self, api: &Api, body: &str) -> Heard {
        let deadline = Instant::now() + self.timeout;
        let touched = Arc::new(AtomicBool::new(false));
        let mut url = address(&self.base_url, self.path.as_deref().unwrap_or(api.path));
        if let Key::Query(name, secret) = &self.key {
            url.query_pairs_mut().append_pair(name, secret.expose_secret());
        }
        let mut request = self.client.post(url);
        request = request.header(CONTENT_TYPE, HeaderValue::from_static(api.body.content_type()));
        let body = match &self.key {
            Key::Header(name, value) => {
                request = request.header(name, value);
                body.to_owned()
            }
            Key::Query(..) => body.to_owned(),
            Key::Body(name, secret) => with_parameter(body, name, secret.expose_secret()),
        };
        let body = Watched { bytes: Some(body.into()), touched: Arc::clone(&touched) };
        let sending = request.body(reqwest::Body::wrap(body)).send();
        let response = match timeout_at(deadline, sending).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return unanswered(&touched, cause(error)),
            Err(_) => return unanswered(&touched, "no answer in time".to_owned()),
        };
        let status = response.status().as_u16();
        let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let retry_after = retry_after.map(str::to_owned);
        let late = |_| Body::Broken("the answer did not end in time".to_owned());
        let body = timeout_at(deadline, read(response)).await.unwrap_or_else(late);
        Heard::Answer { status, retry_after, body }
    }
}

/// The client. One that speaks plain HTTP needs none of the system's certificates, which may not be there.
pub(super) fn build(client: reqwest::ClientBuilder, to: &Url) -> Result<Client, String> {
    crate::tls::install();
    let client = if to.scheme() == "https" { client } else { client.tls_certs_only([]) };
    client.build().map_err(|error| format!("there is no way to make requests: {}", cause(error)))
}

fn key(upstream: &Upstream) -> Result<Key, String> {
    match &upstream.auth {
        Auth::Header(name) => {
            let name =
                HeaderName::try_from(name).map_err(|_| format!("{name:?} cannot be a header's name"))?;
            let mut value = HeaderValue::try_from(upstream.secret.expose_secret())
                .map_err(|_| "the key has characters that cannot stand in a header".to_owned())?;
            value.set_sensitive(true);
            Ok(Key::Header(name, value))
        }
        Auth::Query(name) => Ok(Key::Query(name.clone(), upstream.secret.clone())),
        Auth::Body(name) => Ok(Key::Body(name.clone(), upstream.secret.clone())),
    }
}

/// The form body with the key behind it, for whoever would rather not have it in the logs on the way.
fn with_parameter(body: &str, name: &str, secret: &str) -> String {
    let mut form = form_urlencoded::Serializer::new(body.to_owned());
    form.append_pair(name, secret).finish()
}

/// `path` below `base`, which may have a path itself.
pub(crate) fn address(base: &Url, path: &str) -> Url {
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let mut url = base.clone();
    url.set_path(&format!("{}/{}", base.path().trim_end_matches('/'), path.trim_start_matches('/')));
    if query.is_some() {
        url.set_query(query);
    }
    url.set_fragment(None);
    url
}

/// A body that knows whether anybody has asked for it. As long as nobody has, no byte of the lead is out; that proves
/// more than the kinds of errors do.
struct Watched {
    bytes: Option<Bytes>,
    touched: Arc<AtomicBool>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.touched.store(true, Ordering::Release);
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

fn unanswered(touched: &AtomicBool, why: String) -> Heard {
    if touched.load(Ordering::Acquire) { Heard::Lost(why) } else { Heard::Unsent(why) }
}

/// Reads an answer's body, but not more than fits.
async fn read(mut response: Response) -> Body {
    let too_long = || Body::Broken(format!("the answer is longer than {} KiB", LONGEST_ANSWER_BYTES / 1024));
    if response.content_length().is_some_and(|length| length > LONGEST_ANSWER_BYTES as u64) {
        return too_long();
    }
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > LONGEST_ANSWER_BYTES => return too_long(),
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Body::Whole(bytes),
            Err(error) => return Body::Broken(format!("the answer broke off: {}", cause(error))),
        }
    }
}

/// The innermost reason of an error: the outer ones repeat the address.
pub(super) fn cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
