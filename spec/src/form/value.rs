//! The value of one field as JSON, by the definition's own rules; the API's come after.

use serde_json::{Map, Value};

use super::Answers;
use crate::api::{Api, Kind};
use crate::definition::{Definition, Environment, Field};
use crate::issue::{Issue, Limit, Problem};
use crate::parse::{Answer, parse};
use crate::value::{Date, base64, text};

impl Definition {
    /// The value of one field as JSON, by the definition's own rules; the API's come after.
    pub(super) fn field_value(
        &self,
        field: &Field,
        prefix: &str,
        answers: &Answers,
        environment: &Environment<'_>,
    ) -> Result<Value, Vec<Issue>> {
        let path = format!("{prefix}{}", field.name);
        if matches!(field.row.kind, Kind::Groups(_)) {
            return self.group_value(field, answers, environment);
        }
        let empty = Answer::Text(String::new());
        let answer = answers.get(&path).unwrap_or(&empty);
        if answer.is_empty() {
            let required = self.is_required(field).then(|| vec![Problem::Required.at(path)]);
            return required.map_or(Ok(Value::Null), Err);
        }
        let value = parse(field.row.kind, answer, self.api.date_format).and_then(|value| {
            within(field, answer, &value, environment.today, self.api)?;
            matches_pattern(field, answer, environment)?;
            Ok(value)
        });
        value.map_err(|problem| vec![problem.at(path)])
    }

    /// The rows of a repeating group; rows in which nothing is filled in count for nothing, beyond `min`.
    fn group_value(
        &self,
        group: &Field,
        answers: &Answers,
        environment: &Environment<'_>,
    ) -> Result<Value, Vec<Issue>> {
        let least = group.min.map_or(0, |min| count(min.on(environment.today)));
        let most = group.max.map_or(usize::MAX, |max| count(max.on(environment.today)));
        let rows = match answers.get(&group.name) {
            Some(Answer::Rows(rows)) => *rows,
            _ => least,
        };
        let mut issues = Vec::new();
        let mut entries = Vec::new();
        for index in 0..rows {
            let prefix = format!("{}.{index}.", group.name);
            let blank = group
                .fields
                .iter()
                .all(|field| answers.get(&format!("{prefix}{}", field.name)).is_none_or(Answer::is_empty));
            if blank && index >= least {
                continue;
            }
            let mut entry = Map::new();
            for field in
                group.fields.iter().filter(|field| self.is_visible_in(group, field, &prefix, answers))
            {
                match self.field_value(field, &prefix, answers, environment) {
                    Ok(Value::Null) => {}
                    Ok(value) => drop(entry.insert(field.row.name.to_owned(), value)),
                    Err(found) => issues.extend(found),
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
        if issues.is_empty() { Ok(Value::Array(entries)) } else { Err(issues) }
    }
}

fn matches_pattern(field: &Field, answer: &Answer, environment: &Environment<'_>) -> Result<(), Problem> {
    let Some(pattern) = &field.pattern else { return Ok(()) };
    let matches = answer.texts().all(|text| (environment.matches)(pattern, text.trim()));
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
