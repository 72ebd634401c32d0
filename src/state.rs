//! The form at work: what was typed, what is wrong, which step is shown, and whether it is being sent.
//!
//! [`Form`] and [`Control`] are small handles that closures copy; what they stand for belongs to the form's owner, so
//! dropping the owner frees it all.

pub(crate) mod choices;
mod composing;
mod context;
mod control;
mod delivery;
mod mend;
mod press;
mod rows;
mod said;
mod session;
mod timing;
pub(crate) mod uploads;
mod values;
mod watch;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use leadform_language::Failure;
use leadform_spec::definition::{Field, Language};
use leadform_spec::texts;
use leadform_spec::{Answers, Definition, Problem};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement, ShadowRoot};

pub(crate) use control::{Control, Note, Subject};
pub(crate) use rows::Row;
pub(crate) use said::Said;
pub use session::live_forms;
pub(crate) use values::AGREED;

use crate::event::{Told, tell};
use crate::live::Live;
use crate::{campaign, page};
use control::About;
use session::Session;

/// The id of the field that no person sees.
pub(crate) const TRAP: &str = "lf-more";

/// What the form is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// It is being filled in.
    Filling,
    /// It is on its way.
    Sending,
    /// It did not get through, and is sent again by itself.
    Waiting,
    /// It got through by itself, as it was when the button was pressed; what was changed since is not sent.
    Changed,
    /// It did not get through; everything is kept, and a press sends it again.
    Failed(Failure),
    /// It is sent, and the visitor is thanked.
    Sent,
}

/// A form. Copies are the same form.
#[derive(Clone, Copy)]
pub(crate) struct Form(StoredValue<Option<Rc<State>>, LocalStorage>);

/// What a form is made of.
pub(crate) struct State {
    pub(crate) definition: Definition,
    pub(crate) language: Live<Language>,
    pub(crate) phase: Live<Phase>,
    /// Whether the visitor is thanked.
    pub(crate) is_sent: Live<bool>,
    /// Whether the answer to one field decides if another one is asked for.
    has_conditions: bool,
    /// The step that is shown, from 0.
    pub(crate) step: Live<usize>,
    /// What the last press found to mend, if it is so much that it is listed above the fields.
    pub(crate) summary: Live<Vec<(Control, Problem)>>,
    /// What a screen reader is told besides.
    pub(crate) said: Live<Said>,
    /// What the form's own addresses are relative to.
    pub(crate) base: String,
    /// Fields in their order, then consents, then what is in the rows of groups.
    controls: RefCell<Vec<Rc<About>>>,
    /// The element and its root; none on paper.
    host: Option<EventTarget>,
    root: Option<ShadowRoot>,
    owner: Owner,
    session: RefCell<Session>,
}

/// Where a form stands and posts to.
pub(crate) struct Place {
    pub(crate) host: Option<EventTarget>,
    pub(crate) root: Option<ShadowRoot>,
    pub(crate) proxy: Option<String>,
    pub(crate) base: String,
    pub(crate) language: Language,
}

impl Form {
    /// A form that is empty but for defaults and prefilled values. It belongs to the current owner.
    pub(crate) fn new(definition: Definition, place: Place) -> Self {
        campaign::remember(&definition);
        let form = Self(StoredValue::new_local(None));
        let fields = definition.fields().map(|field| Rc::new(About::of_field(field, None)));
        let consents = definition.consent.iter().map(|consent| Rc::new(About::of_consent(consent)));
        let has_condition = |field: &Field| field.show_if.is_some();
        let has_conditions =
            definition.fields().any(|field| has_condition(field) || field.fields.iter().any(has_condition));
        let state = State {
            has_conditions,
            controls: RefCell::new(fields.chain(consents).collect()),
            definition,
            language: Live::new(place.language),
            phase: Live::new(Phase::Filling),
            is_sent: Live::new(false),
            step: Live::new(0),
            summary: Live::new(Vec::new()),
            said: Live::default(),
            base: place.base,
            host: place.host,
            root: place.root,
            owner: Owner::current().unwrap_or_default(),
            session: RefCell::new(Session::new(place.proxy)),
        };
        form.0.set_value(Some(Rc::new(state)));
        begin(&form.controls().collect::<Vec<_>>());
        form
    }

    /// What the form is made of.
    pub(crate) fn state(self) -> Rc<State> {
        self.0.get_value().unwrap_or_else(|| unreachable!("a form is made in one go"))
    }

    /// Whether the form was removed.
    pub(crate) fn is_gone(self) -> bool {
        self.0.is_disposed()
    }

