//! Addresses of machines and of sites, as the file writes them. What is refused is not repeated where it may hold a key.

use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

/// Reads an address and a port; or says what would be one.
pub(super) fn socket(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        let port = text.rsplit(':').next().and_then(|port| port.parse::<u16>().ok()).unwrap_or(8787);
        match (text.parse::<IpAddr>(), text.strip_prefix("localhost:")) {
            (Ok(ip), _) => format!("Add a port: \"{}\"", SocketAddr::from((ip, 8787))),
            (Err(_), Some(_)) => format!("Write the address itself: \"127.0.0.1:{port}\""),
            _ => format!("Give an address and a port, such as \"127.0.0.1:{port}\"."),
        }
    })
}

/// Whether only this machine is behind `ip`.
pub(super) fn is_loopback(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

/// Whether only this machine is behind the host of `url`.
fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => is_loopback(ip.into()),
        Some(Host::Ipv6(ip)) => is_loopback(ip.into()),
        None => false,
    }
}

/// Reads a URL that requests with secrets may go to: https, or http to this machine. The problem and its remedy are
/// words to put behind the name of the setting.
pub(super) fn private(text: &str) -> Result<Url, (&'static str, String)> {
    let give = "Give the whole address, such as \"https://erp.example.vn\".";
    let url = Url::parse(text).map_err(|_| ("is no URL", give.to_owned()))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(("is no http or https URL", give.to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err((
            "has a user or a password in it, which would end up in logs",
            "Take out what stands before the @; a key belongs into the file that `secret_file` names."
                .to_owned(),
        ));
    }
    if url.scheme() == "http" && !is_local(&url) {
        return Err((
            "is plain http to another machine: everybody on the way could read what is sent, the key included",
            "Write https://. If that machine has no https, put a tunnel or a proxy with https in front of it.".to_owned(),
        ));
    }
    if url.fragment().is_some() {
        return Err((
            "has a # in it, which is never sent",
            "Take it out, and what stands behind it.".to_owned(),
        ));
    }
    Ok(url)
}

/// Reads an origin, exactly as a browser writes it; or gives the one that was probably meant.
pub(super) fn origin(text: &str) -> Result<Url, Option<String>> {
    let written = |url: &Url| {
        let is_site = matches!(url.scheme(), "http" | "https") && url.host().is_some();
        is_site.then(|| url.origin().ascii_serialization()).filter(|origin| !origin.contains('*'))
    };
    let parsed = Url::parse(text.trim()).ok();
    match parsed.as_ref().and_then(written) {
        Some(origin) if origin == text => parsed.ok_or(None),
        Some(origin) => Err(Some(origin)),
        // A host alone, or one with a port, which reads like a scheme.
        None if !text.contains("//") && text.contains('.') && !text.contains(['*', '@', ' ']) => {
            Err(Url::parse(&format!("https://{}", text.trim())).ok().as_ref().and_then(written))
        }
        None => Err(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_writes_is_an_origin_and_all_else_is_corrected() {
        for good in ["https://www.example.vn", "http://127.0.0.1:8080", "https://[::1]:8443", "http://a"] {
            assert!(origin(good).is_ok(), "{good}");
        }
        for (text, meant) in [
            ("https://www.example.vn/", Some("https://www.example.vn")),
            ("https://www.example.vn/form?a=b#c", Some("https://www.example.vn")),
            ("HTTPS://WWW.Example.vn", Some("https://www.example.vn")),
            ("https://www.example.vn:443", Some("https://www.example.vn")),
            ("http://www.example.vn:443", None),
            ("https://user:word@example.vn", Some("https://example.vn")),
            ("https://thẩmmỹ.vn", Some("https://xn--thmm-cs5auv.vn")),
            (" https://example.vn", Some("https://example.vn")),
            ("www.example.vn", Some("https://www.example.vn")),
            ("example.vn:8443/a", Some("https://example.vn:8443")),
            ("https://*.example.vn", None),
            ("*.example.vn", None),
            ("null", None),
            ("", None),
            ("ftp://example.vn", None),
            ("file:///form.html", None),
            ("https://", None),
        ] {
            match origin(text) {
                Ok(url) => assert_eq!(url.as_str(), "http://www.example.vn:443/", "{text}"),
                Err(found) => assert_eq!(found.as_deref(), meant, "{text}"),
            }
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for good in [
            "https://erp.example.vn",
            "https://erp.example.vn/odoo",
            "http://127.0.0.1:8069",
            "http://localhost",
            "http://erp.localhost:1",
            "http://[::1]:8069",
            "http://[::ffff:127.0.0.1]",
        ] {
            assert!(private(good).is_ok(), "{good}");
        }
        for bad in [
            "http://erp.example.vn",
            "http://10.0.0.5",
            "http://localhost.example.vn",
            "ftp://127.0.0.1",
            "erp.example.vn",
            "https://key@erp.example.vn",
            "https://erp.example.vn#a",
            "",
        ] {
            assert!(private(bad).is_err(), "{bad}");
        }
    }
}
