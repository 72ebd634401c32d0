//! Consents, and the addresses that a visitor may be sent to.

use super::given::known_path;
use crate::definition::reader::Reader;
use crate::definition::{Definition, Fault};

pub(super) fn consents(definition: &Definition, reader: &mut Reader) {
    let several = definition.consent.len() > 1;
    for (index, consent) in definition.consent.iter().enumerate() {
        let at = if several { format!("/consent/{index}") } else { "/consent".to_owned() };
        match &consent.purpose {
            None if several => reader.fault(at.clone(), Fault::PurposeMissing),
            Some(purpose)
                if definition.consent[..index].iter().any(|other| other.purpose == consent.purpose) =>
            {
                reader.fault(format!("{at}/purpose"), Fault::Purpose { purpose: purpose.clone() });
            }
            _ => {}
        }
        if let Some(path) = &consent.field {
            known_path(definition.api, path, &format!("{at}/field"), reader);
        }
        if let Some(url) = &consent.policy_url
            && !is_safe_address(url)
        {
            reader.fault(format!("{at}/policy_url"), Fault::PolicyUrl { url: url.clone() });
        }
    }
}

pub(super) fn addresses(definition: &Definition, reader: &mut Reader) {
    if let Some(url) = &definition.redirect
        && !is_safe_address(url)
    {
        reader.fault("/success/redirect", Fault::Redirect { url: url.clone() });
    }
}

/// An address that a visitor may be sent to: `https://…`, `http://…`, or a path of the page's own site.
/// `javascript:` and `data:` would run as the page; `//host` looks like a path and is none.
fn is_safe_address(url: &str) -> bool {
    let scheme = ["https://", "http://"].into_iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && url.len() > scheme.len()
    });
    let path = url.starts_with('/') && !url.starts_with("//") && !url.starts_with("/\\");
    (scheme || path) && !url.contains(|char: char| char.is_control() || char.is_whitespace())
}
