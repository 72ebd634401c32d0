//! Whether a text is base64, without decoding it: files are up to 5 MB, and only their shape matters here.

/// The same rule as a regular expression, for JSON Schema.
pub const PATTERN: &str = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

/// Whether `text` is padded base64 of the standard alphabet (RFC 4648, section 4).
pub fn is_valid(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    text.len().is_multiple_of(4)
        && padding <= 2
        && data.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// How many bytes a text stands for, if it is valid.
pub fn decoded_len(text: &str) -> usize {
    let padding = text.len() - text.trim_end_matches('=').len();
    (text.len() / 4 * 3).saturating_sub(padding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn only_padded_text_of_the_standard_alphabet_is_base64() {
        for text in ["", "QQ==", "QUI=", "QUJD", "+/+/"] {
            assert!(is_valid(text), "{text}");
        }
        for text in ["Q", "QQ", "QQ=", "Q===", "QQ==QQ==", "Q Q=", "-_-_", "ééé="] {
            assert!(!is_valid(text), "{text}");
        }
    }

    #[test]
    fn the_decoded_length_counts_the_padding() {
        assert_eq!(
            [decoded_len(""), decoded_len("QQ=="), decoded_len("QUI="), decoded_len("QUJD")],
            [0, 1, 2, 3]
        );
        assert_eq!(decoded_len("===="), 0, "what is not valid has a length too");
    }
}
