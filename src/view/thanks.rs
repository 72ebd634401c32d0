//! What stands in the form's place once the lead is sent.

use super::tag::{Tag, tag};
use crate::state::Form;
use leadform_language::{Phrase, phrase};

pub(super) fn thanks(form: Form) -> Tag {
    let message = form.state().definition.message.clone();
    let said = move || {
        let language = form.language();
        let default = || phrase(language, Phrase::ThanksMessage).to_owned();
        message.as_ref().map_or_else(default, |message| message.get(language).to_owned())
    };
    tag("div")
        .class("lf-thanks")
        .part("status")
        .attr("id", "lf-thanks")
        .attr("role", "status")
        .attr("tabindex", "-1")
        .live_attr("lang", move || Some(form.language().tag().to_owned()))
        .child(tag("h2").text(move || phrase(form.language(), Phrase::Thanks).to_owned()))
        .child(tag("p").text(said))
}
