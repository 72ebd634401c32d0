//! Many choices, found by typing: the combobox of the ARIA Authoring Practices, with a list below an input.
//!
//! What is typed finds a choice by any part of its label, without regard to Vietnamese marks. Of long lists, only as
//! much is in the page as was asked to see.

use std::sync::Arc;

use leadform_spec::Answer;
use leadform_spec::definition::{Language, OptionItem};
use leptos::prelude::untrack;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

use super::chips::{is_composing, list};
use super::choice::progress;
use super::field::as_control;
use super::tag::{Tag, tag};
use super::text::target;
use crate::language::{self, Phrase, phrase};
use crate::live::{Live, effect};
use crate::page::plain;
use crate::state::Control;
use crate::state::choices::Listing;

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
    /// How many of the choices that fit are in the page.
    limit: Live<usize>,
    /// The labels in lower case and without marks, for the list and language that they are of.
    plain: Live<(usize, Language, Arc<Vec<String>>)>,
}

pub(super) fn combobox(control: Control) -> Tag {
    let it = Arc::new(Combobox {
        control,
        is_open: Live::new(false),
        search: Live::new(None),
        active: Live::new(None),
        limit: Live::new(PAGE),
        plain: Live::new((0, Language::Vi, Arc::default())),
    });
    let chosen = control.holds_several().then(|| list(control, move |value| label_of(control, value)));
    tag("div").class("lf-combobox").child(chosen).child(input(&it)).child(listbox(&it)).child(progress(control))
}

