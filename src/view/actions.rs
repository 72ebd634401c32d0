//! The buttons, and the line that says how sending goes.

use super::tag::{Tag, tag};
use crate::page::ON_PAPER;
use crate::state::{Form, Phase};
use leadform_language::{self as language, Phrase, phrase};

pub(super) fn actions(form: Form) -> Tag {
    let back = move || {
        (form.state().step.get() > 0).then(|| {
            tag("button")
                .attr("type", "button")
                .class("lf-back")
                .part("button")
                .on("click", move |_| form.back())
                .child(phrase(form.language(), Phrase::Back))
        })
    };
    let is_sending = move || form.state().phase.get() == Phase::Sending;
    // Never disabled: a button that does nothing says nothing. While sending, presses are ignored.
    let submit = tag("button")
        .attr("type", "submit")
        .class("lf-submit")
        .part("button")
        // The press itself, by hand or by Enter: in a frame whose sandbox allows no forms, no `submit` follows it.
        .on("click", move |event| {
            event.prevent_default();
            form.press();
        })
        .live_attr("aria-busy", move || is_sending().then(|| "true".to_owned()))
        .live(move || is_sending().then(|| tag("span").class("lf-spinner").attr("aria-hidden", "true")))
        .text(move || submit_text(form));
    tag("div").class("lf-actions").live(back).child(submit)
}

fn submit_text(form: Form) -> String {
    let state = form.state();
    let language = form.language();
    let say = |what| phrase(language, what).to_owned();
    match state.phase.get() {
        Phase::Sending => say(Phrase::Sending),
        // On paper all steps stand there.
        _ if !ON_PAPER && state.step.get() + 1 < form.steps() => say(Phrase::Next),
        Phase::Waiting => say(Phrase::SendNow),
        Phase::Changed | Phase::Failed(_) => say(Phrase::SendAgain),
        Phase::Filling | Phase::Sent => state
            .definition
            .submit
            .as_ref()
            .map_or_else(|| say(Phrase::Send), |text| text.get(language).to_owned()),
    }
}

/// It is there and empty from the start: screen readers speak only of what changes in a place that they know.
pub(super) fn status(form: Form) -> Tag {
    let phase = move || form.state().phase.get();
    tag("p")
        .part("status")
        .attr("role", "status")
        .live_attr("class", move || {
            let class = match phase() {
                Phase::Failed(_) => "lf-status lf-status-error",
                Phase::Waiting | Phase::Changed => "lf-status lf-status-error lf-status-waiting",
                Phase::Filling | Phase::Sending | Phase::Sent => "lf-status",
            };
            Some(class.to_owned())
        })
        .text(move || match phase() {
            Phase::Failed(failure) => language::failure(form.language(), failure).to_owned(),
            Phase::Sending => phrase(form.language(), Phrase::Sending).to_owned(),
            // Said once: the tries that follow change nothing here.
            Phase::Waiting => phrase(form.language(), Phrase::Waiting).to_owned(),
            Phase::Changed => phrase(form.language(), Phrase::Changed).to_owned(),
            Phase::Filling | Phase::Sent => String::new(),
        })
}
