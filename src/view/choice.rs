//! Controls that offer a few choices: select, radios, checkboxes.

use std::rc::Rc;

use leadform_spec::Answer;
use leadform_spec::definition::{Control as Kind, OptionItem};
use leadform_spec::texts;
use leadform_spec::value::text::number;
use leptos::prelude::*;

use super::field::{as_control, named, says_required};
use super::printed;
use super::tag::{Tag, tag};
use super::text::{follows, target, text_of};
use crate::page::ON_PAPER;
use crate::state::Control;
use crate::state::choices::{Choices, Listing};
use leadform_language::{self as language, Phrase, phrase};

/// A list that opens.
pub(super) fn select(control: Control) -> Tag {
    let form = control.form;
    let empty = move || {
        let language = form.language();
        let waits = match control.listing() {
            Listing::Waiting(parent) => Some(language::choose_first(language, &parent.label(language))),
            _ => None,
        };
        waits
            .or_else(|| control.text(|field| field.placeholder.as_ref()))
            .unwrap_or_else(|| phrase(language, Phrase::Choose).to_owned())
    };
    let options = move || {
        let chosen = text_of(&control.about().answer.peek());
        control.listing().items().iter().map(|item| option(control, item, &chosen)).collect()
    };
    let select = as_control(tag("select"), control)
        .child(tag("option").attr("value", "").text(empty))
        .live_children(options);
    let select = follows(select, control)
        .on("change", move |event| control.typed(Answer::Text(target(&event).value())))
        .on("blur", move |_| control.left());
    tag("div").class("lf-select").child(select).child(progress(control))
}

fn option(control: Control, item: &OptionItem, chosen: &str) -> Tag {
    let is_chosen = item.value == chosen;
    tag("option")
        .attr("value", item.value.clone())
        .maybe("selected", printed::is_chosen(control, &item.value).then_some(""))
        .maybe(".selected", is_chosen.then_some("true"))
        .child(item.label.get(control.form.language()).to_owned())
}

/// One of a few, all in sight.
pub(super) fn radios(control: Control) -> Tag {
    choices(control, "radio")
}

/// Several of a few, all in sight.
pub(super) fn checkboxes(control: Control) -> Tag {
    choices(control, "checkbox")
}

fn choices(control: Control, kind: &'static str) -> Tag {
    let list = move || {
        let items = control.listing().items();
        items.iter().enumerate().map(|(index, item)| choice(control, kind, index, item)).collect()
    };
    let choices = tag("div").class("lf-choices").live_children(list);
    tag("div").class("lf-choice-list").child(choices).child(progress(control))
}

fn choice(control: Control, kind: &'static str, index: usize, item: &OptionItem) -> Tag {
    let form = control.form;
    let value: Rc<str> = item.value.as_str().into();
    let (chosen, picked) = (Rc::clone(&value), value);
    // The first one has the id of the field: the focus goes there.
    let id = if index == 0 { control.id("") } else { control.id(&texts!["-", number(index)]) };
    let required = kind == "radio" && says_required(control);
    let input = named(tag("input").attr("type", kind).attr("id", id), control)
        // Also of radios, whose group says it too: without it, Chromium calls a required one wrong from the start.
        .live_attr("aria-invalid", move || Some(control.is_wrong().to_string()))
        .attr("value", item.value.clone())
        .maybe("required", required.then_some(""))
        .maybe("checked", printed::is_chosen(control, &item.value).then_some(""))
        .property(".checked", move || {
            let is_chosen = control.about().answer.look().texts().any(|text| *text == *chosen);
            if is_chosen { "true".to_owned() } else { String::new() }
        })
        .on("change", move |event| control.pick(&picked, target(&event).checked()));
    tag("label")
        .class("lf-choice")
        .part("control")
        .child(input)
        .child(tag("span").child(item.label.get(form.language()).to_owned()))
}

/// What is to be said while choices are fetched, and when they did not come. The control is described by it, and
/// `said.rs` tells what came of it: it is no live region by itself.
pub(super) fn progress(control: Control) -> Option<Tag> {
    let form = control.form;
    if !control.has_fetched_choices() && !untrack(|| control.listing()).items().is_empty() {
        return None;
    }
    let is_select = control.about().field().is_some_and(|field| field.control == Kind::Select);
    let sentence = move || {
        let language = form.language();
        let what = match control.listing() {
            // It would stand there for ever where nothing comes.
            Listing::Loading if ON_PAPER => return String::new(),
            Listing::Loading => Phrase::Loading,
            Listing::Ready(items) if items.is_empty() => Phrase::NoChoices,
            Listing::Failed => Phrase::LoadingFailed,
            Listing::Waiting(parent) if !is_select => {
                return language::choose_first(language, &parent.label(language));
            }
            Listing::Ready(_) | Listing::Waiting(_) => return String::new(),
        };
        texts![phrase(language, what), " "]
    };
    let retry = move || {
        matches!(control.listing(), Listing::Failed).then(|| {
            tag("button")
                .attr("type", "button")
                .class("lf-retry")
                .on("click", move |_| {
                    // The button is about to go: the focus must not go with it.
                    form.state().focus(&control.id(""));
                    control.load_again();
                })
                .child(phrase(form.language(), Phrase::LoadAgain))
        })
    };
    Some(tag("p").class("lf-loading").attr("id", control.id("-choices")).text(sentence).live(retry))
}

impl Control {
    /// What can be chosen, followed.
    pub(super) fn listing(self) -> Listing {
        let about = self.about();
        about.choices.as_ref().map_or_else(|| Listing::Ready(Rc::default()), |choices| choices.listing.get())
    }

    /// Whether what can be chosen is fetched.
    pub(super) fn has_fetched_choices(self) -> bool {
        self.about().choices.as_ref().is_some_and(Choices::are_fetched)
    }

    pub(super) fn load_again(self) {
        self.about().choices.as_ref().inspect(|choices| choices.load_again());
    }

    /// Chooses `value`, or takes it back.
    pub(super) fn pick(self, value: &str, is_chosen: bool) {
        if !self.holds_several() {
            self.typed(Answer::Text(if is_chosen { value.to_owned() } else { String::new() }));
            return;
        }
        // In the order of the list, whatever the order of picking.
        let before: Vec<String> = self.about().answer.peek().texts().map(str::to_owned).collect();
        let items = untrack(|| self.listing()).items();
        let picked = items
            .iter()
            .map(|item| &item.value)
            .filter(|item| if item.as_str() == value { is_chosen } else { before.contains(item) });
        self.typed(Answer::Many(picked.cloned().collect()));
    }
}
