//! The program that Trunk builds. There is nothing to run: the loader calls [`mount`] for each element.

#![cfg_attr(target_arch = "wasm32", no_main)]

pub use leadform::mount;

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
