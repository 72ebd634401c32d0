//! Phone numbers, as people in Vietnam type them. The ranges and the renumbering of 2018 are tabled in
//! `docs/apis/README.md`.

use super::text;

/// How a phone number is written on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneFormat {
    /// `0912345678`
    National,
    /// `+84912345678`
    E164,
    /// `84912345678`
    CountryCode,
}

/// Which numbers a form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// Vietnamese numbers only: `"phone": "vn"`.
    #[default]
    Vietnam,
    /// Foreign ones too, with `+` or `00` in front: `"phone": "international"`.
    International,
}

/// A number that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phone {
    /// A Vietnamese number in its national form, `0912345678`.
    Vietnamese(String),
    /// A foreign number in E.164, `+14155550100`.
    Foreign(String),
}

/// Why a text is no phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneError {
    /// It can be no number at all.
    Invalid,
    /// A mobile number of eleven digits from before 2018; it is now `repaired`.
    Old {
        /// The number of today, in national form.
        repaired: String,
    },
}

/// Eleven-digit prefixes of before 2018 and what became of them; the last seven digits were kept.
#[rustfmt::skip]
const RENUMBERED: [(&str, &str); 21] = [
    ("0162", "032"), ("0163", "033"), ("0164", "034"), ("0165", "035"), ("0166", "036"), ("0167", "037"),
    ("0168", "038"), ("0169", "039"), ("0120", "070"), ("0121", "079"), ("0122", "077"), ("0126", "076"),
    ("0128", "078"), ("0123", "083"), ("0124", "084"), ("0125", "085"), ("0127", "081"), ("0129", "082"),
    ("0186", "056"), ("0188", "058"), ("0199", "059"),
];

impl Phone {
    /// Understands `text`: separators, full-width digits, `+84`, `0084`, `84…`, and a missing leading 0.
    ///
    /// `084…` is a mobile prefix and `84` the country code, so the length decides.
    pub fn parse(text: &str, numbering: Numbering) -> Result<Self, PhoneError> {
        let (plus, digits) = significant(text).ok_or(PhoneError::Invalid)?;
        let abroad = if plus { Some(digits.as_str()) } else { digits.strip_prefix("00") };
        if let Some(number) = abroad {
            return match (number.strip_prefix("84"), numbering) {
                (Some(national), _) => vietnamese(national.strip_prefix('0').unwrap_or(national)),
                (None, Numbering::International) => foreign(number),
                (None, Numbering::Vietnam) => Err(PhoneError::Invalid),
            };
        }
        if let Some(national) = digits.strip_prefix('0') {
            return vietnamese(national);
        }
        // Without a leading 0, `84` is the country code only if a whole number is left behind it.
        match digits.strip_prefix("84") {
            Some(national) if digits.len() >= 11 => {
                vietnamese(national.strip_prefix('0').unwrap_or(national))
            }
            _ => vietnamese(&digits),
        }
    }

    /// The number as `format` has it; a foreign one always keeps its `+`.
    pub fn write(&self, format: PhoneFormat) -> String {
        match (self, format) {
            (Self::Foreign(number), _) | (Self::Vietnamese(number), PhoneFormat::National) => number.clone(),
            (Self::Vietnamese(number), PhoneFormat::E164) => texts!["+84", &number[1..]],
            (Self::Vietnamese(number), PhoneFormat::CountryCode) => texts!["84", &number[1..]],
        }
    }

    /// Whether the prefix is one that an operator is known to use. If not, warn and never refuse: new ones
    /// are opened without telling anyone.
    pub fn has_known_prefix(&self) -> bool {
        let Self::Vietnamese(number) = self else { return true };
        match number.as_bytes() {
            [b'0', b'2', ..] => number.len() == 11,
            [b'0', b'8', b'0', ..] => false,
            [b'0', b'3' | b'5' | b'7' | b'8' | b'9', ..] => true,
            _ => false,
        }
    }
}

/// Whether there was a `+` in front, and the digits.
fn significant(text: &str) -> Option<(bool, String)> {
    let mut plus = false;
    let mut digits = String::new();
    for char in text.chars() {
        match char {
            '0'..='9' => digits.push(char),
            // Full-width digits and plus sign, as an East Asian keyboard gives them.
            '\u{ff10}'..='\u{ff19}' => digits.push(char::from_digit(char as u32 - 0xff10, 10)?),
            '+' | '\u{ff0b}' if digits.is_empty() && !plus => plus = true,
            separator if is_separator(separator) => {}
            _ => return None,
        }
    }
    (!digits.is_empty()).then_some((plus, digits))
}

/// What people put between digits, and what comes along with a number copied from a chat.
fn is_separator(char: char) -> bool {
    matches!(
        char,
        '.' | '-' | '(' | ')' | '/' | '\u{ff0e}' | '\u{ff0d}' | '\u{2010}'..='\u{2015}' | '\u{2212}'
    ) || char.is_whitespace()
        || text::is_mark(char)
}

/// A Vietnamese number from its digits without the leading 0.
fn vietnamese(digits: &str) -> Result<Phone, PhoneError> {
    let number = texts!["0", digits];
    match number.len() {
        10 => Ok(Phone::Vietnamese(number)),
        11 if number.starts_with("02") => Ok(Phone::Vietnamese(number)),
        11 => match RENUMBERED.iter().find(|(old, _)| number.starts_with(old)) {
            Some((old, new)) => Err(PhoneError::Old { repaired: texts![new, &number[old.len()..]] }),
            None => Err(PhoneError::Invalid),
        },
        _ => Err(PhoneError::Invalid),
    }
}

/// E.164: at most fifteen digits, none of them a leading 0. The shortest numbers in use have seven.
fn foreign(digits: &str) -> Result<Phone, PhoneError> {
    let fits = (7..=15).contains(&digits.len()) && !digits.starts_with('0');
    if fits { Ok(Phone::Foreign(texts!["+", digits])) } else { Err(PhoneError::Invalid) }
}
