//! Google Tag Manager's `dataLayer`: codes, numbers and the names of fields, and never what a visitor typed.

use js_sys::{Array, Function, Reflect};
use leadform_spec::value::text::joined;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, EventTarget};

use super::{Told, number, object};
use crate::page;

/// Writes down what tags are set off by. What is not told is undefined: the manager remembers each value until it is
/// told another.
pub(super) fn push(host: &EventTarget, told: &Told<'_>) {
    const NONE: JsValue = JsValue::UNDEFINED;
    let (event, values) = match told {
        Told::Start => ("form_start", [NONE; 5]),
        Told::Step { step, of } => ("form_step", [NONE, number(*step), number(*of), NONE, NONE]),
        Told::Invalid { issues } => {
            let fields: Vec<&str> = issues.iter().map(|issue| issue.field.as_str()).collect();
            ("form_error", [NONE, NONE, NONE, "invalid".into(), joined(&fields, ",").into()])
        }
        Told::Error { code } => ("form_error", [NONE, NONE, NONE, (*code).into(), NONE]),
        Told::Success { event_id, .. } => ("form_success", [(*event_id).into(), NONE, NONE, NONE, NONE]),
        Told::Ready | Told::Submit => return,
    };
    let id = Some(host.unchecked_ref::<Element>().id()).filter(|id| !id.is_empty());
    let [event_id, step, steps, code, fields] = values;
    let entry = object(&[
        ("event", event.into()),
        ("event_id", event_id),
        ("form_id", id.map_or(NONE, JsValue::from)),
        ("form_step", step),
        ("form_steps", steps),
        ("form_code", code),
        ("form_fields", fields),
    ]);
    // Whatever a page has made of its list is its own affair: the form goes on.
    let _ = add(&entry);
}

/// Puts an entry at the end of the page's list, which the manager reads even if it comes later.
fn add(entry: &JsValue) -> Result<(), JsValue> {
    let window = page::window();
    let name = "dataLayer".into();
    let mut layer = Reflect::get(&window, &name)?;
    if layer.is_falsy() {
        layer = Array::new().into();
        Reflect::set(&window, &name, &layer)?;
    }
    let push: Function = Reflect::get(&layer, &"push".into())?.dyn_into()?;
    push.call1(&layer, entry).map(drop)
}
