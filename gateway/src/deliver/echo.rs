//! What an API says may have our key in it: some echo the request, in whatever notation. What is kept of an answer has
//! the key cut out.

/// What stands in the key's place.
const CUT: &str = "[key]";

/// How many characters of what an API said are kept.
const KEPT_CHARACTERS: usize = 2_000;

/// The text for the operator: without the key, cut to what is kept.
pub(super) fn kept(text: &str, key: &str) -> String {
    // The key first: of one that is cut in two, a part would stay.
    without(text, key).chars().take(KEPT_CHARACTERS).collect()
}

/// The text without the key, be it plain, percent-encoded, or escaped as in JSON or HTML.
pub(super) fn without(text: &str, key: &str) -> String {
    if key.is_empty() {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let (mut from, mut at) = (0, 0);
    while at < text.len() {
        // A match of whole characters of the key begins and ends where characters of the text do.
        match length_of(key.as_bytes(), &text.as_bytes()[at..]) {
            Some(length) if text.is_char_boundary(at) && text.is_char_boundary(at + length) => {
                shown.push_str(&text[from..at]);
                shown.push_str(CUT);
                at += length;
                from = at;
            }
            _ => at += 1,
        }
    }
    shown.push_str(&text[from..]);
    shown
}

/// How long the key is that `text` begins with, in whatever notation. One text may be read in several ways (two
/// backslashes are two, or one that is escaped), and all are followed.
fn length_of(key: &[u8], text: &[u8]) -> Option<usize> {
    let mut ends = vec![0];
    for byte in key {
        let mut further = Vec::new();
        for end in ends {
            for length in lengths_of_byte(*byte, &text[end..]).into_iter().flatten() {
                if !further.contains(&(end + length)) {
                    further.push(end + length);
                }
            }
        }
        ends = further;
    }
    ends.into_iter().max()
}

/// How long the notation of `byte` is that `text` begins with: escaped, and plain.
fn lengths_of_byte(byte: u8, text: &[u8]) -> [Option<usize>; 2] {
    let Some(first) = text.first() else { return [None, None] };
    let hex = |from: usize, to: usize| {
        let digits = std::str::from_utf8(text.get(from..to)?).ok()?;
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let escaped = match first {
        b'%' if hex(1, 3) == Some(u32::from(byte)) => Some(3),
        b'\\' if text.get(1) == Some(&b'u') && byte.is_ascii() && hex(2, 6) == Some(u32::from(byte)) => {
            Some(6)
        }
        b'\\' if text.get(1) == Some(&byte) => Some(2),
        b'+' if byte == b' ' => Some(1),
        b'&' => entity(byte, text),
        _ => None,
    };
    [escaped, first.eq_ignore_ascii_case(&byte).then_some(1)]
}

/// How long the HTML entity of `byte` is that `text` begins with.
fn entity(byte: u8, text: &[u8]) -> Option<usize> {
    let names: &[&str] = match byte {
        b'&' => &["&amp;", "&#38;", "&#x26;"],
        b'<' => &["&lt;", "&#60;", "&#x3c;"],
        b'>' => &["&gt;", "&#62;", "&#x3e;"],
        b'"' => &["&quot;", "&#34;", "&#x22;"],
        b'\'' => &["&#39;", "&#039;", "&#x27;", "&apos;"],
        b'=' => &["&#61;", "&#x3d;"],
        b'+' => &["&#43;", "&#x2b;"],
        b'/' => &["&#47;", "&#x2f;"],
        _ => &[],
    };
    let begins =
        |name: &&&str| text.get(..name.len()).is_some_and(|text| text.eq_ignore_ascii_case(name.as_bytes()));
    names.iter().find(begins).map(|name| name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: &str = "k-a/b+c d=\"é&%";

    #[test]
    fn the_key_is_cut_out_in_every_notation() {
        let form: String = form_urlencoded::byte_serialize(KEY.as_bytes()).collect();
        let json = serde_json::to_string(KEY).unwrap();
        for written in [
            KEY,
            &form,
            &form.to_lowercase(),
            &form.replace('+', "%20"),
            json.trim_matches('"'),
            &json.trim_matches('"').replace("\\\"", "\\u0022").replace('/', "\\/"),
            &KEY.replace('&', "&amp;").replace('"', "&quot;"),
            &KEY.replace('&', "&#x26;").replace('"', "&#34;"),
            "K-A/B+C D=\"é&%",
            "%6b-%61/b+c%20d=%22%c3%A9%26%25",
        ] {
            assert_eq!(without(&format!("<{written}{written}> é"), KEY), "<[key][key]> é", "{written}");
        }
    }

    #[test]
    fn a_key_that_looks_like_an_escape_is_found_too() {
        for key in ["\\\\", "%25", "&amp;", "\\u0041", "%%", "++ "] {
            assert_eq!(without(&format!("a{key}b"), key), "a[key]b", "{key}");
        }
        let key = "\\".repeat(200);
        assert_eq!(without(&key.repeat(2), &key), "[key]");
    }

    #[test]
    fn what_is_not_the_key_stays_as_it_is() {
        for text in ["", "k-a/b", "%", "%6", "\\u00", "\\", "&", "&am", "Không thể", "%6b%"] {
            assert_eq!(without(text, KEY), text);
            assert_eq!(without(text, ""), text);
        }
    }

    #[test]
    fn a_key_at_the_cut_leaves_nothing_of_itself() {
        for before in KEPT_CHARACTERS - 20..=KEPT_CHARACTERS {
            let kept = kept(&format!("{}{KEY}", "ư".repeat(before)), KEY);
            assert_eq!(kept.chars().count(), KEPT_CHARACTERS.min(before + CUT.len()));
            assert!(!kept.contains("k-"), "{kept}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_none_keeps_the_key(text in ".{0,40}", key in ".{1,8}", before in ".{0,9}") {
            let shown = without(&format!("{before}{key}{text}"), &key);
            prop_assert!(shown.contains(CUT));
            let rest = shown.replace(CUT, "\n");
            prop_assert!(!rest.contains(&key), "{}", shown);
        }
    }
}
