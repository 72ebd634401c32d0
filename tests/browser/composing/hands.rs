//! A keyboard that is played by hand: see composing.js.

use wasm_bindgen::prelude::*;
use web_sys::HtmlInputElement;

use crate::keyboard::{Stroke, Typed};

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    pub(super) fn enter(control: &HtmlInputElement, text: &str, caret: usize);
    pub(super) fn written(control: &HtmlInputElement) -> String;
    pub(super) fn caret(control: &HtmlInputElement) -> i32;
    pub(super) fn key(control: &HtmlInputElement, name: &str, code: u32, is_composing: bool) -> bool;
    #[wasm_bindgen(js_name = composeWord)]
    pub(super) fn compose_word(control: &HtmlInputElement, engine: &str, text: &str);
    pub(super) fn commit(control: &HtmlInputElement, engine: &str, text: &str);
    #[wasm_bindgen(js_name = endingKey)]
    pub(super) fn ending_key(control: &HtmlInputElement, engine: &str, name: &str, text: &str) -> bool;
    pub(super) fn insert(control: &HtmlInputElement, text: &str);
    pub(super) fn backspace(control: &HtmlInputElement);
    pub(super) fn replace(control: &HtmlInputElement, count: usize, text: &str, input_type: &str);
}

pub(super) fn play(control: &HtmlInputElement, engine: &str, stroke: &Stroke) {
    match stroke {
        Stroke::Compose(text) => compose_word(control, engine, text),
        Stroke::Commit(text) => commit(control, engine, text),
        Stroke::Insert(text) => insert(control, text),
        Stroke::Backspace => backspace(control),
        Stroke::TypeOver(count, text) if engine == "safari" => {
            replace(control, *count, text, "insertReplacementText");
        }
        Stroke::TypeOver(count, text) => replace(control, *count, text, "insertText"),
    }
}

pub(super) fn untouched(control: &HtmlInputElement, text: &Typed, what: &str) {
    assert_eq!(control.value(), text.text, "{what}");
    assert_eq!(written(control), "[]", "{what}: rewritten");
    let caret = caret(control);
    assert!(caret == -1 || caret == i32::try_from(text.caret).unwrap(), "{what}: the caret is at {caret}");
}
