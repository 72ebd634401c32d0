//! Everything that can be filled in, what stands in it, and what is wrong with it.

use std::collections::BTreeMap;

use leadform_language::{About, Plain, offer, plain, problem};
use leadform_spec::definition::{Bound, Control, Definition, Field, Language, OptionItem, Options};
use leadform_spec::{Answer, Answers, Issue, Limit, Problem};

use super::Shown;
use super::place::{Place, Row, Subject};

/// More rows than this are shown of no group, whatever was posted.
const ROWS: usize = 100;

/// Rows of a group that are offered beyond those that must be there or were filled in.
const SPARE_ROWS: usize = 3;

/// All places of a form, and what is known about them.
pub(super) struct Places<'a> {
    shown: &'a Shown<'a>,
    /// Nobody has filled it in yet, so defaults stand there.
    is_fresh: bool,
    fields: Vec<Place<'a>>,
    consents: Vec<Place<'a>>,
    /// The first thing that is wrong at each path.
    wrong: BTreeMap<String, &'a Issue>,
}

impl<'a> Places<'a> {
    pub(super) fn new(shown: &'a Shown<'a>, is_busy: bool) -> Self {
        let definition = &shown.form.definition;
        let mut fields = Vec::new();
        for field in definition.fields() {
            fields.push(Place { path: field.name.clone(), subject: Subject::Field(field), row: None });
            for index in 0..rows(field, shown) {
                fields.extend(field.fields.iter().map(|inner| Place {
                    path: format!("{}.{index}.{}", field.name, inner.name),
                    subject: Subject::Field(inner),
                    row: Some(Row { group: field, index }),
                }));
            }
        }
        let consents = definition.consent.iter().map(|consent| Place {
            path: consent.name(),
            subject: Subject::Consent(consent),
            row: None,
        });
        let is_fresh = shown.issues.is_empty() && !is_busy;
        let consents = consents.collect();
        let mut places = Self { shown, is_fresh, fields, consents, wrong: BTreeMap::new() };
        for issue in shown.issues {
            if let Some(path) = places.of_issue(issue).map(|place| place.path.clone()) {
                places.wrong.entry(path).or_insert(issue);
            }
        }
        places
    }

