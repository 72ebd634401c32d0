//! Texts of a context, made harmless: anyone can write anything into an address, and an operator will read it.

use url::Url;

/// As long as any address that works in every browser, proxy and log.
pub(super) const URL_CHARS: usize = 2_048;
/// More parameters than any advertiser puts into an address.
pub(super) const CAMPAIGNS: usize = 40;
/// What is kept of a campaign parameter, by the widget too.
pub(super) const CAMPAIGN_CHARS: usize = 255;
/// How long the name of a campaign parameter may be.
pub(super) const NAME_CHARS: usize = 64;

/// At most `most` characters of one line, without any that cannot be seen or that turn the text around.
pub(super) fn line(text: &str, most: usize) -> String {
    text.chars().filter(|char| !is_unseen(*char)).take(most).collect()
}

/// The same for a text that may have several lines.
pub(super) fn lines(text: &str, most: usize) -> String {
    text.chars().filter(|char| *char == '\n' || !is_unseen(*char)).take(most).collect()
}

/// Control characters, line separators, and marks that change the direction of what is behind them.
fn is_unseen(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A web address without its fragment, which is the visitor's own; none if it is no web address.
pub(super) fn web_address(text: &str) -> Option<String> {
    let text = line(text.split('#').next().unwrap_or_default(), URL_CHARS);
    let url = Url::parse(&text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(text)
}

/// Whether a campaign parameter may be called so.
pub(super) fn is_name(name: &str) -> bool {
    (1..=NAME_CHARS).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_left_out_and_the_rest_is_capped() {
        assert_eq!(line("a\r\nSet-Cookie: x\u{0}\u{202e}b\u{feff}", 255), "aSet-Cookie: xb");
        assert_eq!(line(&"ư".repeat(300), 255).chars().count(), 255);
        assert_eq!(lines("một\r\nhai\u{7}", 100), "một\nhai");
    }

    #[test]
    fn only_web_addresses_are_kept_and_without_their_fragment() {
        assert_eq!(web_address("https://example.vn/a?b=ư#c").as_deref(), Some("https://example.vn/a?b=ư"));
        for text in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "/a",
            "",
        ] {
            assert_eq!(web_address(text), None, "{text}");
        }
        let long = format!("https://example.vn/{}", "a".repeat(5_000));
        assert_eq!(web_address(&long).map(|text| text.len()), Some(URL_CHARS));
    }
}
