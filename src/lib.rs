//! The widget: a form that a definition describes, in a custom element.
//!
//! The parts, from the page inwards: [`element`](mount) is what `js/element.js` calls, `source` finds the
//! definition, `state` is the form at work, `view` shows it, `send` posts it, `event` tells the page, `nearest`
//! knows which language is spoken, `campaign` what brought the visitor, and `page` is what only a browser knows. What a field is and when an answer is right,
//! `leadform_spec` knows; the words are in `leadform_language`.

mod campaign;
mod early;
mod element;
mod event;
mod live;
mod nearest;
mod page;
#[cfg(not(target_arch = "wasm32"))]
pub mod paper;
mod send;
mod source;
mod state;
mod view;

pub use campaign::set_touches;
pub use early::Early;
pub use element::{Handle, mount};
pub use state::live_forms;
pub use view::{Placing, set_place};
