//! `leadform serve`, with the sandbox in the place of the vendors.

mod canary;
mod definition;
pub(crate) mod gateway;
mod hardening;
mod lead;
mod lists;
mod page;
mod reload;
