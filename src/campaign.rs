//! What brought the visitor to the site. `js/campaign.js` remembers it, since that is on pages without a form as well.

use std::cell::RefCell;

use js_sys::{Array, Function};
use leadform_spec::json::{Map, Value};
use leadform_spec::texts;
use leadform_spec::{Definition, json};
use wasm_bindgen::prelude::*;

use crate::page::{self, ON_PAPER};

/// In front of the name of a parameter: that of the first touch, not of the last.
const FIRST: &str = "first.";

thread_local! {
    static TOUCHES: RefCell<Option<Function>> = const { RefCell::new(None) };
    /// The address at which there was a form, and what was told last.
    static REMEMBERED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Gives the widget the function `touches` of `js/campaign.js`.
#[wasm_bindgen(js_name = setTouches)]
pub fn set_touches(touches: Function) {
    TOUCHES.set(Some(touches));
}

/// Remembers from now on what the definition names besides the parameters that everybody uses.
pub(crate) fn remember(definition: &Definition) {
    if ON_PAPER {
        return;
    }
    let names = Array::new();
    let mut told = page::url();
    for (source, _) in &definition.attribution {
        let name = source.strip_prefix(FIRST).unwrap_or(source);
        if !matches!(name, "referrer" | "landing_page") {
            names.push(&name.into());
            told.extend([" ", name]);
        }
    }
    // Of many forms on one page, one is enough.
    if REMEMBERED.replace(told.clone()) != told {
        touches(&names);
    }
}

/// What a definition's `attribution` names.
pub(crate) fn get(source: &str) -> Option<String> {
    let (touch, name) = source.strip_prefix(FIRST).map_or(("last", source), |name| ("first", name));
    touches(&JsValue::UNDEFINED)[touch][name].as_str().map(str::to_owned)
}

/// All that is known: the last touch, and the first with `first.` in front of each name.
pub(crate) fn all() -> Map<String, Value> {
    let touches = touches(&JsValue::UNDEFINED);
    let mut all = Map::new();
    for (touch, prefix) in [("last", ""), ("first", FIRST)] {
        for (name, value) in touches[touch].as_object().into_iter().flatten() {
            all.insert(texts![prefix, name], value.clone());
        }
    }
    all
}

/// `{"first": {…}, "last": {…}}`
fn touches(names: &JsValue) -> Value {
    let touches = TOUCHES.with_borrow(Clone::clone);
    let told = touches.and_then(|touches| touches.call1(&JsValue::NULL, names).ok()?.as_string());
    told.and_then(|told| json::read(&told).ok()).unwrap_or_default()
}
