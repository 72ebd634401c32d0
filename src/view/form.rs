//! The form as a whole, and the thank-you that takes its place.

use std::cell::Cell;
use std::time::Duration;

use leadform_spec::texts;
use leadform_spec::value::text::number;
use leptos::prelude::*;

use super::field::field;
use super::note::problem_sentence;
use super::said::said;
use super::summary::summary;
use super::tag::{Child, Tag, live, tag};
use super::thanks::thanks;
use super::{actions, consent, printed, trap};
use crate::page::ON_PAPER;
use crate::state::{Control, Form};
use leadform_language as language;

/// Not while the page is still getting ready, and before anybody has filled in a form.
const REHEARSAL: Duration = Duration::from_millis(700);

/// The form; once it is sent, the thank-you.
pub(crate) fn form(form: Form) -> Tag {
    let now = move || {
        let state = form.state();
        state.language.look();
        Some(if state.is_sent.get() { thanks(form) } else { untrack(|| filling(form)) })
    };
    tag("div").class("lf-root").live(now)
}

fn filling(form: Form) -> Tag {
    let state = form.state();
    let title = state.definition.title.clone();
    // Anywhere: what is said on leaving a field must not move the page's own buttons from under a finger either.
    if !ON_PAPER {
        let listener = window_event_listener_untyped("pointerdown", move |_| form.press_begins());
        on_cleanup(move || listener.remove());
    }
    let outer = tag("form").class("lf-form").part("form");
    let outer = if ON_PAPER {
        printed::sendable(outer, form).child(printed::carried(form))
    } else {
        // The form has its own words for what is wrong, in its own language.
        outer.attr("novalidate", "")
    };
    let outer = outer
        // Should the browser ever send it by itself, what was typed must not end up in an address.
        .attr("method", "post")
        .attr("lang", form.language().tag())
        .on("submit", move |event| {
            event.prevent_default();
            form.press();
        })
        .on("input", move |_| form.touched())
        .on("compositionupdate", move |_| form.composes())
        .on("compositionend", move |_| form.stops_composing())
        .on("focusout", move |_| form.stops_composing())
        .child(title.map(|title| tag("h2").class("lf-title").child(title.get(form.language()).to_owned())))
        .child(progress(form));
    let outer = if ON_PAPER {
        outer.children((0..form.steps()).map(|index| step(form, index)))
    } else {
        outer.live(move || summary(form)).live(move || Some(step(form, form.state().step.get())))
    };
    outer
        // A plain proxy could not be told.
        .child(state.definition.gateway.then(|| trap::trap(form)))
        .child(said(form))
        .child(actions::actions(form))
        .child(actions::status(form))
        .made(move |_| rehearse(form))
}

thread_local! {
    /// Whether there was a rehearsal on this page.
    static IS_REHEARSED: Cell<bool> = const { Cell::new(false) };
}

/// A browser compiles a function when it is called for the first time, and there are many between a press and what it finds. So one is
/// looked for once while nobody waits, and nothing said.
fn rehearse(form: Form) {
    if ON_PAPER || IS_REHEARSED.replace(true) {
        return;
    }
    let find = move || {
        if !form.is_gone() {
            form.look_for_mistakes(|control, problem| drop(problem_sentence(control, problem)));
        }
    };
    set_timeout(find, REHEARSAL);
}

/// Where the visitor is among the steps.
fn progress(form: Form) -> Option<Tag> {
    let of = form.steps();
    if of < 2 {
        return None;
    }
    let steps = (0..of).map(|step| {
        tag("li")
            .class("lf-progress-step")
            .live_attr("aria-current", move || (form.state().step.get() == step).then(|| "step".to_owned()))
            .child(step_title(form, step).unwrap_or_else(|| language::step(form.language(), step + 1, of)))
    });
    // Safari takes a list without bullets for none, unless it is told.
    Some(tag("ol").class("lf-progress").attr("role", "list").children(steps))
}

fn step_title(form: Form, step: usize) -> Option<String> {
    let state = form.state();
    let title = state.definition.steps.get(step)?.title.as_ref()?;
    Some(title.get(form.language()).to_owned())
}

/// A heading below the form's title, or in its place.
pub(super) fn heading(form: Form) -> Tag {
    tag(if form.state().definition.title.is_some() { "h3" } else { "h2" })
}

/// The fields of one step.
fn step(form: Form, step: usize) -> Tag {
    untrack(|| {
        let of = form.steps();
        let heading = (of > 1).then(|| {
            let place = language::step(form.language(), step + 1, of);
            let words = match step_title(form, step) {
                Some(title) => texts![place, ": ", title],
                None => place,
            };
            let heading = heading(form).class("lf-step-title");
            // On paper all steps stand there, and an id once.
            let heading = if ON_PAPER && step > 0 { heading } else { heading.attr("id", "lf-step") };
            heading.attr("tabindex", "-1").child(words)
        });
        let fields = form.controls_of(step).map(shown);
        let id = texts!["lf-step-", number(step + 1)];
        tag("div")
            .class("lf-step")
            .attr("id", id)
            .child(heading)
            .child(tag("div").class("lf-fields").children(fields))
    })
}

/// A control, while its condition holds.
pub(super) fn shown(control: Control) -> Child {
    let has_condition = control.about().field().is_some_and(|field| field.show_if.is_some());
    let view = move || if control.is_consent() { consent::consent(control) } else { field(control) };
    if has_condition && !ON_PAPER {
        live(move || control.about().shown.get().then(|| untrack(view)))
    } else {
        view().into()
    }
}
