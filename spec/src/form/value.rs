//! The value of one field as JSON, by the definition's own rules; the API's come after.

use super::{Answers, Source};
use crate::api::{Api, Kind};
use crate::definition::{Definition, Environment, Field};
use crate::issue::{Issue, Limit, Problem};
use crate::json::{Map, Value};
use crate::parse::Answer;
use crate::value::text::number;
use crate::value::{Date, base64, text};

impl Definition {
    /// The value of one field as JSON, and what is wrong with it by the definition's own rules; the API's come
    /// after. Of what is wrong there is no value.
    pub(super) fn field_value(
        &self,
        source: &impl Source,
        field: &Field,
        prefix: &str,
        answers: &Answers,
        environment: &Environment<'_>,
    ) -> (Value, Vec<Issue>) {
        let path = texts![prefix, field.name];
        if matches!(field.row.kind, Kind::Groups(_)) {
            return self.group_value(source, field, answers, environment);
        }
        let empty = Answer::Text(String::new());
        let answer = answers.get(&path).unwrap_or(&empty);
        let value = source.value(field, &path, answer, self.api);
        if value == Ok(Value::Null) {
            let missing = self.is_required(field).then(|| Problem::Required.at(path));
            return (Value::Null, missing.into_iter().collect());
        }
        let value = value.and_then(|value| {
            within(field, answer, &value, environment.today, self.api)?;
            if source.is_as_typed(field) {
                matches_pattern(field, answer, environment)?;
            }
            source.offered(field, answer)?;
            Ok(value)
        });
        match value {
            Ok(value) => (value, Vec::new()),
            Err(problem) => (Value::Null, vec![problem.at(path)]),
        }
    }

    /// The rows of a repeating group.
    fn group_value(
        &self,
        source: &impl Source,
        group: &Field,
        answers: &Answers,
        environment: &Environment<'_>,
    ) -> (Value, Vec<Issue>) {
        let least = least(group, environment);
        let most = group.max.map_or(usize::MAX, |max| count(max.on(environment.today)));
        let mut issues = Vec::new();
        let mut entries = Vec::new();
        for row in rows_given(group, answers, environment) {
            let prefix = texts![group.name, ".", number(row), "."];
            let mut entry = Map::new();
            for field in
                group.fields.iter().filter(|field| self.is_visible_in(group, field, &prefix, answers))
            {
                let (value, found) = self.field_value(source, field, &prefix, answers, environment);
                issues.extend(found);
                if !value.is_null() {
                    entry.insert(field.row.name.to_owned(), value);
                }
            }
            entries.push(Value::Object(entry));
        }
        if entries.len() < least {
            issues.push(Problem::TooSmall { min: Limit::Count(least) }.at(&group.name));
        } else if entries.len() > most {
            issues.push(Problem::TooLarge { max: Limit::Count(most) }.at(&group.name));
        } else if entries.is_empty() && group.required {
            issues.push(Problem::Required.at(&group.name));
        }
        (Value::Array(entries), issues)
    }
}

/// The rows of a repeating group that count: rows in which nothing is filled in do not, beyond `min`.
pub(super) fn rows_given(group: &Field, answers: &Answers, environment: &Environment<'_>) -> Vec<usize> {
    let least = least(group, environment);
    let rows = match answers.get(&group.name) {
        Some(Answer::Rows(rows)) => *rows,
        _ => least,
    };
    let is_blank = |row: usize, field: &Field| {
        answers.get(&texts![group.name, ".", number(row), ".", field.name]).is_none_or(Answer::is_empty)
    };
    let mut given = Vec::new();
    for row in 0..rows {
        if row < least || !group.fields.iter().all(|field| is_blank(row, field)) {
            given.push(row);
        }
    }
    given
}

/// How many rows must be there.
fn least(group: &Field, environment: &Environment<'_>) -> usize {
    group.min.map_or(0, |min| count(min.on(environment.today)))
}

fn matches_pattern(field: &Field, answer: &Answer, environment: &Environment<'_>) -> Result<(), Problem> {
    let Some(pattern) = &field.pattern else { return Ok(()) };
    let matches = answer.texts().all(|text| (environment.matches)(pattern, text::trim(text)));
    if matches { Ok(()) } else { Err(Problem::Pattern) }
}

/// The definition's own range.
fn within(field: &Field, answer: &Answer, value: &Value, today: Date, api: &Api) -> Result<(), Problem> {
    let measure = match field.row.kind {
        Kind::Date => value.as_str().and_then(|text| Date::parse(text, api.date_format)).map(Limit::Date),
        Kind::Int | Kind::Number | Kind::Hours => value.as_f64().map(Limit::Number),
        _ => Some(Limit::Count(match answer {
            Answer::Files(files) => files.len(),
            Answer::Many(entries) => entries.len(),
            Answer::Text(_) if value.is_string() && matches!(field.row.kind, Kind::TextOrTexts) => 1,
            Answer::Text(given) => text::entries(given).count(),
            Answer::Rows(rows) => *rows,
        })),
    };
    let Some(measure) = measure else { return Ok(()) };
    let (min, max) = (field.min.map(|bound| bound.on(today)), field.max.map(|bound| bound.on(today)));
    if let Some(min) = min.filter(|min| is_less(measure, *min)) {
        return Err(Problem::TooSmall { min });
    }
    if let Some(max) = max.filter(|max| is_less(*max, measure)) {
        return Err(Problem::TooLarge { max });
    }
    if let Answer::Files(files) = answer
        && files.iter().any(|file| base64::decoded_len(&file.base64) > field.max_bytes)
    {
        return Err(Problem::TooLarge { max: Limit::Bytes(field.max_bytes) });
    }
    Ok(())
}

fn is_less(one: Limit, other: Limit) -> bool {
    match (one, other) {
        (Limit::Number(one), Limit::Number(other)) => one < other,
        (Limit::Date(one), Limit::Date(other)) => one < other,
        (Limit::Count(one), Limit::Count(other)) => one < other,
        _ => false,
    }
}

const fn count(limit: Limit) -> usize {
    match limit {
        Limit::Count(count) => count,
        Limit::Number(_) | Limit::Date(_) | Limit::Bytes(_) => 0,
    }
}
