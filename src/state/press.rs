//! A press of the button: to the next step, or to check everything and send it.

use leadform_spec::definition::Control as Kind;
use leadform_spec::{Issue, Problem, Submission, Valid};
use send_wrapper::SendWrapper;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

use super::{Control, Failure, Form, Note, Phase, Subject};
use crate::event::Told;
use crate::page;
use crate::send::{self, Agreement, Context, Sent};

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

/// Above so many fields, what is to be mended is listed in one place too.
const FIELDS_AT_A_GLANCE: usize = 4;

/// Parameters that advertisers put into addresses. Those that the definition names come along as well.
const CAMPAIGN: [&str; 8] =
    ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "gclid", "fbclid", "ttclid"];

/// How much of a campaign parameter is told: whoever makes a link can write anything into it.
const CAMPAIGN_CHARS: usize = 255;

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
        let issues: Vec<Issue> = match self.check() {
            Ok(_) => Vec::new(),
            Err(issues) => issues.into_iter().filter(|issue| self.is_due(issue, step)).collect(),
        };
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
        state.summary.set(Vec::new());
        state.step.set(step);
        state.tell(&Told::Step { step: step + 1, of: self.steps() });
        self.focus_soon("lf-step".to_owned());
    }

    /// Checks everything and sends it. The outcome is there at once if nothing is sent.
    pub(crate) fn submit(self) -> Option<Outcome> {
        let state = self.state();
        match state.phase.now() {
            Phase::Sending => return None,
            Phase::Sent => return Some(self.success()),
            Phase::Filling | Phase::Failed(_) => {}
        }
        let submission = match self.check() {
            Ok(submission) => submission,
            Err(issues) => {
                self.show(&issues);
                state.tell(&Told::Invalid { issues: &issues });
                return Some(Outcome::Invalid);
            }
        };
        state.summary.set(Vec::new());
        if !state.tell(&Told::Submit) {
            return Some(Outcome::Cancelled);
        }
        // A listener may have done anything, such as removing the form or sending it itself.
        if self.is_gone() || self.is_busy() {
            return Some(Outcome::Cancelled);
        }
        state.phase.set(Phase::Sending);
        state.owner.with(|| send::scoped(async move { self.finish(self.send(&submission).await) }));
        None
    }

    /// Checks everything, says what is wrong, and leaves the focus where it is.
    pub(crate) fn validate(self) -> bool {
        let issues = self.check().err().unwrap_or_default();
        self.note(&issues);
        issues.is_empty()
    }

    /// Calls `listener` with the name of the outcome, once there is one.
    pub(crate) fn when_sent(self, listener: js_sys::Function) {
        self.session(|session| session.waiting.push(SendWrapper::new(listener)));
    }

    fn is_busy(self) -> bool {
        matches!(self.state().phase.now(), Phase::Sending | Phase::Sent)
    }

    fn success(self) -> Outcome {
        if self.state().definition.gateway { Outcome::Accepted } else { Outcome::Delivered }
    }

    fn check(self) -> Result<Valid<Submission>, Vec<Issue>> {
        let state = self.state();
        let page = self.page();
        let checked = state.definition.check(&self.answers(), &page.environment());
        let is_unfinished = |control: &Control| *control.about().unfinished.peek() && *control.about().shown.peek();
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

    /// Whether an issue is to be mended on this step: where a pair is on two, the later one decides.
    fn is_due(self, issue: &Issue, step: usize) -> bool {
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
    fn show(self, issues: &[Issue]) {
        let state = self.state();
        self.note(issues);
        let first = issues.iter().filter_map(|issue| self.step_of(&issue.field)).min();
        let shown = state.step.now();
        let step = first.unwrap_or(shown);
        let is_here = step == shown;
        let fields = self.controls_of(step).filter(|control| control.is_asked()).count();
        let is_listed = fields > FIELDS_AT_A_GLANCE;
        let here = issues.iter().filter(|issue| self.step_of(&issue.field) == Some(step));
        let mend: Vec<(Control, Problem)> =
            here.filter_map(|issue| Some((self.control(&issue.field)?, issue.problem.clone()))).collect();
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
        for control in self.all_controls() {
            let path = control.path();
            let about = control.about();
            let issue = issues.iter().find(|issue| issue.field == path);
            // A warning stays until the answer changes.
            if issue.is_some() || matches!(*about.note.peek(), Some(Note::Problem(_))) {
                about.note.set(issue.map(|issue| Note::Problem(issue.problem.clone())));
            }
        }
    }

    async fn send(self, submission: &Valid<Submission>) -> Sent {
        let Some(proxy) = self.proxy() else {
            web_sys::console::error_1(&JsValue::from(
                "<lead-form> does not know where to send the lead; give it the attribute proxy=\"URL\"",
            ));
            return Sent::Failed(Failure::Refused);
        };
        if !self.state().definition.gateway {
            return send::to_proxy(&proxy, submission).await;
        }
        send::to_gateway(&proxy, submission, &self.context()).await
    }

    fn context(self) -> Context {
        let state = self.state();
        let named = state.definition.attribution.iter().map(|(source, _)| source.as_str());
        let mut campaign = Map::new();
        for name in CAMPAIGN.into_iter().chain(named) {
            if let Some(value) = page::attribution(name) {
                let value: String = value.chars().take(CAMPAIGN_CHARS).collect();
                campaign.insert(name.to_owned(), Value::from(value));
            }
        }
        let language = state.language.now();
        let time = page::time();
        let consents = self.controls().filter_map(|control| match &control.about().subject {
            Subject::Consent(consent) => Some(Agreement {
                purpose: consent.purpose.clone(),
                text: consent.text.get(language).to_owned(),
                version: consent.version.clone(),
                time: time.clone(),
                agreed: !control.is_empty(),
            }),
            Subject::Field(_) => None,
        });
        let started = self.session(|session| session.started_ms);
        Context {
            submission_id: self.submission_id(),
            page_url: page::url(),
            referrer: page::referrer(),
            campaign,
            consents: consents.collect(),
            fill_ms: started.map_or(0.0, |started| page::elapsed_ms() - started),
        }
    }

    fn finish(self, sent: Sent) {
        let state = self.state();
        let waiting = self.session(|session| std::mem::take(&mut session.waiting));
        let is_on_form = |issue: &Issue| self.step_of(&issue.field).is_some();
        let mut redirect = None;
        let outcome = match sent {
            Sent::Taken { receipt } => {
                let outcome = self.success();
                state.phase.set(Phase::Sent);
                state.is_sent.set(true);
                self.focus_soon("lf-thanks".to_owned());
                redirect = state.definition.redirect.as_deref();
                state.tell(&Told::Success { receipt: receipt.as_deref(), status: outcome.name() });
                outcome
            }
            Sent::Invalid(issues) if issues.iter().any(is_on_form) => {
                state.phase.set(Phase::Filling);
                self.show(&issues);
                state.tell(&Told::Invalid { issues: &issues });
                Outcome::Invalid
            }
            Sent::Invalid(_) | Sent::Failed(_) => {
                // If nothing of what is wrong is on the form, the visitor can mend nothing.
                let failure = if let Sent::Failed(failure) = sent { failure } else { Failure::Refused };
                state.phase.set(Phase::Failed(failure));
                state.tell(&Told::Error { code: failure.code() });
                Outcome::Error
            }
        };
        for listener in waiting {
            let _ = listener.call1(&JsValue::NULL, &outcome.name().into());
        }
        if let Some(address) = redirect {
            let _ = page::window().location().set_href(address);
        }
    }
}

impl Control {
    /// Whether it is a field that the visitor sees.
    fn is_asked(self) -> bool {
        let about = self.about();
        let is_asked = about.field().is_some_and(|field| field.control != Kind::Hidden);
        is_asked && *about.shown.peek()
    }
}

/// Whether an issue at `issue` is one of the field at `field`, or of a row in it.
fn concerns(field: &str, issue: &str) -> bool {
    issue.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
