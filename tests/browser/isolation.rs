//! The form keeps its looks on a hostile page: what `e2e/tests/isolation.rs` shows in Chromium on whole pages, here in
//! every engine with the same stylesheets.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::support::{self, Form};

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    fn dress(host: &Element, css: &str);
    fn load(css: &str);
    fn unload();
    fn remember(host: &Element) -> usize;
    fn differences(host: &Element) -> String;
}

const STYLE: &str = concat!(include_str!("../../style/tokens.css"), include_str!("../../style/form.css"));

/// Every kind of control.
const CONTROLS: &str = include_str!("../../e2e/src/takes/forms/controls.json");

/// The same place and font on every page: these are the page's to say.
const PLACE: &str = ":is(html, body, test-form):not(#a#b) { display: block !important; float: none !important; \
    clear: both !important; box-sizing: border-box !important; width: 480px !important; height: auto !important; \
    max-width: none !important; margin: 0 !important; padding: 0 !important; border: 0 !important; \
    transform: none !important; writing-mode: horizontal-tb !important; font-family: sans-serif !important; \
    color-scheme: light !important }";

/// A form with mistakes in it, so that all kinds of messages are there.
async fn dressed() -> Form {
    load(PLACE);
    let form = support::form(CONTROLS).await;
    dress(&form.host, STYLE);
    form.press().await;
    form.get(".lf-summary");
    form
}

async fn keeps_its_looks(css: &str) {
    let form = dressed().await;
    assert!(remember(&form.host) > 20_000, "there is something to compare");
    load(&css.replace("lead-form", "test-form"));
    let found = differences(&form.host);
    unload();
    assert!(found.is_empty(), "the page changes the form:\n{found}");
}

#[wasm_bindgen_test]
async fn a_reset_that_spares_nothing_does_not_reach_the_form() {
    keeps_its_looks(include_str!("../../e2e/pages/zoo/unset.css")).await;
}

#[wasm_bindgen_test]
async fn important_rules_for_everything_do_not_reach_the_form() {
    keeps_its_looks(include_str!("../../e2e/pages/zoo/important.css")).await;
}

#[wasm_bindgen_test]
async fn inherited_properties_end_at_the_form() {
    keeps_its_looks(include_str!("../../e2e/pages/zoo/inherited.css")).await;
}

#[wasm_bindgen_test]
async fn a_page_with_the_same_names_does_not_reach_the_form() {
    keeps_its_looks(include_str!("../../e2e/pages/zoo/names.css")).await;
}

#[wasm_bindgen_test]
async fn the_form_has_the_font_of_the_page_and_its_colour_scheme() {
    let form = dressed().await;
    remember(&form.host);
    load(
        ":is(html, body, test-form):not(#a#b#c) { font-family: serif !important; color-scheme: dark !important }",
    );
    let found = differences(&form.host);
    unload();
    assert!(found.contains("font-family: \"serif\""), "{found}");
    assert!(found.contains("color-scheme: \"dark\""), "{found}");
}
