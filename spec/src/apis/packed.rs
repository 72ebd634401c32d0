//! The tables as visitors download them. In memory, a row is mostly addresses and lengths of texts, and no compression knows what
//! to do with those. So the compiler writes each table into one text, and the first form that needs it unpacks it, for good.
//!
//! In the text, a character stands for a number or for one of a few; texts end with `END`, and lists with `LAST`.

use std::sync::OnceLock;

use super::{IDS, erp_booking, erp_lead, ladiflow_customer, office_contact, zalo_journey};
use crate::api::{AnswerStyle, Api, BodyFormat, Choice, Choices, Kind, Label, Presence, Row, Secret};
use crate::value::{DateFormat, PhoneFormat};

/// Behind a text.
const END: u8 = b'\n';

/// In place of another entry.
const LAST: u8 = b'\t';

/// What a number is counted from, so that it is a character.
const ZERO: u8 = b' ';

/// More than any table takes.
const ROOM: usize = 16_384;

macro_rules! packed {
    ($api:expr) => {{
        const PACKED: Packer = Packer::new(&$api);
        const BYTES: [u8; PACKED.length] = PACKED.cut();
        match std::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => panic!("texts and characters make a text"),
        }
    }};
}

/// In the order of [`IDS`].
static PACKED: [&str; 5] = [
    packed!(ladiflow_customer::API),
    packed!(erp_lead::API),
    packed!(erp_booking::API),
    packed!(office_contact::API),
    packed!(zalo_journey::API),
];

static UNPACKED: [OnceLock<Api>; 5] = [const { OnceLock::new() }; 5];

/// The API with this target id.
pub(super) fn find(id: &str) -> Option<&'static Api> {
    let index = IDS.iter().position(|known| *known == id)?;
    Some(UNPACKED[index].get_or_init(|| Unpacker { rest: PACKED[index] }.api(IDS[index])))
}

/// Writes while the compiler runs.
struct Packer {
    bytes: [u8; ROOM],
    length: usize,
}

impl Packer {
    const fn new(api: &Api) -> Self {
        let mut packer = Self { bytes: [0; ROOM], length: 0 };
        packer.text(api.title);
        packer.text(api.path);
        packer.text(api.secret.name());
        packer.byte(ZERO + api.body as u8);
        packer.byte(ZERO + matches!(api.secret, Secret::Parameter(_)) as u8);
        packer.byte(ZERO + api.phone_format as u8);
        packer.byte(ZERO + api.date_format as u8);
        packer.byte(ZERO + api.answer as u8);
        let mut index = 0;
        while index < api.either.len() {
            packer.text(api.either[index][0]);
            packer.text(api.either[index][1]);
            index += 1;
        }
        packer.byte(LAST);
        packer.rows(api.rows, 0);
        packer
    }

    const fn cut<const N: usize>(&self) -> [u8; N] {
        let mut cut = [0; N];
        let mut index = 0;
        while index < N {
            cut[index] = self.bytes[index];
            index += 1;
        }
        cut
    }

