//! Controls that are typed into: one line, several lines, dates and hours.

use leadform_spec::api::Kind as Row;
use leadform_spec::definition::{Bound, Control as Kind};
use leadform_spec::value::text::joined;
use leadform_spec::{Answer, Limit};
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlInputElement};

use super::field::{as_control, named};
use super::printed;
use super::tag::{Tag, tag};
use crate::page::ON_PAPER;
use crate::state::Control;

/// One line.
pub(super) fn input(control: Control, kind: Kind) -> Tag {
    let is_whole = control.about().field().is_some_and(|field| matches!(field.row.kind, Row::Int));
    let (kind, keyboard) = match kind {
        Kind::Tel => ("tel", Some("tel")),
        Kind::Email if printed::is_one_address(control) => ("email", Some("email")),
        Kind::Email => ("text", Some("email")),
        Kind::Date => ("date", None),
        Kind::Time => ("time", None),
        // Not `type=number`: an English browser drops the comma of "1,5" and makes it 15, a wheel changes what was
        // typed, and an id is no quantity. The keyboard is the same.
        Kind::Number if is_whole => ("text", Some("numeric")),
        Kind::Number => ("text", Some("decimal")),
        _ => ("text", None),
    };
    let range = |bound: fn(&leadform_spec::definition::Field) -> Option<Bound>| {
        let bound = control.about().field().and_then(bound).filter(|_| kind == "date");
        if ON_PAPER {
            return printed::fixed_day(bound);
        }
        match bound?.on(control.form.page().environment().today) {
            Limit::Date(date) => Some(date.write(leadform_spec::value::DateFormat::YearFirst)),
            _ => None,
        }
    };
    let tag = as_control(tag("input").attr("type", kind), control)
        .maybe("inputmode", keyboard)
        .maybe("min", range(|field| field.min))
        .maybe("max", range(|field| field.max))
        .maybe("value", printed::text(control));
    let is_email = keyboard == Some("email");
    let tag = if is_email { tag.attr("autocapitalize", "none").attr("spellcheck", "false") } else { tag };
    typed_into(tag, control)
}

/// Several lines.
pub(super) fn textarea(control: Control) -> Tag {
    let tag = as_control(tag("textarea").attr("rows", "4"), control);
    let tag = match printed::text(control) {
        Some(text) => tag.child(text),
        None => tag,
    };
    typed_into(tag, control)
}

/// Nothing to see: what the page's address or the definition gave.
pub(super) fn hidden(control: Control) -> Tag {
    let value = move || {
        let about = control.about();
        let answer = about.answer.look();
        joined(&answer.texts().collect::<Vec<_>>(), ",")
    };
    named(tag("input").attr("type", "hidden"), control).live_attr("value", move || Some(value()))
}

fn typed_into(tag: Tag, control: Control) -> Tag {
    let about = control.about();
    // Of everything else, whatever is typed is a value.
    let can_be_half = about.field().is_some_and(|field| matches!(field.control, Kind::Date | Kind::Time));
    let look = move |element: &HtmlInputElement| {
        if can_be_half {
            control.about().unfinished.set(element.validity().bad_input());
        }
    };
    let read = move |event: &Event| {
        let element = target(event);
        look(&element);
        control.typed(Answer::Text(element.value()));
    };
    follows(tag.maybe("placeholder", control.text(|field| field.placeholder.as_ref())), control)
        .on("input", move |event| read(&event))
        // Some browsers fill in with `change` alone.
        .on("change", move |event| {
            if target(&event).value() != text_of(&control.about().answer.peek()) {
                read(&event);
            }
        })
        .on("blur", move |event| {
            look(&target(&event));
            control.left();
        })
}

/// Keeps what stands in a control the same as the answer. What the visitor just typed is the same already, and is
/// never written again: that would move the caret and break off a composition.
pub(super) fn follows(tag: Tag, control: Control) -> Tag {
    tag.property(".value", move || text_of(&control.about().answer.look()))
}

/// The control that an event is about. Text areas and selects have the same properties.
pub(super) fn target(event: &Event) -> HtmlInputElement {
    let target = event.current_target().or_else(|| event.target());
    target.unwrap_or_else(|| unreachable!("an event has a target")).unchecked_into()
}

/// The text of an answer; empty if there is none.
pub(super) fn text_of(answer: &Answer) -> String {
    answer.texts().next().unwrap_or_default().to_owned()
}
