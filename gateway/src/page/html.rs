//! HTML as data: elements, attributes and texts, escaped where they are written and nowhere else.

use std::borrow::Cow;
use std::fmt::Write as _;

/// An element with its attributes and what is in it.
pub(super) struct Tag {
    name: &'static str,
    attributes: String,
    inner: String,
}

/// An empty element.
pub(super) fn tag(name: &'static str) -> Tag {
    Tag { name, attributes: String::new(), inner: String::new() }
}

impl Tag {
    pub(super) fn attr(mut self, name: &'static str, value: &str) -> Self {
        let _ = write!(self.attributes, " {name}=\"{}\"", escape(value));
        self
    }

    /// An attribute, if there is a value for it.
    pub(super) fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// An attribute that says all by being there.
    pub(super) fn flag(mut self, name: &'static str, is_there: bool) -> Self {
        if is_there {
            let _ = write!(self.attributes, " {name}");
        }
        self
    }

    pub(super) fn class(self, value: &str) -> Self {
        self.attr("class", value)
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.inner.push_str(&escape(text));
        self
    }

    pub(super) fn child(mut self, child: impl Into<Option<Tag>>) -> Self {
        if let Some(child) = child.into() {
            child.write(&mut self.inner);
        }
        self
    }

    pub(super) fn children(self, children: impl IntoIterator<Item = Tag>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    fn write(&self, out: &mut String) {
        let Self { name, attributes, inner } = self;
        let _ = write!(out, "<{name}{attributes}>");
        if is_void(name) {
            return;
        }
        // A browser drops the first line break: one that was typed must not be that one.
        let first = if *name == "textarea" { "\n" } else { "" };
        let _ = write!(out, "{first}{inner}</{name}>");
    }

    /// The whole page, with this as its root.
    pub(super) fn into_page(self) -> String {
        let mut page = "<!doctype html>\n".to_owned();
        self.write(&mut page);
        page.push('\n');
        page
    }
}

/// Whether the element has no end tag.
fn is_void(name: &str) -> bool {
    matches!(name, "input" | "link" | "meta")
}

/// `text` such that it is only text, between tags and between quotes. NUL is no character of HTML: it becomes the sign
/// for one that is none.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    const SPECIAL: [char; 7] = ['&', '<', '>', '"', '\'', '`', '\0'];
    if !text.contains(SPECIAL) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '`' => escaped.push_str("&#96;"),
            '\0' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

/// An address that can only lead to a page: `http`, `https`, or a place on a site. Browsers skip tabs and line breaks
/// in addresses, so that `java\nscript:` would be a scheme: an address with one is none.
pub(super) fn safe_url(url: &str) -> Option<&str> {
    let url = url.trim();
    if url.is_empty() || url.chars().any(|char| char.is_control() || char == '\\') {
        return None;
    }
    let before_path = url.split(['/', '?', '#']).next().unwrap_or_default();
    match before_path.split_once(':') {
        None => Some(url),
        Some((scheme, _)) => {
            ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)).then_some(url)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{escape, safe_url, tag};

    #[test]
    fn text_stays_text_between_tags_and_between_quotes() {
        for (text, escaped) in [
            ("\"><script>alert(1)</script>", "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a & b &amp; c", "a &amp; b &amp;amp; c"),
            ("' onfocus='x", "&#39; onfocus=&#39;x"),
            ("`x`", "&#96;x&#96;"),
            ("a\0b", "a\u{fffd}b"),
            ("Nguyễn", "Nguyễn"),
        ] {
            assert_eq!(escape(text), escaped);
            let page = tag("p").attr("title", text).text(text).into_page();
            assert_eq!(page, format!("<!doctype html>\n<p title=\"{escaped}\">{escaped}</p>\n"));
        }
    }

    #[test]
    fn a_text_area_keeps_its_first_line_break() {
        let page = tag("textarea").text("\nx").into_page();
        assert!(page.contains("<textarea>\n\nx</textarea>"), "{page}");
    }

    #[test]
    fn only_pages_are_linked_to() {
        for url in [
            "https://example.vn/a?b=c:d",
            "HTTP://example.vn",
            "/privacy.html",
            "privacy",
            "a/b:c",
            "//x.vn/a",
        ] {
            assert_eq!(safe_url(url), Some(url));
        }
        for url in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "mailto:a@b.vn",
            "https:\\\\x",
            "",
        ] {
            assert_eq!(safe_url(url), None, "{url:?}");
        }
    }
}
