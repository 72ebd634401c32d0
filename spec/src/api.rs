//! The vocabulary in which an API's table is written.
//!
//! A table is a `static` slice of [`Row`]s, made by the `const fn` calls at the end of this file so that
//! it reads like the vendor's own table. Rows are numbered as in `docs/apis/`; the secret is row 0 and no
//! part of a body.

use crate::value::{DateFormat, PhoneFormat, text};

/// One API: where a body goes, what may be in it, and how its answers read.
#[derive(Debug)]
pub struct Api {
    /// The target id, as a definition and the command line name it: `erp-lead`.
    pub id: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// The path below the vendor's base URL. The method is always `POST`.
    pub path: &'static str,
    /// How a body is written.
    pub body: BodyFormat,
    /// The key that only the proxy knows.
    pub secret: Secret,
    /// Every row of the document, in its order.
    pub rows: &'static [Row],
    /// Pairs of which one is required.
    pub either: &'static [[&'static str; 2]],
    /// How a phone number is written on the wire.
    pub phone_format: PhoneFormat,
    /// How a date is written on the wire.
    pub date_format: DateFormat,
    /// How an answer is read.
    pub answer: AnswerStyle,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFormat {
    /// `application/json`
    Json,
    /// `application/x-www-form-urlencoded`; lists are comma-joined, groups are JSON strings.
    Form,
}

impl BodyFormat {
    /// The `Content-Type` of a body.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form => "application/x-www-form-urlencoded",
        }
    }
}

/// Where the API wants its key. The key itself never enters this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// In a request header of this name.
    Header(&'static str),
    /// In a parameter of this name.
    Parameter(&'static str),
}

impl Secret {
    /// The header's or parameter's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Header(name) | Self::Parameter(name) => name,
        }
    }
}

/// The four ways in which the five APIs answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerStyle {
    /// `{"code": 201, "message", "data"}`
    LadiFlow,
    /// `{"error": 0, "message", "data"}`, or `{"type", "message"}` with a 401
    Erp,
    /// `{"error": bool, "message", "data"}`
    Office,
    /// `{"code", "message", "data": {"error_code"}}`, or nothing with a 204
    Zalo,
}

/// One row of a document: an attribute of the body.
#[derive(Debug)]
pub struct Row {
    /// Its number in `docs/apis/`.
    pub number: u16,
    /// The attribute's name, without the names of the groups around it.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub presence: Presence,
    /// What a visitor reads, unless the definition says otherwise.
    pub label: Label,
    /// The HTML `autocomplete` token, where one fits.
    pub autofill: Option<&'static str>,
    /// Text of several lines.
    pub long: bool,
    /// A day to come: a form asks for today or later, unless its definition says otherwise.
    pub from_today: bool,
}

/// What an attribute holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A string.
    Text,
    /// A string that the API reads as HTML; it is given as plain text and escaped when it is sent.
    Html,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// An hour of the day as a number: 8.5 is 08:30.
    Hours,
    /// A calendar date, in the API's format.
    Date,
    /// A phone number.
    Phone,
    /// Phone numbers, comma-joined.
    Phones,
    /// An e-mail address.
    Email,
    /// E-mail addresses, comma-joined.
    Emails,
    /// One of the listed values.
    Choice(Choices),
    /// Several of the listed values, comma-joined.
    Choices(Choices),
    /// Strings, comma-joined.
    CommaTexts,
    /// A JSON list of strings.
    Texts,
    /// A JSON list of whole numbers.
    Ints,
    /// A string or a list of strings; what was given is sent.
    TextOrTexts,
    /// A string, a number or a boolean; what was given is sent.
    Scalar,
    /// A file's bytes in base64.
    Base64,
    /// A JSON object.
    Group(&'static [Row]),
    /// A list of JSON objects.
    Groups(&'static [Row]),
    /// A list of `{name, value}` objects, whose names the tenant chose.
    Named(&'static [Row]),
    /// A list of files, each a JSON object.
    Files(&'static [Row]),
}

impl Kind {
    /// The rows of a group's entries; none for a plain attribute.
    pub const fn rows(&self) -> &'static [Row] {
        match self {
            Self::Group(rows) | Self::Groups(rows) | Self::Named(rows) | Self::Files(rows) => rows,
            _ => &[],
        }
    }

    /// The listed values; none where any value will do.
    pub const fn choices(&self) -> Option<&Choices> {
        match self {
            Self::Choice(choices) | Self::Choices(choices) => Some(choices),
            _ => None,
        }
    }

    /// What it is called where somebody is told of it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Int => "int",
            Self::Number => "number",
            Self::Hours => "hours",
            Self::Date => "date",
            Self::Phone => "phone",
            Self::Phones => "phones",
            Self::Email => "email",
            Self::Emails => "emails",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::CommaTexts => "commatexts",
            Self::Texts => "texts",
            Self::Ints => "ints",
            Self::TextOrTexts => "textortexts",
            Self::Scalar => "scalar",
            Self::Base64 => "base64",
            Self::Group(_) => "group",
            Self::Groups(_) => "groups",
            Self::Named(_) => "named",
            Self::Files(_) => "files",
        }
    }

    /// Whether several values fit.
    pub const fn is_list(&self) -> bool {
        matches!(
            self,
            Self::Phones
                | Self::Emails
                | Self::Choices(_)
                | Self::CommaTexts
                | Self::Texts
                | Self::Ints
                | Self::TextOrTexts
        )
    }
}

