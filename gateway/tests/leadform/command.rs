//! The commands that read and print.

mod bad_use;
mod check;
mod embed;
mod encode;
mod help;
mod lint;
mod schema;
