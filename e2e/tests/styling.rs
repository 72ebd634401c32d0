//! What a page may set: custom properties, parts, its font, its colour scheme. Whatever is promised has an effect.

use std::collections::BTreeSet;

use anyhow::Result;
use e2e::takes::{self, called};
use e2e::{Scene, scene};
use serde_json::{Value, json};

const TOKENS: &str = include_str!("../../style/tokens.css");
const FORM: &str = include_str!("../../style/form.css");
const DOCUMENTATION: &str = include_str!("../../docs/EMBEDDING.md");

/// Each property, a value for it, and where that must arrive: in what, as which property of CSS, computed to what.
#[rustfmt::skip]
const EFFECTS: [(&str, &str, &str, &str, &str); 29] = [
    ("--lf-accent", "rgb(1, 2, 3)", ".lf-submit", "background-color", "rgb(1, 2, 3)"),
    ("--lf-accent-text", "rgb(1, 2, 3)", ".lf-submit", "color", "rgb(1, 2, 3)"),
    ("--lf-chosen", "rgb(1, 2, 3)", ".lf-choice:has(:checked)", "background-color", "rgb(1, 2, 3)"),
    ("--lf-focus", "rgb(1, 2, 3)", ":focus-visible", "outline-color", "rgb(1, 2, 3)"),
    ("--lf-background", "rgb(1, 2, 3)", ".lf-form", "background-color", "rgb(1, 2, 3)"),
    ("--lf-surface", "rgb(1, 2, 3)", "textarea", "background-color", "rgb(1, 2, 3)"),
    ("--lf-text", "rgb(1, 2, 3)", ".lf-label", "color", "rgb(1, 2, 3)"),
    ("--lf-muted", "rgb(1, 2, 3)", ".lf-help", "color", "rgb(1, 2, 3)"),
    ("--lf-border", "rgb(1, 2, 3)", "[name=formal_name]", "border-top-color", "rgb(1, 2, 3)"),
    ("--lf-line", "rgb(1, 2, 3)", ".lf-group-row", "border-top-color", "rgb(1, 2, 3)"),
    ("--lf-shadow", "rgb(1, 2, 3) 0px 1px 2px 0px", ".lf-form", "box-shadow", "rgb(1, 2, 3) 0px 1px 2px 0px"),
    ("--lf-error", "rgb(1, 2, 3)", ".lf-summary", "color", "rgb(1, 2, 3)"),
    ("--lf-success", "rgb(1, 2, 3)", ".lf-thanks::before", "background-color", "rgb(1, 2, 3)"),
    ("--lf-warning", "rgb(1, 2, 3)", ".lf-warning", "color", "rgb(1, 2, 3)"),
    ("--lf-radius", "3px", ".lf-drop", "border-top-left-radius", "3px"),
    ("--lf-button-radius", "3px", ".lf-submit", "border-top-left-radius", "3px"),
    ("--lf-border-width", "5px", ".lf-choice", "border-top-width", "5px"),
    ("--lf-focus-width", "5px", ":focus-visible", "outline-width", "5px"),
    ("--lf-frame", "7px dotted", ".lf-form", "border-top-width", "7px"),
    ("--lf-padding", "13px", ".lf-form", "padding-top", "13px"),
    ("--lf-density", "0.5", ".lf-submit", "min-height", "28px"),
    ("--lf-gap", "17px", ".lf-fields", "column-gap", "17px"),
    ("--lf-control-height", "71px", "[name=phones]", "min-height", "71px"),
    ("--lf-font", "monospace", "[name=phones]", "font-family", "monospace"),
    ("--lf-title-font", "monospace", ".lf-title", "font-family", "monospace"),
    ("--lf-title-size", "41px", ".lf-title", "font-size", "41px"),
    ("--lf-title-weight", "300", ".lf-title", "font-weight", "300"),
    ("--lf-label-weight", "300", ".lf-label", "font-weight", "300"),
    ("--lf-button-weight", "300", ".lf-submit", "font-weight", "300"),
];

const PARTS: [&str; 7] = ["form", "field", "label", "control", "error", "button", "status"];

/// The custom properties that a text names.
fn properties(text: &str) -> BTreeSet<&str> {
    let ends =
        |rest: &str| rest.find(|char: char| !char.is_ascii_lowercase() && char != '-').unwrap_or(rest.len());
    text.match_indices("--lf-")
        .map(|(at, _)| &text[at..at + ends(&text[at..])])
        .filter(|name| name.len() > 5)
        .collect()
}

/// A stylesheet without its comments.
fn code(style: &str) -> String {
    style.split("/*").map(|piece| piece.split_once("*/").map_or(piece, |(_, code)| code)).collect()
}

/// The section of the documentation that is about looks.
fn section() -> &'static str {
    let (_, rest) = DOCUMENTATION.split_once("\n## Styling\n").expect("a section about styling");
    rest.split("\n## ").next().unwrap_or(rest)
}

/// What the rows of its tables are about.
fn rows() -> BTreeSet<&'static str> {
    section().lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect()
}

#[test]
fn the_properties_of_the_stylesheet_are_those_of_the_documentation_and_each_is_tested() {
    let code = [code(TOKENS), code(FORM)].concat();
    let used = properties(&code);
    assert_eq!(used, properties(TOKENS), "tokens.css names each");
    let documented: BTreeSet<_> = rows().into_iter().filter(|row| row.starts_with("--")).collect();
    assert_eq!(used, documented, "docs/EMBEDDING.md has a row for each");
    assert_eq!(used, EFFECTS.iter().map(|(name, ..)| *name).collect(), "each has an effect that is tested");
    let parts: BTreeSet<_> = rows().into_iter().filter(|row| !row.starts_with("--")).collect();
    assert_eq!(parts, PARTS.into_iter().collect(), "and a row for each part");
    for part in PARTS {
        assert!(TOKENS.contains(&format!("\n *   {part} ")), "tokens.css says what the part {part} is");
    }
}

