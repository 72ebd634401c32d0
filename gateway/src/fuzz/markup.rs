//! Whether a page of ours is still a page of ours, whatever stands in it.

/// Reads `page` as a browser would, strictly, and panics at the first thing that `page::html` cannot have written.
pub(super) fn check(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.strip_prefix("<!doctype html>\n").expect("a page");
    assert!(!page.contains('\0'), "a NUL in the page");
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        assert!(!before.contains('>'), "a > in a text: {before:?}");
        let end = tag.find('>').expect("an end of the tag");
        let inside = &tag[1..end];
        rest = &tag[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "the end tag of another element");
            continue;
        }
        let name_end = inside.find(' ').unwrap_or(inside.len());
        let name = &inside[..name_end];
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{inside:?}");
        assert!(!matches!(name, "script" | "style" | "iframe" | "object" | "base"), "{inside:?}");
        attributes(&inside[name_end..]);
        if !matches!(name, "input" | "link" | "meta") {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest == "\n", "{open:?} {rest:?}");
}

fn attributes(mut text: &str) {
    let whole = text;
    let mut seen = Vec::new();
    while !text.is_empty() {
        text = text.strip_prefix(' ').unwrap_or_else(|| panic!("no space before an attribute: {whole:?}"));
        let end = text.find([' ', '=']).unwrap_or(text.len());
        let name = &text[..end];
        let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(!name.is_empty() && name.bytes().all(is_name), "{whole:?}");
        assert!(!name.starts_with("on") && name != "style", "{whole:?}");
        assert!(!seen.contains(&name), "{name} stands there twice: {whole:?}");
        seen.push(name);
        text = &text[end..];
        if let Some(quoted) = text.strip_prefix("=\"") {
            let (value, behind) = quoted.split_once('"').expect("a closing quote");
            let is_address = matches!(name, "href" | "action" | "src");
            let scheme = value.trim().to_ascii_lowercase();
            assert!(
                !is_address || !scheme.starts_with("javascript:") && !scheme.starts_with("data:"),
                "{value:?}"
            );
            text = behind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_page_is_a_page_and_what_breaks_out_of_it_is_noticed() {
        check("<!doctype html>\n<p class=\"a\" hidden>a &lt; b<input value=\"&quot;\"></p>\n");
        for broken in [
            "<p>a</p></p>",
            "<p>",
            "<script>a</script>",
            "<p onclick=\"a\"></p>",
            "<a href=\"javascript:a\"></a>",
            "<p>a > b</p>",
            "<p a\"b=\"c\"></p>",
            "<p id=\"a\" id=\"b\"></p>",
        ] {
            let page = format!("<!doctype html>\n{broken}\n");
            assert!(std::panic::catch_unwind(|| check(&page)).is_err(), "{broken}");
        }
    }
}
