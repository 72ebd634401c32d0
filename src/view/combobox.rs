//! Many choices, found by typing: the combobox of the ARIA Authoring Practices, with a list below an input.
//!
//! What is typed finds a choice by any part of its label, without regard to Vietnamese marks. Of long lists, only as
//! much is in the page as was asked to see.

mod search;

use std::cell::Cell;
use std::rc::Rc;

use leadform_spec::definition::{Language, OptionItem};
use leadform_spec::texts;
use leadform_spec::value::text::number;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlInputElement};

use super::chips::list;
use super::choice::progress;
use super::field::as_control;
use super::printed;
use super::tag::{Tag, tag};
use super::text::target;
use crate::live::{Live, effect};
use crate::page::ON_PAPER;
use crate::state::Control;
use crate::state::choices::Listing;
use leadform_language::{self as language, Phrase, phrase};

/// How many choices are put into the page at a time.
const PAGE: usize = 50;

/// The state of one combobox, for as long as it is shown.
struct Combobox {
    control: Control,
    is_open: Live<bool>,
    /// What the visitor typed to find a choice; none while the choice itself stands there.
    search: Live<Option<String>>,
    /// Which of the choices that fit the keyboard is at.
    active: Live<Option<usize>>,
    /// The keyboard has moved, and the list has not followed yet. (More choices come as the list is scrolled: that must
    /// not bring it back.)
    is_moved: Cell<bool>,
    /// How many of the choices that fit are in the page.
    limit: Live<usize>,
    /// The labels in lower case and without marks, for the list and language that they are of.
    plain: Live<(usize, Language, Rc<Vec<String>>)>,
}

pub(super) fn combobox(control: Control) -> Tag {
    if ON_PAPER {
        return tag("div").class("lf-combobox").child(printed::picker(control)).child(progress(control));
    }
    let it = Rc::new(Combobox {
        control,
        is_open: Live::new(false),
        search: Live::new(None),
        active: Live::new(None),
        is_moved: Cell::new(false),
        limit: Live::new(PAGE),
        plain: Live::new((0, Language::Vi, Rc::default())),
    });
    let chosen = control.holds_several().then(|| list(control, move |value| label_of(control, value)));
    tag("div")
        .class("lf-combobox")
        .child(chosen)
        .child(input(&it))
        .child(listbox(&it))
        .child(progress(control))
}

fn input(it: &Rc<Combobox>) -> Tag {
    let control = it.control;
    let form = control.form;
    let with = |run: fn(&Combobox, Event)| {
        let it = Rc::clone(it);
        move |event| run(&it, event)
    };
    let (expanded, active, shown) = (Rc::clone(it), Rc::clone(it), Rc::clone(it));
    as_control(tag("input").attr("type", "text").attr("role", "combobox"), control)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", control.id("-list"))
        .live_attr("aria-expanded", move || Some(expanded.is_unfolded().to_string()))
        .live_attr("aria-activedescendant", move || {
            let at = active.active.get().filter(|_| active.is_open.get());
            at.map(|index| control.id(&texts!["-option-", number(index)]))
        })
        .live_attr("placeholder", move || {
            let language = form.language();
            if let Listing::Waiting(parent) = control.listing() {
                return Some(language::choose_first(language, &parent.label(language)));
            }
            let own = control.text(|field| field.placeholder.as_ref());
            own.or_else(|| Some(phrase(language, Phrase::Search).to_owned()))
        })
        .made(move |element: Element| {
            let it = Rc::clone(&shown);
            effect(move || {
                it.keep_to_answer();
                let text = it.shown_text();
                let input: &HtmlInputElement = element.unchecked_ref();
                if input.value() != text {
                    input.set_value(&text);
                }
            });
        })
        .on("click", with(|it, _| it.open()))
        .on("input", with(|it, event| it.search(target(&event).value())))
        .on("keydown", with(|it, event| it.key(&event)))
        .on("blur", with(|it, _| it.left()))
}

