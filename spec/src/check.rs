//! The interpreter of the tables: a JSON body in, a [`Valid`] submission or every issue out.

use crate::api::{Api, Kind, Presence, Row};
use crate::issue::{Issue, Limit, Problem};
use crate::json::{Map, Value};
use crate::submission::{Submission, Valid, Wire};
use crate::value::text::number;
use crate::value::{Date, Numbering, Phone, PhoneError, PhoneFormat, base64, email, hours, text};

/// What a form may change about an API's own rules. The default changes nothing.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Which phone numbers are taken.
    pub numbering: Numbering,
    /// How phone numbers are written, if not as the API wants them.
    pub phone_format: Option<PhoneFormat>,
    /// Paths that the proxy adds, and that may be missing here.
    pub supplied: Vec<String>,
    /// The tenant's own values in place of the documented ones, by path.
    pub choices: Vec<(String, Vec<String>)>,
    /// Paths whose tenant's values are fetched: they are not known here, so any is taken.
    pub fetched: Vec<String>,
}

/// Checks `body` by the rules of `api`. All issues are returned, in the document's order, and last those
/// of keys that the API does not know.
///
/// An empty value (`null`, blank text, an empty list or object) is a missing one.
pub fn check(api: &'static Api, body: &Value, rules: &Rules) -> Result<Valid<Submission>, Vec<Issue>> {
    let mut checker = Checker { api, rules, issues: Vec::new() };
    let Value::Object(body) = body else {
        return Err(vec![Problem::Type { expected: "object" }.at("")]);
    };
    let fields = checker.object(api.rows, body, "");
    for [one, other] in api.either {
        let given = |name: &str| body.get(name).is_some_and(|value| !is_null_or_blank(value));
        let supplied = |name: &str| checker.is_supplied(name);
        if ![*one, *other].into_iter().any(|name| given(name) || supplied(name)) {
            checker.issues.push(Problem::Either { or: (*other).to_owned() }.at(*one));
        }
    }
    if checker.issues.is_empty() {
        Ok(Valid::proved(Submission { api, fields }))
    } else {
        Err(checker.issues)
    }
}

/// One value by itself, as it will be sent; none if it is empty.
pub(crate) fn check_value(
    api: &'static Api,
    row: &'static Row,
    value: &Value,
    path: &str,
    rules: &Rules,
) -> Result<Option<Wire>, Vec<Issue>> {
    let mut checker = Checker { api, rules, issues: Vec::new() };
    let wire = checker.value(row, value, path);
    if checker.issues.is_empty() { Ok(wire) } else { Err(checker.issues) }
}

struct Checker<'a> {
    api: &'static Api,
    rules: &'a Rules,
    issues: Vec<Issue>,
}

