//! The language of a place in the page: that of the nearest element that has one.

use leadform_spec::definition::Language;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, MutationObserver, ShadowRoot};

use crate::event::object;

/// The language of the nearest element that has one, also outside of shadow roots; Vietnamese if there is none.
pub(crate) fn nearest_language(place: &Element) -> Language {
    let mut place = place.clone();
    loop {
        if let Ok(Some(nearest)) = place.closest("[lang]") {
            return Language::of(&nearest.get_attribute("lang").unwrap_or_default());
        }
        match place.get_root_node().dyn_into::<ShadowRoot>() {
            Ok(shadow) => place = shadow.host(),
            Err(_) => return Language::Vi,
        }
    }
}

/// Tells when the language around a place may be another one.
pub(crate) struct Languages {
    observer: Option<MutationObserver>,
    _changed: Closure<dyn FnMut()>,
}

impl Languages {
    pub(crate) fn new(changed: impl FnMut() + 'static) -> Self {
        let changed = Closure::<dyn FnMut()>::new(changed);
        Self { observer: MutationObserver::new(changed.as_ref().unchecked_ref()).ok(), _changed: changed }
    }

    /// Looks at everything around `place`, and no longer at what was around the place before.
    pub(crate) fn follow(&self, place: &Element) {
        let Some(observer) = &self.observer else { return };
        observer.disconnect();
        let options = object(&[
            ("subtree", JsValue::TRUE),
            ("attributeFilter", js_sys::Array::of1(&"lang".into()).into()),
        ]);
        let mut place = place.clone();
        loop {
            let root = place.get_root_node();
            let _ = observer.observe_with_options(&root, options.unchecked_ref());
            match root.dyn_into::<ShadowRoot>() {
                Ok(shadow) => place = shadow.host(),
                Err(_) => return,
            }
        }
    }
}

impl Drop for Languages {
    fn drop(&mut self) {
        self.observer.as_ref().inspect(|observer| observer.disconnect());
    }
}
