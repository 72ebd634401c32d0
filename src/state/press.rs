//! A press of the button: to the next step, or to check everything and send it.

use leadform_language::Failure;
use leadform_spec::Issue;
use leadform_spec::texts;
use leadform_spec::value::text::joined;

use super::{Form, Phase};
use crate::event::{Told, failure_code};
use crate::page;

/// How a press ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The API has the lead.
    Delivered,
    /// Our gateway has it, and will deliver it.
    Accepted,
    /// There is something to mend.
    Invalid,
    /// The page did not want it sent.
    Cancelled,
    /// It did not get through.
    Error,
}

impl Outcome {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Accepted => "accepted",
            Self::Invalid => "invalid",
            Self::Cancelled => "cancelled",
            Self::Error => "error",
        }
    }
}

impl Form {
    /// The visitor pressed the button or Enter: on to the next step, or off with it.
    pub(crate) fn press(self) {
        if self.is_busy() {
            return;
        }
        let state = self.state();
        let step = state.step.now();
        if step + 1 >= self.steps() {
            self.submit();
            return;
        }
        self.released();
        let mut issues = self.check().err().unwrap_or_default();
        issues.retain(|issue| self.is_due(issue, step));
        if issues.is_empty() {
            self.go(step + 1);
        } else {
            self.show(&issues);
            state.tell(&Told::Invalid { issues: &issues });
        }
    }

    /// Back to the step before.
    pub(crate) fn back(self) {
        let step = self.state().step.now();
        if step > 0 && !self.is_busy() {
            self.go(step - 1);
        }
    }

    /// Shows another step, and puts the focus on its heading.
    fn go(self, step: usize) {
        let state = self.state();
        self.hush();
        state.summary.set(Vec::new());
        state.step.set(step);
        self.focus_soon("lf-step".to_owned());
        state.tell(&Told::Step { step: step + 1, of: self.steps() });
    }

    /// Checks everything and sends it. The outcome is there at once if nothing is sent.
    pub(crate) fn submit(self) -> Option<Outcome> {
        let state = self.state();
        match state.phase.now() {
            Phase::Sending => return None,
            Phase::Sent => return Some(self.success()),
            Phase::Filling | Phase::Waiting | Phase::Changed | Phase::Failed(_) => {}
        }
        self.released();
        let submission = match self.check() {
            Ok(submission) => submission,
            Err(issues) => return Some(self.invalid(&issues)),
        };
        state.summary.set(Vec::new());
        if !state.tell(&Told::Submit) {
            return Some(Outcome::Cancelled);
        }
        // A listener may have done anything, such as removing the form or sending it itself.
        if self.is_gone() || self.is_busy() {
            return Some(Outcome::Cancelled);
        }
        self.hand_over(&submission)
    }

    /// Calls `listener` with the name of the outcome, once there is one.
    pub(crate) fn when_sent(self, listener: js_sys::Function) {
        self.session(|session| session.waiting.push(listener));
    }

    fn is_busy(self) -> bool {
        matches!(self.state().phase.now(), Phase::Sending | Phase::Sent)
    }

    pub(super) fn success(self) -> Outcome {
        if self.state().definition.gateway { Outcome::Accepted } else { Outcome::Delivered }
    }

    /// Something is to be mended: by the visitor, if it is on the form.
    pub(super) fn invalid(self, issues: &[Issue]) -> Outcome {
        if !issues.iter().any(|issue| self.can_be_mended(issue)) {
            let list: Vec<String> =
                issues.iter().map(|issue| texts![issue.field, " (", issue.problem.code(), ")"]).collect();
            page::complain(&texts![
                "what the form itself sends is refused: ",
                &joined(&list, ", "),
                "; mend the definition's fixed or prefilled values"
            ]);
            return self.failed(Failure::Refused);
        }
        self.show_between_words(issues);
        self.state().tell(&Told::Invalid { issues });
        Outcome::Invalid
    }

    pub(super) fn failed(self, failure: Failure) -> Outcome {
        let state = self.state();
        state.phase.set(Phase::Failed(failure));
        state.tell(&Told::Error { code: failure_code(failure) });
        Outcome::Error
    }
}
