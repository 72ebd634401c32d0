//! Writing: no spaces, and in strings only what must be escaped is.

use super::Value;

use super::number;

/// `value` as text, the same that `serde_json` writes.
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    any(value, &mut out);
    out
}

fn any(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => number::write(number, out),
        Value::String(text) => string(text, out),
        Value::Array(entries) => {
            out.push('[');
            for (index, entry) in entries.iter().enumerate() {
                comma(index, out);
                any(entry, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (index, (name, value)) in map.iter().enumerate() {
                comma(index, out);
                string(name, out);
                out.push(':');
                any(value, out);
            }
            out.push('}');
        }
    }
}

fn comma(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        let escaped = match char {
            '"' | '\\' => char,
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\0'..='\u{1f}' => {
                out.push_str("\\u00");
                for digit in [char as u32 >> 4, char as u32 & 15] {
                    out.extend(char::from_digit(digit, 16));
                }
                continue;
            }
            _ => {
                out.push(char);
                continue;
            }
        };
        out.push('\\');
        out.push(escaped);
    }
    out.push('"');
}
