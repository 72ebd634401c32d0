//! A box to tick: what is agreed to, and where the policy stands.

use leadform_language::{Phrase, phrase};

use super::field::{as_control, frame, note, optional};
use super::html::{Tag, safe_url, tag};
use super::place::{AGREED, Place, Subject};
use super::places::Places;
use crate::config::AllowedOrigins;

pub(super) fn consent(places: &Places<'_>, place: &Place<'_>) -> Tag {
    let language = places.language();
    let policy = match place.subject {
        Subject::Consent(consent) => consent.policy_url.as_deref().and_then(safe_url),
        Subject::Field(_) => None,
    };
    let link = policy.map(|url| {
        tag("a")
            .attr("href", &on_its_site(places, url))
            // What was typed stays where it is.
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .text(phrase(language, Phrase::Policy))
    });
    let may_be_left_out = (!places.is_required(place)).then(|| optional(language));
    let text = tag("span").text(place.label(language)).child(may_be_left_out).text(" ").child(link);
    let input = tag("input").attr("type", "checkbox").attr("value", AGREED);
    let tick = as_control(places, place, input).flag("checked", !places.texts(place).is_empty());
    let label = tag("label").class("lf-choice").child(tick).child(text);
    frame(places, place, tag("div")).child(label).child(note(places, place))
}

/// A path is one of the site that the form stands on, and this page is not on it.
fn on_its_site(places: &Places<'_>, url: &str) -> String {
    let origin = match &places.shown().form.allowed_origins {
        AllowedOrigins::Listed(origins) => origins.first(),
        AllowedOrigins::Any => None,
    };
    match origin {
        Some(origin) if url.starts_with('/') && !url.starts_with("//") => format!("{origin}{url}"),
        _ => url.to_owned(),
    }
}
