//! What is wrong with the form as a whole, where mending begins, and whether it is due yet.

use leadform_spec::definition::Control as Kind;
use leadform_spec::{Issue, Problem, Submission, Valid, encode};

use super::{Control, Form, Note};
use crate::event::Told;

/// Above so many fields, what is to be mended is listed in one place too.
const FIELDS_AT_A_GLANCE: usize = 4;

impl Form {
    /// Checks everything, says what is wrong, and leaves the focus where it is.
    pub(crate) fn validate(self) -> bool {
        let issues = self.check().err().unwrap_or_default();
        self.note(&issues);
        issues.is_empty()
    }

    /// The body as it would be sent now; none while something is wrong.
    pub(crate) fn body(self) -> Option<String> {
        self.check().ok().map(|submission| encode(&submission).text)
    }

    pub(super) fn check(self) -> Result<Valid<Submission>, Vec<Issue>> {
        let state = self.state();
        let page = self.page();
        let checked = state.definition.check(&self.answers(), &page.environment());
        let is_unfinished =
            |control: &Control| *control.about().unfinished.peek() && *control.about().shown.peek();
        let unfinished: Vec<Issue> = self
            .all_controls()
            .into_iter()
            .filter(is_unfinished)
            .map(|control| control.unfinished_problem().at(control.path()))
            .collect();
        if unfinished.is_empty() {
            return checked;
        }
        // Half a date counts as none for the spec; here it is known that something stands there.
        let mut issues = checked.err().unwrap_or_default();
        issues.retain(|issue| unfinished.iter().all(|other| other.field != issue.field));
        issues.extend(unfinished);
        Err(issues)
    }

    /// Tells of each mistake and where it is, and leaves everything as it is.
    pub(crate) fn look_for_mistakes(self, tell: fn(Control, &Problem)) {
        for issue in self.check().err().unwrap_or_default() {
            self.control_of(&issue).inspect(|control| tell(*control, &issue.problem));
        }
    }

    /// Whether an issue is to be mended on this step: where a pair is on two, the later one decides.
    pub(super) fn is_due(self, issue: &Issue, step: usize) -> bool {
        let place = self.step_of(&issue.field);
        let other = match &issue.problem {
            Problem::Either { or } => self.step_of(or),
            _ => place,
        };
        place.max(other) == Some(step) || (place == Some(step) && other.is_none())
    }

    /// The step on which the field of an issue stands.
    fn step_of(self, field: &str) -> Option<usize> {
        (0..self.steps()).find(|step| self.controls_of(*step).any(|control| concerns(&control.path(), field)))
    }

    /// Says what is wrong, and puts the focus where mending begins.
    pub(super) fn show(self, issues: &[Issue]) {
        let state = self.state();
        self.hush();
        self.note(issues);
        let first = issues.iter().filter_map(|issue| self.step_of(&issue.field)).min();
        let shown = state.step.now();
        let step = first.unwrap_or(shown);
        let is_here = step == shown;
        let and_in_rows = |control: Control| control.in_rows().into_iter().chain([control]);
        let fields =
            self.controls_of(step).flat_map(and_in_rows).filter(|control| control.is_filled_in()).count();
        let is_listed = fields > FIELDS_AT_A_GLANCE;
        let here = issues.iter().filter(|issue| self.step_of(&issue.field) == Some(step));
        let mend: Vec<(Control, Problem)> =
            here.filter_map(|issue| Some((self.control_of(issue)?, issue.problem.clone()))).collect();
        match mend.first() {
            Some(_) if is_listed => self.focus_soon("lf-summary".to_owned()),
            // At once, while the browser still counts this as the visitor's own doing: phones show the keyboard only then.
            Some((control, _)) if is_here => state.focus(&control.id("")),
            Some((control, _)) => self.focus_soon(control.id("")),
            None => {}
        }
        state.summary.set(if is_listed { mend } else { Vec::new() });
        if !is_here {
            state.step.set(step);
            state.tell(&Told::Step { step: step + 1, of: self.steps() });
        }
    }

    /// Writes the issues under their controls, and takes away what was said before.
    fn note(self, issues: &[Issue]) {
        let places: Vec<Option<Control>> = issues.iter().map(|issue| self.control_of(issue)).collect();
        for control in self.all_controls() {
            let about = control.about();
            // Leaving it, as the focus goes to where mending begins, does not say it a second time.
            about.is_fresh.set(false);
            let issue = places.iter().position(|place| *place == Some(control)).map(|index| &issues[index]);
            // A warning stays until the answer changes.
            if issue.is_some() || matches!(*about.note.peek(), Some(Note::Problem(_))) {
                about.note.set(issue.map(|issue| Note::Problem(issue.problem.clone())));
            }
        }
    }

    /// The control that an issue is about: its own, or the one whose answer it is in.
    fn control_of(self, issue: &Issue) -> Option<Control> {
        let whole = |control: &Control| !control.has_rows() && concerns(&control.path(), &issue.field);
        self.control(&issue.field).or_else(|| self.all_controls().into_iter().find(whole))
    }

    /// Whether the visitor can do something about it.
    pub(super) fn can_be_mended(self, issue: &Issue) -> bool {
        self.control_of(issue).is_some_and(Control::is_asked)
    }
}

impl Control {
    /// Whether the visitor sees it.
    fn is_asked(self) -> bool {
        let about = self.about();
        about.field().is_none_or(|field| field.control != Kind::Hidden) && *about.shown.peek()
    }

    /// Whether it is a field that the visitor fills in.
    fn is_filled_in(self) -> bool {
        !self.is_consent() && !self.has_rows() && self.is_asked()
    }
}

/// Whether an issue at `issue` is one of the field at `field`, or of a row in it.
fn concerns(field: &str, issue: &str) -> bool {
    issue.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
