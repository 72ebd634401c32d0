//! How a choice is found: by typing, by arrow keys, by leaving with a label typed in full.

use leadform_spec::Answer;
use leadform_spec::definition::OptionItem;
use leadform_spec::value::text::{includes, trim};
use leptos::prelude::untrack;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};

use super::{Combobox, PAGE, label_of};
use crate::page::plain;
use crate::state::Said;
use crate::view::chips::is_composing;
use crate::view::text::target;

impl Combobox {
    /// The positions of the choices that fit what is typed, the best first; followed.
    pub(super) fn fitting(&self) -> Vec<usize> {
        let items = self.control.listing().items();
        let search = self.search.look().as_deref().map(plain).unwrap_or_default();
        let search = trim(&search);
        if search.is_empty() {
            return (0..items.len()).collect();
        }
        let labels = self.plain_labels(&items);
        let begins = |label: &String| label.starts_with(search);
        let has_word = |label: &String| label.split(' ').any(|word| word.starts_with(search));
        let mut found: Vec<usize> = (0..labels.len()).filter(|index| begins(&labels[*index])).collect();
        found.extend((0..labels.len()).filter(|index| !begins(&labels[*index]) && has_word(&labels[*index])));
        if found.is_empty() {
            found.extend((0..labels.len()).filter(|index| includes(&labels[*index], search)));
        }
        if found.is_empty() {
            // "TPHCM", "tp hcm", "hcm": everybody shortens what is long.
            let letters = search.replace(' ', "");
            found.extend((0..labels.len()).filter(|index| includes(&initials(&labels[*index]), &letters)));
        }
        found
    }

    fn plain_labels(&self, items: &Rc<Vec<OptionItem>>) -> Rc<Vec<String>> {
        let language = self.control.form.language();
        let (of, in_language, labels) = self.plain.now();
        let address = Rc::as_ptr(items) as usize;
        if of == address && in_language == language {
            return labels;
        }
        let labels: Rc<Vec<String>> =
            Rc::new(items.iter().map(|item| plain(item.label.get(language))).collect());
        self.plain.set((address, language, Rc::clone(&labels)));
        labels
    }

    pub(super) fn open(&self) {
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
        self.is_moved.set(true);
        self.active.set(chosen);
        self.is_open.set(true);
    }

    fn close(&self) {
        self.is_open.turn(false);
        self.active.set(None);
    }

    pub(super) fn search(&self, text: String) {
        let about = self.control.about();
        let is_empty = trim(&text).is_empty();
        self.search.set(Some(text));
        self.limit.set(PAGE);
        self.active.set(None);
        self.is_open.set(true);
        // What stands there now is no choice, until one is made.
        about.unfinished.set(!is_empty);
        let answer =
            if self.control.holds_several() { about.answer.now() } else { Answer::Text(String::new()) };
        self.control.typed(answer);
    }

    pub(super) fn choose(&self, value: &str) {
        let control = self.control;
        let is_chosen = control.about().answer.peek().texts().any(|text| text == value);
        self.search.set(None);
        control.about().unfinished.set(false);
        control.pick(value, !(is_chosen && control.holds_several()));
        self.close();
        control.form.touched();
        control.form.state().focus(&control.id(""));
    }

    /// A script chose, or took the choice back: what was typed to find one is no search any more. Followed.
    pub(super) fn keep_to_answer(&self) {
        let is_search = *self.control.about().unfinished.look();
        let is_left_over = |text: &String| !is_search && !trim(text).is_empty();
        if self.search.peek().as_ref().is_some_and(is_left_over) {
            self.close();
            self.search.set(None);
        }
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

    pub(super) fn key(&self, event: &Event) {
        let key: &KeyboardEvent = event.unchecked_ref();
        if is_composing(event) {
            return;
        }
        let is_open = *self.is_open.peek();
        match key.key().as_str() {
            "ArrowDown" | "ArrowUp" if !is_open => self.open(),
            "ArrowDown" => self.go(1),
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
                if let Some(value) = last {
                    self.control.pick(&value, false);
                    self.control.form.say(Said::Removed(label_of(self.control, &value)));
                }
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
        self.is_moved.set(true);
        self.active.set(Some(next));
    }

    /// The value that Enter takes: where the keyboard is, or the only one that fits.
    fn candidate(&self) -> Option<String> {
        untrack(|| {
            let fitting = self.fitting();
            let place = self
                .active
                .now()
                .or_else(|| (fitting.len() == 1 && self.search.peek().is_some()).then_some(0))?;
            Some(self.control.listing().items()[*fitting.get(place)?].value.clone())
        })
    }

    pub(super) fn show_more(&self) {
        let limit = *self.limit.peek();
        if untrack(|| self.fitting()).len() > limit {
            self.limit.set(limit + PAGE);
        }
    }

    /// The visitor goes on: a label typed in full is a choice, marks or not.
    pub(super) fn left(&self) {
        self.close();
        let search = self.search.peek().as_deref().map(|text| plain(trim(text)));
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

/// The first letter of each word.
fn initials(label: &str) -> String {
    label.split(' ').filter_map(|word| word.chars().next()).collect()
}
