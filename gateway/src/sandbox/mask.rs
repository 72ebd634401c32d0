//! What is kept of a request has no secret in it, in whatever place it came, the right one or a wrong one:
//! somebody will try a real key here.

use axum::http::{HeaderMap, Uri};
use leadform_spec::apis;

use super::key;

/// What stands in a secret's place.
pub(super) const MASK: &str = "••••••••";

/// Headers that hold secrets besides those of the APIs.
const ALSO_SECRET: [&str; 3] = ["authorization", "proxy-authorization", "cookie"];

/// The headers as text, in the order in which they came.
pub(super) fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let shown = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
        let secret = is_secret(name.as_str()) || ALSO_SECRET.contains(&name.as_str());
        let value = if secret { MASK.to_owned() } else { keys(&String::from_utf8_lossy(value.as_bytes())) };
        (name.as_str().to_owned(), value)
    };
    headers.iter().map(shown).collect()
}

/// The path and the query.
pub(super) fn path(uri: &Uri) -> String {
    let path = keys(uri.path());
    uri.query().map_or_else(|| path.clone(), |query| format!("{path}?{}", parameters(query)))
}

/// A body, be it JSON or a form.
pub(super) fn body(text: &str) -> String {
    if text.trim_start().starts_with('{') { json(text) } else { parameters(text) }
}

fn is_secret(name: &str) -> bool {
    apis::ALL.into_iter().any(|api| api.secret.name().eq_ignore_ascii_case(name))
}

fn parameters(text: &str) -> String {
    let pairs = text.split('&').map(|pair| match form_urlencoded::parse(pair.as_bytes()).next() {
        Some((name, _)) if is_secret(&name) => format!("{name}={MASK}"),
        _ => keys(pair),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// JSON in which a secret's name is a key, although it is no part of a body.
fn json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('"') {
        let length = string_length(&rest[open..]);
        let (before, behind) = rest.split_at(open + length);
        shown.push_str(before);
        rest = behind;
        let Some(value) = behind.trim_start().strip_prefix(':').map(str::trim_start) else { continue };
        if is_secret(before[open..].trim_matches('"')) {
            let skipped = behind.len() - value.len();
            let length = if value.starts_with('"') {
                string_length(value)
            } else {
                value.find([',', '}', ']']).unwrap_or(value.len())
            };
            shown.push_str(&behind[..skipped]);
            shown.extend(["\"", MASK, "\""]);
            rest = &value[length..];
        }
    }
    shown.push_str(rest);
    keys(&shown)
}

/// How long the JSON string is that `text` begins with, its quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The text without the sandbox's own keys, wherever they stand.
fn keys(text: &str) -> String {
    apis::ALL.into_iter().fold(text.to_owned(), |text, api| text.replace(key::of(api), MASK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_masked_in_a_query_a_form_and_json() {
        let uri: Uri = "/a?x=1&access_token=mine&y=2".parse().unwrap();
        assert_eq!(path(&uri), format!("/a?x=1&access_token={MASK}&y=2"));
        assert_eq!(body("a=%C6%B0&Access%5FToken=mine"), format!("a=%C6%B0&Access_Token={MASK}"));
        assert_eq!(
            body(r#"{"a": "\"access_token", "api-key" : "mi\"ne", "access_token":12,"b":1}"#),
            format!(r#"{{"a": "\"access_token", "api-key" : "{MASK}", "access_token":"{MASK}","b":1}}"#)
        );
        assert_eq!(body(r#"{"note": "sandbox-erp-key"}"#), format!(r#"{{"note": "{MASK}"}}"#));
    }

    #[test]
    fn what_is_no_secret_stays_as_it_came() {
        for text in ["", "a=1&b=%C6%B0&a=1", "{\"a\": [1, \"\\\\\"], \"ư", "[1, 2]", "{\"access_token"] {
            assert_eq!(body(text), text);
        }
    }
}
