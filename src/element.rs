//! The one place in Rust that knows of the custom element: what `js/element.js` calls.

mod mounted;

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use crate::early::Early;
use crate::page;
use crate::source::{Origin, Source};
use crate::state::Form;
use mounted::Mounted;

/// Looks for the definition of `host`, and shows its form in `root` as soon as there is one; a form that is there already is
/// taken over.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, root: ShadowRoot, early: Option<Early>) -> Handle {
    let mounted = Mounted::new(host, root, early);
    // It fails if it has been done before, for another element.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    mounted.moved();
    mounted.load();
    Handle { mounted }
}

/// A form in an element. Freeing it removes the form with everything that belongs to it.
#[wasm_bindgen]
pub struct Handle {
    mounted: Rc<Mounted>,
}

#[wasm_bindgen]
impl Handle {
    /// The element has another value of `proxy`, `form` or `lang`.
    #[wasm_bindgen(js_name = attributeChanged)]
    pub fn attribute_changed(&self, name: &str) {
        let mounted = &self.mounted;
        let origin = *mounted.origin.borrow();
        match name {
            "lang" => mounted.language_changed(),
            "proxy" => {
                mounted.form().inspect(|form| form.set_proxy(mounted.proxy()));
                if matches!(origin, None | Some(Origin::Proxy)) {
                    mounted.load();
                }
            }
            "form" if matches!(origin, None | Some(Origin::Form | Origin::Proxy)) => mounted.load(),
            _ => {}
        }
    }

    /// The element stands somewhere else.
    pub fn moved(&self) {
        self.mounted.moved();
    }

    /// What was typed, by path.
    pub fn values(&self) -> JsValue {
        match self.mounted.form() {
            Some(form) => form.values(),
            None => merged(&self.mounted.values.borrow()),
        }
    }

    /// What was typed and not sent: what an element that comes back must have.
    pub fn unsent(&self) -> JsValue {
        let is_sent = self.mounted.form().is_some_and(|form| *form.state().is_sent.peek());
        if is_sent { js_sys::Object::new().into() } else { self.values() }
    }

    /// Fills in what `values` names, now or when the form is there.
    #[wasm_bindgen(js_name = setValues)]
    pub fn set_values(&self, values: JsValue) {
        match self.mounted.form() {
            Some(form) => form.set_values(&values),
            None => self.mounted.values.borrow_mut().push(values),
        }
    }

    /// Another definition, as JSON; or none, so that it is looked for again.
    #[wasm_bindgen(js_name = setDefinition)]
    pub fn set_definition(&self, definition: Option<String>) {
        let Some(text) = definition else {
            self.mounted.origin.take();
            self.mounted.load();
            return;
        };
        self.mounted.abandon();
        let name = "the property definition".to_owned();
        let source = Source { text, base: page::base(), name, origin: Origin::Property };
        if let Some(definition) = self.mounted.read(&source) {
            self.mounted.show(source, definition);
        }
    }

    /// The body as it would be sent now; none while something is missing or wrong.
    pub fn body(&self) -> Option<String> {
        self.mounted.form().and_then(Form::body)
    }

    /// Checks everything, says what is wrong, and whether nothing is.
    pub fn validate(&self) -> bool {
        self.mounted.form().is_some_and(Form::validate)
    }

    /// Checks everything and sends it: a promise of what became of it.
    pub fn submit(&self) -> Promise {
        let Some(form) = self.mounted.form() else { return Promise::resolve(&JsValue::from("error")) };
        match form.submit() {
            Some(outcome) => Promise::resolve(&JsValue::from(outcome.name())),
            None => Promise::new(&mut |resolve, _| form.when_sent(resolve)),
        }
    }

    /// Empties the form for another lead.
    pub fn reset(&self) {
        self.mounted.form().inspect(|form| form.reset());
    }
}

/// Tells whoever made the page what is wrong, and with which element.
fn complain(host: &HtmlElement, error: &str) {
    web_sys::console::error_2(&JsValue::from(leadform_spec::texts!["<lead-form>: ", error]), host);
}

fn merged(values: &[JsValue]) -> JsValue {
    let all = js_sys::Object::new();
    for values in values {
        if let Some(values) = values.dyn_ref::<js_sys::Object>() {
            js_sys::Object::assign(&all, values);
        }
    }
    all.into()
}