    const fn byte(&mut self, byte: u8) {
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    const fn text(&mut self, text: &str) {
        let mut index = 0;
        while index < text.len() {
            assert!(text.as_bytes()[index] >= ZERO, "a text would end too soon");
            self.byte(text.as_bytes()[index]);
            index += 1;
        }
        self.byte(END);
    }

    /// Nothing stands for the same text as before.
    const fn unless_same(&mut self, text: &str, before: &str) {
        self.text(if same(text, before) { "" } else { text });
    }

    const fn label(&mut self, label: Label, name: &str) {
        self.unless_same(label.vi, name);
        self.unless_same(label.en, label.vi);
    }

    /// `number` is that of the row before.
    const fn rows(&mut self, rows: &[Row], mut number: u16) {
        let mut index = 0;
        while index < rows.len() {
            let Row { presence, autofill, long, from_today, .. } = &rows[index];
            self.text(rows[index].name);
            let step = rows[index].number - number;
            assert!(step < 64, "a number would be no character");
            self.byte(ZERO + step.to_le_bytes()[0]);
            self.byte(
                ZERO + *presence as u8
                    + 4 * *long as u8
                    + 8 * *from_today as u8
                    + 16 * autofill.is_some() as u8,
            );
            self.label(rows[index].label, rows[index].name);
            if let Some(token) = autofill {
                self.text(token);
            }
            number = rows[index].number;
            self.kind(&rows[index].kind, number);
            index += 1;
        }
        self.byte(LAST);
    }

    const fn kind(&mut self, kind: &Kind, number: u16) {
        self.byte(
            ZERO + match kind {
                Kind::Text => 0,
                Kind::Html => 1,
                Kind::Int => 2,
                Kind::Number => 3,
                Kind::Hours => 4,
                Kind::Date => 5,
                Kind::Phone => 6,
                Kind::Phones => 7,
                Kind::Email => 8,
                Kind::Emails => 9,
                Kind::CommaTexts => 10,
                Kind::Texts => 11,
                Kind::Ints => 12,
                Kind::TextOrTexts => 13,
                Kind::Scalar => 14,
                Kind::Base64 => 15,
                Kind::Choice(_) => 16,
                Kind::Choices(_) => 17,
                Kind::Group(_) => 18,
                Kind::Groups(_) => 19,
                Kind::Named(_) => 20,
                Kind::Files(_) => 21,
            },
        );
        match kind {
            Kind::Choice(choices) | Kind::Choices(choices) => {
                self.byte(ZERO + choices.tenant as u8);
                let mut index = 0;
                while index < choices.values.len() {
                    self.text(choices.values[index].value);
                    self.label(choices.values[index].label, choices.values[index].value);
                    index += 1;
                }
                self.byte(LAST);
            }
            Kind::Group(rows) | Kind::Groups(rows) | Kind::Named(rows) | Kind::Files(rows) => {
                self.rows(rows, number);
            }
            _ => {}
        }
    }
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

/// Reads what the packer wrote.
struct Unpacker {
    rest: &'static str,
}

impl Unpacker {
    fn api(mut self, id: &'static str) -> Api {
        let [title, path, key] = [self.text(), self.text(), self.text()];
        let body = if self.number() == 0 { BodyFormat::Json } else { BodyFormat::Form };
        let secret = if self.number() == 0 { Secret::Header(key) } else { Secret::Parameter(key) };
        let phone_format = match self.number() {
            0 => PhoneFormat::National,
            1 => PhoneFormat::E164,
            _ => PhoneFormat::CountryCode,
        };
        let date_format = if self.number() == 0 { DateFormat::YearFirst } else { DateFormat::DayFirst };
        let answer = match self.number() {
            0 => AnswerStyle::LadiFlow,
            1 => AnswerStyle::Erp,
            2 => AnswerStyle::Office,
            _ => AnswerStyle::Zalo,
        };
        let either = self.list(|unpacker| [unpacker.text(), unpacker.text()]);
        let rows = self.rows(0);
        Api { id, title, path, body, secret, rows, either, phone_format, date_format, answer }
    }

    fn number(&mut self) -> u8 {
        let (number, rest) = self.rest.split_at(1);
        self.rest = rest;
        number.as_bytes()[0] - ZERO
    }

    fn text(&mut self) -> &'static str {
        let (text, rest) = self.rest.split_once(char::from(END)).unwrap_or_default();
        self.rest = rest;
        text
    }

    fn text_or(&mut self, same: &'static str) -> &'static str {
        let text = self.text();
        if text.is_empty() { same } else { text }
    }

    fn label(&mut self, name: &'static str) -> Label {
        let vi = self.text_or(name);
        Label { vi, en: self.text_or(vi) }
    }

    fn list<T>(&mut self, mut entry: impl FnMut(&mut Self) -> T) -> &'static [T] {
        let mut list = Vec::new();
        while self.rest.as_bytes()[0] != LAST {
            list.push(entry(self));
        }
        self.rest = &self.rest[1..];
        list.leak()
    }

    fn rows(&mut self, mut number: u16) -> &'static [Row] {
        self.list(|unpacker| {
            let name = unpacker.text();
            number += u16::from(unpacker.number());
            let flags = unpacker.number();
            let presence = match flags % 4 {
                0 => Presence::Optional,
                1 => Presence::Required,
                2 => Presence::Either,
                _ => Presence::ExampleOnly,
            };
            let label = unpacker.label(name);
            let autofill = (flags & 16 > 0).then(|| unpacker.text());
            let kind = unpacker.kind(number);
            Row {
                number,
                name,
                kind,
                presence,
                label,
                autofill,
                long: flags & 4 > 0,
                from_today: flags & 8 > 0,
            }
        })
    }

    fn kind(&mut self, number: u16) -> Kind {
        match self.number() {
            0 => Kind::Text,
            1 => Kind::Html,
            2 => Kind::Int,
            3 => Kind::Number,
            4 => Kind::Hours,
            5 => Kind::Date,
            6 => Kind::Phone,
            7 => Kind::Phones,
            8 => Kind::Email,
            9 => Kind::Emails,
            10 => Kind::CommaTexts,
            11 => Kind::Texts,
            12 => Kind::Ints,
            13 => Kind::TextOrTexts,
            14 => Kind::Scalar,
            15 => Kind::Base64,
            16 => Kind::Choice(self.choices()),
            17 => Kind::Choices(self.choices()),
            18 => Kind::Group(self.rows(number)),
            19 => Kind::Groups(self.rows(number)),
            20 => Kind::Named(self.rows(number)),
            _ => Kind::Files(self.rows(number)),
        }
    }

    fn choices(&mut self) -> Choices {
        let tenant = self.number() > 0;
        let values = self.list(|unpacker| {
            let value = unpacker.text();
            Choice { value, label: unpacker.label(value) }
        });
        Choices { values, tenant }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ALL;
    use super::find;

    #[test]
    fn what_is_unpacked_is_what_was_written_as_a_table() {
        for api in ALL {
            let unpacked = find(api.id).unwrap();
            assert_eq!(format!("{unpacked:#?}"), format!("{api:#?}"));
            assert!(std::ptr::eq(unpacked, find(api.id).unwrap()), "it is unpacked once");
        }
        assert!(find("erp").is_none());
    }
}
