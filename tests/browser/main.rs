//! The widget in a real browser: the custom element as `js/element.js` has it, with the network in our hands.
//!
//! `cargo xtask test` runs these in Chromium, Firefox and `WebKitGTK`.

#![cfg(target_arch = "wasm32")]

mod announcements;
mod announcing;
mod answers;
mod campaign;
mod chips;
mod combobox;
mod composing;
mod conditions;
mod consent;
mod definitions;
mod elements;
mod files;
mod groups;
mod isolation;
#[path = "../../e2e/src/keyboard.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "the end-to-end tests have it as a public module, and use all of it"
)]
mod keyboard;
mod languages;
mod loading;
mod markup;
mod options;
mod phones;
mod prefill;
mod relations;
mod retries;
mod sending;
mod steps;
mod support;
mod taking_over;
mod timing;
mod trap;
mod typing;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
