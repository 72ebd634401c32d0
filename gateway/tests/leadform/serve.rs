//! `leadform serve`, with the sandbox in the place of the vendors.

mod definition;
mod gateway;
mod lead;
mod lists;
mod page;
mod reload;
