//! A group of fields that repeats: rows that come and go.

use leptos::prelude::*;
use web_sys::Element;

use super::field::{described_by, help, labelled};
use super::form::shown;
use super::note::note;
use super::tag::{Cursor, Tag, remove, tag};
use crate::live::effect;
use crate::page::ON_PAPER;
use crate::state::{Control, Row, Said};
use leadform_language::{self as language, Phrase, phrase};

pub(super) fn group(control: Control) -> Tag {
    let form = control.form;
    let (least, most) = control.row_limits();
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
                .child(language::add(form.language(), &control.label(form.language())))
        })
    };
    tag("fieldset")
        .class("lf-field lf-group")
        .part("field")
        .attr("id", control.id(""))
        .attr("tabindex", "-1")
        .attr("aria-describedby", described_by(control))
        .child(labelled(tag("legend"), control))
        .child(help(control))
        .child(rows(control, least))
        .live(add)
        .child(note(control))
}

fn rows(control: Control, least: usize) -> Tag {
    let rows = tag("div").class("lf-group-rows");
    if ON_PAPER {
        return rows.children(control.about().rows.now().iter().map(|row| self::row(control, row, least)));
    }
    rows.by_hand(move |place| follow(control, place, least))
}

/// Rows that are in the page.
struct Shown(Vec<(usize, Element, Owner)>);

impl Shown {
    /// What is typed into the other rows must survive that one comes or goes. So must what follows it: each row has an
    /// owner of its own, below the form's and not below the effect, whose own things end whenever it runs again.
    fn follow(&mut self, group: Control, place: &mut Cursor, least: usize) {
        let rows = group.about().rows.get();
        self.0.retain_mut(|(number, element, owner)| {
            let is_there = rows.iter().any(|row| row.number == *number);
            if !is_there {
                remove(element);
                owner.cleanup();
            }
            is_there
        });
        // New ones come last.
        for row in rows.iter().skip(self.0.len()) {
            let owner = group.form.owner().with(Owner::new);
            let element = owner.with(|| untrack(|| place.put(self::row(group, row, least))));
            self.0.push((row.number, element, owner));
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.0.iter().for_each(|(_, _, owner)| owner.cleanup());
    }
}

/// Shows the rows here, now and as they come and go.
fn follow(group: Control, place: &mut Cursor, least: usize) {
    let mut shown = Shown(Vec::new());
    untrack(|| shown.follow(group, place, least));
    let mut place = Cursor::end(&place.parent());
    effect(move || shown.follow(group, &mut place, least));
}

fn row(group: Control, row: &Row, least: usize) -> Tag {
    let form = group.form;
    let number = row.number;
    let name = move || group.row_label(number, form.language());
    let is_removable = move || {
        (group.about().rows.look().len() > least).then(|| {
            tag("button")
                .attr("type", "button")
                .class("lf-group-remove")
                .live_attr("aria-label", move || Some(language::remove(form.language(), &name())))
                .on("click", move |_| {
                    let gone = untrack(name);
                    group.remove_row(number);
                    form.focus_soon(group.id("-add"));
                    form.say(Said::Removed(gone));
                })
                .child(phrase(form.language(), Phrase::Remove))
        })
    };
    tag("div")
        .class("lf-group-row")
        .attr("role", "group")
        .live_attr("aria-label", move || Some(name()))
        .children(row.controls.iter().copied().map(shown))
        .live(is_removable)
}
