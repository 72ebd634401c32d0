//! See `gateway/src/fuzz/body.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadform_gateway::fuzz::body(bytes));
