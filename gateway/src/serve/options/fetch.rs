//! One request for a list of choices.

use std::time::Duration;

use secrecy::ExposeSecret as _;

use crate::config::{Auth, Upstream};
use crate::deliver;

/// A visitor waits for it.
const TIMEOUT: Duration = Duration::from_secs(8);
/// All districts of a country, with room.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// The API's answer, if it came whole, in time, and with a good status.
pub(super) async fn fetch(
    client: &reqwest::Client,
    upstream: &Upstream,
    path: &str,
    parents: &[(&str, &str)],
) -> Option<Vec<u8>> {
    let mut url = address(upstream, path, parents);
    let key = upstream.secret.expose_secret();
    if let Auth::Query(name) | Auth::Body(name) = &upstream.auth {
        url.query_pairs_mut().append_pair(name, key);
    }
    let mut request = client.get(url).timeout(TIMEOUT.min(upstream.timeout));
    if let Auth::Header(name) = &upstream.auth {
        let mut value = reqwest::header::HeaderValue::try_from(key).ok()?;
        value.set_sensitive(true);
        request = request.header(name, value);
    }
    let mut response = request.send().await.ok()?.error_for_status().ok()?;
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        if bytes.len() + chunk.len() > MAX_BYTES {
            return None;
        }
        bytes.extend_from_slice(&chunk);
    }
    Some(bytes)
}

/// The path below the API's own address, with the values in place of their names. A value can only ever be a value: it is
/// written as one part of a path or of a query.
fn address(upstream: &Upstream, path: &str, parents: &[(&str, &str)]) -> url::Url {
    let mut filled = path.to_owned();
    for (name, value) in parents {
        let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        filled = filled.replace(&format!("{{{name}}}"), &value.replace('+', "%20"));
    }
    deliver::address(&upstream.base_url, &filled)
}
