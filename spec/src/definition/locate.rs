//! Where in a source a JSON pointer points. Only a definition with a mistake in it is ever searched, so this
//! walks the text again instead of remembering places while reading.

use super::reader::below;
use crate::json::{self, number::digits};

/// The line and the column, from 1, of the value at `pointer` (of its key, if it has one).
pub(super) fn line_and_column(source: &str, pointer: &str) -> (usize, usize) {
    let mut walker = Walker { source, at: 0 };
    let mut place = walker.space();
    for part in pointer.split('/').skip(1) {
        match walker.enter(part) {
            Some(found) => place = found,
            None => break,
        }
    }
    self::place(source, place)
}

/// The line and the column, from 1, of the byte `at`.
pub(super) fn place(source: &str, at: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    for char in source.get(..at).unwrap_or(source).chars() {
        column += 1;
        if char == '\n' {
            (line, column) = (line + 1, 1);
        }
    }
    (line, column)
}

struct Walker<'a> {
    source: &'a str,
    at: usize,
}

impl Walker<'_> {
    /// Steps into the object or list that begins here, up to the value of `part`, as a pointer has it; returns where
    /// that entry begins (its key, or itself). The source is known to be JSON.
    fn enter(&mut self, part: &str) -> Option<usize> {
        let is_object = self.byte()? == b'{';
        self.at += 1;
        for index in 0.. {
            let entry = self.space();
            if matches!(self.byte()?, b'}' | b']') {
                return None;
            }
            let found = if is_object {
                let key = self.string();
                self.space();
                self.at += 1; // the colon
                self.space();
                below("", &key)[1..] == *part
            } else {
                let mut number = String::new();
                digits(index, &mut number);
                number == part
            };
            if found {
                return Some(entry);
            }
            self.skip_value();
            self.space();
            if self.byte()? == b',' {
                self.at += 1;
            }
        }
        None
    }

    fn byte(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) -> usize {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
        self.at
    }

    /// The string that begins here, unescaped.
    fn string(&mut self) -> String {
        let start = self.at;
        self.skip_string();
        let string = self.source.get(start..self.at).and_then(|string| json::read(string).ok());
        string.and_then(|string| string.as_str().map(str::to_owned)).unwrap_or_default()
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.byte() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => {
                    self.skip_string();
                    if depth == 0 {
                        return;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' if depth == 0 => return,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 && matches!(byte, b'}' | b']') {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line_and_column;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SOURCE: &str = "{\n  \"á\\\"b\": [1, {\"x\": \"],}\"}, \"ư\",\n    {\"y\": 2}],\n  \"z\": null\n}";

    #[test]
    fn a_pointer_leads_to_the_key_or_the_entry() {
        assert_eq!(line_and_column(SOURCE, ""), (1, 1));
        assert_eq!(line_and_column(SOURCE, "/á\"b"), (2, 3));
        assert_eq!(line_and_column(SOURCE, "/á\"b/1/x"), (2, 16));
        assert_eq!(line_and_column(SOURCE, "/á\"b/3/y"), (3, 6));
        assert_eq!(line_and_column(SOURCE, "/z"), (4, 3));
        assert_eq!(line_and_column("{\"a\": {}, \"b/~c\": 1}", "/b~1~0c"), (1, 11));
    }

    #[test]
    fn what_is_not_there_is_reported_where_it_should_be() {
        assert_eq!(line_and_column(SOURCE, "/á\"b/1/missing"), (2, 15));
        assert_eq!(line_and_column(SOURCE, "/missing"), (1, 1));
    }
}
