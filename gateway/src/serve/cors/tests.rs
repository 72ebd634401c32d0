use super::*;

const SITE: &str = "https://www.example.vn";

fn headers(origins: &[&[u8]]) -> HeaderMap {
    let host = (header::HOST, HeaderValue::from_static("forms.example.vn"));
    let origins = origins.iter().map(|origin| (header::ORIGIN, HeaderValue::from_bytes(origin).unwrap()));
    std::iter::once(host).chain(origins).collect()
}

fn listed() -> AllowedOrigins {
    AllowedOrigins::Listed(
        [SITE, "https://xn--bnh-2ja.example.vn", "http://localhost:8080", "https://shop.example.vn:8443"]
            .map(str::to_owned)
            .to_vec(),
    )
}

/// Origins that a browser, a sloppy client or an attacker might send to a form of [`listed`].
const FOREIGN: [&str; 36] = [
    "http://www.example.vn",
    "https://example.vn",
    "https://www.example.vn:443",
    "https://www.example.vn:8443",
    "https://www.example.vn.",
    "https://www.example.vn/",
    "https://www.example.vn/page",
    "https://www.example.vn?x",
    "https://www.example.vn#x",
    "https://www.example.vn.evil.test",
    "https://www.example.vn@evil.test",
    "https://evil.test@www.example.vn",
    "https://user:pass@www.example.vn",
    "https://evil.test/https://www.example.vn",
    "https://evil.test#https://www.example.vn",
    "https://evilwww.example.vn",
    "https://www-example.vn",
    "https://www.example.vnx",
    "https://www.example.com",
    "HTTPS://www.example.vn",
    "https://WWW.EXAMPLE.VN",
    "https://www%2eexample.vn",
    "https://www.example.vn%00.evil.test",
    "https:/www.example.vn",
    "https:www.example.vn",
    "//www.example.vn",
    "www.example.vn",
    "ftp://www.example.vn",
    "file://",
    "chrome-extension://abcdefgh",
    "https://www.example.vn https://evil.test",
    "https://evil.test https://www.example.vn",
    "https://www.example.vn, https://evil.test",
    "*",
    "null",
    "",
];

/// What a post may come as. The first three need no leave beforehand, so nothing but this check stops them.
const CONTENT_TYPES: [Option<&str>; 8] = [
    Some("text/plain"),
    Some("application/x-www-form-urlencoded"),
    Some("multipart/form-data; boundary=x"),
    Some("application/json"),
    Some("application/vnd.leadform+json"),
    Some("text/plain; application/json"),
    Some("application/csp-report"),
    None,
];

fn judged(origin: &str, content_type: Option<&'static str>, allowed: &AllowedOrigins) -> (Origin, HeaderMap) {
    let mut headers = headers(&[origin.as_bytes()]);
    if let Some(content_type) = content_type {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    let origin = Origin::of(&headers, allowed, None);
    let mut answer = HeaderMap::new();
    origin.mark(&mut answer);
    (origin, answer)
}

#[test]
fn no_foreign_site_may_whatever_it_sends() {
    let also =
        ["https://w\u{fe0f}ww.example.vn", "https://www\u{3002}example.vn", "https://b\u{ec}nh.example.vn"];
    for origin in FOREIGN.iter().chain(&also) {
        for content_type in CONTENT_TYPES {
            let (judged, answer) = judged(origin, content_type, &listed());
            assert_eq!(judged, Origin::Foreign, "{origin} {content_type:?}");
            assert!(!answer.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), "{origin}");
            assert_eq!(answer[header::VARY], "Origin");
        }
    }
}

