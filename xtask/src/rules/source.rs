//! A source file as its code and its string literals, without comments and without its test module.
//!
//! Rough on purpose: it knows enough of Rust and JavaScript to tell the three apart, and nothing else.

use std::path::Path;

/// A piece of a file, and the line on which it begins, from 1.
pub(super) struct Piece {
    pub(super) line: usize,
    pub(super) text: String,
}

/// Lines of code with the strings taken out, and the strings.
#[derive(Default)]
pub(super) struct Source {
    pub(super) code: Vec<Piece>,
    pub(super) strings: Vec<Piece>,
}

/// Takes a file apart. A path that ends in `.js` has strings in `'` and `` ` `` too.
pub(super) fn read(path: &str, text: &str) -> Source {
    let is_js = Path::new(path).extension().is_some_and(|extension| extension == "js");
    let text = without_tests(text);
    let mut source = Source::default();
    let mut rest = text;
    let (mut line, mut code) = (1, String::new());
    while let Some(first) = rest.chars().next() {
        let token = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |end| end + 2), None)
        } else if first == '"' || (is_js && (first == '\'' || first == '`')) {
            let end = string_end(rest, first);
            (end, rest.get(1..end.saturating_sub(1)))
        } else if let Some(quotes) = raw_string(rest, code.chars().last()).filter(|_| !is_js) {
            let close = format!("\"{}", "#".repeat(quotes));
            let start = quotes + 2;
            let end = rest[start..].find(&close).map_or(rest.len(), |end| start + end + close.len());
            (end, rest.get(start..end.saturating_sub(close.len())))
        } else if first == '\'' && !is_js {
            (char_end(rest), None)
        } else {
            code.push(first);
            (first.len_utf8(), None)
        };
        let (length, string) = token;
        if let Some(string) = string {
            source.strings.push(Piece { line, text: string.to_owned() });
        }
        for _ in rest[..length].matches('\n') {
            source.code.push(Piece { line, text: std::mem::take(&mut code) });
            line += 1;
        }
        rest = &rest[length..];
    }
    source.code.push(Piece { line, text: code });
    source
}

/// Whether `word` stands there by itself: `rand` is not in `brand`.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    let in_word = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    text.match_indices(word).any(|(start, _)| {
        !in_word(text[..start].chars().next_back()) && !in_word(text[start + word.len()..].chars().next())
    })
}

/// By convention a file's tests are its last module.
fn without_tests(text: &str) -> &str {
    let tests = text.match_indices("#[cfg(").find(|(start, _)| {
        let attribute = text[*start..].lines().next().unwrap_or_default();
        let next = text[*start..].lines().nth(1).unwrap_or_default();
        has_word(attribute, "test") && next.starts_with("mod ") && next.ends_with('{')
    });
    tests.map_or(text, |(start, _)| &text[..start])
}

fn string_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char == quote => return index + 1,
            _ => {}
        }
    }
    text.len()
}

/// How many `#` a raw string that begins here has.
fn raw_string(text: &str, before: Option<char>) -> Option<usize> {
    let rest = text
        .strip_prefix('r')
        .filter(|_| !before.is_some_and(|char| char.is_alphanumeric() || char == '_'))?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

/// The end of `'x'` or `'\n'`; of a lifetime, the end of its `'`.
fn char_end(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => string_end(text, '\''),
        (Some(_), Some((index, '\''))) => index + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_word, read};

    fn strings(path: &str, text: &str) -> Vec<String> {
        read(path, text).strings.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn strings_are_told_from_code_and_comments() {
        let text = "let a = \"one \\\" two\"; // \"no\"\n/* \"no\" */ let b = r#\"raw \" it\"#; let c = '\"'; x::<'a>(\"b\");";
        assert_eq!(strings("a.rs", text), ["one \\\" two", "raw \" it", "b"]);
    }

    #[test]
    fn javascript_has_three_quotes() {
        assert_eq!(strings("a.js", "f('a', `b \" c`, \"d\") // 'e'"), ["a", "b \" c", "d"]);
    }

    #[test]
    fn each_piece_knows_its_line() {
        let source = read("a.rs", "one();\n\n\"two\nlines\"; three();\n");
        assert_eq!(source.strings[0].line, 3);
        assert_eq!(source.code.iter().find(|piece| piece.text.contains("three")).unwrap().line, 4);
    }

    #[test]
    fn the_test_module_is_left_out() {
        let text =
            "#[cfg(test)]\nmod planted;\nfn real() {}\n#[cfg(all(test, unix))]\nmod tests {\n    \"no\"\n}\n";
        let source = read("a.rs", text);
        assert!(source.strings.is_empty());
        assert!(source.code.iter().any(|piece| piece.text.contains("real")));
    }

    #[test]
    fn a_word_is_not_found_inside_another() {
        assert!(
            has_word("use rand::Rng", "rand") && !has_word("brand", "rand") && !has_word("rand_x", "rand")
        );
    }
}
