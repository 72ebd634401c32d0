//! The rows of a group that repeats.

use leadform_spec::definition::{Bound, Language};
use leadform_spec::texts;
use leadform_spec::value::text;
use leadform_spec::{Answer, Limit};

use super::control::About;
use super::{Control, Form, begin};

/// One row: what is asked for in it.
#[derive(Clone)]
pub(crate) struct Row {
    /// Its own number, which no other row of the group ever gets.
    pub(crate) number: usize,
    pub(crate) controls: Vec<Control>,
}

/// How many rows a script may ask for in one go.
const ROWS_BY_SCRIPT: usize = 100;

impl Control {
    /// The controls in its rows.
    pub(crate) fn in_rows(self) -> Vec<Self> {
        let about = self.about();
        about.rows.peek().iter().flat_map(|row| row.controls.iter().copied()).collect()
    }

    /// The path of the row with this number, with a point behind it.
    pub(super) fn row_prefix(self, rows: &[Row], number: usize) -> String {
        let position = rows.iter().position(|row| row.number == number).unwrap_or(rows.len());
        texts![self.path(), ".", text::number(position), "."]
    }

    /// What a row is called, followed: "Contact persons 2".
    pub(crate) fn row_label(self, number: usize, language: Language) -> String {
        let about = self.about();
        let place = about.rows.look().iter().position(|row| row.number == number).unwrap_or_default();
        texts![self.label(language), " ", text::number(place + 1)]
    }

    /// The fewest and the most rows.
    pub(crate) fn row_limits(self) -> (usize, usize) {
        let about = self.about();
        let count = |bound: Option<Bound>, default| match bound {
            Some(Bound::Limit(Limit::Count(count))) => count,
            _ => default,
        };
        about.field().map_or((0, 0), |field| (count(field.min, 0), count(field.max, usize::MAX)))
    }

    /// Whether it is a group.
    pub(super) fn has_rows(self) -> bool {
        self.about().field().is_some_and(|field| !field.fields.is_empty())
    }

    /// As many rows as there must be, all empty.
    pub(super) fn reset_rows(self) {
        if !self.has_rows() {
            return;
        }
        self.about().rows.set(Vec::new());
        for _ in 0..self.row_limits().0 {
            self.add_row();
        }
        self.count_rows();
    }

    /// One more row, at the end.
    pub(crate) fn add_row(self) -> Row {
        let about = self.about();
        let number = self.form.state().controls.borrow().len();
        let fields = about.field().map(|group| group.fields.as_slice()).unwrap_or_default();
        let controls =
            fields.iter().map(|field| self.form.add(About::of_field(field, Some((self, number))))).collect();
        let row = Row { number, controls };
        about.rows.change(|rows| rows.push(row.clone()));
        self.count_rows();
        begin(&row.controls);
        row
    }

    pub(crate) fn remove_row(self, number: usize) {
        self.about().rows.change(|rows| rows.retain(|row| row.number != number));
        self.count_rows();
    }

    fn count_rows(self) {
        let count = self.about().rows.peek().len();
        self.typed(Answer::Rows(count));
    }
}

impl Form {
    /// Makes rows until there is one for `path`, as far as the group takes them.
    pub(super) fn ensure_row(self, path: &str) {
        for group in self.controls().filter(|control| control.has_rows()) {
            let rest = path.strip_prefix(&group.path()).and_then(|rest| rest.strip_prefix('.'));
            let index = rest.and_then(|rest| rest.split('.').next()?.parse::<usize>().ok());
            let most = group.row_limits().1.min(ROWS_BY_SCRIPT);
            if let Some(index) = index.filter(|index| *index < most) {
                while group.about().rows.peek().len() <= index {
                    group.add_row();
                }
            }
        }
    }
}
