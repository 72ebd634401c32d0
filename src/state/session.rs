//! What belongs to one lead and one visitor, and is never seen.

use std::cell::Cell;

use js_sys::Function;
use leadform_spec::Issue;

use super::Form;
use super::delivery::Delivery;
use crate::page;

pub(super) struct Session {
    pub(super) proxy: Option<String>,
    /// The lead's id, the same from the first try to the last.
    pub(super) submission_id: String,
    /// When the first answer was given.
    pub(super) started_ms: Option<f64>,
    /// A finger or a mouse button is down.
    pub(super) pressing: bool,
    /// What is to happen once it is up: of controls that were left meanwhile.
    pub(super) left: Vec<Box<dyn FnOnce()>>,
    /// A word is being composed while the form is sent.
    pub(super) composing: bool,
    /// What is to be mended, and is not said yet for that reason.
    pub(super) unsaid: Vec<Issue>,
    /// Who waits for the end of sending.
    pub(super) waiting: Vec<Function>,
    /// The lead on its way.
    pub(super) delivery: Option<Delivery>,
    /// The page knows that there is a lead.
    pub(super) is_told: bool,
    /// The number of the next file.
    next_number: usize,
    _alive: Alive,
}

impl Session {
    pub(super) fn next_number(&mut self) -> usize {
        self.next_number += 1;
        self.next_number
    }

    pub(super) fn new(proxy: Option<String>) -> Self {
        Self {
            proxy,
            submission_id: page::new_id(),
            started_ms: None,
            pressing: false,
            left: Vec::new(),
            composing: false,
            unsaid: Vec::new(),
            waiting: Vec::new(),
            delivery: None,
            is_told: false,
            next_number: 0,
            _alive: Alive::new(),
        }
    }
}

impl Form {
    pub(super) fn session<T>(self, run: impl FnOnce(&mut Session) -> T) -> T {
        run(&mut self.state().session.borrow_mut())
    }

    pub(crate) fn submission_id(self) -> String {
        self.session(|session| session.submission_id.clone())
    }

    pub(crate) fn proxy(self) -> Option<String> {
        self.session(|session| session.proxy.clone())
    }

    pub(crate) fn set_proxy(self, proxy: Option<String>) {
        self.session(|session| session.proxy = proxy);
    }
}

thread_local! {
    static LIVE_FORMS: Cell<usize> = const { Cell::new(0) };
}

/// How many forms there are in memory. It is for tests: a form that is removed must be gone.
pub fn live_forms() -> usize {
    LIVE_FORMS.get()
}

struct Alive;

impl Alive {
    fn new() -> Self {
        LIVE_FORMS.set(LIVE_FORMS.get() + 1);
        Self
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        LIVE_FORMS.set(LIVE_FORMS.get() - 1);
    }
}