impl Checker<'_> {
    fn is_supplied(&self, path: &str) -> bool {
        self.rules.supplied.iter().any(|supplied| supplied == path)
    }

    fn object(
        &mut self,
        rows: &'static [Row],
        body: &Map<String, Value>,
        prefix: &str,
    ) -> Vec<(String, Wire)> {
        let mut fields = Vec::new();
        for row in rows {
            let path = texts![prefix, row.name];
            let value = body.get(row.name).unwrap_or(&Value::Null);
            let found = self.issues.len();
            match self.value(row, value, &path) {
                Some(wire) => fields.push((row.name.to_owned(), wire)),
                None if row.presence == Presence::Required
                    && self.issues.len() == found
                    && !self.is_supplied(&path) =>
                {
                    self.issues.push(Problem::Required.at(path));
                }
                None => {}
            }
        }
        for key in body.keys().filter(|key| rows.iter().all(|row| row.name != *key)) {
            let nearest = text::nearest(key, &rows.iter().map(|row| row.name).collect::<Vec<_>>());
            self.issues.push(Problem::Unknown { nearest }.at(texts![prefix, key]));
        }
        fields
    }

    /// The value as it will be sent; none if it is empty, or wrong.
    fn value(&mut self, row: &'static Row, value: &Value, path: &str) -> Option<Wire> {
        match (row.kind, value) {
            (_, Value::Null) => None,
            (Kind::Group(rows), Value::Object(body)) => {
                let fields = self.object(rows, body, &texts![path, "."]);
                (!fields.is_empty()).then_some(Wire::Object(fields))
            }
            (Kind::Groups(rows) | Kind::Named(rows) | Kind::Files(rows), Value::Array(entries)) => {
                let mut list = Vec::new();
                for (index, entry) in entries.iter().enumerate() {
                    list.extend(self.entry(rows, entry, &texts![path, ".", number(index)]));
                }
                (!list.is_empty()).then_some(Wire::List(list))
            }
            (kind, value) => match self.plain(kind, value, path) {
                Ok(wire) => wire,
                Err(problem) => {
                    self.issues.push(problem.at(path));
                    None
                }
            },
        }
    }

    fn entry(&mut self, rows: &'static [Row], entry: &Value, path: &str) -> Option<Wire> {
        if let Value::Object(body) = entry {
            return Some(Wire::Object(self.object(rows, body, &texts![path, "."])));
        }
        self.issues.push(Problem::Type { expected: "object" }.at(path));
        None
    }

    fn plain(&self, kind: Kind, value: &Value, path: &str) -> Result<Option<Wire>, Problem> {
        let wrong_type = Problem::Type { expected: json_type(kind) };
        Ok(match (kind, value) {
            (Kind::Int, Value::Number(_)) => Some(Wire::Int(whole(value).ok_or(wrong_type)?)),
            (Kind::Number | Kind::Scalar, Value::Number(number)) => match whole(value) {
                Some(whole) => Some(Wire::Int(whole)),
                None => Some(Wire::Number(number.as_f64().ok_or(wrong_type)?)),
            },
            (Kind::Scalar, Value::Bool(truth)) => Some(Wire::Bool(*truth)),
            (Kind::Hours, Value::Number(number)) => {
                Some(Wire::Number(hour(number.as_f64().ok_or(wrong_type)?)?))
            }
            (Kind::Ints, Value::Array(entries)) => {
                let mut ints = Vec::new();
                for entry in entries {
                    ints.push(Wire::Int(whole(entry).ok_or(wrong_type.clone())?));
                }
                list(ints)
            }
            (Kind::Texts | Kind::TextOrTexts, Value::Array(entries)) => {
                let mut texts = Vec::new();
                for text in strings(entries, wrong_type)? {
                    texts.push(Wire::Text(text::clean(text)));
                }
                list(texts)
            }
            (kind, Value::Array(entries)) if kind.is_list() && !matches!(kind, Kind::Ints) => {
                self.joined(kind, &strings(entries, wrong_type)?, path)?
            }
            (kind, Value::String(given)) if takes_text(kind) => self.text(kind, &text::clean(given), path)?,
            _ => return Err(wrong_type),
        })
    }

    fn text(&self, kind: Kind, given: &str, path: &str) -> Result<Option<Wire>, Problem> {
        if given.is_empty() {
            return Ok(None);
        }
        let sent = match kind {
            Kind::Html => return Ok(Some(Wire::Html(given.to_owned()))),
            Kind::Phones | Kind::Emails | Kind::CommaTexts => {
                return self.joined(kind, &text::entries(given).collect::<Vec<_>>(), path);
            }
            Kind::Choices(_) => {
                let known = known(self.rules, kind, path);
                return self.joined(kind, &text::known_entries(given, &known), path);
            }
            Kind::Date => {
                let format = self.api.date_format;
                Date::parse(given, format).ok_or(Problem::Date { expected: format })?.write(format)
            }
            Kind::Base64 if !base64::is_valid(given) => return Err(Problem::Format { expected: "base64" }),
            Kind::Phone | Kind::Email | Kind::Choice(_) => self.single(kind, given, path)?,
            _ => given.to_owned(),
        };
        Ok(Some(Wire::Text(sent)))
    }

    /// A comma-joined list.
    fn joined(&self, kind: Kind, entries: &[&str], path: &str) -> Result<Option<Wire>, Problem> {
        let mut joined = String::new();
        for entry in entries {
            let entry = text::clean(entry);
            if !entry.is_empty() {
                if !joined.is_empty() {
                    joined.push(',');
                }
                joined.push_str(&self.single(kind, &entry, path)?);
            }
        }
        Ok((!joined.is_empty()).then_some(Wire::Text(joined)))
    }

    /// One value by itself, as the API wants it.
    fn single(&self, kind: Kind, given: &str, path: &str) -> Result<String, Problem> {
        match kind {
            Kind::Phone | Kind::Phones => {
                let phone = Phone::parse(given, self.rules.numbering).map_err(|error| match error {
                    PhoneError::Invalid => Problem::Phone,
                    PhoneError::Old { repaired } => Problem::Phone2018 { repaired },
                })?;
                Ok(phone.write(self.rules.phone_format.unwrap_or(self.api.phone_format)))
            }
            Kind::Email | Kind::Emails if !email::is_valid(given) => Err(Problem::Email),
            Kind::Choice(_) | Kind::Choices(_) if !self.is_listed(kind, given, path) => Err(Problem::Choice),
            Kind::CommaTexts if given.contains(',') => {
                Err(Problem::Format { expected: "entries without a comma" })
            }
            _ => Ok(given.to_owned()),
        }
    }

    fn is_listed(&self, kind: Kind, given: &str, path: &str) -> bool {
        self.rules.fetched.iter().any(|fetched| fetched == path)
            || known(self.rules, kind, path).contains(&given)
    }
}

