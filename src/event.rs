//! What the page is told: events on the element, without a word of what the visitor typed.

mod layer;

use js_sys::{Array, Object, Reflect};
use leadform_language::Failure;
use leadform_spec::Issue;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CustomEvent, EventTarget};

/// Something that a page may want to know.
pub(crate) enum Told<'a> {
    /// The form is there.
    Ready,
    /// The visitor gave a first answer.
    Start,
    /// Another step is shown; steps count from 1.
    Step { step: usize, of: usize },
    /// A press found something to mend.
    Invalid { issues: &'a [Issue] },
    /// The lead is about to be sent, unless the page says no.
    Submit,
    /// The lead is sent.
    Success { receipt: Option<&'a str>, status: &'static str, event_id: &'a str },
    /// It could not be loaded, or not be sent.
    Error { code: &'static str },
}

/// The code of a failure.
pub(crate) const fn failure_code(failure: Failure) -> &'static str {
    match failure {
        Failure::Network => "network",
        Failure::Timeout => "timeout",
        Failure::Server => "server",
        Failure::Refused => "refused",
    }
}

impl Told<'_> {
    const fn name(&self) -> &'static str {
        match self {
            Self::Ready => "leadform-ready",
            Self::Start => "leadform-start",
            Self::Step { .. } => "leadform-step",
            Self::Invalid { .. } => "leadform-invalid",
            Self::Submit => "leadform-submit",
            Self::Success { .. } => "leadform-success",
            Self::Error { .. } => "leadform-error",
        }
    }

    fn detail(&self) -> JsValue {
        match self {
            Self::Ready | Self::Start | Self::Submit => JsValue::NULL,
            Self::Step { step, of } => object(&[("step", number(*step)), ("of", number(*of))]),
            Self::Invalid { issues } => {
                let fields: Array = issues
                    .iter()
                    .map(|issue| {
                        object(&[
                            ("name", issue.field.as_str().into()),
                            ("code", issue.problem.code().into()),
                        ])
                    })
                    .collect();
                object(&[("fields", fields.into())])
            }
            Self::Success { receipt, status, .. } => {
                let receipt = receipt.map_or(JsValue::NULL, JsValue::from);
                object(&[("receipt", receipt), ("status", (*status).into())])
            }
            Self::Error { code } => object(&[("code", (*code).into())]),
        }
    }
}

/// Tells the page, and says whether it had no objection.
pub(crate) fn tell(host: &EventTarget, told: &Told<'_>) -> bool {
    // First: a listener may leave the page at once.
    layer::push(host, told);
    let init = object(&[
        ("bubbles", JsValue::TRUE),
        ("composed", JsValue::TRUE),
        ("cancelable", matches!(told, Told::Submit).into()),
        ("detail", told.detail()),
    ]);
    let event = CustomEvent::new_with_event_init_dict(told.name(), init.unchecked_ref());
    event.is_ok_and(|event| host.dispatch_event(&event).unwrap_or(true))
}

/// A JavaScript object. (What the browser takes options from is no more than that, and setters of its own are further calls to download.)
pub(crate) fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

fn number(number: usize) -> JsValue {
    u32::try_from(number).unwrap_or(u32::MAX).into()
}