fn input(it: &Arc<Combobox>) -> Tag {
    let control = it.control;
    let form = control.form;
    let with = |run: fn(&Combobox, Event)| {
        let it = Arc::clone(it);
        move |event| run(&it, event)
    };
    let (expanded, active, shown) = (Arc::clone(it), Arc::clone(it), Arc::clone(it));
    as_control(tag("input").attr("type", "text").attr("role", "combobox"), control)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", control.id("-list"))
        .live_attr("aria-expanded", move || Some(expanded.is_open.get().to_string()))
        .live_attr("aria-activedescendant", move || {
            let at = active.active.get().filter(|_| active.is_open.get());
            at.map(|index| control.id(&["-option-", &index.to_string()].concat()))
        })
        .live_attr("placeholder", move || {
            let language = form.language();
            match control.listing() {
                Listing::Waiting(parent) => Some(language::choose_first(language, &parent.label(language))),
                _ => {
                    let own = control.text(|field| field.placeholder.as_ref());
                    own.or_else(|| Some(phrase(language, Phrase::Search).to_owned()))
                }
            }
        })
        .made(move |element: Element| {
            let it = Arc::clone(&shown);
            effect(move || {
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

fn listbox(it: &Arc<Combobox>) -> Tag {
    let control = it.control;
    let form = control.form;
    let (hidden, options, scrolled, none) = (Arc::clone(it), Arc::clone(it), Arc::clone(it), Arc::clone(it));
    let list = tag("ul")
        .class("lf-listbox")
        .attr("role", "listbox")
        .attr("id", control.id("-list"))
        .attr("aria-labelledby", control.id("-label"))
        .maybe("aria-multiselectable", control.holds_several().then_some("true"))
        .live_attr("hidden", move || (!hidden.is_open.get() || hidden.fitting().is_empty()).then(String::new))
        // The focus stays in the input, whatever is pressed here.
        .on("mousedown", |event| event.prevent_default())
        .on("scroll", move |event| {
            let list: Element = target(&event).unchecked_into();
            if list.scroll_top() + 2 * list.client_height() > list.scroll_height() {
                scrolled.show_more();
            }
        })
        .live_children(move || options.options());
    let nothing = tag("p")
        .class("lf-loading")
        .attr("role", "status")
        .text(move || {
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
    /// The positions of the choices that fit what is typed, the best first; followed.
    fn fitting(&self) -> Vec<usize> {
        let items = self.control.listing().items();
        let search = self.search.look().as_deref().map(plain).unwrap_or_default();
        let search = search.trim();
        if search.is_empty() {
            return (0..items.len()).collect();
        }
        let labels = self.plain_labels(&items);
        let begins = |label: &String| label.starts_with(search);
        let has_word = |label: &String| label.split(' ').any(|word| word.starts_with(search));
        let mut found: Vec<usize> = (0..labels.len()).filter(|index| begins(&labels[*index])).collect();
        found.extend((0..labels.len()).filter(|index| !begins(&labels[*index]) && has_word(&labels[*index])));
        if found.is_empty() {
            found.extend((0..labels.len()).filter(|index| labels[*index].contains(search)));
        }
        found
    }

    fn plain_labels(&self, items: &Arc<Vec<OptionItem>>) -> Arc<Vec<String>> {
        let language = self.control.form.language();
        let (of, in_language, labels) = self.plain.now();
        let address = Arc::as_ptr(items) as usize;
        if of == address && in_language == language {
            return labels;
        }
        let labels: Arc<Vec<String>> = Arc::new(items.iter().map(|item| plain(item.label.get(language))).collect());
        self.plain.set((address, language, Arc::clone(&labels)));
        labels
    }

    fn options(self: &Arc<Self>) -> Vec<Tag> {
        if !self.is_open.get() {
            return Vec::new();
        }
        let items = self.control.listing().items();
        let shown = self.fitting().into_iter().take(self.limit.get()).enumerate();
        shown.map(|(place, index)| self.option(place, &items[index])).collect()
    }

    fn option(self: &Arc<Self>, place: usize, item: &OptionItem) -> Tag {
        let control = self.control;
        let (label, value) = (item.label.clone(), item.value.clone());
        let (active, picked, shown, selected) = (Arc::clone(self), Arc::clone(self), Arc::clone(self), value.clone());
        tag("li")
            .attr("role", "option")
            .attr("id", control.id(&["-option-", &place.to_string()].concat()))
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
                let it = Arc::clone(&shown);
                effect(move || {
                    if it.active.get() == Some(place) && it.is_open.get() {
                        scroll_to(&element);
                    }
                });
            })
            .on("click", move |_| picked.choose(&value))
            .text(move || label.get(control.form.language()).to_owned())
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

    fn open(&self) {
        if *self.is_open.peek() {
            return;
        }
        let chosen = untrack(|| {
            let items = self.control.listing().items();
            let about = self.control.about();
            let answer = about.answer.peek();
            let value = answer.texts().next()?;
            let at = items.iter().position(|item| item.value == value)?;
            self.fitting().iter().position(|index| *index == at)
        });
        self.limit.set(PAGE + chosen.unwrap_or_default());
        self.active.set(chosen);
        self.is_open.set(true);
    }

    fn close(&self) {
        self.is_open.turn(false);
        self.active.set(None);
    }

    fn search(&self, text: String) {
        let about = self.control.about();
        let is_empty = text.trim().is_empty();
        self.search.set(Some(text));
        self.limit.set(PAGE);
        self.active.set(None);
        self.is_open.set(true);
        // What stands there now is no choice, until one is made.
        about.unfinished.set(!is_empty);
        let answer = if self.control.holds_several() { about.answer.now() } else { Answer::Text(String::new()) };
        self.control.typed(answer);
    }

    fn choose(&self, value: &str) {
        let control = self.control;
        let is_chosen = control.about().answer.peek().texts().any(|text| text == value);
        self.search.set(None);
        control.about().unfinished.set(false);
        control.pick(value, !(is_chosen && control.holds_several()));
        self.close();
        control.form.touched();
        control.form.state().focus(&control.id(""));
    }

    /// Gives up what was typed and goes back to the choice.
    fn cancel(&self) {
        self.close();
        if self.search.peek().is_some() {
            self.search.set(None);
            self.control.about().unfinished.set(false);
            self.control.reconsider();
        }
    }

    fn key(&self, event: &Event) {
        let key: &KeyboardEvent = event.unchecked_ref();
        if is_composing(event) {
            return;
        }
        let is_open = *self.is_open.peek();
        match key.key().as_str() {
            "ArrowDown" if !is_open => self.open(),
            "ArrowDown" => self.go(1),
            "ArrowUp" if !is_open => self.open(),
            "ArrowUp" => self.go(-1),
            "PageDown" if is_open => self.go(8),
            "PageUp" if is_open => self.go(-8),
            "Enter" if is_open => match self.candidate() {
                Some(value) => self.choose(&value),
                None => return self.close(),
            },
            "Escape" if is_open => self.cancel(),
            "Backspace" if self.control.holds_several() && target(event).value().is_empty() => {
                let last = self.control.about().answer.peek().texts().last().map(str::to_owned);
                last.inspect(|value| self.control.pick(value, false));
                return;
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Moves the keyboard's place, round the ends.
    fn go(&self, by: isize) {
        let count = untrack(|| self.fitting()).len();
        let Ok(all) = isize::try_from(count) else { return };
        if all == 0 {
            return;
        }
        let next = match self.active.now().and_then(|at| isize::try_from(at).ok()) {
            None if by > 0 => 0,
            None => all - 1,
            Some(at) if by.abs() > 1 => (at + by).clamp(0, all - 1),
            Some(at) => (at + by).rem_euclid(all),
        };
        let next = next.unsigned_abs();
        if next >= *self.limit.peek() {
            self.limit.set(next + PAGE);
        }
        self.active.set(Some(next));
    }

    /// The value that Enter takes: where the keyboard is, or the only one that fits.
    fn candidate(&self) -> Option<String> {
        untrack(|| {
            let fitting = self.fitting();
            let place = self.active.now().or_else(|| (fitting.len() == 1 && self.search.peek().is_some()).then_some(0))?;
            Some(self.control.listing().items()[*fitting.get(place)?].value.clone())
        })
    }

    fn show_more(&self) {
        let limit = *self.limit.peek();
        if untrack(|| self.fitting()).len() > limit {
            self.limit.set(limit + PAGE);
        }
    }

    /// The visitor goes on: a label typed in full is a choice, marks or not.
    fn left(&self) {
        self.close();
        let search = self.search.peek().as_deref().map(|text| plain(text.trim()));
        let exact = untrack(|| {
            let items = self.control.listing().items();
            let labels = self.plain_labels(&items);
            let mut fits = labels.iter().enumerate().filter(|(_, label)| Some(*label) == search.as_ref());
            let first = fits.next().filter(|_| fits.next().is_none());
            first.map(|(index, _)| items[index].value.clone())
        });
        match (search.as_deref(), exact) {
            (Some(_), Some(value)) => {
                self.search.set(None);
                self.control.about().unfinished.set(false);
                self.control.pick(&value, true);
            }
            (Some(""), None) => self.search.set(None),
            _ => {}
        }
        self.control.left();
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
    let (Some(list), Some(option)) = (option.parent_element(), option.dyn_ref::<web_sys::HtmlElement>()) else { return };
    let (top, bottom) = (option.offset_top(), option.offset_top() + option.offset_height());
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}
