//! One thing that a visitor fills in: a field of the definition, or a box to tick.

use std::cell::Cell;
use std::rc::Rc;

use leadform_spec::api::Kind;
use leadform_spec::definition::{Consent, Field, Language, Text};
use leadform_spec::texts;
use leadform_spec::value::text::{number, trim};
use leadform_spec::value::{Phone, email};
use leadform_spec::{Answer, Answers, Problem};

use super::Form;
use super::choices::Choices;
use super::rows::Row;
use super::uploads::Upload;
use crate::live::Live;
use crate::page;

/// A control of a form. Copies are the same control.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Control {
    pub(crate) form: Form,
    pub(super) index: usize,
}

/// What there is to know about a control.
pub(crate) struct About {
    pub(crate) subject: Subject,
    /// What was typed, as it stands there.
    pub(crate) answer: Live<Answer>,
    /// What is said about it.
    pub(crate) note: Live<Option<Note>>,
    /// The answer is another one than when something was last said about it.
    pub(super) is_fresh: Cell<bool>,
    /// Something stands there of which the browser makes no value, such as half a date.
    pub(crate) unfinished: Live<bool>,
    /// Whether its condition holds.
    pub(crate) shown: Live<bool>,
    /// What can be chosen; none where the answer is free.
    pub(crate) choices: Option<Choices>,
    /// Whether it was ever on the page. Fields always count as asked: what is fixed by a script is an answer as well.
    pub(crate) asked: Live<bool>,
    /// The rows of a group.
    pub(crate) rows: Live<Vec<Row>>,
    /// The files that were chosen.
    pub(crate) uploads: Live<Vec<Rc<Upload>>>,
    /// The group that this is in, and the number of the row.
    pub(crate) inside: Option<(Control, usize)>,
}

/// What a control asks for.
#[allow(
    clippy::large_enum_variant,
    reason = "nearly all are fields: a box for each would cost more than it saves"
)]
pub(crate) enum Subject {
    /// An attribute of the API.
    Field(Field),
    /// Something to agree to.
    Consent(Consent),
}

/// What is said about an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Note {
    /// It cannot be sent like this.
    Problem(Problem),
    /// It may be a slip, and this may be meant.
    Suggestion(String),
    /// No operator is known to use such a number.
    UnknownPrefix,
}

impl About {
    pub(super) fn of_field(field: &Field, inside: Option<(Control, usize)>) -> Self {
        Self::new(Subject::Field(field.clone()), Choices::of(field), inside)
    }

    pub(super) fn of_consent(consent: &Consent) -> Self {
        Self::new(Subject::Consent(consent.clone()), None, None)
    }

    fn new(subject: Subject, choices: Option<Choices>, inside: Option<(Control, usize)>) -> Self {
        Self {
            asked: Live::new(matches!(subject, Subject::Field(_))),
            subject,
            answer: Live::new(nothing()),
            note: Live::new(None),
            is_fresh: Cell::new(false),
            unfinished: Live::new(false),
            shown: Live::new(true),
            choices,
            rows: Live::new(Vec::new()),
            uploads: Live::new(Vec::new()),
            inside,
        }
    }

    /// The field; none for a consent.
    pub(crate) const fn field(&self) -> Option<&Field> {
        match &self.subject {
            Subject::Field(field) => Some(field),
            Subject::Consent(_) => None,
        }
    }
}

/// The answer of a control that is empty.
pub(crate) const fn nothing() -> Answer {
    Answer::Text(String::new())
}

impl Control {
    pub(crate) fn about(self) -> Rc<About> {
        let state = self.form.state();
        let controls = state.controls.borrow();
        Rc::clone(&controls[self.index])
    }

    /// Whether it is `other`, or the group that it is in.
    pub(crate) fn is_around(self, other: Self) -> bool {
        self == other || other.about().inside.is_some_and(|(group, _)| group == self)
    }

    pub(crate) fn is_consent(self) -> bool {
        self.about().field().is_none()
    }

    /// The API's path: also the control's `name`. In a group it follows the row, as rows before it come and go.
    pub(crate) fn path(self) -> String {
        let about = self.about();
        match &about.subject {
            Subject::Field(field) => self.prefix() + &field.name,
            Subject::Consent(consent) => consent.name(),
        }
    }

    /// The path of the row that it is in, with a point behind it.
    pub(crate) fn prefix(self) -> String {
        let inside = self.about().inside;
        inside.map(|(group, row)| group.row_prefix(&group.about().rows.peek(), row)).unwrap_or_default()
    }

    /// The path, followed.
    pub(crate) fn live_path(self) -> String {
        if let Some((group, _)) = self.about().inside {
            group.about().rows.look();
        }
        self.path()
    }

