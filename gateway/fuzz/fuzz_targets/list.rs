//! See `gateway/src/fuzz/list.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadform_gateway::fuzz::list(bytes));
