//! What strangers wrote, made harmless for a terminal: it can neither move the cursor nor turn the writing round.

use leadform_spec::value::text::is_mark;

/// The text with all that a terminal would obey shown as `\u{1b}`; line breaks stay where `lines` says so.
pub(super) fn harmless(text: &str, lines: bool) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        if (char.is_control() && !(lines && char == '\n')) || is_mark(char) {
            safe.extend(char.escape_unicode());
        } else {
            safe.push(char);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        let hostile = "a\u{1b}[2Jb\u{9b}31mc\rd\u{202e}e\nf ư";
        assert_eq!(harmless(hostile, true), "a\\u{1b}[2Jb\\u{9b}31mc\\u{d}d\\u{202e}e\nf ư");
        assert_eq!(harmless("a\nb", false), "a\\u{a}b");
    }
}
