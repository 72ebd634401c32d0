//! What a form starts with, and what scripts read from it and write into it.

use js_sys::{Array, Object, Reflect};
use leadform_spec::definition::{Control as Kind, Field};
use leadform_spec::value::text::entries;
use leadform_spec::{Answer, Problem};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::HtmlElement;

use super::control::nothing;
use super::session::Session;
use super::{Control, Form, Phase};
use crate::page;

/// The value of a box to tick. Its answer is when it was ticked.
pub(crate) const AGREED: &str = "yes";

/// More than a link fills in for anybody.
const PREFILL_CHARS: usize = 1_000;

impl Control {
    /// Back to the beginning: what the page's address prefills, or the default, or nothing.
    pub(super) fn reset(self) {
        let about = self.about();
        about.note.set(None);
        about.unfinished.set(false);
        about.answer.set(nothing());
        about.uploads.set(Vec::new());
        self.reset_rows();
        let Some(field) = about.field() else {
            // It stands on the last step.
            if self.form.steps() > 1 {
                about.asked.set(false);
            }
            return;
        };
        let prefilled = field.prefill.as_deref().and_then(page::query).map(|text| self.read(harmless(&text)));
        for answer in [prefilled, field.default.clone()].into_iter().flatten() {
            about.answer.set(answer);
            // An address can be mistyped, and nobody could mend what is not shown: then it counts for nothing.
            if self.can_stand() {
                return;
            }
            about.answer.set(nothing());
        }
    }

    fn can_stand(self) -> bool {
        let about = self.about();
        let is_choice = about.choices.as_ref().is_none_or(|choices| {
            let answer = about.answer.peek();
            answer.texts().all(|value| choices.may_have(value))
        });
        is_choice && self.problem().is_none_or(|problem| problem == Problem::Required)
    }

    /// Text as this control holds it.
    fn read(self, text: String) -> Answer {
        if self.holds_several() {
            Answer::Many(entries(&text).map(str::to_owned).collect())
        } else {
            Answer::Text(text)
        }
    }

    /// Whether the answer is a list.
    pub(crate) fn holds_several(self) -> bool {
        self.about().field().is_some_and(Field::holds_several)
    }

    fn to_js(self) -> JsValue {
        let list = |texts: &mut dyn Iterator<Item = &str>| {
            let list = Array::new();
            texts.for_each(|text| {
                list.push(&text.into());
            });
            JsValue::from(list)
        };
        let about = self.about();
        let answer = about.answer.peek();
        match &*answer {
            _ if self.is_consent() => JsValue::from(!answer.is_empty()),
            Answer::Text(_) if self.holds_several() => {
                list(&mut answer.texts().filter(|text| !text.is_empty()))
            }
            Answer::Text(text) => text.into(),
            Answer::Many(_) => list(&mut answer.texts()),
            Answer::Files(files) => list(&mut files.iter().map(|file| file.name.as_str())),
            Answer::Rows(rows) => (*rows).into(),
        }
    }

    fn set_js(self, value: &JsValue) {
        let about = self.about();
        let answer = if let Some(list) = value.dyn_ref::<Array>() {
            Answer::Many(list.iter().map(|entry| text(&entry)).collect())
        } else if self.is_consent() {
            // Only a hand agrees to anything: what a script ticks is no evidence. It may take an agreement back.
            if value.is_truthy() {
                return;
            }
            nothing()
        } else {
            self.read(text(value))
        };
        about.choices.as_ref().inspect(|choices| choices.keep_once());
        about.unfinished.set(false);
        self.typed(answer);
    }

    fn can_be_set(self) -> bool {
        !self.has_rows() && self.about().field().is_none_or(|field| field.control != Kind::File)
    }
}

impl Form {
    /// What was typed, by path.
    pub(crate) fn values(self) -> JsValue {
        let object = Object::new();
        for control in self.all_controls() {
            let _ = Reflect::set(&object, &control.path().into(), &control.to_js());
        }
        object.into()
    }

    /// Fills in what `values` names and the form asks for; the rest stays as it is.
    pub(crate) fn set_values(self, values: &JsValue) {
        let Some(values) = values.dyn_ref::<Object>() else { return };
        let names = Object::keys(values);
        for name in names.iter() {
            self.ensure_row(&text(&name));
        }
        for name in names.iter() {
            let control = self.control(&text(&name)).filter(|control| control.can_be_set());
            if let (Some(control), Ok(value)) = (control, Reflect::get(values, &name)) {
                control.set_js(&value);
            }
        }
    }

    /// What the visitor typed before there was a widget. It is a hand's, so that a box it ticked counts.
    pub(crate) fn type_early(self, name: &str, texts: Vec<String>, is_unfinished: bool) {
        self.ensure_row(name);
        let Some(control) = self.control(name).filter(|control| control.can_be_set()) else { return };
        let about = control.about();
        let answer = match about.field().map(|field| field.control) {
            // It stays in the input as it is, until it becomes entries there.
            Some(Kind::Chips) => return,
            None if texts.is_empty() => nothing(),
            None => Answer::Text(page::time()),
            Some(_) if control.holds_several() => Answer::Many(texts),
            Some(_) => Answer::Text(texts.into_iter().next().unwrap_or_default()),
        };
        about.choices.as_ref().inspect(|choices| choices.keep_once());
        about.unfinished.set(is_unfinished);
        control.typed(answer);
        // Nobody knows when it began, but after the page.
        self.session(|session| *session.started_ms.get_or_insert(0.0));
    }

    /// Back to the beginning, as a form for another lead.
    pub(crate) fn reset(self) {
        let state = self.state();
        // An input method would bring the word back that is being composed.
        if let Some(focused) = state.focused() {
            let _ = focused.unchecked_into::<HtmlElement>().blur();
        }
        self.give_up();
        for control in self.controls() {
            control.reset();
        }
        state.spring();
        self.session(|session| *session = Session::new(session.proxy.take()));
        state.summary.set(Vec::new());
        state.step.set(0);
        state.phase.set(Phase::Filling);
        state.is_sent.turn(false);
    }
}

/// What a link may fill in: whoever makes it can write anything, and the visitor must see what is there.
fn harmless(text: &str) -> String {
    text.chars().filter(|char| !char.is_control() || *char == '\n').take(PREFILL_CHARS).collect()
}

fn text(value: &JsValue) -> String {
    if value.is_null() || value.is_undefined() {
        return String::new();
    }
    value.unchecked_ref::<Object>().to_string().into()
}
