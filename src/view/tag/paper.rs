//! Elements as HTML, as a server sends it.

use super::{Child, Tag, Text};

/// Elements that have nothing inside, and no end.
const VOID: [&str; 4] = ["br", "img", "input", "link"];

impl Tag {
    /// The element as HTML.
    pub(crate) fn html(self) -> String {
        let mut html = String::new();
        self.write(&mut html);
        html
    }

    fn write(self, html: &mut String) {
        let name = self.0.name;
        html.extend(["<", name]);
        for (name, text) in self.0.attributes {
            let text = match text {
                Text::Fixed(text) => Some(text.into_owned()),
                Text::Live(text) => text(),
            };
            let Some(text) = text else { continue };
            html.extend([" ", name]);
            if !text.is_empty() {
                html.extend(["=\"", &escape(&text), "\""]);
            }
        }
        html.push('>');
        if VOID.contains(&name) {
            return;
        }
        // A parser drops the first line break.
        if name == "textarea" {
            html.push('\n');
        }
        for child in self.0.children {
            match child {
                Child::None | Child::ByHand(_) => {}
                Child::Tag(tag) => tag.write(html),
                Child::Text(text) => html.push_str(&escape(&text)),
                Child::LiveText(text) => html.push_str(&escape(&text())),
                Child::Live(children) => children().into_iter().for_each(|tag| tag.write(html)),
            }
        }
        html.extend(["</", name, ">"]);
    }
}

/// `text` as it may stand in an attribute or between elements. (A parser makes of U+0000 what it likes.)
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\0' => escaped.push('\u{fffd}'),
            char => escaped.push(char),
        }
    }
    escaped
}
