//! The line below a control: what is wrong, what may be a slip, and the repair in one tap. It is always there, so that
//! nothing moves when it fills.

use leadform_spec::{Answer, Problem};

use super::tag::{Tag, tag};
use crate::state::{Control, Note};
use leadform_language::{self as language, Phrase, phrase};

pub(super) fn note(control: Control) -> Tag {
    tag("p")
        .part("error")
        .attr("id", control.id("-error"))
        .live_attr("class", move || {
            let is_warning =
                matches!(*control.about().note.look(), Some(Note::Suggestion(_) | Note::UnknownPrefix));
            Some(if is_warning { "lf-error lf-warning" } else { "lf-error" }.to_owned())
        })
        .text(move || sentence(control).unwrap_or_default())
        .live(move || offer(control))
}

/// What is said about the answer.
pub(super) fn sentence(control: Control) -> Option<String> {
    let language = control.form.language();
    Some(match control.about().note.get()? {
        Note::Problem(problem) => problem_sentence(control, &problem),
        Note::Suggestion(_) => language::suggestion(language).to_owned(),
        Note::UnknownPrefix => phrase(language, Phrase::UnknownPrefix).to_owned(),
    })
}

pub(super) fn problem_sentence(control: Control, problem: &Problem) -> String {
    let form = control.form;
    let language = form.language();
    let other = match problem {
        Problem::Either { or } => form.control(or).map(|other| other.label(language)),
        _ => None,
    };
    let about = language::About {
        label: &control.label(language),
        other: other.as_deref(),
        control: control.about().field().map(|field| field.control),
    };
    language::problem(language, problem, &about)
}

/// What may be meant instead.
pub(super) fn offered(control: Control) -> Option<String> {
    match control.about().note.get()? {
        Note::Problem(Problem::Phone2018 { repaired }) => Some(repaired),
        Note::Suggestion(text) => Some(text),
        Note::Problem(_) | Note::UnknownPrefix => None,
    }
}

/// The button that puts the right text in place of what was typed.
fn offer(control: Control) -> Option<Tag> {
    let text = offered(control)?;
    let form = control.form;
    let repaired = text.clone();
    Some(
        tag("button")
            .attr("type", "button")
            .class("lf-offer")
            .on("click", move |_| {
                control.typed(Answer::Text(repaired.clone()));
                control.about().note.set(None);
                form.state().focus(&control.id(""));
            })
            .child(language::offer(form.language(), &text)),
    )
}
