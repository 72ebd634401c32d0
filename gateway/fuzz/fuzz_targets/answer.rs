//! See `gateway/src/fuzz/answer.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| leadform_gateway::fuzz::answer(bytes));
