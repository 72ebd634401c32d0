//! How many bodies a second are checked and encoded natively, beside the `jsonschema` crate on the same payloads.
//!
//! `cargo bench -p leadform-spec --profile server`, and as a part of `cargo xtask bench`.
#![allow(missing_docs, reason = "criterion's macros make public functions")]

#[cfg(not(target_arch = "wasm32"))]
#[path = "bodies/native.rs"]
mod native;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/support/mod.rs"]
mod support;

#[cfg(not(target_arch = "wasm32"))]
criterion::criterion_main!(native::benches);

#[cfg(target_arch = "wasm32")]
fn main() {}
