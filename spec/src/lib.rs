//! The five lead APIs as data, and one interpreter for all of them.
//!
//! Each API is one table of [`Row`]s in [`apis`]; [`parse()`], [`check()`], [`encode()`] and [`decode()`] read
//! the tables and know no vendor. The browser, the gateway and the command line all use this crate, so a value
//! is refused for the same reason, with the same code, everywhere. There is no I/O here, no clock, no
//! randomness and no DOM.
//!
//! What was typed (an [`Answer`]) and what was proved (a [`Valid`] [`Submission`]) are different types, and only
//! [`check()`] makes a [`Valid`].

/// Texts one behind the other. (What `format!` brings along would be a kilobyte for every visitor.)
#[macro_export]
macro_rules! texts {
    ($($text:expr),+ $(,)?) => { $crate::value::text::joined(&[$(AsRef::<str>::as_ref(&$text)),+], "") };
}

pub mod api;
pub mod apis;
mod check;
mod decode;
pub mod definition;
mod encode;
mod form;
mod issue;
pub mod json;
mod parse;
pub mod schema;
mod submission;
pub mod value;

pub use api::{Api, Row};
pub use check::{Rules, check};
pub use decode::{Outcome, Reply, decode};
pub use definition::Definition;
pub use encode::{Body, encode};
pub use form::{Answers, Sent};
pub use issue::{Issue, Limit, Problem};
pub use parse::{Answer, File, parse, unparse};
pub use submission::{Submission, Valid, Wire};
