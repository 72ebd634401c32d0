//! Plain text: composed, trimmed, and made safe for an API that reads HTML.

use crate::json::number::digits;

/// The text in NFC, trimmed. In the browser (without the feature `nfc`) the caller has composed it already.
pub fn clean(text: &str) -> String {
    let text = trim(text);
    #[cfg(feature = "nfc")]
    {
        use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};
        // Nearly all text is composed already, and to see that costs a fraction of composing it.
        if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
            return text.to_owned();
        }
        text.nfc().collect()
    }
    #[cfg(not(feature = "nfc"))]
    {
        text.to_owned()
    }
}

/// The text without what cannot be seen at its ends: white space, and the marks that come along when a text is
/// copied from a chat.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|char: char| char.is_whitespace() || is_mark(char))
}

/// Whether `char` has no width of its own: joiners, direction marks, the byte order mark.
pub const fn is_mark(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Plain text as HTML: what could be markup is escaped, a line break becomes `<br>`.
pub fn to_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\r' | '\n' => {
                if char == '\r' {
                    chars.next_if_eq(&'\n');
                }
                html.push_str("<br>");
            }
            other => html.push(other),
        }
    }
    html
}

/// The texts, with `between` between them. (What Rust has for that is a kilobyte for every visitor.)
pub fn joined<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut joined = String::new();
    for (place, text) in texts.iter().enumerate() {
        if place > 0 {
            joined.push_str(between);
        }
        joined.push_str(text.as_ref());
    }
    joined
}

/// Whether `part` stands in `text`. Both are short: what Rust brings along to search long texts would be half a kilobyte for every
/// visitor.
pub fn includes(text: &str, part: &str) -> bool {
    part.is_empty() || text.as_bytes().windows(part.len()).any(|place| place == part.as_bytes())
}

/// A whole number in digits.
pub fn number(number: usize) -> String {
    let mut text = String::new();
    digits(number as u64, &mut text);
    text
}

/// The entries of a comma-joined list, trimmed; empty ones are no entries.
pub fn entries(text: &str) -> impl Iterator<Item = &str> {
    let mut entries = Vec::new();
    for entry in text.split(',') {
        let entry = trim(entry);
        if !entry.is_empty() {
            entries.push(entry);
        }
    }
    entries.into_iter()
}

/// The entries of a comma-joined list whose values are known. One documented value has a comma in it, so
/// known values are looked for first, the longest first; what is none of them ends at the next comma.
pub fn known_entries<'a>(text: &'a str, known: &[&str]) -> Vec<&'a str> {
    let mut longest_first: Vec<&str> = known.to_vec();
    sort_short(&mut longest_first, |value| std::cmp::Reverse(value.len()));
    let mut found = Vec::new();
    let mut rest = trim(text);
    while !rest.is_empty() {
        let end = longest_first
            .iter()
            .filter(|value| rest.starts_with(**value))
            .map(|value| value.len())
            .find(|end| matches!(trim(&rest[*end..]).bytes().next(), None | Some(b',')))
            .unwrap_or_else(|| rest.find(',').unwrap_or(rest.len()));
        let entry = trim(&rest[..end]);
        if !entry.is_empty() {
            found.push(entry);
        }
        let behind = trim(&rest[end..]);
        rest = trim(behind.strip_prefix(',').unwrap_or(behind));
    }
    found
}

/// Sorts a short list, and keeps the order of equals. The standard library's sort is made for long ones: 3 kB of
/// code for each type, which every visitor would download.
pub(crate) fn sort_short<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 && key(&list[at - 1]) > key(&list[at]) {
            list.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// The name among `names` that was probably meant: the nearest by edit distance, if it is near at all.
pub fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let length = name.chars().count();
    let limit = 1 + length / 4;
    let mut found = (limit + 1, None);
    for candidate in names {
        // As many letters at least are to be added or dropped; and a name may be as long as somebody makes it.
        if candidate.chars().count().abs_diff(length) <= limit {
            let distance = distance(name, candidate);
            if distance < found.0 {
                found = (distance, Some(*candidate));
            }
        }
    }
    found.1
}

/// Levenshtein distance: how many letters to add, drop or change. Letters' case counts for nothing.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.to_ascii_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, from_char) in from.to_ascii_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to_char) in to.iter().enumerate() {
            let change = diagonal + usize::from(from_char != *to_char);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn markup_and_line_breaks_become_harmless_html() {
        assert_eq!(
            to_html("a<b> & \"c\" 'd'\r\ne\nf"),
            "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;<br>e<br>f"
        );
    }

    #[test]
    fn a_known_value_with_a_comma_stays_whole() {
        let known = ["Khác (ngoài Anh, Việt)", "Khác", "Visa Anh"];
        assert_eq!(
            known_entries("Visa Anh, Khác (ngoài Anh, Việt),Khác", &known),
            ["Visa Anh", "Khác (ngoài Anh, Việt)", "Khác"]
        );
        assert_eq!(known_entries(" ,Khác gì, ", &known), ["Khác gì"]);
    }

    #[test]
    fn a_misspelt_name_finds_the_nearest_and_a_strange_one_finds_none() {
        let names = ["contact_name", "company_id", "country_id"];
        assert_eq!(nearest("contactname", &names), Some("contact_name"));
        assert_eq!(nearest("Country_Id", &names), Some("country_id"));
        assert_eq!(nearest("favourite_colour", &names), None);
        assert_eq!(nearest(&"contact_name".repeat(1_000_000), &names), None);
    }

    #[test]
    fn a_short_list_is_sorted_and_equals_keep_their_order() {
        let mut list = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_short(&mut list, |(key, _)| *key);
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }
}
