//! What a visitor sees. The class names are for `style/form.css`, the parts for host pages.

mod actions;
mod chips;
mod choice;
mod combobox;
mod consent;
mod field;
mod file;
mod form;
mod group;
mod note;
mod printed;
mod said;
mod summary;
mod tag;
mod text;
mod thanks;
mod trap;

pub(crate) use form::form;
pub(crate) use tag::Cursor;
#[cfg(not(target_arch = "wasm32"))]
pub use tag::escape;
pub use tag::{Placing, set_place};
