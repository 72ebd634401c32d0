//! A request's values one by one, each with the document's row and with what is wrong with it.

use leadform_spec::{Api, Issue, Row};
use serde::Serialize;
use serde_json::Value;

use super::document::{self, DocumentRow};

/// Longer values (attached files, mostly) are cut: the whole body is shown anyway.
const SHOWN_CHARACTERS: usize = 400;

/// A value, or the place of one that is missing.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Shown {
    /// Where it is: `customer_portrait.transport`, `detail.0.name`.
    path: String,
    /// As JSON, so that a number and a text of digits are told apart; none if it is missing.
    value: Option<String>,
    /// How many characters were left out at its end.
    cut: usize,
    /// What the document says; none if it does not know the attribute.
    row: Option<&'static DocumentRow>,
    issues: Vec<Issue>,
}

/// The values of `body` in the document's order, then those that it does not know, then what is missing.
pub(super) fn list(api: &Api, body: &Value, issues: &[Issue]) -> Vec<Shown> {
    let mut list = List { api, issues, shown: Vec::new() };
    list.object(api.rows, body, "");
    for issue in issues {
        if list.shown.iter().all(|shown| shown.path != issue.field) {
            list.push(issue.field.clone(), None);
        }
    }
    list.shown
}

struct List<'a> {
    api: &'a Api,
    issues: &'a [Issue],
    shown: Vec<Shown>,
}

impl List<'_> {
    fn object(&mut self, rows: &[Row], body: &Value, prefix: &str) {
        let Value::Object(object) = body else { return };
        for row in rows {
            let path = format!("{prefix}{}", row.name);
            if let Some(value) = object.get(row.name) {
                self.value(row.kind.rows(), value, path);
            } else if self.issues.iter().any(|issue| issue.field == path) {
                self.push(path, None);
            }
        }
        for (key, value) in object {
            if rows.iter().all(|row| row.name != key) {
                self.push(format!("{prefix}{key}"), Some(value));
            }
        }
    }

    fn value(&mut self, rows: &[Row], value: &Value, path: String) {
        match value {
            Value::Object(_) if !rows.is_empty() => self.object(rows, value, &format!("{path}.")),
            Value::Array(entries) if !rows.is_empty() && entries.iter().all(Value::is_object) => {
                for (index, entry) in entries.iter().enumerate() {
                    self.object(rows, entry, &format!("{path}.{index}."));
                }
            }
            _ => self.push(path, Some(value)),
        }
    }

    fn push(&mut self, path: String, value: Option<&Value>) {
        let issues = self.issues.iter().filter(|issue| issue.field == path).cloned().collect();
        let (value, cut) = value.map_or((None, 0), |value| {
            let text = value.to_string();
            let kept: String = text.chars().take(SHOWN_CHARACTERS).collect();
            let cut = text[kept.len()..].chars().count();
            (Some(kept), cut)
        });
        self.shown.push(Shown { row: document::row(self.api, &path), path, value, cut, issues });
    }
}
