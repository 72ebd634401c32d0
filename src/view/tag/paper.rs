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
        let is_list = self.0.attributes.iter().any(|(_, text)| match text {
            Text::Fixed(text) => matches!(text.as_ref(), "lf-form" | "lf-fields"),
            Text::Live(_) => false,
        });
        html.extend(["<", name]);
        for (name, text) in self.0.attributes {
            // On paper, a control has what it begins with.
            if name.starts_with('.') {
                continue;
            }
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
                Child::None | Child::ByHand => {}
                Child::Tag(tag) => {
                    // One line for each, so that a difference can be read.
                    if is_list {
                        html.push('\n');
                    }
                    tag.write(html);
                }
                Child::Text(text) => html.push_str(&escape(&text)),
                Child::LiveText(text) => html.push_str(&escape(&text().unwrap_or_default())),
                Child::Live(children) => children().into_iter().for_each(|tag| tag.write(html)),
            }
        }
        html.extend(["</", name, ">"]);
    }
}

/// `text` as it may stand in an attribute or between elements. (A parser makes of U+0000 what it likes.)
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // A line of HTML stays one, whatever a text has in it: editors of blogs make paragraphs of empty lines.
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\0' => escaped.push('\u{fffd}'),
            char => escaped.push(char),
        }
    }
    escaped
}
