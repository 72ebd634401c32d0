//! A free list: one input that adds an entry on Enter, on a comma, and on leaving.

use leadform_spec::Answer;
use leadform_spec::api::Kind;
use leadform_spec::value::text::trim;
use leptos::prelude::untrack;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::field::as_control;
use super::printed;
use super::tag::{Tag, tag};
use super::text::target;
use crate::page::ON_PAPER;
use crate::state::{Control, Said};
use leadform_language as language;

pub(super) fn chips(control: Control) -> Tag {
    let kind = control.about().field().map(|field| field.row.kind);
    let (kind, keyboard) = match kind {
        Some(Kind::Phones) => ("tel", "tel"),
        // Not `type=email`, which refuses a comma at the end.
        Some(Kind::Emails) => ("text", "email"),
        Some(Kind::Ints) => ("text", "numeric"),
        _ => ("text", "text"),
    };
    let input = as_control(tag("input").attr("type", kind).attr("inputmode", keyboard), control)
        .attr("class", "lf-control lf-chip-input")
        .attr("enterkeyhint", "enter")
        .maybe("placeholder", control.text(|field| field.placeholder.as_ref()))
        .maybe("value", printed::text(control))
        .on("input", move |event| {
            // A comma inside a composition may still become something else.
            let input = target(&event);
            if !is_composing(&event) && input.value().contains(is_separator) {
                add_from(control, &input);
            }
        })
        .on("compositionend", move |event| {
            let input = target(&event);
            if input.value().contains(is_separator) {
                add_from(control, &input);
            }
        })
        .on("keydown", move |event| {
            let key: &KeyboardEvent = event.unchecked_ref();
            let input = target(&event);
            let is_empty = trim(&input.value()).is_empty();
            match key.key().as_str() {
                // With nothing to add, Enter sends the form as everywhere else.
                "Enter" if !is_composing(&event) && !is_empty => {
                    event.prevent_default();
                    add_from(control, &input);
                }
                // Safari has emptied the input already when it tells of the key that took back the first letter.
                "Backspace" if !is_composing(&event) && input.value().is_empty() && !key.repeat() => {
                    let mut entries = entries(control);
                    let gone = entries.pop();
                    control.typed(Answer::Many(entries));
                    if let Some(entry) = gone {
                        control.form.say(Said::Removed(entry));
                    }
                }
                _ => {}
            }
        })
        // The entries stand above, and push down what is just being pressed.
        .on("blur", move |event| {
            let input = target(&event);
            control.form.once_released(Box::new(move || {
                add_from(control, &input);
                control.left();
            }));
        })
        // What was typed before there was a widget, and left.
        .made(move |input| {
            if control.form.state().focused().as_ref() != Some(&input) {
                add_from(control, input.unchecked_ref());
            }
        });
    // On paper the entries stand in the input, from where they can be sent.
    let entries = if ON_PAPER { tag("div").class("lf-chip-box") } else { list(control, str::to_owned) };
    tag("div").class("lf-chips").child(entries).child(input)
}

/// The entries, each with a button that takes it away.
pub(super) fn list(control: Control, name: impl Fn(&str) -> String + Copy + 'static) -> Tag {
    tag("div").class("lf-chip-box").live(move || {
        let entries = control.about().answer.get();
        let chips: Vec<Tag> = entries
            .texts()
            .filter(|entry| !entry.is_empty())
            .map(|entry| chip(control, entry, name))
            .collect();
        (!chips.is_empty()).then(|| tag("ul").class("lf-chip-list").attr("role", "list").children(chips))
    })
}

fn chip(control: Control, entry: &str, name: impl Fn(&str) -> String + 'static) -> Tag {
    let form = control.form;
    let (entry, shown) = (entry.to_owned(), name(entry));
    let gone = shown.clone();
    let remove = tag("button")
        .attr("type", "button")
        .class("lf-chip-remove")
        .attr("aria-label", language::remove(form.language(), &shown))
        .on("click", move |_| {
            let kept = entries(control).into_iter().filter(|other| *other != entry);
            control.typed(Answer::Many(kept.collect()));
            // The button is about to go: the focus must not go with it.
            form.state().focus(&control.id(""));
            form.say(Said::Removed(gone.clone()));
        })
        .child(cross());
    tag("li").class("lf-chip").child(tag("span").child(shown)).child(remove)
}

/// The sign on a button that takes something away. The button's name says what.
pub(super) fn cross() -> Tag {
    tag("span").attr("aria-hidden", "true").child("×")
}

fn entries(control: Control) -> Vec<String> {
    untrack(|| {
        control.about().answer.peek().texts().filter(|text| !text.is_empty()).map(str::to_owned).collect()
    })
}

/// Adds what stands in the input, as one entry or several.
fn add_from(control: Control, input: &HtmlInputElement) {
    let typed = input.value();
    if trim(&typed).is_empty() {
        return;
    }
    let mut entries = entries(control);
    for entry in typed.split(is_separator).map(trim).filter(|entry| !entry.is_empty()) {
        if entries.iter().all(|other| other != entry) {
            entries.push(entry.to_owned());
        }
    }
    input.set_value("");
    control.typed(Answer::Many(entries));
    control.form.say(Said::Added(trim(&typed).trim_end_matches(is_separator).to_owned()));
}

fn is_separator(char: char) -> bool {
    matches!(char, ',' | '，' | '、' | '\n')
}

/// Whether the event belongs to a composition. A key that ends one has the code 229 in Safari.
pub(super) fn is_composing(event: &web_sys::Event) -> bool {
    let property = |name: &str| js_sys::Reflect::get(event, &name.into()).unwrap_or_default();
    property("isComposing").is_truthy() || property("keyCode").as_f64() == Some(229.0)
}
