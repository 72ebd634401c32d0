//! What stands in the form's place once the lead is sent.

use super::tag::{Tag, tag};
use crate::state::Form;
use leadform_language::{Phrase, phrase};

pub(super) fn thanks(form: Form) -> Tag {
    let message = form.state().definition.message.clone();
    let language = form.language();
    let default = || phrase(language, Phrase::ThanksMessage).to_owned();
    let message = message.as_ref().map_or_else(default, |message| message.get(language).to_owned());
    tag("div")
        .class("lf-thanks")
        .part("status")
        .attr("id", "lf-thanks")
        // It gets the focus, and with it is heard; a live region would say it a second time.
        .attr("role", "group")
        .attr("aria-labelledby", "lf-thanks-title")
        .attr("aria-describedby", "lf-thanks-message")
        .attr("tabindex", "-1")
        .attr("lang", language.tag())
        .child(tag("h2").attr("id", "lf-thanks-title").child(phrase(language, Phrase::Thanks)))
        .child(tag("p").attr("id", "lf-thanks-message").child(message))
}
