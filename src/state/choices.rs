//! What can be chosen: listed in the definition or in the API's document, or fetched.

use std::rc::Rc;

use leadform_spec::definition::{Field, OptionItem, Options, read_list};
use leadform_spec::value::text::trim;

use super::control::nothing;
use super::{Control, Said};
use crate::live::{Live, effect};
use crate::page::ON_PAPER;
use crate::{page, send};

/// The choices of one control.
pub(crate) struct Choices {
    pub(crate) listing: Live<Listing>,
    /// Where they are fetched; none if they are listed.
    from: Option<String>,
    /// How often the visitor asked to fetch them again.
    attempts: Live<usize>,
    /// A script chose, and did not wait for the list.
    is_kept: Live<bool>,
}

/// The choices as far as they are known.
#[derive(Clone)]
pub(crate) enum Listing {
    /// These; perhaps none at all.
    Ready(Rc<Vec<OptionItem>>),
    /// They are on their way.
    Loading,
    /// They depend on this control, which is still empty.
    Waiting(Control),
    /// They did not come.
    Failed,
}

impl Listing {
    /// The choices that can be shown.
    pub(crate) fn items(&self) -> Rc<Vec<OptionItem>> {
        match self {
            Self::Ready(items) => Rc::clone(items),
            _ => Rc::default(),
        }
    }
}

impl Choices {
    /// The choices of `field`, if it has any.
    pub(super) fn of(field: &Field) -> Option<Self> {
        let (listing, from) = match &field.options {
            _ if !field.control.has_choices() => return None,
            Some(Options::From(address)) => (Listing::Loading, Some(address.clone())),
            _ => (Listing::Ready(Rc::new(field.choices())), None),
        };
        let attempts = Live::new(0);
        Some(Self { listing: Live::new(listing), from, attempts, is_kept: Live::new(false) })
    }

    /// Whether `value` can be chosen, as far as is known.
    pub(super) fn may_have(&self, value: &str) -> bool {
        match &*self.listing.peek() {
            Listing::Ready(items) => items.iter().any(|item| item.value == value),
            _ => true,
        }
    }

    /// The next answer stays although the list it is from changes: a script gave it.
    pub(super) fn keep_once(&self) {
        self.is_kept.set(self.from.is_some());
    }

    /// Whether they are fetched.
    pub(crate) fn are_fetched(&self) -> bool {
        self.from.is_some()
    }

    /// These can be chosen.
    pub(crate) fn show(&self, items: Vec<OptionItem>) {
        self.listing.set(Listing::Ready(Rc::new(items)));
    }

    /// Fetches the list once more.
    pub(crate) fn load_again(&self) {
        self.attempts.change(|attempts| *attempts += 1);
    }
}

impl Control {
    /// Fetches what can be chosen, now and whenever an answer that it depends on changes.
    pub(super) fn follow_choices(self) {
        if ON_PAPER {
            return;
        }
        let about = self.about();
        let Some(from) = about.choices.as_ref().and_then(|choices| choices.from.clone()) else { return };
        let mut before = None;
        effect(move || {
            let about = self.about();
            let Some(choices) = &about.choices else { return };
            choices.attempts.look();
            let url = match self.filled(&from) {
                Ok(address) => page::resolve(&address, &self.form.state().base),
                Err(parent) => {
                    choices.listing.set(Listing::Waiting(parent));
                    before = None;
                    return self.forget_choice();
                }
            };
            if before.as_ref().is_some_and(|before| *before != url) {
                self.forget_choice();
            }
            before = Some(url.clone());
            choices.listing.set(Listing::Loading);
            // The effect is the owner: when it runs again, the request is given up.
            send::scoped(async move { self.set_choices(fetch(url).await) });
        });
    }

    /// The answer was from another list.
    fn forget_choice(self) {
        let about = self.about();
        let is_kept = about.choices.as_ref().is_some_and(|choices| *choices.is_kept.peek());
        if !is_kept && !self.is_empty() {
            self.answered(nothing());
        }
    }

    /// Whether it is on the step that is shown.
    fn is_in_sight(self) -> bool {
        self.form.state().by_id(&self.id("-error")).is_some()
    }

    fn set_choices(self, items: Option<Vec<OptionItem>>) {
        let about = self.about();
        let Some(choices) = &about.choices else { return };
        choices.is_kept.set(false);
        if items.as_ref().is_none_or(Vec::is_empty) && self.is_in_sight() {
            self.form.say(Said::Choices(self));
        }
        let Some(items) = items else { return choices.listing.set(Listing::Failed) };
        choices.show(items);
        let is_listed = about.answer.peek().texts().all(|value| choices.may_have(value));
        if !is_listed {
            self.answered(nothing());
        }
    }

    /// The address with the answers that it depends on; or the first control that has none yet.
    fn filled(self, address: &str) -> Result<String, Self> {
        let mut filled = String::new();
        let mut rest = address;
        while let Some((text, behind)) = rest.split_once('{') {
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            filled.push_str(text);
            // In a row, a field of the same row comes first.
            let parent = self.form.control(&(self.prefix() + name)).or_else(|| self.form.control(name));
            if let Some(parent) = parent {
                let about = parent.about();
                let answer = about.answer.look();
                let value = trim(answer.texts().next().unwrap_or_default());
                if value.is_empty() {
                    return Err(parent);
                }
                filled.push_str(&String::from(js_sys::encode_uri_component(value)));
            }
            rest = after;
        }
        Ok(filled + rest)
    }
}

async fn fetch(url: Option<String>) -> Option<Vec<OptionItem>> {
    let reply = send::get(&url?).await.ok()?;
    read_list(reply.text.as_bytes()).filter(|_| reply.is_success())
}

#[cfg(not(target_arch = "wasm32"))]
impl super::Form {
    /// Lists that would be fetched, by their address.
    pub(crate) fn give_lists(self, lists: &std::collections::BTreeMap<String, Vec<OptionItem>>) {
        for control in self.all_controls() {
            let about = control.about();
            let Some(choices) = &about.choices else { continue };
            if let Some(items) = choices.from.as_ref().and_then(|from| lists.get(from)) {
                choices.show(items.clone());
            }
        }
    }
}