    pub(super) fn definition(&self) -> &'a Definition {
        &self.shown.form.definition
    }

    pub(super) fn shown(&self) -> &'a Shown<'a> {
        self.shown
    }

    pub(super) fn language(&self) -> Language {
        self.shown.language
    }

    pub(super) fn consents(&self) -> &[Place<'a>] {
        &self.consents
    }

    /// The field of this name that is in no group.
    pub(super) fn top(&self, name: &str) -> Option<&Place<'a>> {
        self.fields.iter().find(|place| place.row.is_none() && place.path == name)
    }

    /// What is asked for in one row of a group.
    pub(super) fn in_row<'s>(&'s self, group: &str, index: usize) -> impl Iterator<Item = &'s Place<'a>> {
        let is_there = move |row: Row<'_>| row.group.name == group && row.index == index;
        self.fields.iter().filter(move |place| place.row.is_some_and(is_there))
    }

    /// The field that `name` means for whoever asks from `place`: in a row, one of the same row comes first.
    pub(super) fn beside(&self, place: &Place<'_>, name: &str) -> Option<&Place<'a>> {
        let same_row = place.row.map(|Row { group, index }| format!("{}.{index}.{name}", group.name));
        let find = |path: &str| self.fields.iter().find(|other| other.path == path);
        same_row.and_then(|path| find(&path)).or_else(|| find(name))
    }

    /// How many rows of a group are shown.
    pub(super) fn rows(&self, group: &Field) -> usize {
        rows(group, self.shown)
    }

    /// The place that an issue is about, if a visitor can mend it there: the nearest one around its path.
    pub(super) fn of_issue(&self, issue: &Issue) -> Option<&Place<'a>> {
        let all = self.fields.iter().chain(&self.consents).filter(|place| !place.is_hidden());
        all.filter(|place| is_within(&place.path, &issue.field)).max_by_key(|place| place.path.len())
    }

    /// The first thing that is wrong at `place`.
    pub(super) fn issue(&self, place: &Place<'_>) -> Option<&'a Issue> {
        self.wrong.get(&place.path).copied()
    }

    /// What is wrong, in words.
    pub(super) fn sentence(&self, place: &Place<'_>, wrong: &Problem) -> String {
        let language = self.language();
        let other = match wrong {
            Problem::Either { or } => self.top(or).map(|other| other.label(language)),
            _ => None,
        };
        let control = place.field().map(|field| field.control);
        let is_unfit = matches!(wrong, Problem::Format { .. } | Problem::Choice | Problem::Type { .. });
        if is_unfit && control == Some(Control::File) {
            return plain(language, Plain::FileWrong).to_owned();
        }
        let label = place.label(language);
        let sentence = problem(language, wrong, &About { label, other, control });
        match wrong {
            // What is one tap in the widget.
            Problem::Phone2018 { repaired } => {
                format!("{sentence} {}.", offer(language, repaired))
            }
            _ => sentence,
        }
    }

    /// What stands there: what was given, or at first the default.
    pub(super) fn answer(&self, place: &Place<'a>) -> Option<&'a Answer> {
        let default = || place.field().and_then(|field| field.default.as_ref());
        // A row that stands there to spare counts once there is anything in it.
        let is_spare = place.row.is_some_and(|Row { group, index }| {
            index >= self.limits(group).0.max(rows_filled(group, self.shown.answers))
        });
        // Nobody could bring back what is hidden.
        let has_default = !is_spare && (self.is_fresh || place.is_hidden());
        self.shown.answers.get(&place.path).or_else(|| default().filter(|_| has_default))
    }

    /// The texts that stand there.
    pub(super) fn texts(&self, place: &Place<'a>) -> Vec<&'a str> {
        let texts = self.answer(place).into_iter().flat_map(Answer::texts);
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// What can be chosen; none if the list is not there.
    pub(super) fn choices(&self, place: &Place<'a>) -> Option<Vec<OptionItem>> {
        let field = place.field()?;
        match field.options {
            Some(Options::From(_)) => {
                let fetched = self.shown.choices.get(&place.path);
                fetched.or_else(|| self.shown.choices.get(&field.name)).cloned()
            }
            _ => Some(field.choices()),
        }
    }

    /// Whether the browser may ask for it before anything is sent. Never where it may turn out not to be needed.
    pub(super) fn is_demanded(&self, place: &Place<'_>) -> bool {
        match place.subject {
            Subject::Consent(consent) => consent.required,
            Subject::Field(field) => {
                let row_is_needed = place.row.is_none_or(|Row { group, index }| {
                    group.show_if.is_none() && index < self.limits(group).0
                });
                self.is_required(place) && field.show_if.is_none() && row_is_needed
            }
        }
    }

    /// Whether it must be filled in where it is asked for.
    pub(super) fn is_required(&self, place: &Place<'_>) -> bool {
        match place.subject {
            Subject::Consent(consent) => consent.required,
            Subject::Field(field) if place.row.is_some() => field.required,
            Subject::Field(field) => self.definition().is_required(field),
        }
    }

    /// The fewest and the most rows, entries or files.
    pub(super) fn limits(&self, field: &Field) -> (usize, usize) {
        limits(field, self.shown)
    }
}

/// Whether `issue` is the path of a field or of something in it.
fn is_within(path: &str, issue: &str) -> bool {
    issue.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn limits(field: &Field, shown: &Shown<'_>) -> (usize, usize) {
    let count = |bound: Option<Bound>, default| match bound.map(|bound| bound.on(shown.today)) {
        Some(Limit::Count(count)) => count,
        _ => default,
    };
    (count(field.min, 0), count(field.max, usize::MAX))
}

/// Those that must be there or were filled in, and some to spare.
fn rows(group: &Field, shown: &Shown<'_>) -> usize {
    if group.fields.is_empty() {
        return 0;
    }
    let (least, most) = limits(group, shown);
    let kept = least.max(rows_filled(group, shown.answers)).min(ROWS);
    (kept + SPARE_ROWS).min(most).max(kept)
}

/// Up to the last row with something in it.
pub(super) fn rows_filled(group: &Field, answers: &Answers) -> usize {
    let prefix = format!("{}.", group.name);
    let given = answers.iter().filter(|(_, answer)| !answer.is_empty());
    let rows =
        given.filter_map(|(path, _)| path.strip_prefix(&prefix)?.split('.').next()?.parse::<usize>().ok());
    rows.map(|row| row.saturating_add(1)).max().unwrap_or_default()
}