/// A take of this caption, on a page whose stylesheet this is.
async fn play(scene: &Scene, caption: &str, style: &str) -> Result<()> {
    takes::set(scene);
    scene.host.put("/page.css", style);
    called(caption).play(scene, "<link rel='stylesheet' href='/page.css'>").await
}

const COMPUTED: &str = "const [selector, property] = arguments; const [own, pseudo] = selector.split('::');\
    const form = document.querySelector('lead-form');\
    const element = own === 'lead-form' ? form : form.shadowRoot.querySelector(own);\
    return getComputedStyle(element, pseudo && `::${pseudo}`).getPropertyValue(property)";

async fn computed(scene: &Scene, selector: &str, property: &str) -> Result<Value> {
    scene.browser.run(COMPUTED, vec![json!(selector), json!(property)]).await
}

/// The take in which the effect of a property is seen.
fn caption(name: &str) -> &'static str {
    match name {
        "--lf-chosen" => "Every control, filled in",
        "--lf-focus" | "--lf-focus-width" => "A field with the focus",
        "--lf-warning" => "Slips, each with its repair; a warning that holds nothing up",
        "--lf-success" => "Sent",
        _ => "Every control, in error: pressed too early",
    }
}

#[tokio::test]
async fn each_property_that_a_page_sets_arrives() {
    scene(async |scene| {
        let captions: BTreeSet<_> = EFFECTS.iter().map(|(name, ..)| caption(name)).collect();
        for shown in captions {
            play(scene, shown, "").await?;
            let effects = EFFECTS.iter().filter(|(name, ..)| caption(name) == shown);
            for (name, value, selector, property, expected) in effects {
                let before = computed(scene, selector, property).await?;
                assert_ne!(before, *expected, "{name} is no default");
                let set = "document.documentElement.style.setProperty(arguments[0], arguments[1])";
                scene.browser.run(set, vec![json!(name), json!(value)]).await?;
                assert_eq!(computed(scene, selector, property).await?, *expected, "{name} in {selector}");
                scene.browser.run(set, vec![json!(name), json!("")]).await?;
                assert_eq!(computed(scene, selector, property).await?, before, "{name} is gone");
            }
        }
        Ok(())
    })
    .await;
}

/// For each field: whether the parts that it should have are in it, and can be seen.
const FIELDS: &str = "\
    const root = document.querySelector('lead-form').shadowRoot; const wrong = []; const kinds = new Set();\
    for (const control of root.querySelectorAll('[name]:not([type=hidden])')) {\
      kinds.add(control.type + (control.role ?? '') + control.className);\
      const field = control.closest('[part=field]'); const name = control.name;\
      if (!field) { wrong.push(`${name} is in no field`); continue; }\
      const visible = control.closest('[part=control]');\
      const box = visible?.getBoundingClientRect();\
      if (!visible || getComputedStyle(visible).opacity === '0' || !box.width) wrong.push(`${name} has no control`);\
      const parts = name.startsWith('consent') ? ['error'] : ['error', 'label'];\
      for (const part of parts) if (!field.querySelector(`[part=${part}]`)) wrong.push(`${name} has no ${part}`);\
    }\
    return [wrong, kinds.size];";

#[tokio::test]
async fn every_kind_of_control_has_its_parts() {
    scene(async |scene| {
        play(scene, "Every control, filled in", "").await?;
        let found = scene.browser.run(FIELDS, vec![]).await?;
        assert_eq!(found[0], json!([]));
        // Select, text, radio, checkbox, combobox, chips, long text, tel or date, file, consent: none was forgotten.
        assert!(found[1].as_u64().unwrap_or_default() >= 9, "{found}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn each_part_can_be_styled_and_nothing_else_is_touched() {
    scene(async |scene| {
        let rule = |(index, part)| format!("lead-form::part({part}) {{ outline: {}px dashed }}\n", index + 11);
        let style: String = PARTS.into_iter().enumerate().map(rule).collect();
        let widths = "const form = document.querySelector('lead-form').shadowRoot;\
                      const own = [...form.querySelectorAll(`[part=${arguments[0]}]`)];\
                      const of = (elements) => [...new Set(elements.map((one) => getComputedStyle(one).outlineWidth))];\
                      return [of(own), of([...form.querySelectorAll('*:not([part]), [part=\"\"]')])\
                        .filter((width) => parseFloat(width) > 10)]";
        for (caption, parts) in [("Step 2 of 3, in error", &PARTS[..]), ("Sent", &["status"])] {
            play(scene, caption, &style).await?;
            for part in parts {
                let index = PARTS.iter().position(|name| name == part).unwrap_or_default();
                let found = scene.browser.run(widths, vec![json!(part)]).await?;
                assert_eq!(found, json!([[format!("{}px", index + 11)], []]), "{part} in `{caption}`");
            }
        }
        // A page that makes its controls high makes no giants of radio buttons.
        play(scene, "Every control, empty", "lead-form::part(control) { height: 99px; width: 90% }").await?;
        assert_eq!(computed(scene, "[type=radio]", "height").await?, "20px");
        assert_eq!(computed(scene, "[name='consent.contact']", "height").await?, "18.75px");
        assert_eq!(computed(scene, ".lf-drop", "height").await?, "99px");
        Ok(())
    })
    .await;
}