/// Whether an attribute must be in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It may be missing.
    Optional,
    /// It must be there.
    Required,
    /// It, or the other of its pair in [`Api::either`], must be there.
    Either,
    /// Optional, and known only from the document's example.
    ExampleOnly,
}

/// The values that a document lists.
#[derive(Debug, Clone, Copy)]
pub struct Choices {
    /// As the API wants them, trimmed.
    pub values: &'static [Choice],
    /// The list belongs to one tenant: a definition or the gateway may replace it.
    pub tenant: bool,
}

/// One listed value.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// What is sent.
    pub value: &'static str,
    /// What a visitor reads.
    pub label: Label,
}

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

/// Row `number`, the attribute `name`, optional until [`Row::required`] or [`Row::either`] says otherwise.
pub const fn row(number: u16, name: &'static str, kind: Kind) -> Row {
    Row {
        number,
        name,
        kind,
        presence: Presence::Optional,
        label: Label { vi: name, en: name },
        autofill: None,
        long: false,
        from_today: false,
    }
}

/// A listed value with its labels.
pub const fn choice(value: &'static str, vi: &'static str, en: &'static str) -> Choice {
    Choice { value, label: Label { vi, en } }
}

/// A listed value that is its own label, as in 1Office's Vietnamese lists.
pub const fn same(value: &'static str) -> Choice {
    choice(value, value, value)
}

/// One of `values`.
pub const fn one_of(values: &'static [Choice]) -> Kind {
    Kind::Choice(Choices { values, tenant: false })
}

/// One of `values`, a list that belongs to one tenant.
pub const fn one_of_tenants(values: &'static [Choice]) -> Kind {
    Kind::Choice(Choices { values, tenant: true })
}

/// Several of `values`, a list that belongs to one tenant, comma-joined.
pub const fn some_of_tenants(values: &'static [Choice]) -> Kind {
    Kind::Choices(Choices { values, tenant: true })
}

impl Row {
    /// What a visitor reads in Vietnamese and in English.
    #[must_use]
    pub const fn label(mut self, vi: &'static str, en: &'static str) -> Self {
        self.label = Label { vi, en };
        self
    }

    /// The document says "True".
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.presence = Presence::Required;
        self
    }

    /// One of a pair is required.
    #[must_use]
    pub const fn either(mut self) -> Self {
        self.presence = Presence::Either;
        self
    }

    /// The document's example has it, its table does not.
    #[must_use]
    pub const fn example_only(mut self) -> Self {
        self.presence = Presence::ExampleOnly;
        self
    }

    /// The browser can fill it in: an HTML `autocomplete` token.
    #[must_use]
    pub const fn autofill(mut self, token: &'static str) -> Self {
        self.autofill = Some(token);
        self
    }

    /// Text of several lines.
    #[must_use]
    pub const fn long(mut self) -> Self {
        self.long = true;
        self
    }

    /// A day to come.
    #[must_use]
    pub const fn from_today(mut self) -> Self {
        self.from_today = true;
        self
    }

    /// Whether the document requires it, alone.
    pub const fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required)
    }
}

impl Api {
    /// The row at `path`: `gender`, `customer_portrait.transport`, `detail.0.name`, `custom_fields.pkg`.
    ///
    /// A number below a list is an entry of it. Any other name below [`Kind::Named`] is one that the tenant
    /// chose, and stands for the row of its value.
    pub fn row(&self, path: &str) -> Option<&'static Row> {
        let mut parts = path.split('.').peekable();
        let mut found = find(self.rows, parts.next()?)?;
        while let Some(part) = parts.next() {
            let index = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            found = match found.kind {
                Kind::Groups(rows) | Kind::Named(rows) | Kind::Files(rows) if index => match parts.next() {
                    Some(part) => find(rows, part)?,
                    None => found,
                },
                // A name of the tenant's own has no point in it, and is not blank.
                Kind::Named(rows) if parts.peek().is_none() && !text::trim(part).is_empty() => rows.last()?,
                Kind::Group(rows) | Kind::Groups(rows) => find(rows, part)?,
                _ => return None,
            };
        }
        Some(found)
    }

    /// Every path that a definition can name, but for those below [`Kind::Named`], which the tenant chose: each
    /// row, and what is in a group. What is in a list of objects has no path of its own.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        let mut paths = Vec::new();
        for row in self.rows {
            paths.push(row.name.to_owned());
            if let Kind::Group(rows) = row.kind {
                for inner in rows {
                    paths.push(texts![row.name, ".", inner.name]);
                }
            }
        }
        paths.into_iter()
    }
}

fn find(rows: &'static [Row], name: &str) -> Option<&'static Row> {
    rows.iter().find(|row| row.name == name)
}
