//! See `gateway/src/fuzz/definition.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadform_gateway::fuzz::definition(bytes));
