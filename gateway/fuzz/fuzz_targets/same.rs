//! See `gateway/src/fuzz/same.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadform_gateway::fuzz::same(bytes));
