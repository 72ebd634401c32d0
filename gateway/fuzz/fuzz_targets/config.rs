//! See `gateway/src/fuzz/config.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadform_gateway::fuzz::config(bytes));
