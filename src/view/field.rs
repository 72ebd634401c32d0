//! What all fields have in common: the label, the help, the line below, and how they hang together.

use leadform_spec::api::Presence;
use leadform_spec::definition::{Control as Kind, Width};
use leadform_spec::texts;

use super::note::note;
use super::tag::{Tag, tag};
use super::{chips, choice, combobox, file, group, printed, text};
use crate::page::ON_PAPER;
use crate::state::Control;
use leadform_language::{Phrase, phrase};

/// A field with everything around it.
pub(super) fn field(control: Control) -> Tag {
    let kind = control.about().field().map_or(Kind::Hidden, |field| field.control);
    match kind {
        Kind::Text | Kind::Tel | Kind::Email | Kind::Number | Kind::Date | Kind::Time => {
            framed(control, text::input(control, kind))
        }
        Kind::Textarea => framed(control, text::textarea(control)),
        Kind::Select => framed(control, choice::select(control)),
        Kind::Radio => framed_group(control, choice::radios(control))
            .attr("role", "radiogroup")
            .live_attr("aria-invalid", move || Some(control.is_wrong().to_string()))
            .maybe("aria-required", control.is_required().then_some("true")),
        Kind::Checkboxes => framed_group(control, choice::checkboxes(control)),
        Kind::Combobox => framed(control, combobox::combobox(control)),
        Kind::Chips => framed(control, chips::chips(control)),
        Kind::File => framed(control, file::files(control)),
        Kind::Group => group::group(control),
        Kind::Hidden => text::hidden(control),
    }
}

/// A field with one control, which its label names.
fn framed(control: Control, inner: Tag) -> Tag {
    let label = tag("label").attr("for", control.id("")).attr("id", control.id("-label"));
    frame(tag("div"), control)
        .child(labelled(label, control))
        .child(help(control))
        .child(inner)
        .child(note(control))
}

/// A field with several controls, which a legend names together.
fn framed_group(control: Control, inner: Tag) -> Tag {
    frame(tag("fieldset"), control)
        .attr("id", control.id("-group"))
        .maybe("tabindex", control.has_fetched_choices().then_some("-1"))
        .attr("aria-describedby", described_by(control))
        .child(labelled(tag("legend"), control))
        .child(help(control))
        .child(inner)
        .child(note(control))
}

pub(super) fn frame(outer: Tag, control: Control) -> Tag {
    let is_half = control.about().field().is_some_and(|field| field.width == Width::Half);
    let class = if is_half { "lf-field lf-half" } else { "lf-field" };
    outer.part("field").attr("id", control.id("-field")).live_attr("class", move || {
        Some(if control.is_wrong() { texts![class, " lf-invalid"] } else { class.to_owned() })
    })
}

/// The words above a control. What may stay empty says so: that is less to read than a mark on everything else.
pub(super) fn labelled(label: Tag, control: Control) -> Tag {
    let about = control.about();
    let is_one_of_a_pair = about.field().is_some_and(|field| field.row.presence == Presence::Either);
    let may_be_empty = !is_one_of_a_pair && control.row_limits().0 == 0;
    let form = control.form;
    let label = label.class("lf-label").part("label").child(control.label(form.language()));
    if may_be_empty { label.child(optional(control)) } else { label }
}

/// Says of what may stay empty that it may; nothing of the rest.
pub(super) fn optional(control: Control) -> Option<Tag> {
    (!control.is_required()).then(|| {
        tag("span").class("lf-optional").child(texts![
            " (",
            phrase(control.form.language(), Phrase::Optional),
            ")"
        ])
    })
}

/// The sentence that helps, if there is one. How to fill in a free list is always said.
pub(super) fn help(control: Control) -> Option<Tag> {
    has_help(control).then(|| {
        let own = control.text(|field| field.help.as_ref());
        let condition = printed::condition(control);
        let is_list = control.about().field().is_some_and(|field| field.control == Kind::Chips);
        let how = || is_list.then(|| phrase(control.form.language(), Phrase::ChipHint).to_owned());
        let words = own.or_else(how);
        let words = match (condition, words) {
            (Some(condition), Some(words)) => texts![condition, " ", words],
            (condition, words) => condition.or(words).unwrap_or_default(),
        };
        tag("p").class("lf-help").attr("id", control.id("-help")).child(words)
    })
}

fn has_help(control: Control) -> bool {
    control.about().field().is_some_and(|field| field.help.is_some() || field.control == Kind::Chips)
        || printed::condition(control).is_some()
}

/// Whether the element says that it must be filled in.
pub(super) fn says_required(control: Control) -> bool {
    if ON_PAPER { printed::is_demanded(control) } else { control.is_required() }
}

/// The ids of what describes a control.
pub(super) fn described_by(control: Control) -> String {
    let mut ids = if has_help(control) { control.id("-help") + " " } else { String::new() };
    ids.push_str(&control.id("-error"));
    if control.has_fetched_choices() {
        ids.push(' ');
        ids.push_str(&control.id("-choices"));
    }
    ids
}

/// What makes a plain element the control of a field. The part is on what looks like a control: where that is something
/// else than the element itself, it is there.
pub(super) fn as_control(tag: Tag, control: Control) -> Tag {
    let autofill = control.about().field().and_then(|field| field.row.autofill);
    named(tag.class("lf-control").part("control").attr("id", control.id("")), control)
        .maybe("autocomplete", autofill)
        .attr("aria-describedby", described_by(control))
        .live_attr("aria-invalid", move || Some(control.is_wrong().to_string()))
        .maybe("required", says_required(control).then_some(""))
}

/// The name that every control has.
pub(super) fn named(tag: Tag, control: Control) -> Tag {
    if control.about().inside.is_some() {
        return tag.live_attr("name", move || Some(control.live_path()));
    }
    tag.attr("name", control.path())
}