    /// An id for an element of this control; the suffix tells them apart. A row keeps its ids when those before it go.
    pub(crate) fn id(self, suffix: &str) -> String {
        let about = self.about();
        match (about.field(), about.inside) {
            (Some(field), Some((group, row))) => group.id(&texts!["-", number(row), "-", field.name, suffix]),
            _ => texts!["lf-", self.path(), suffix],
        }
    }

    pub(crate) fn label(self, language: Language) -> String {
        match &self.about().subject {
            Subject::Field(field) => field.label().get(language).to_owned(),
            Subject::Consent(consent) => consent.text.get(language).to_owned(),
        }
    }

    /// A text of the field in the language of the form.
    pub(crate) fn text(self, text: fn(&Field) -> Option<&Text>) -> Option<String> {
        let language = self.form.language();
        self.about().field().and_then(text).map(|text| text.get(language).to_owned())
    }

    pub(crate) fn is_required(self) -> bool {
        match &self.about().subject {
            Subject::Field(field) => self.form.state().definition.is_required(field),
            Subject::Consent(consent) => consent.required,
        }
    }

    /// Whether something is said to be wrong with it, followed.
    pub(crate) fn is_wrong(self) -> bool {
        matches!(*self.about().note.look(), Some(Note::Problem(_)))
    }

    /// The answer in composed letters, as it is checked and sent. What stands in the control stays as it is.
    pub(crate) fn composed(self) -> Answer {
        match &*self.about().answer.peek() {
            Answer::Text(text) => Answer::Text(page::compose(text)),
            Answer::Many(entries) => Answer::Many(entries.iter().map(|entry| page::compose(entry)).collect()),
            other => other.clone(),
        }
    }

    pub(crate) fn is_empty(self) -> bool {
        let about = self.about();
        about.answer.peek().is_empty() && !*about.unfinished.peek()
    }

    /// What is wrong with the answer, by itself.
    pub(crate) fn problem(self) -> Option<Problem> {
        let about = self.about();
        let Some(field) = about.field() else {
            return (self.is_required() && self.is_empty()).then_some(Problem::Required);
        };
        if *about.unfinished.peek() {
            return Some(self.unfinished_problem());
        }
        let path = self.path();
        let mut answers = Answers::new();
        answers.insert(path.clone(), self.composed());
        for control in self.in_rows() {
            answers.insert(control.path(), control.composed());
        }
        let page = self.form.page();
        let definition = &self.form.state().definition;
        let issues = definition.check_field(field, &self.prefix(), &answers, &page.environment());
        issues.into_iter().find(|issue| issue.field == path).map(|issue| issue.problem)
    }

    /// What is wrong with half a date, half an hour, or a search that found nothing.
    pub(crate) fn unfinished_problem(self) -> Problem {
        let about = self.about();
        match about.field().map(|field| field.row.kind) {
            _ if about.choices.is_some() => Problem::Choice,
            Some(Kind::Files(_)) => Problem::Format { expected: "files that can be read" },
            Some(Kind::Date) => Problem::Date { expected: self.form.state().definition.api.date_format },
            _ => Problem::Format { expected: "HH:MM" },
        }
    }

    /// What may be a slip in an answer that can be sent.
    pub(crate) fn doubt(self) -> Option<Note> {
        let about = self.about();
        let answer = self.composed();
        let text = trim(answer.texts().next().unwrap_or_default());
        match about.field()?.row.kind {
            Kind::Email | Kind::Emails => email::suggest(text).map(Note::Suggestion),
            Kind::Phone | Kind::Phones => {
                let phone = Phone::parse(text, self.form.state().definition.rules.numbering).ok()?;
                (!phone.has_known_prefix()).then_some(Note::UnknownPrefix)
            }
            _ => None,
        }
    }

    /// Looks again whether its condition holds.
    pub(super) fn reconsider_condition(self) {
        let about = self.about();
        let Some(field) = about.field().filter(|field| field.show_if.is_some()) else { return };
        let definition = &self.form.state().definition;
        let mut answers = Answers::new();
        for control in self.form.all_controls() {
            // Files are large, and no condition asks for one.
            if control.about().uploads.peek().is_empty() {
                answers.insert(control.path(), control.composed());
            }
        }
        let shown = match about.inside {
            None => definition.is_visible(field, &answers),
            Some((group, _)) => {
                let group = group.about();
                group
                    .field()
                    .is_some_and(|group| definition.is_visible_in(group, field, &self.prefix(), &answers))
            }
        };
        about.shown.turn(shown);
    }
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Form {}