    /// The language. Only the form as a whole follows it: then everything is said anew.
    pub(crate) fn language(self) -> Language {
        self.state().language.now()
    }

    /// Every control at the top level: fields, then consents.
    pub(crate) fn controls(self) -> impl Iterator<Item = Control> {
        let definition = &self.state().definition;
        self.range(0..definition.fields().count() + definition.consent.len())
    }

    /// Every control, also those in rows.
    pub(crate) fn all_controls(self) -> Vec<Control> {
        let mut all = Vec::new();
        for control in self.controls() {
            all.push(control);
            all.extend(control.in_rows());
        }
        all
    }

    /// The controls of one step; consents belong to the last.
    pub(crate) fn controls_of(self, step: usize) -> impl Iterator<Item = Control> {
        let definition = &self.state().definition;
        let fields = |steps: &[leadform_spec::definition::Step]| {
            steps.iter().map(|step| step.fields.len()).sum::<usize>()
        };
        let begin = fields(&definition.steps[..step]);
        let end = fields(&definition.steps[..=step]);
        let is_last = step + 1 == definition.steps.len();
        self.range(begin..if is_last { end + definition.consent.len() } else { end })
    }

    fn range(self, range: Range<usize>) -> impl Iterator<Item = Control> {
        range.map(move |index| Control { form: self, index })
    }

    /// One more control, in a row of a group.
    fn add(self, about: About) -> Control {
        let state = self.state();
        let mut controls = state.controls.borrow_mut();
        controls.push(Rc::new(about));
        Control { form: self, index: controls.len() - 1 }
    }

    /// The control at `path`, also in the rows of a group.
    pub(crate) fn control(self, path: &str) -> Option<Control> {
        self.all_controls().into_iter().find(|control| control.path() == path)
    }

    /// How many steps there are.
    pub(crate) fn steps(self) -> usize {
        self.state().definition.steps.len()
    }

    /// What was typed so far, in composed letters. A consent that nobody was asked for has no answer.
    pub(crate) fn answers(self) -> Answers {
        let mut answers = Answers::new();
        for control in self.all_controls() {
            if *control.about().asked.peek() {
                answers.insert(control.path(), control.composed());
            }
        }
        answers
    }

    /// What templates and bounds ask of the page, now.
    pub(crate) fn page(self) -> page::Page {
        page::Page::now(&self.submission_id(), self.state().language.now())
    }

    /// The owner of everything in the form: what it owns lives as long as the form.
    pub(crate) fn owner(self) -> Owner {
        self.state().owner.clone()
    }

    /// Puts the focus on the element with this id, once it is there.
    pub(crate) fn focus_soon(self, id: String) {
        let state = self.state();
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            state.focus(&id);
        });
    }
}

/// Gives controls their first answers, and fetches what can be chosen.
fn begin(controls: &[Control]) {
    for control in controls {
        control.reset();
    }
    for control in controls {
        control.reconsider_condition();
        control.form.owner().with(|| control.follow_choices());
    }
}

impl State {
    /// Whether the visitor is in the form.
    fn has_focus(&self) -> bool {
        self.focused().is_some()
    }

    /// What has the focus, if it is in the form.
    pub(crate) fn focused(&self) -> Option<Element> {
        self.root.as_ref()?.active_element()
    }

    /// The element with this id.
    fn by_id(&self, id: &str) -> Option<Element> {
        self.root.as_ref()?.get_element_by_id(id)
    }

    /// What stands in the field that no person sees (`src/view/trap.rs`).
    fn trapped(&self) -> String {
        let trap = self.by_id(TRAP);
        trap.map_or_else(String::new, |trap| trap.unchecked_into::<HtmlInputElement>().value())
    }

    /// Empties it.
    fn spring(&self) {
        let trap = self.by_id(TRAP);
        trap.inspect(|trap| trap.unchecked_ref::<HtmlInputElement>().set_value(""));
    }

    /// Puts the focus on the element with this id.
    pub(crate) fn focus(&self, id: &str) {
        // Choices that have not come have no control; what is around them stands for it.
        let around = || self.by_id(&texts![id, "-group"]);
        let element = self.by_id(id).or_else(around);
        if let Some(element) = element.as_ref().and_then(|element| element.dyn_ref::<HtmlElement>()) {
            let _ = element.focus();
        }
    }

    /// Tells the page, and says whether it had no objection. A listener may do anything, such as remove the form: what
    /// comes after must not rely on it.
    pub(crate) fn tell(&self, told: &Told<'_>) -> bool {
        self.host.as_ref().is_none_or(|host| tell(host, told))
    }
}
