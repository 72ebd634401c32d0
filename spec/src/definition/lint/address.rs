//! The addresses that a visitor may be sent to.

use crate::definition::reader::Reader;
use crate::definition::{Definition, Fault};

pub(super) fn addresses(definition: &Definition, reader: &mut Reader) {
    if let Some(url) = &definition.redirect
        && !is_safe(url)
    {
        reader.fault("/success/redirect", Fault::Redirect.of(&[url]));
    }
    for consent in &definition.consent {
        if let Some(url) = &consent.policy_url
            && !is_safe(url)
        {
            reader.fault(texts![consent.at, "/policy_url"], Fault::PolicyUrl.of(&[url]));
        }
    }
}

/// An address that a visitor may be sent to: `https://…`, `http://…`, or a path of the page's own site.
/// `javascript:` and `data:` would run as the page; `//host` looks like a path and is none.
fn is_safe(url: &str) -> bool {
    let scheme = ["https://", "http://"].into_iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && url.len() > scheme.len()
    });
    let path = url.starts_with('/') && !url.starts_with("//") && !url.starts_with("/\\");
    (scheme || path) && !url.contains(|char: char| char.is_control() || char.is_whitespace())
}
