//! The headers that keep pages and answers from being used against the visitor. There is no `Server` header: what runs
//! here is nobody's business.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use url::Url;

const HSTS: &str = "max-age=31536000";

/// On every answer.
const ALWAYS: [(HeaderName, &str); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With less, a browser would send a plain form post with `Origin: null`, and the gateway would have to refuse it.
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
];

/// On every page.
const ON_PAGES: [(HeaderName, &str); 4] = [
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// A page that a form is posted from: no script, no picture, nothing from elsewhere. Browsers apply `form-action` to
/// redirects too, all of them: where the page that a post ends at (`thanks`) leads on to, nobody here knows, so with one
/// on another site every site over TLS will do.
pub(super) fn put_on_page(headers: &mut HeaderMap, thanks: Option<&Url>) {
    let thanks = match thanks.map(Url::scheme) {
        Some("https") => " https:".to_owned(),
        _ => thanks.and_then(source).map_or(String::new(), |source| format!(" {source}")),
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self'{thanks}; base-uri 'none'; frame-ancestors 'none'"
    );
    put_page(headers, &policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// A page of the widget's directory: what docs/EMBEDDING.md asks of a host that serves all from one place.
pub(super) fn put_on_site(headers: &mut HeaderMap) {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                  connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    put_page(headers, policy);
}

/// An answer for a script, wherever its page is from: CORS says who may read it.
pub(super) fn put_on_answer(headers: &mut HeaderMap) {
    put(headers, &ALWAYS);
    put(
        headers,
        &[
            (header::CACHE_CONTROL, "no-store"),
            (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        ],
    );
}

/// A file that any site may load.
pub(super) fn put_on_file(headers: &mut HeaderMap) {
    put(headers, &ALWAYS);
    put(
        headers,
        &[
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        ],
    );
}

/// On whatever has none of its own: nobody puts an answer into a frame, or takes it for another kind of thing.
pub(super) fn put_rest(headers: &mut HeaderMap) {
    let rest = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    ];
    for (name, value) in rest {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// Once a browser has seen this server over TLS, it shall not come without.
pub(super) fn put_transport(headers: &mut HeaderMap, public_url: Option<&Url>) {
    if public_url.is_some_and(|url| url.scheme() == "https") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
}

fn put_page(headers: &mut HeaderMap, policy: &str) {
    put(headers, &ALWAYS);
    put(headers, &ON_PAGES);
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

fn put(headers: &mut HeaderMap, all: &[(HeaderName, &'static str)]) {
    for (name, value) in all {
        headers.insert(name.clone(), HeaderValue::from_static(value));
    }
}

/// An address as a policy names it. What a policy could read as more than one word is left out.
fn source(url: &Url) -> Option<String> {
    let source = url.origin().ascii_serialization();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:/[]".contains(&byte);
    let is_web = matches!(url.scheme(), "http" | "https");
    (is_web && source.bytes().all(is_plain)).then_some(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(thanks: Option<&str>) -> String {
        let thanks = thanks.map(|url| url.parse().unwrap());
        let mut headers = HeaderMap::new();
        put_on_page(&mut headers, thanks.as_ref());
        headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
    }

    #[test]
    fn a_page_may_post_here_and_be_sent_to_its_thank_you_page_and_nowhere_else() {
        assert!(policy(None).contains("; form-action 'self';"));
        let there = policy(Some("https://example.vn/cam-on?x=1;script-src%20*"));
        assert!(there.contains("; form-action 'self' https:;"), "{there}");
        assert!(policy(Some("http://example.vn:8443/x")).contains("'self' http://example.vn:8443;"));
        assert!(policy(Some("http://b\u{ec}nh.vn/")).contains("'self' http://xn--"));
        assert!(policy(Some("javascript:alert(1)")).contains("; form-action 'self';"));
        assert!(policy(Some("data:text/html,x")).contains("; form-action 'self';"));
    }

    #[test]
    fn nothing_in_an_address_can_add_to_the_policy() {
        let plain = policy(None).matches(';').count();
        for url in
            ["https://a;b.vn/", "https://a,b.vn/", "https://a'b.vn/", "https://a*b.vn/", "https://x.vn/;,'"]
        {
            if url.parse::<Url>().is_ok() {
                let policy = policy(Some(url));
                assert_eq!(policy.matches(';').count(), plain, "{policy}");
                assert!(!policy.contains('*') && !policy.contains(','), "{policy}");
            }
        }
    }

    #[test]
    fn a_page_cannot_be_framed_sniffed_or_kept() {
        let mut headers = HeaderMap::new();
        put_on_page(&mut headers, None);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(headers[name], value, "{name}");
        }
        assert!(
            headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("frame-ancestors 'none'")
        );
        assert!(headers.contains_key("permissions-policy"));
    }

    #[test]
    fn an_answer_is_not_kept_and_is_readable_across_origins() {
        let mut headers = HeaderMap::new();
        put_on_answer(&mut headers);
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    }

    #[test]
    fn only_a_server_that_is_reached_by_tls_says_so() {
        for (public_url, says) in [(None, false), (Some("http://a.vn"), false), (Some("https://a.vn"), true)]
        {
            let mut headers = HeaderMap::new();
            put_transport(&mut headers, public_url.map(|url| url.parse().unwrap()).as_ref());
            assert_eq!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY), says, "{public_url:?}");
        }
    }
}
