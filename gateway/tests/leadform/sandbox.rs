//! The sandbox, over real HTTP on a free port.

mod apis;
mod page;
mod proxy;
mod secrets;
pub(crate) mod server;
mod start;
mod triggers;
