//! Which sites may use a form from their visitors' browsers.
//!
//! An origin is compared byte by byte with what the configuration lists: browsers write it in one way only (lower case,
//! punycode, no default port, no slash), so whatever differs is another site or no browser. The check holds for the
//! request itself and not only for its answer: a post as a plain form or as text needs no leave beforehand.

#[cfg(test)]
mod tests;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use url::Url;

use crate::config::AllowedOrigins;

/// Where a request comes from, as far as a form minds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// No browser says so: a server, a command, or a page that was opened by its address.
    Unsaid,
    /// A page of this server.
    Own(HeaderValue),
    /// A page of a site that may, with what its browser is to be told.
    Allowed(HeaderValue),
    /// A page of any other site.
    Foreign,
}

impl Origin {
    /// Judges a request by its `Origin`, for a form that may be used from `allowed`.
    pub(super) fn of(headers: &HeaderMap, allowed: &AllowedOrigins, public_url: Option<&Url>) -> Self {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        let (origin, another) = (origins.next(), origins.next());
        match (origin, another, allowed) {
            (None, ..) => Self::Unsaid,
            // Two answers to "where from" are none.
            (_, Some(_), _) => Self::Foreign,
            (Some(origin), None, _) if is_own(origin, headers, public_url) => Self::Own(origin.clone()),
            (Some(_), None, AllowedOrigins::Any) => Self::Allowed(HeaderValue::from_static("*")),
            (Some(origin), None, AllowedOrigins::Listed(listed)) => {
                // A sandboxed frame is `null`, and so is anybody who likes: only a form for all takes it.
                let is_listed = origin != "null" && listed.iter().any(|listed| origin == listed.as_str());
                if is_listed { Self::Allowed(origin.clone()) } else { Self::Foreign }
            }
        }
    }

    pub(super) fn is_allowed(&self) -> bool {
        *self != Self::Foreign
    }

    /// Puts on any answer, errors too, what the page's script needs to read it.
    pub(super) fn mark(&self, headers: &mut HeaderMap) {
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
        if let Self::Own(origin) | Self::Allowed(origin) = self {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Retry-After"));
        }
    }

    /// The answer to `OPTIONS`: what a page may send, or that it may not.
    pub(super) fn answer_options(&self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() =
            if self.is_allowed() { StatusCode::NO_CONTENT } else { StatusCode::FORBIDDEN };
        let headers = response.headers_mut();
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
        self.mark(headers);
        if let Self::Own(_) | Self::Allowed(_) = self {
            for (name, value) in [
                (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
                (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, idempotency-key"),
                (header::ACCESS_CONTROL_MAX_AGE, "600"),
            ] {
                headers.insert(name, HeaderValue::from_static(value));
            }
        }
        response
    }
}

/// Whether it is this server's own page: by its public address, or, where none is configured, by the address that was
/// asked. The scheme is not known then: a proxy in front may speak TLS.
fn is_own(origin: &HeaderValue, headers: &HeaderMap, public_url: Option<&Url>) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    if let Some(public_url) = public_url {
        return public_url.origin().is_tuple() && public_url.origin().ascii_serialization() == origin;
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else {
        return false;
    };
    let is_host = |scheme: &str, default_port: &str| {
        let named = origin.strip_prefix(scheme)?;
        let host = host.strip_suffix(default_port).unwrap_or(host);
        (!named.is_empty() && named.eq_ignore_ascii_case(host)).then_some(())
    };
    is_host("https://", ":443").or_else(|| is_host("http://", ":80")).is_some()
}