/// The values that `path` may have: the tenant's, or else the documented ones.
pub(crate) fn known<'a>(rules: &'a Rules, kind: Kind, path: &str) -> Vec<&'a str> {
    let replaced = rules.choices.iter().find(|(replaced, _)| replaced == path);
    match (replaced, kind.choices()) {
        (Some((_, values)), _) => values.iter().map(String::as_str).collect(),
        (None, Some(choices)) => choices.values.iter().map(|choice| choice.value).collect(),
        (None, None) => Vec::new(),
    }
}

fn is_null_or_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text::trim(text).is_empty())
}

const fn takes_text(kind: Kind) -> bool {
    use Kind::{Files, Group, Groups, Hours, Int, Ints, Named, Number, Texts};
    !matches!(kind, Int | Number | Hours | Texts | Ints | Group(_) | Groups(_) | Named(_) | Files(_))
}

/// The JSON type of a kind, in the words of an issue.
const fn json_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Int => "integer",
        Kind::Number | Kind::Hours => "number",
        Kind::Texts => "list of strings",
        Kind::Ints => "list of integers",
        Kind::TextOrTexts | Kind::Choices(_) | Kind::CommaTexts | Kind::Phones | Kind::Emails => {
            "string or list of strings"
        }
        Kind::Scalar => "string, number or boolean",
        Kind::Group(_) => "object",
        Kind::Groups(_) | Kind::Named(_) | Kind::Files(_) => "list of objects",
        Kind::Text | Kind::Html | Kind::Date | Kind::Phone | Kind::Email | Kind::Choice(_) | Kind::Base64 => {
            "string"
        }
    }
}

/// A whole number: `12`, and `12.0` as well.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn whole(value: &Value) -> Option<i64> {
    /// One more than the greatest `i64`; that one itself is no double.
    const END: f64 = 9_223_372_036_854_775_808.0;
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        (number.fract() == 0.0 && (-END..END).contains(&number)).then_some(number as i64)
    })
}

fn hour(number: f64) -> Result<f64, Problem> {
    if number < 0.0 {
        Err(Problem::TooSmall { min: Limit::Number(0.0) })
    } else if number > hours::LAST {
        Err(Problem::TooLarge { max: Limit::Number(hours::LAST) })
    } else {
        Ok(number)
    }
}

fn strings(entries: &[Value], wrong: Problem) -> Result<Vec<&str>, Problem> {
    let mut strings = Vec::new();
    for entry in entries {
        match entry.as_str() {
            Some(text) => strings.push(text),
            None => return Err(wrong),
        }
    }
    Ok(strings)
}

/// The list without its blank entries; none if nothing is left.
fn list(mut entries: Vec<Wire>) -> Option<Wire> {
    entries.retain(|entry| !matches!(entry, Wire::Text(text) if text.is_empty()));
    (!entries.is_empty()).then_some(Wire::List(entries))
}