fn listbox(it: &Rc<Combobox>) -> Tag {
    let control = it.control;
    let form = control.form;
    let (hidden, options, scrolled, none) = (Rc::clone(it), Rc::clone(it), Rc::clone(it), Rc::clone(it));
    let list = tag("ul")
        .class("lf-listbox")
        .attr("role", "listbox")
        .attr("id", control.id("-list"))
        .attr("aria-labelledby", control.id("-label"))
        .maybe("aria-multiselectable", control.holds_several().then_some("true"))
        .live_attr("hidden", move || (!hidden.is_unfolded()).then(String::new))
        // The focus stays in the input, whatever is pressed here.
        .on("mousedown", |event| event.prevent_default())
        .on("scroll", move |event| {
            let list: Element = target(&event).unchecked_into();
            if list.scroll_top() + 2 * list.client_height() > list.scroll_height() {
                scrolled.show_more();
            }
        })
        .live_children(move || options.options());
    let nothing = tag("p").class("lf-loading").attr("role", "status").text(move || {
        let is_ready = matches!(control.listing(), Listing::Ready(items) if !items.is_empty());
        if !is_ready || !none.is_open.get() || none.search.look().is_none() {
            return String::new();
        }
        let language = form.language();
        match none.fitting().len() {
            0 => phrase(language, Phrase::NoMatches).to_owned(),
            count => language::matches(language, count),
        }
    });
    tag("div").class("lf-found").child(list).child(nothing)
}

impl Combobox {
    /// Whether the list can be seen: it is open, and something fits.
    fn is_unfolded(&self) -> bool {
        self.is_open.get() && !self.fitting().is_empty()
    }

    fn options(self: &Rc<Self>) -> Vec<Tag> {
        if !self.is_open.get() {
            return Vec::new();
        }
        let items = self.control.listing().items();
        let shown = self.fitting().into_iter().take(self.limit.get()).enumerate();
        shown.map(|(place, index)| self.option(place, &items[index])).collect()
    }

    fn option(self: &Rc<Self>, place: usize, item: &OptionItem) -> Tag {
        let control = self.control;
        let value = item.value.clone();
        let (active, picked, shown, selected) =
            (Rc::clone(self), Rc::clone(self), Rc::clone(self), value.clone());
        tag("li")
            .attr("role", "option")
            .attr("id", control.id(&texts!["-option-", number(place)]))
            .attr("data-value", value.clone())
            .live_attr("aria-selected", move || {
                let is_chosen = control.about().answer.look().texts().any(|text| text == selected);
                Some(is_chosen.to_string())
            })
            .live_attr("class", move || {
                let is_active = active.active.get() == Some(place);
                Some(if is_active { "lf-option lf-option-active" } else { "lf-option" }.to_owned())
            })
            .made(move |element: Element| {
                let it = Rc::clone(&shown);
                effect(move || {
                    let is_here = it.active.get() == Some(place) && it.is_open.get();
                    if is_here && it.is_moved.replace(false) {
                        scroll_to(&element);
                    }
                });
            })
            .on("click", move |_| picked.choose(&value))
            .child(item.label.get(control.form.language()).to_owned())
    }

    /// What stands in the input: what was typed, or else the one choice.
    fn shown_text(&self) -> String {
        if let Some(search) = &*self.search.look() {
            return search.clone();
        }
        if self.control.holds_several() {
            return String::new();
        }
        let about = self.control.about();
        let answer = about.answer.look();
        answer.texts().next().map(|value| label_of(self.control, value)).unwrap_or_default()
    }
}

fn label_of(control: Control, value: &str) -> String {
    let language = control.form.language();
    let items = control.listing().items();
    let item = items.iter().find(|item| item.value == value);
    item.map_or_else(|| value.to_owned(), |item| item.label.get(language).to_owned())
}

/// Brings an option into the sight of its list, and leaves the page where it is.
fn scroll_to(option: &Element) {
    let (Some(list), Some(option)) = (option.parent_element(), option.dyn_ref::<web_sys::HtmlElement>())
    else {
        return;
    };
    let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}
