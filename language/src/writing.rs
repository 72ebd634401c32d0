//! Small letters and numbers. In a browser they are the browser's work, which spares the visitor the tables that Rust
//! would bring along.

/// A sentence with texts in it, one for each `{}`. What `format!` brings along would be a kilobyte for every visitor.
macro_rules! said {
    ($sentence:literal, $($text:expr),+) => {
        $crate::writing::filled($sentence, &[$(AsRef::<str>::as_ref(&$text)),+])
    };
}
pub(crate) use said;

pub(crate) fn filled(sentence: &str, texts: &[&str]) -> String {
    let mut texts = texts.iter();
    let mut pieces = sentence.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        filled.push_str(texts.next().copied().unwrap_or_default());
        filled.push_str(piece.strip_prefix('}').unwrap_or(piece));
    }
    filled
}

/// `text` with small letters at its beginning and behind each stroke, to stand inside a sentence. Abbreviations stay
/// as they are.
pub fn uncapitalised(text: &str) -> String {
    let mut small = String::new();
    for word in text.split_inclusive('/') {
        let mut chars = word.chars();
        chars.next();
        let rest = chars.as_str();
        chars.next();
        let (first, second) = (&word[..word.len() - rest.len()], &rest[..rest.len() - chars.as_str().len()]);
        if lower(second) == second {
            small.push_str(&lower(first));
            small.push_str(rest);
        } else {
            small.push_str(word);
        }
    }
    small
}

#[cfg(target_arch = "wasm32")]
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(target_arch = "wasm32"))]
fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// A number as JavaScript writes it.
#[cfg(target_arch = "wasm32")]
pub(crate) fn number(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// A number as JavaScript writes it, as long as people can read it.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn number(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::{number, uncapitalised};

    #[test]
    fn a_label_begins_small_in_a_sentence_but_an_abbreviation_does_not() {
        assert_eq!(uncapitalised("Đường"), "đường");
        assert_eq!(uncapitalised("Tỉnh/Thành phố"), "tỉnh/thành phố");
        assert_eq!(uncapitalised("CCCD"), "CCCD");
        assert_eq!(uncapitalised("Ở đâu"), "ở đâu");
        assert_eq!(uncapitalised(""), "");
    }

    #[test]
    fn numbers_have_as_many_digits_as_they_need() {
        assert_eq!(number(12.0), "12");
        assert_eq!(number(1.5), "1.5");
        assert_eq!(number(-0.25), "-0.25");
    }
}
