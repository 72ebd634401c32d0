//! A definition at work: which fields are there, whether what was typed is right, and the submission it makes.

mod body;
mod keys;
mod sent;
mod source;
mod value;

use crate::json::{Map, Value};
use crate::value::text::number;
use body::by_name;
pub(crate) use body::{refused, set};
pub use sent::Sent;
use source::{Source, Supplied, Typed};
use value::rows_given;

use crate::check::check;
use crate::definition::{Condition, Control, Definition, Environment, Field};
use crate::issue::{Issue, Problem};
use crate::parse::{Answer, whole};
use crate::submission::{Submission, Valid};
use crate::value::text;

/// What a visitor gave, by path. A form has tens of fields, so looking through all of them is quick, and small.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(Vec<(String, Answer)>);

impl Answers {
    /// None yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one, in place of what was given there before.
    pub fn insert(&mut self, path: String, answer: Answer) {
        match self.0.iter_mut().find(|(known, _)| *known == path) {
            Some(known) => known.1 = answer,
            None => self.0.push((path, answer)),
        }
    }

    /// All, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Answer)> {
        self.0.iter().map(|(path, answer)| (path, answer))
    }

    /// Keeps those for which this holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &Answer) -> bool) {
        self.0.retain(|(path, answer)| keep(path, answer));
    }

    /// What was given there.
    pub fn get(&self, path: &str) -> Option<&Answer> {
        self.0.iter().find(|(known, _)| known == path).map(|(_, answer)| answer)
    }
}

impl Extend<(String, Answer)> for Answers {
    fn extend<I: IntoIterator<Item = (String, Answer)>>(&mut self, given: I) {
        for (path, answer) in given {
            self.insert(path, answer);
        }
    }
}

impl IntoIterator for Answers {
    type Item = (String, Answer);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Answer)>>(given: I) -> Self {
        let mut answers = Self::new();
        answers.extend(given);
        answers
    }
}

impl Definition {
    /// Checks everything that is there to be filled in, and makes the submission: what is sent was visible
    /// and checked, or is fixed. All issues are returned, in the form's order.
    pub fn check(
        &self,
        answers: &Answers,
        environment: &Environment<'_>,
    ) -> Result<Valid<Submission>, Vec<Issue>> {
        self.check_by(&Typed, Vec::new(), answers, environment)
    }

    /// The same for answers that no widget has looked at, with what the proxy adds, which no answer can change.
    /// `found` was found wrong with them before. Each field has one issue at most.
    pub fn check_supplied(
        &self,
        answers: &Answers,
        found: Vec<Issue>,
        supplied: &[(String, Value)],
        environment: &Environment<'_>,
    ) -> Result<Valid<Submission>, Vec<Issue>> {
        let found = self.in_sight(found, answers);
        self.check_by(&Supplied(supplied), found, answers, environment).map_err(source::once)
    }

    /// Checks what `source` has; `issues` were found in it already.
    fn check_by(
        &self,
        source: &impl Source,
        mut issues: Vec<Issue>,
        answers: &Answers,
        environment: &Environment<'_>,
    ) -> Result<Valid<Submission>, Vec<Issue>> {
        let mut body = Value::Object(Map::new());
        for field in self.fields().filter(|field| self.is_visible(field, answers)) {
            // Nobody sees a hidden control, and could mend what a link put into it.
            let is_dispensable = field.control == Control::Hidden && !self.is_required(field);
            let (value, found) = self.field_value(source, field, "", answers, environment);
            if !is_dispensable {
                issues.extend(found);
            }
            let is_left_out = value.is_null() || is_dispensable && self.refuses(&field.name, &value);
            if !is_left_out {
                set(&mut body, &field.name, value, self.api);
            }
        }
        self.consent_issues(answers, &mut issues);
        self.set_attribution(&mut body, environment);
        self.set_consent(&mut body, answers, environment);
        self.set_values(&mut body, environment);
        source.supply(&mut body, self.api);
        match check(self.api, &body, &self.rules) {
            Ok(submission) if issues.is_empty() => Ok(submission),
            Ok(_) => Err(self.in_order(issues)),
            Err(found) => {
                for issue in found {
                    let issue = self.as_asked(issue, &body, answers, environment);
                    if !issues.iter().any(|known| covers(known, &issue)) {
                        issues.push(issue);
                    }
                }
                Err(self.in_order(issues))
            }
        }
    }

    /// What is wrong with one field by itself; `prefix` is the row of a repeating group (`detail.0.`).
    pub fn check_field(
        &self,
        field: &Field,
        prefix: &str,
        answers: &Answers,
        environment: &Environment<'_>,
    ) -> Vec<Issue> {
        let (value, issues) = self.field_value(&Typed, field, prefix, answers, environment);
        if value.is_null() || !issues.is_empty() {
            return issues;
        }
        let path = texts![prefix, field.name];
        // By itself a row is the first.
        let alone = prefix
            .split_once('.')
            .map_or_else(|| path.clone(), |(group, _)| texts![group, ".0.", field.name]);
        let mut body = Value::Object(Map::new());
        set(&mut body, &alone, value, self.api);
        let issues = check(self.api, &body, &self.rules).err().unwrap_or_default();
        let named = issues.into_iter().map(|issue| by_name(issue, &body, self.api));
        let here = named.filter_map(|issue| {
            let rest = below(&alone, &issue.field).filter(|_| issue.problem != Problem::Required)?;
            Some(issue.problem.at(texts![path, rest]))
        });
        here.collect()
    }

