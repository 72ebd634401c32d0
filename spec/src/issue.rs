//! What can be wrong with a value. Codes with parameters, never prose: sentences live in the language files.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::value::DateFormat;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// The attribute's path: `contact_name`, `customer_portrait.transport`, `detail.0.name`.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a value. The codes are a contract: new ones may come, none goes or changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// It is missing, or empty.
    Required,
    /// Neither it nor `or` is there, and one of the two must be.
    Either {
        /// The other one's path.
        or: String,
    },
    /// The API knows no such attribute.
    Unknown {
        /// The known name that was probably meant.
        nearest: Option<&'static str>,
    },
    /// It is of another JSON type; or it was typed, and is no number.
    Type {
        /// The JSON type, or types, that fit.
        expected: &'static str,
    },
    /// It is not one of the listed values.
    Choice,
    /// It is not written as it should be.
    Format {
        /// How it should be written.
        expected: &'static str,
    },
    /// It is no day of the calendar, or not written as the API wants it.
    Date {
        /// How it should be written.
        expected: DateFormat,
    },
    /// It can be no phone number.
    Phone,
    /// It is a mobile number from before 2018, with eleven digits.
    Phone2018 {
        /// The number of today.
        repaired: String,
    },
    /// It is no e-mail address.
    Email,
    /// It does not match the definition's `pattern`.
    Pattern,
    /// It is less, earlier, or fewer than `min`.
    TooSmall {
        /// The least that fits.
        min: Limit,
    },
    /// It is more, later, or more of them than `max`.
    TooLarge {
        /// The most that fits.
        max: Limit,
    },
}

/// The end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// Of a number.
    Number(f64),
    /// Of a date.
    Date(crate::value::Date),
    /// Of how many rows, entries or files there are.
    Count(usize),
    /// Of a file's size.
    Bytes(usize),
}

impl Problem {
    /// The code that browser, gateway and command share.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Either { .. } => "either",
            Self::Unknown { .. } => "unknown",
            Self::Type { .. } => "type",
            Self::Choice => "choice",
            Self::Format { .. } => "format",
            Self::Date { .. } => "date",
            Self::Phone => "phone",
            Self::Phone2018 { .. } => "phone_2018",
            Self::Email => "email",
            Self::Pattern => "pattern",
            Self::TooSmall { .. } => "too_small",
            Self::TooLarge { .. } => "too_large",
        }
    }

    /// The problem, at `field`.
    pub fn at(self, field: impl Into<String>) -> Issue {
        Issue { field: field.into(), problem: self }
    }
}

/// `{"field": "phone_no1", "code": "phone_2018", "repaired": "0391234567"}`
impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("field", &self.field)?;
        map.serialize_entry("code", self.problem.code())?;
        match &self.problem {
            Problem::Either { or } => map.serialize_entry("or", or)?,
            Problem::Unknown { nearest: Some(nearest) } => map.serialize_entry("nearest", nearest)?,
            Problem::Type { expected } | Problem::Format { expected } => {
                map.serialize_entry("expected", expected)?;
            }
            Problem::Date { expected } => map.serialize_entry("expected", expected.name())?,
            Problem::Phone2018 { repaired } => map.serialize_entry("repaired", repaired)?,
            Problem::TooSmall { min } => map.serialize_entry("min", min)?,
            Problem::TooLarge { max } => map.serialize_entry("max", max)?,
            Problem::Required
            | Problem::Unknown { nearest: None }
            | Problem::Choice
            | Problem::Phone
            | Problem::Email
            | Problem::Pattern => {}
        }
        map.end()
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Date(date) => serializer.serialize_str(&date.to_string()),
            Self::Count(count) | Self::Bytes(count) => count.serialize(serializer),
        }
    }
}
