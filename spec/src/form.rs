//! A definition at work: which fields are there, whether what was typed is right, and the submission it makes.

mod body;
mod value;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use body::{is_blank, named_entry};
pub(crate) use body::{refused, set};

use crate::check::check;
use crate::definition::{Condition, Definition, Environment, Field};
use crate::issue::{Issue, Problem};
use crate::parse::Answer;
use crate::submission::{Submission, Valid};

/// What a visitor gave, by path.
pub type Answers = BTreeMap<String, Answer>;

impl Definition {
    /// Checks everything that is there to be filled in, and makes the submission: what is sent was visible
    /// and checked, or is fixed. All issues are returned, in the form's order.
    pub fn check(
        &self,
        answers: &Answers,
        environment: &Environment<'_>,
    ) -> Result<Valid<Submission>, Vec<Issue>> {
        let mut issues = Vec::new();
        let mut body = Value::Object(Map::new());
        for field in self.fields().filter(|field| self.is_visible(field, answers)) {
            match self.field_value(field, "", answers, environment) {
                Ok(Value::Null) => {}
                Ok(value) => set(&mut body, &field.name, value, self.api),
                Err(found) => issues.extend(found),
            }
        }
        self.consent_issues(answers, &mut issues);
        self.set_attribution(&mut body, environment);
        self.set_consent(&mut body, answers, environment);
        for (path, value) in &self.values {
            let value = self.filled(path, value, environment);
            if !is_blank(&value) {
                set(&mut body, path, value, self.api);
            }
        }
        match check(self.api, &body, &self.rules) {
            Ok(submission) if issues.is_empty() => Ok(submission),
            Ok(_) => Err(self.in_order(issues)),
            Err(found) => {
                for issue in found {
                    let issue = self.as_asked(issue, &body);
                    if issues.iter().all(|known| !concerns(&known.field, &issue.field)) {
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
        let value = match self.field_value(field, prefix, answers, environment) {
            Ok(value) => value,
            Err(issues) => return issues,
        };
        let path = format!("{prefix}{}", field.name);
        if value.is_null() {
            return Vec::new();
        }
        let mut body = Value::Object(Map::new());
        set(&mut body, &path, value, self.api);
        let issues = check(self.api, &body, &self.rules).err().unwrap_or_default();
        let asked = issues.into_iter().map(|issue| self.as_asked(issue, &body));
        asked.filter(|issue| concerns(&path, &issue.field) && issue.problem != Problem::Required).collect()
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
                    && holds(condition, answers.get(&format!("{prefix}{}", condition.field)))
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

    /// An issue as the form asks for it: the custom field by its name, and the only one of a pair as required.
    fn as_asked(&self, mut issue: Issue, body: &Value) -> Issue {
        if let Problem::Either { or } = &issue.problem {
            match (self.field(&issue.field), self.field(or)) {
                (Some(only), None) | (None, Some(only)) => return Problem::Required.at(only.name.clone()),
                _ => {}
            }
        }
        if let Some(name) = named_entry(self.api, &issue.field, body) {
            issue.field = name;
        }
        issue
    }

    fn in_order(&self, mut issues: Vec<Issue>) -> Vec<Issue> {
        let place = |issue: &Issue| self.fields().position(|field| concerns(&field.name, &issue.field));
        issues.sort_by_key(|issue| place(issue).unwrap_or(usize::MAX));
        issues
    }
}

/// Whether an issue at `issue` is one of the field at `field`, or of a row in it.
fn concerns(field: &str, issue: &str) -> bool {
    issue.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn holds(condition: &Condition, answer: Option<&Answer>) -> bool {
    answer.is_some_and(|answer| {
        answer.texts().any(|text| condition.is.iter().any(|value| value == text.trim()))
    })
}

/// Whether the box of this consent is ticked.
pub(crate) fn is_agreed(answers: &Answers, name: &str) -> bool {
    answers.get(name).is_some_and(|answer| !answer.is_empty())
}
