//! A box to tick: what is agreed to, and where the policy stands.

use leadform_spec::Answer;

use super::field::{as_control, frame, optional};
use super::note::note;
use super::tag::{Tag, tag};
use super::text::{target, text_of};
use crate::page;
use crate::state::{AGREED, Control, Subject};
use leadform_language::{Phrase, phrase};

pub(super) fn consent(control: Control) -> Tag {
    let form = control.form;
    control.about().asked.set(true);
    let policy_url = match &control.about().subject {
        Subject::Consent(consent) => consent.policy_url.clone(),
        Subject::Field(_) => None,
    };
    let link = policy_url.map(|url| {
        tag("a")
            .attr("href", url)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .child(phrase(form.language(), Phrase::Policy))
    });
    let label = control.label(form.language());
    // Neighbouring texts are one, as a parser reads them from paper: two are measured otherwise, by a hair.
    let text = match optional(control) {
        Some(optional) => tag("span").child(label).child(optional).child(" "),
        None => tag("span").child(label + " "),
    };
    let text = text.child(link);
    let tick = as_control(tag("input").attr("type", "checkbox").attr("value", AGREED), control)
        .property(".checked", move || text_of(&control.about().answer.look()))
        .on("change", move |event| {
            let text = if target(&event).checked() { page::time() } else { String::new() };
            control.typed(Answer::Text(text));
        });
    let label = tag("label").class("lf-choice").attr("for", control.id("")).child(tick).child(text);
    frame(tag("div"), control).child(label).child(note(control))
}
