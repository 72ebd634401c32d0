//! The keys of a body that was sent: each must have a place in the form.

use crate::api::{Kind, Row};
use crate::definition::{Definition, leaves};
use crate::issue::{Issue, Problem};
use crate::json::{Map, Value};
use crate::value::text;
use crate::value::text::number;

/// One strange key refuses a body. More than these are not told, and not looked for: a body can have very many.
const TOLD: usize = 50;

impl Definition {
    /// The keys of `body` that the form neither asks for, nor sets, nor attributes.
    pub(super) fn strange_keys(&self, body: &Map<String, Value>) -> Vec<Issue> {
        let mut keys = Keys { definition: self, issues: Vec::new() };
        for (key, value) in body {
            keys.top(key, value);
        }
        keys.issues
    }

    /// Whether `path` has a place in the form: it is asked for, fixed, supplied, attributed, or evidence.
    fn has_place(&self, path: &str) -> bool {
        self.field(path).is_some()
            || self.values.iter().any(|(given, value)| {
                given == path
                    || path.starts_with(given) && leaves(self, given, value).iter().any(|leaf| leaf == path)
            })
            || self.rules.supplied.iter().any(|supplied| supplied == path)
            || self.attribution.iter().any(|(_, attributed)| attributed == path)
            || self.consent.iter().any(|consent| consent.field.as_deref() == Some(path))
    }

    /// Whether all of the group or list `top` is fixed or supplied.
    fn is_given_whole(&self, top: &str) -> bool {
        self.rules.supplied.iter().any(|supplied| supplied == top)
    }

    /// Whether something below `top` has a place in the form.
    fn has_place_below(&self, top: &str) -> bool {
        let below =
            |path: &str| path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.fields().any(|field| below(&field.name))
            || self.values.iter().any(|(path, _)| below(path))
            || self.rules.supplied.iter().any(|path| below(path))
            || self.attribution.iter().any(|(_, path)| below(path))
            || self.consent.iter().any(|consent| consent.field.as_deref().is_some_and(below))
    }
}

struct Keys<'a> {
    definition: &'a Definition,
    issues: Vec<Issue>,
}

impl Keys<'_> {
    fn top(&mut self, key: &str, value: &Value) {
        let rows = self.definition.api.rows;
        let row = rows.iter().find(|row| row.name == key);
        let Some(row) = row.filter(|row| self.definition.has_place_below(row.name)) else {
            return self.unknown(String::new(), key, rows);
        };
        if self.definition.is_given_whole(key) {
            return;
        }
        match (row.kind, value) {
            (_, Value::Null) => {}
            (Kind::Group(inner), Value::Object(group)) => {
                for name in group.keys() {
                    if !self.definition.has_place(&texts![key, ".", name]) {
                        self.unknown(texts![key, "."], name, inner);
                    }
                }
            }
            (Kind::Group(_), _) => self.add(Problem::Type { expected: "object" }, key.to_owned()),
            (Kind::Named(_) | Kind::Groups(_) | Kind::Files(_), Value::Array(entries)) => {
                for (index, entry) in entries.iter().enumerate() {
                    if self.issues.len() >= TOLD {
                        return;
                    }
                    self.entry(row, index, entry);
                }
            }
            (Kind::Named(_) | Kind::Groups(_) | Kind::Files(_), _) => {
                self.add(Problem::Type { expected: "list of objects" }, key.to_owned());
            }
            _ => {}
        }
    }

    /// An entry of a list of objects.
    fn entry(&mut self, row: &'static Row, index: usize, entry: &Value) {
        let at = texts![row.name, ".", number(index)];
        let Value::Object(entry) = entry else {
            return self.add(Problem::Type { expected: "object" }, at);
        };
        let asked = self.definition.field(row.name).filter(|field| !field.fields.is_empty());
        for key in entry.keys() {
            let is_asked = asked.is_none_or(|group| group.fields.iter().any(|field| field.name == *key));
            if !is_asked || row.kind.rows().iter().all(|inner| inner.name != key) {
                self.unknown(texts![at, "."], key, row.kind.rows());
            }
        }
        if let Kind::Named([name, ..]) = row.kind {
            match entry.get(name.name) {
                Some(Value::String(name)) => {
                    let path = texts![row.name, ".", text::clean(name)];
                    if !self.definition.has_place(&path) {
                        self.add(Problem::Unknown { nearest: None }, path);
                    }
                }
                None | Some(Value::Null) => self.add(Problem::Required, texts![at, ".", name.name]),
                Some(_) => self.add(Problem::Type { expected: "string" }, texts![at, ".", name.name]),
            }
        }
    }

    fn unknown(&mut self, prefix: String, key: &str, rows: &'static [Row]) {
        if self.issues.len() >= TOLD {
            return;
        }
        let is_known = rows.iter().any(|row| row.name == key);
        let nearest =
            text::nearest(key, &rows.iter().map(|row| row.name).collect::<Vec<_>>()).filter(|_| !is_known);
        self.add(Problem::Unknown { nearest }, prefix + key);
    }

    fn add(&mut self, problem: Problem, field: String) {
        if self.issues.len() < TOLD {
            self.issues.push(problem.at(field));
        }
    }
}
