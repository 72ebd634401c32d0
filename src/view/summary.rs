//! What is to be mended, in one place above the fields. What is mended is crossed out and stays, so that nothing
//! moves while someone types below.

use std::rc::Rc;

use leadform_spec::Problem;
use leadform_spec::texts;
use leadform_spec::value::text::{includes, joined};

use super::form::heading;
use super::note::problem_sentence;
use super::tag::{Tag, tag};
use crate::state::{Control, Form};
use leadform_language::{Phrase, phrase, uncapitalised};

pub(super) fn summary(form: Form) -> Option<Tag> {
    let mend = form.state().summary.get();
    if mend.is_empty() {
        return None;
    }
    let title = heading(form)
        .class("lf-summary-title")
        .attr("id", "lf-summary-title")
        .child(phrase(form.language(), Phrase::Summary));
    let list = tag("ul").attr("role", "list").children(mend.into_iter().map(item));
    let summary = tag("div")
        .class("lf-summary")
        .attr("id", "lf-summary")
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-labelledby", "lf-summary-title");
    Some(summary.child(title).child(list))
}

fn item((control, problem): (Control, Problem)) -> Tag {
    let form = control.form;
    let words = move || {
        let language = form.language();
        let label = control.label(language);
        let sentence = problem_sentence(control, &problem);
        let names_it = control.is_consent() || includes(&sentence, &uncapitalised(&label));
        let row = control.about().inside.map(|(group, number)| group.row_label(number, language));
        let places = [row, (!names_it).then_some(label)];
        joined(&places.into_iter().flatten().chain([sentence]).collect::<Vec<_>>(), ": ")
    };
    let words = Rc::new(words);
    tag("li").live(move || {
        let words = Rc::clone(&words);
        if !control.is_wrong() {
            return Some(tag("s").text(move || words()));
        }
        let link = tag("a").attr("href", texts!["#", control.id("")]).on("click", move |event| {
            event.prevent_default();
            form.state().focus(&control.id(""));
        });
        Some(link.text(move || words()))
    })
}