#[test]
fn a_listed_site_may_and_is_named_in_the_answer() {
    for origin in
        [SITE, "https://xn--bnh-2ja.example.vn", "http://localhost:8080", "https://shop.example.vn:8443"]
    {
        for content_type in CONTENT_TYPES {
            let (judged, answer) = judged(origin, content_type, &listed());
            assert!(judged.is_allowed(), "{origin}");
            assert_eq!(answer[header::ACCESS_CONTROL_ALLOW_ORIGIN], origin);
            assert_eq!(answer[header::ACCESS_CONTROL_EXPOSE_HEADERS], "Retry-After");
            assert!(!answer.contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
        }
    }
}

#[test]
fn a_form_for_all_takes_every_origin_but_not_two_of_them() {
    for origin in FOREIGN {
        let (judged, answer) = judged(origin, None, &AllowedOrigins::Any);
        assert!(judged.is_allowed(), "{origin}");
        assert_eq!(answer[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    }
    let two = headers(&[SITE.as_bytes(), SITE.as_bytes()]);
    assert_eq!(Origin::of(&two, &AllowedOrigins::Any, None), Origin::Foreign);
    assert_eq!(Origin::of(&two, &listed(), None), Origin::Foreign);
}

#[test]
fn null_is_nobody_even_where_somebody_listed_it() {
    let allowed = AllowedOrigins::Listed(vec!["null".to_owned()]);
    assert_eq!(judged("null", None, &allowed).0, Origin::Foreign);
}

#[test]
fn a_request_without_an_origin_is_no_other_sites() {
    let origin = Origin::of(&headers(&[]), &listed(), None);
    assert_eq!(origin, Origin::Unsaid);
    assert!(origin.is_allowed());
}

#[test]
fn the_servers_own_page_may_always() {
    let nobody = AllowedOrigins::Listed(Vec::new());
    for (host, origin, public_url, is_own) in [
        ("forms.example.vn", "https://forms.example.vn", None, true),
        ("forms.example.vn", "http://forms.example.vn", None, true),
        ("forms.example.vn:443", "https://forms.example.vn", None, true),
        ("forms.example.vn:80", "http://forms.example.vn", None, true),
        ("Forms.Example.vn", "https://forms.example.vn", None, true),
        ("127.0.0.1:8787", "http://127.0.0.1:8787", None, true),
        ("[::1]:8787", "http://[::1]:8787", None, true),
        ("127.0.0.1:8787", "http://127.0.0.1", None, false),
        ("127.0.0.1:8787", "http://127.0.0.1:8788", None, false),
        ("forms.example.vn:80", "https://forms.example.vn", None, false),
        ("forms.example.vn", "https://forms.example.vn.evil.test", None, false),
        ("forms.example.vn", "https://", None, false),
        ("", "https://", None, false),
        ("", "null", None, false),
        // With a public address, what the client says about the host counts for nothing.
        ("evil.test", "https://evil.test", Some("https://forms.example.vn"), false),
        ("backend:8787", "https://forms.example.vn", Some("https://forms.example.vn/"), true),
        ("backend:8787", "https://forms.example.vn", Some("https://forms.example.vn:443"), true),
        ("backend:8787", "http://forms.example.vn", Some("https://forms.example.vn"), false),
        ("backend:8787", "http://backend:8787", Some("https://forms.example.vn"), false),
    ] {
        let mut headers = headers(&[origin.as_bytes()]);
        headers.insert(header::HOST, host.parse().unwrap());
        let public_url = public_url.map(|url| url.parse().unwrap());
        let judged = Origin::of(&headers, &nobody, public_url.as_ref());
        assert_eq!(judged.is_allowed(), is_own, "{host} {origin} {public_url:?}");
    }
}

#[test]
fn a_preflight_says_what_may_be_sent_and_for_how_long_that_holds() {
    let answer = judged(SITE, None, &listed()).0.answer_options();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    for (name, value) in [
        ("access-control-allow-origin", SITE),
        ("access-control-allow-methods", "GET, POST, OPTIONS"),
        ("access-control-allow-headers", "content-type, idempotency-key"),
        ("access-control-max-age", "600"),
        ("vary", "Origin"),
    ] {
        assert_eq!(answer.headers()[name], value, "{name}");
    }
}

#[test]
fn a_foreign_preflight_gets_no_leave() {
    let answer = judged("https://evil.test", None, &listed()).0.answer_options();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let leave = answer.headers().keys().filter(|name| name.as_str().starts_with("access-control-"));
    assert_eq!(leave.count(), 0);
}
