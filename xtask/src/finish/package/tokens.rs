//! The `--lf-*` properties, read from the stylesheets that use them.

use serde_json::{Value, json};

/// The manifest's list: each property with its default and with what the stylesheet says of it.
///
/// `--text: var(--lf-text, CanvasText); /* of everything */` has all three. Where a property is used again, the later
/// default is the one of today's browsers.
pub(super) fn properties(css: &str) -> Value {
    let mut found: Vec<(String, Option<String>, Option<String>)> = Vec::new();
    for (start, begin) in css.match_indices("var(--lf-") {
        let rest = &css[start + begin.len() - "--lf-".len()..];
        let inside = until_closed(rest);
        let (name, default) =
            inside.split_once(',').map_or((inside, None), |(name, default)| (name, Some(default.trim())));
        let line = rest[inside.len()..].lines().next().unwrap_or_default();
        let comment = line.split_once("/*").map(|(_, comment)| comment.trim_end_matches("*/").trim());
        let comment = comment.or_else(|| said_elsewhere(css, name.trim()));
        let at = found.iter().position(|(known, ..)| known == name.trim()).unwrap_or_else(|| {
            found.push((name.trim().to_owned(), None, None));
            found.len() - 1
        });
        let (_, known_default, known_comment) = &mut found[at];
        *known_default = default.map(str::to_owned).or(known_default.take());
        *known_comment = known_comment.take().or(comment.map(str::to_owned));
    }
    let property = |(name, default, comment): (String, Option<String>, Option<String>)| {
        let mut property = json!({ "name": name });
        if let Some(comment) = comment {
            property["description"] = comment.into();
        }
        if let Some(default) = default {
            property["default"] = default.into();
        }
        property
    };
    found.into_iter().map(property).collect()
}

/// The text up to the parenthesis that closes what is open.
fn until_closed(text: &str) -> &str {
    let mut depth = 0;
    for (index, char) in text.char_indices() {
        match char {
            '(' => depth += 1,
            ')' if depth == 0 => return &text[..index],
            ')' => depth -= 1,
            _ => {}
        }
    }
    text
}

/// `` `--lf-font` is the family … `` in a comment of its own.
fn said_elsewhere<'a>(css: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = css.split_once(&format!("`{name}` is "))?;
    Some(rest.split(['.', ':', '\n']).next()?.trim_end_matches("*/").trim())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::properties;

    #[test]
    fn a_property_has_its_comment_and_its_newest_default() {
        let css = "--a: var(--lf-a, max(1px, var(--b))); /* the first */\n/* `--lf-c` is the last. */\n\
                   x { y: var(--lf-c); --a: var(--lf-a, light-dark(#fff, #000)); }";
        let expected = json!([
            { "name": "--lf-a", "description": "the first", "default": "light-dark(#fff, #000)" },
            { "name": "--lf-c", "description": "the last" },
        ]);
        assert_eq!(properties(css), expected);
    }
}
