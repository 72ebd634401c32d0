//! A form that was on the page before the widget: rendered by `leadform embed`, and perhaps in a visitor's hands.
//!
//! Nothing of it is lost and nothing moves: what was typed is read before any view can write, the views find their elements in
//! the page (`view/tag/place.rs`), and nothing happens while a word is being composed or while what would go has the focus.

use js_sys::Array;
use leadform_spec::definition::{Control as Kind, Definition, OptionItem};
use wasm_bindgen::prelude::*;
use web_sys::{Node, ShadowRoot};

use crate::state::{Control, Form};

#[wasm_bindgen]
extern "C" {
    /// What `js/early.js` and `js/typed.js` know of the time before.
    pub type Early;

    /// Whether a word is being composed.
    #[wasm_bindgen(method, getter)]
    fn composing(this: &Early) -> bool;

    /// What was typed: `js/typed.js`.
    #[wasm_bindgen(method)]
    fn typed(this: &Early) -> Array;

    /// What can be chosen of this name.
    #[wasm_bindgen(method)]
    fn offered(this: &Early, name: &str) -> Array;

    /// Ends it: from now on the form sees to everything. Is something if the button was pressed, and waits for that.
    #[wasm_bindgen(method)]
    pub(crate) fn taken(this: &Early) -> JsValue;
}

/// The rendered form in `root`, if there is one.
pub(crate) fn rendered(root: &ShadowRoot) -> Option<Node> {
    root.query_selector(".lf-root").ok().flatten().map(Into::into)
}

/// Whether the visitor is at something that must not be disturbed: a word that is being composed, or a list that becomes
/// another control.
pub(crate) fn must_wait(early: Option<&Early>, root: &ShadowRoot, definition: &Definition) -> bool {
    // What is searched in the widget is a list to choose from on paper, or boxes.
    let at_a_list = || {
        let name = name_of(root)?;
        definition.fields().find(|field| field.name == name).map(|field| field.control == Kind::Combobox)
    };
    early.is_some_and(Early::composing) || at_a_list().unwrap_or_default()
}

/// The name of what has the focus.
fn name_of(root: &ShadowRoot) -> Option<String> {
    root.active_element()?.get_attribute("name")
}

impl Form {
    /// Takes over what was typed into the rendered form. Says whether anything was.
    pub(crate) fn take_over(self, early: &Early) -> bool {
        for control in self.controls() {
            let about = control.about();
            // It is fetched again; until then, what was printed stays.
            if let Some(choices) = about.choices.as_ref().filter(|choices| choices.are_fetched()) {
                let printed = early.offered(&control.path());
                if printed.length() > 0 {
                    choices.show(printed.iter().map(|pair| option(&pair)).collect());
                }
            }
        }
        let entries = early.typed();
        for entry in entries.iter() {
            let [name, texts, unfinished] = [0, 1, 2].map(|index| entry.unchecked_ref::<Array>().get(index));
            let texts = texts.unchecked_ref::<Array>().iter().filter_map(|text| text.as_string());
            if let Some(name) = name.as_string() {
                self.type_early(&name, texts.collect(), unfinished.is_truthy());
            }
        }
        entries.length() > 0
    }

    /// Whether the visitor is in a field that is not asked for now, and would go.
    pub(crate) fn would_lose_focus(self, root: &ShadowRoot) -> bool {
        self.entered(root).is_some_and(|control| !*control.about().shown.peek())
    }

    /// Shows the step that the visitor is in.
    pub(crate) fn follow_focus(self, root: &ShadowRoot) {
        let step = self.entered(root).and_then(|control| {
            (0..self.steps()).find(|step| self.controls_of(*step).any(|other| other.is_around(control)))
        });
        if let Some(step) = step {
            self.state().step.turn(step);
        }
    }

    /// The control that the visitor is in.
    fn entered(self, root: &ShadowRoot) -> Option<Control> {
        self.control(&name_of(root)?)
    }
}

/// `[value, label]`.
fn option(pair: &JsValue) -> OptionItem {
    let text = |index| pair.unchecked_ref::<Array>().get(index).as_string().unwrap_or_default();
    OptionItem { value: text(0), label: text(1).as_str().into() }
}