    /// Whether the field is there: its condition holds, and the field that it asks for is there itself.
    pub fn is_visible(&self, field: &Field, answers: &Answers) -> bool {
        let Some(condition) = &field.show_if else { return true };
        let asked = self.field(&condition.field);
        asked.is_some_and(|asked| self.is_visible(asked, answers))
            && holds(condition, answers.get(&condition.field))
    }

    /// Whether a field of a repeating group is there, in the row that `prefix` names.
    pub fn is_visible_in(&self, group: &Field, field: &Field, prefix: &str, answers: &Answers) -> bool {
        let Some(condition) = &field.show_if else { return true };
        match group.fields.iter().find(|other| other.name == condition.field) {
            Some(asked) => {
                self.is_visible_in(group, asked, prefix, answers)
                    && holds(condition, answers.get(&texts![prefix, condition.field]))
            }
            None => self.field(&condition.field).is_some_and(|asked| {
                self.is_visible(asked, answers) && holds(condition, answers.get(&asked.name))
            }),
        }
    }

    /// Whether the field must be filled in: the API or the definition says so, or it is the only one of a pair.
    pub fn is_required(&self, field: &Field) -> bool {
        let only_one = self.api.either.iter().any(|pair| {
            let other = pair.iter().find(|name| **name != field.name);
            pair.contains(&field.name.as_str())
                && other.is_some_and(|other| {
                    self.field(other).is_none()
                        && !self.rules.supplied.iter().any(|path| path == other)
                        && !self.values.iter().any(|(path, _)| path == other)
                })
        });
        field.required || only_one
    }

    fn consent_issues(&self, answers: &Answers, issues: &mut Vec<Issue>) {
        for consent in self.consent.iter().filter(|consent| consent.required) {
            if !is_agreed(answers, &consent.name()) {
                issues.push(Problem::Required.at(consent.name()));
            }
        }
    }

    /// An issue as the form asks for it: the only one of a pair that is there as required, and rows and custom
    /// fields as the form has them.
    fn as_asked(
        &self,
        mut issue: Issue,
        body: &Value,
        answers: &Answers,
        environment: &Environment<'_>,
    ) -> Issue {
        if let Problem::Either { or } = &issue.problem {
            let shown = |name: &str| self.field(name).filter(|field| self.is_visible(field, answers));
            match (shown(&issue.field), shown(or)) {
                (Some(only), None) | (None, Some(only)) => return Problem::Required.at(only.name.clone()),
                _ => {}
            }
        }
        // Blank rows are not sent, so what is sent counts its rows otherwise.
        for group in self.fields().filter(|field| !field.fields.is_empty()) {
            let inside = below(&group.name, &issue.field).and_then(|rest| rest.strip_prefix('.'));
            let Some((index, inner)) = inside.and_then(|rest| rest.split_once('.')) else { continue };
            let rows = rows_given(group, answers, environment);
            if let Some(row) = place(index).and_then(|index| rows.get(index)) {
                issue.field = texts![group.name, ".", number(*row), ".", inner];
                return issue;
            }
        }
        by_name(issue, body, self.api)
    }

    /// The issues in the order in which the form asks.
    fn in_order(&self, mut issues: Vec<Issue>) -> Vec<Issue> {
        let place = |issue: &Issue| {
            let mut fields = self.fields().enumerate();
            let (index, field) = fields.find(|(_, field)| concerns(&field.name, &issue.field))?;
            let inside = issue.field[field.name.len()..].trim_start_matches('.').split_once('.');
            let (row, name) = inside.unwrap_or_default();
            let inner = field.fields.iter().position(|field| field.name == name);
            Some((index, self::place(row).unwrap_or_default(), inner.unwrap_or_default()))
        };
        text::sort_short(&mut issues, |issue| place(issue).unwrap_or((usize::MAX, 0, 0)));
        issues
    }

    /// Whether the API would refuse `value` at `path`.
    fn refuses(&self, path: &str, value: &Value) -> bool {
        refused(self.api, path, value.clone(), &self.rules).is_some()
    }
}

/// What stands behind `field` in the path of an issue that is its own, or that of something in it.
fn below<'a>(field: &str, issue: &'a str) -> Option<&'a str> {
    issue.strip_prefix(field).filter(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The number of a row in a path.
fn place(row: &str) -> Option<usize> {
    usize::try_from(whole(row)?).ok()
}

fn concerns(field: &str, issue: &str) -> bool {
    below(field, issue).is_some()
}

/// Whether an issue says nothing new: its field has one already, or one of its pair has.
fn covers(known: &Issue, issue: &Issue) -> bool {
    let of_pair = matches!(&issue.problem, Problem::Either { or } if concerns(or, &known.field));
    of_pair || concerns(&known.field, &issue.field)
}

fn holds(condition: &Condition, answer: Option<&Answer>) -> bool {
    answer.is_some_and(|answer| {
        answer.texts().any(|text| condition.is.iter().any(|value| value == text::trim(text)))
    })
}

/// Whether the box of this consent is ticked: then its answer is when that was, or any other text.
fn is_agreed(answers: &Answers, name: &str) -> bool {
    answers.get(name).is_some_and(|answer| !answer.is_empty())
}
