//! A group of fields that repeats: rows that come and go.

use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;
use leptos::tachys::view::keyed::keyed;

use super::field::{help, labelled};
use super::form::shown;
use super::note::note;
use super::tag::{Tag, tag};
use crate::state::{Control, Row};
use leadform_language::{self as language, Phrase, phrase};

pub(super) fn group(control: Control) -> Tag {
    let form = control.form;
    let (least, most) = control.row_limits();
    // What is typed into the other rows must survive that one comes or goes. So must what follows it: each row has an
    // owner of its own, below the form's and not below the closure, whose own things end whenever it runs again.
    let parent = form.owner();
    let rows = move || {
        let parent = parent.clone();
        keyed(
            control.about().rows.get(),
            |row| row.number,
            move |_, row| {
                let owner = parent.with(Owner::new);
                let view = owner.with(|| untrack(|| self::row(control, &row, least)));
                (|_| {}, OwnedView::new_with_owner(view, owner))
            },
        )
    };
    let add = move || {
        (control.about().rows.look().len() < most).then(|| {
            tag("button")
                .attr("type", "button")
                .attr("id", control.id("-add"))
                .class("lf-group-add")
                .on("click", move |_| {
                    let row = control.add_row();
                    form.touched();
                    row.controls.first().inspect(|first| form.focus_soon(first.id("")));
                })
                .text(move || language::add(form.language(), &control.label(form.language())))
        })
    };
    tag("fieldset")
        .class("lf-field lf-group")
        .part("field")
        .attr("id", control.id(""))
        .attr("tabindex", "-1")
        .attr("aria-describedby", control.id("-error"))
        .child(labelled(tag("legend"), control))
        .child(help(control))
        .child(tag("div").class("lf-group-rows").child(rows.into_any()))
        .live(add)
        .child(note(control))
}

fn row(group: Control, row: &Row, least: usize) -> AnyView {
    let form = group.form;
    let number = row.number;
    let name = move || group.row_label(number, form.language());
    let remove = move || {
        (group.about().rows.look().len() > least).then(|| {
            tag("button")
                .attr("type", "button")
                .class("lf-group-remove")
                .live_attr("aria-label", move || Some(language::remove(form.language(), &name())))
                .on("click", move |_| {
                    group.remove_row(number);
                    form.focus_soon(group.id("-add"));
                })
                .text(move || phrase(form.language(), Phrase::Remove).to_owned())
        })
    };
    tag("div")
        .class("lf-group-row")
        .attr("role", "group")
        .live_attr("aria-label", move || Some(name()))
        .children(row.controls.iter().copied().map(shown))
        .live(remove)
        .view()
}
