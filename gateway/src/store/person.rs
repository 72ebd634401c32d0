//! Who is to be erased: a phone number or an e-mail address, however it is written.

use leadform_spec::value::{Numbering, Phone, PhoneError, PhoneFormat, email, text};
use leadform_spec::{Api, apis};
use serde_json::Value;

use crate::wire;

/// A phone number or an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Person {
    /// In E.164.
    Phone(String),
    /// In lower case.
    Email(String),
}

impl Person {
    /// A number, as the forms understand it: `+84`, spaces, a missing leading 0 and the numbers of before 2018.
    pub(crate) fn phone(typed: &str) -> Option<Self> {
        number(typed).map(Self::Phone)
    }

    pub(crate) fn email(typed: &str) -> Option<Self> {
        let address = address(typed);
        email::is_valid(&address).then_some(Self::Email(address))
    }

    /// Whether a lead is this person's: one of the values of its body is, or one of its context has it.
    pub(super) fn is_in(&self, target: &str, body: &str, context: &str) -> bool {
        let value =
            apis::find(target).and_then(|api: &Api| wire::read(api, body).ok()).map(|reading| reading.value);
        let is_in_body = match value {
            Some(value) => self.is_value(&value),
            // A body of an API that is no more, or of one that we cannot read: rather too much than too little.
            None => self.is_mentioned(body),
        };
        is_in_body || self.is_mentioned(context)
    }

    fn is_value(&self, value: &Value) -> bool {
        match value {
            Value::Object(object) => object.values().any(|value| self.is_value(value)),
            Value::Array(list) => list.iter().any(|value| self.is_value(value)),
            Value::String(text) => {
                self.is_text(text) || text.split([',', ';', '\n']).any(|part| self.is_text(part))
            }
            Value::Number(number) => self.is_text(&number.to_string()),
            _ => false,
        }
    }

    fn is_text(&self, text: &str) -> bool {
        // No number or address is longer; an attached file is, by far.
        text.len() < 400
            && match self {
                Self::Phone(phone) => number(text).as_ref() == Some(phone),
                Self::Email(email) => address(text) == *email,
            }
    }

    /// Whether a text has it somewhere: as an API's message or a page's address may quote it.
    pub(super) fn is_mentioned(&self, text: &str) -> bool {
        match self {
            Self::Phone(phone) => {
                let digits = phone.trim_start_matches('+');
                let bare: String =
                    text.chars().filter(|char| !matches!(char, ' ' | '.' | '-' | '(' | ')')).collect();
                let national = digits.strip_prefix("84").map(|rest| format!("0{rest}"));
                stands_alone(&bare, digits) || national.is_some_and(|national| stands_alone(&bare, &national))
            }
            Self::Email(email) => {
                let text = text.to_lowercase();
                text.contains(email.as_str()) || text.contains(&email.replace('@', "%40"))
            }
        }
    }
}

fn number(typed: &str) -> Option<String> {
    match Phone::parse(typed, Numbering::International) {
        Ok(phone) => Some(phone.write(PhoneFormat::E164)),
        Err(PhoneError::Old { repaired }) => {
            Phone::parse(&repaired, Numbering::Vietnam).ok().map(|phone| phone.write(PhoneFormat::E164))
        }
        Err(PhoneError::Invalid) => None,
    }
}

fn address(typed: &str) -> String {
    text::clean(typed).to_lowercase()
}

/// Whether these digits are there, and not as a part of a longer number.
fn stands_alone(text: &str, digits: &str) -> bool {
    text.match_indices(digits).any(|(at, _)| {
        let is_digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
        !is_digit(text[..at].chars().next_back()) && !is_digit(text[at + digits.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        let person = Person::phone("+84 (0)912-345.678").unwrap();
        for written in [
            "0912345678",
            "84912345678",
            "+84912345678",
            "0084 912 345 678",
            "912345678",
            "０９１２３４５６７８",
        ] {
            assert_eq!(Person::phone(written).as_ref(), Some(&person), "{written}");
            assert!(person.is_value(&json!({"a": [{"b": written}]})), "{written}");
            assert!(person.is_value(&json!(format!("0987654321, {written}"))), "{written}");
        }
        assert!(person.is_value(&json!(84_912_345_678_i64)));
        for other in ["0912345679", "10912345678", "an", ""] {
            assert!(!person.is_value(&json!(other)), "{other}");
        }
        assert_eq!(Person::phone("0169 123 4567"), Person::phone("039 123 4567"));
        assert_eq!((Person::phone("12"), Person::email("an")), (None, None));
    }

    #[test]
    fn an_address_is_the_same_in_any_case() {
        let person = Person::email(" An@Example.VN").unwrap();
        assert!(person.is_value(&json!("x@y.vn;an@example.vn")));
        assert!(!person.is_value(&json!("ban@example.vn")));
        assert!(
            person.is_mentioned("https://x.vn/?e=an%40example.vn")
                && person.is_mentioned("to An@example.vn.")
        );
    }

    #[test]
    fn a_text_that_quotes_a_number_has_it_and_a_longer_number_has_not() {
        let person = Person::phone("0912345678").unwrap();
        for text in ["phone 0912.345.678 exists", "?p=%2B84912345678&x", "84 912 345 678"] {
            assert!(person.is_mentioned(text), "{text}");
        }
        for text in ["id 109123456781", "0912345", ""] {
            assert!(!person.is_mentioned(text), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_searched_as_text() {
        let person = Person::phone("0912345678").unwrap();
        assert!(person.is_in("no-such-api", "{\"x\": \"0912345678\"}", "{}"));
        assert!(person.is_in("erp-lead", "not JSON 0912345678", "{}"));
        assert!(person.is_in("1office-contact", "name=An&phones=0987654321%2C+84912345678", "{}"));
        assert!(person.is_in("erp-lead", "{}", "{\"page_url\": \"https://x.vn/?phone=0912345678\"}"));
        assert!(!person.is_in("erp-lead", "{\"x\": \"0987654321\"}", "{}"));
    }
}
