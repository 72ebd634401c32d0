//! What every page has: the head, and a place for what it is about.

use leadform_spec::definition::Language;

use super::html::{Tag, tag};

/// A whole page. Nothing is inline, so that a strict Content Security Policy holds.
pub(super) fn document(language: Language, title: &str, stylesheet: &str, main: Tag) -> String {
    let meta = |name: &str, content: &str| tag("meta").attr("name", name).attr("content", content);
    let head = tag("head")
        .child(tag("meta").attr("charset", "utf-8"))
        .child(meta("viewport", "width=device-width, initial-scale=1"))
        .child(meta("robots", "noindex"))
        .child(meta("color-scheme", "light dark"))
        // A date or a price is no phone number.
        .child(meta("format-detection", "telephone=no"))
        .child(tag("title").text(title))
        .child(tag("link").attr("rel", "stylesheet").attr("href", stylesheet));
    let body = tag("body").child(tag("main").class("lf-page").child(main));
    tag("html").attr("lang", language.tag()).child(head).child(body).into_page()
}
