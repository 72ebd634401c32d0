//! A body that was sent for a form, checked as if it had been typed into it.
//!
//! Conditions, ranges, rows and patterns speak of answers, so the body is turned back into them. Its values are kept
//! beside the answers and sent as they are: a number is not read from a text again.

use std::collections::BTreeMap;

use super::source::{Source, is_offered, once, supply};
use super::{Answers, Definition, concerns};
use crate::api::{Api, Kind, Row};
use crate::check::{check_value, known};
use crate::definition::{Bound, Environment, Field};
use crate::issue::{Issue, Limit, Problem};
use crate::json::Value;
use crate::parse::{Answer, File, unparse};
use crate::submission::{Submission, Valid};
use crate::value::text;
use crate::value::text::number;

/// More rows of a group than a person fills in, blank ones among them, and few enough to look at each.
const MOST_ROWS: usize = 200;

/// A body, by the fields of a form.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// What one would have typed to send it. What was agreed to is not in a body: it can be added.
    pub answers: Answers,
    /// The values as they will be sent; where the type is wrong, why there is none.
    values: BTreeMap<String, Result<Value, Problem>>,
    /// What is wrong with its keys and rows.
    issues: Vec<Issue>,
}

impl Definition {
    /// Reads a body, field by field. Fixed, supplied and attributed values in it are not read: see [`Self::check_sent`].
    pub fn read(&self, body: &Value) -> Sent {
        let Value::Object(body) = body else {
            let issues = vec![Problem::Type { expected: "object" }.at("")];
            return Sent { issues, ..Sent::default() };
        };
        let mut sent = Sent { issues: self.strange_keys(body), ..Sent::default() };
        for field in self.fields() {
            let (top, inner) = field.name.split_once('.').unwrap_or((&field.name, ""));
            let Some(value) = body.get(top) else { continue };
            let kind = self.api.row(top).map(|row| row.kind);
            match (kind, value) {
                (Some(Kind::Groups(_)), Value::Array(rows)) => sent.rows(self, field, rows),
                (Some(Kind::Group(_)), Value::Object(group)) => {
                    sent.take(self, field.row, &field.name, group.get(inner));
                }
                (Some(Kind::Named([name, .., value_row])), Value::Array(entries)) => {
                    let is_it = |entry: &&Value| {
                        entry[name.name].as_str().is_some_and(|name| text::clean(name) == inner)
                    };
                    let mut entries = entries.iter().filter(is_it);
                    let value = entries.next().and_then(|entry| entry.get(value_row.name));
                    sent.take(self, field.row, &field.name, value);
                    if entries.next().is_some() {
                        // As with a key that stands twice in an object: one of the two would be lost.
                        let problem = Problem::Format { expected: "each name once" };
                        sent.issues.push(problem.at(&field.name));
                    }
                }
                (Some(Kind::Groups(_) | Kind::Group(_) | Kind::Named(_)), _) => {}
                _ => sent.take(self, field.row, &field.name, Some(value)),
            }
        }
        sent
    }

    /// Checks a body that was read as [`Self::check`] checks answers. What the form fixes and what `supplied` adds
    /// stands in the result, whatever the body had there. Each field has one issue at most.
    pub fn check_sent(
        &self,
        sent: &Sent,
        supplied: &[(String, Value)],
        environment: &Environment<'_>,
    ) -> Result<Valid<Submission>, Vec<Issue>> {
        let source = Body { sent, supplied };
        let found = self.in_sight(sent.issues.clone(), &sent.answers);
        self.check_by(&source, found, &sent.answers, environment).map_err(once)
    }

    /// What was found, but for what is wrong with hidden fields: they are left out, whatever was sent for them.
    pub(super) fn in_sight(&self, mut found: Vec<Issue>, answers: &Answers) -> Vec<Issue> {
        found.retain(|issue| {
            let field = self.fields().find(|field| concerns(&field.name, &issue.field));
            matches!(issue.problem, Problem::Unknown { .. })
                || field.is_none_or(|field| self.is_visible(field, answers))
        });
        found
    }
}

impl Sent {
    /// The value of one attribute.
    fn take(&mut self, form: &Definition, row: &'static Row, path: &str, value: Option<&Value>) {
        let Some(value) = value else { return };
        let value = match check_value(form.api, row, value, path, &form.rules) {
            Ok(None) => return,
            Ok(Some(wire)) => Ok(wire.to_json()),
            // What else is wrong is found again, after the definition's own rules.
            Err(issues) => {
                let of_type =
                    |issue: &Issue| issue.field == path && matches!(issue.problem, Problem::Type { .. });
                issues.into_iter().find(of_type).map_or_else(|| Ok(value.clone()), |issue| Err(issue.problem))
            }
        };
        let answer = value.as_ref().map_or_else(|_| wrong(), |value| answer(form, row.kind, path, value));
        self.answers.insert(path.to_owned(), answer);
        self.values.insert(path.to_owned(), value);
    }

    /// The rows of a repeating group.
    fn rows(&mut self, form: &Definition, group: &Field, rows: &[Value]) {
        let most = match group.max {
            Some(Bound::Limit(Limit::Count(max))) => max.max(MOST_ROWS),
            _ => MOST_ROWS,
        };
        if rows.len() > most {
            self.answers.insert(group.name.clone(), Answer::Rows(0));
            self.issues.push(Problem::TooLarge { max: Limit::Count(most) }.at(&group.name));
            return;
        }
        self.answers.insert(group.name.clone(), Answer::Rows(rows.len()));
        for (index, row) in rows.iter().enumerate() {
            for field in &group.fields {
                let path = texts![group.name, ".", number(index), ".", field.name];
                self.take(form, field.row, &path, row.get(&field.name));
            }
        }
    }
}

/// What one would have typed to send `value`.
fn answer(form: &Definition, kind: Kind, path: &str, value: &Value) -> Answer {
    match (kind, value) {
        (Kind::Files(rows), Value::Array(files)) => {
            let text = |file: &Value, is_data: bool| {
                let row = rows.iter().find(|row| matches!(row.kind, Kind::Base64) == is_data);
                row.and_then(|row| file[row.name].as_str()).unwrap_or_default().to_owned()
            };
            let file = |file| File { name: text(file, false), mime: String::new(), base64: text(file, true) };
            Answer::Files(files.iter().map(file).collect())
        }
        (Kind::Choices(_), Value::String(joined)) => {
            let entries = text::known_entries(joined, &known(&form.rules, kind, path));
            Answer::Many(entries.into_iter().map(str::to_owned).collect())
        }
        (kind, value) => unparse(kind, value).unwrap_or_else(wrong),
    }
}

/// Something is there, although nobody could have typed it.
fn wrong() -> Answer {
    Answer::Text("?".to_owned())
}

struct Body<'a> {
    sent: &'a Sent,
    supplied: &'a [(String, Value)],
}

impl Source for Body<'_> {
    fn value(&self, _field: &Field, path: &str, _answer: &Answer, _api: &Api) -> Result<Value, Problem> {
        self.sent.values.get(path).cloned().unwrap_or(Ok(Value::Null))
    }

    fn is_as_typed(&self, field: &Field) -> bool {
        // A phone number has left its spaces and its country code behind.
        !matches!(field.row.kind, Kind::Phone)
    }

    fn offered(&self, field: &Field, answer: &Answer) -> Result<(), Problem> {
        is_offered(field, answer)
    }

    fn supply(&self, body: &mut Value, api: &'static Api) {
        supply(self.supplied, body, api);
    }
}
