//! The kinds of value that need more than a glance: text, dates, hours, phone numbers, e-mail addresses, files.

pub mod base64;
mod date;
pub mod email;
pub mod hours;
mod phone;
pub mod text;

pub use date::{Date, DateFormat};
pub use phone::{Numbering, Phone, PhoneError, PhoneFormat};
