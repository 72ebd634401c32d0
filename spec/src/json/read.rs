//! Reading: JSON as RFC 8259 has it, and nothing more lenient.

use super::{Map, Number, Value};

/// Why a text is no JSON, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Error {
    /// Up to which byte it was right.
    pub at: usize,
    /// What should stand there.
    pub expected: &'static str,
}

/// How deep values may stand inside each other: the stack has an end.
const DEPTH: usize = 127;

/// Reads one value. Where an object has a key twice, the last one counts.
pub fn read(source: &str) -> Result<Value, Error> {
    let mut reader = Reader { source, at: 0, expected: "" };
    let value = reader.value(DEPTH).filter(|_| reader.end());
    value.ok_or(Error { at: reader.at, expected: reader.expected })
}

/// On what is wrong, all functions return none, and `at` and `expected` say what it is.
struct Reader<'a> {
    source: &'a str,
    at: usize,
    expected: &'static str,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Steps over `byte`, if it is next.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.byte() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn wrong<T>(&mut self, expected: &'static str) -> Option<T> {
        self.expected = expected;
        None
    }

    fn end(&mut self) -> bool {
        self.space();
        self.expected = "expected nothing more";
        self.at == self.source.len()
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        match self.byte() {
            Some(b'{' | b'[') if depth == 0 => self.wrong("expected fewer values inside each other"),
            Some(b'{') => self.object(depth - 1),
            Some(b'[') => self.list(depth - 1),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            _ => {
                let words =
                    [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
                for (word, value) in words {
                    if self.source.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                        self.at += word.len();
                        return Some(value);
                    }
                }
                self.wrong("expected a value")
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut map = Map::new();
        self.at += 1;
        self.space();
        if self.take(b'}') {
            return Some(Value::Object(map));
        }
        loop {
            self.space();
            if self.byte() != Some(b'"') {
                return self.wrong("expected a key in double quotes");
            }
            let name = self.string()?;
            self.space();
            if !self.take(b':') {
                return self.wrong("expected `:`");
            }
            map.insert(name, self.value(depth)?);
            self.space();
            if self.take(b'}') {
                return Some(Value::Object(map));
            }
            if !self.take(b',') {
                return self.wrong("expected `,` or `}`");
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        let mut entries = Vec::new();
        self.at += 1;
        self.space();
        if self.take(b']') {
            return Some(Value::Array(entries));
        }
        loop {
            entries.push(self.value(depth)?);
            self.space();
            if self.take(b']') {
                return Some(Value::Array(entries));
            }
            if !self.take(b',') {
                return self.wrong("expected `,` or `]`");
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        self.at += 1;
        loop {
            let start = self.at;
            while self.byte().is_some_and(|byte| byte >= b' ' && !matches!(byte, b'"' | b'\\')) {
                self.at += 1;
            }
            text.push_str(self.source.get(start..self.at)?);
            if self.take(b'"') {
                return Some(text);
            }
            if !self.take(b'\\') {
                return self.wrong("expected the quote that ends the text");
            }
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = self.byte();
        self.at += 1;
        match byte {
            Some(byte @ (b'"' | b'\\' | b'/')) => return Some(char::from(byte)),
            Some(b'b') => return Some('\u{8}'),
            Some(b'f') => return Some('\u{c}'),
            Some(b'n') => return Some('\n'),
            Some(b'r') => return Some('\r'),
            Some(b't') => return Some('\t'),
            Some(b'u') => {
                let mut code = self.four_digits();
                // Beyond U+FFFF there are two escapes for one character.
                if let Some(high @ 0xd800..=0xdbff) = code
                    && self.take(b'\\')
                    && self.take(b'u')
                {
                    let low = self.four_digits().filter(|low| (0xdc00..=0xdfff).contains(low));
                    code = low.map(|low| 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00));
                }
                if let Some(char) = code.and_then(char::from_u32) {
                    return Some(char);
                }
            }
            _ => self.at -= 1,
        }
        self.wrong("expected an escape that JSON knows")
    }

    fn four_digits(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code * 16 + char::from(self.byte()?).to_digit(16)?;
            self.at += 1;
        }
        Some(code)
    }

    fn number(&mut self) -> Option<Number> {
        let start = self.at;
        let is_negative = self.take(b'-');
        let mut digits = Digits::default();
        let mut is_right = if self.take(b'0') { true } else { self.digits(&mut digits) > 0 };
        let is_whole = !matches!(self.byte(), Some(b'.' | b'e' | b'E'));
        let mut exponent = digits.dropped;
        if self.take(b'.') {
            let count = self.digits(&mut digits);
            exponent = digits.dropped - count;
            is_right &= count > 0;
        }
        if self.take(b'e') || self.take(b'E') {
            let is_below = self.take(b'-');
            if !is_below {
                self.take(b'+');
            }
            let mut power = Digits::default();
            is_right &= self.digits(&mut power) > 0;
            let power = i32::try_from(power.value).unwrap_or(i32::MAX / 2);
            exponent = exponent.saturating_add(if is_below { -power } else { power });
        }
        let number = match (is_whole && exponent == 0).then_some(digits.value) {
            Some(0) if is_negative => Number::from_f64(-0.0),
            Some(value) if !is_negative => Some(Number::from(value)),
            Some(value) if value <= i64::MIN.unsigned_abs() => {
                Some(Number::from(0_i64.wrapping_sub_unsigned(value)))
            }
            _ => Number::from_f64(nearest(self.source.get(start..self.at)?, digits.value, exponent)),
        };
        match number.filter(|_| is_right) {
            Some(number) => Some(number),
            None => self.wrong("expected a number that is written out and not too large"),
        }
    }

    /// Reads digits, and says how many there are.
    fn digits(&mut self, digits: &mut Digits) -> i32 {
        let mut count = 0;
        while let Some(byte @ b'0'..=b'9') = self.byte() {
            digits.push(byte - b'0');
            self.at += 1;
            count += 1;
        }
        count
    }
}

/// Of a long number, the first digits; and how many there are behind them.
#[derive(Default)]
struct Digits {
    value: u64,
    dropped: i32,
}

impl Digits {
    fn push(&mut self, digit: u8) {
        match self.value.checked_mul(10).and_then(|value| value.checked_add(u64::from(digit))) {
            Some(value) if self.dropped == 0 => self.value = value,
            _ => self.dropped += 1,
        }
    }
}

/// The double that is nearest to the number.
#[cfg(not(target_arch = "wasm32"))]
fn nearest(text: &str, _: u64, _: i32) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

/// The same up to fifteen digits: the standard library's way needs tables, which every visitor would download.
#[cfg(target_arch = "wasm32")]
fn nearest(text: &str, digits: u64, exponent: i32) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "what is written by hand is short")]
    let value = digits as f64;
    let power = 10_f64.powi(exponent.saturating_abs());
    let value = match exponent {
        _ if digits == 0 => 0.0,
        ..0 => value / power,
        _ => value * power,
    };
    if text.starts_with('-') { -value } else { value }
}
