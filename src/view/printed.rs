//! What a form on paper says that one in a page does not. A browser sends it and checks it by itself; what else would come and go
//! stands there from the start.
//!
//! A browser's own check is a help and never a hurdle: it must refuse nothing that the gateway would take. So what may turn out
//! not to be needed is not demanded, and there is neither a `pattern` (the gateway trims first) nor a day that depends on
//! when it is read: this is printed once.

use leadform_language::{Phrase, Plain, only_if, phrase, plain};
use leadform_spec::Limit;
use leadform_spec::api::Kind as Row;
use leadform_spec::definition::{Bound, Control as Kind, Field, OptionItem};
use leadform_spec::value::text::joined;

use super::field::as_control;
use super::tag::{Tag, tag};
use crate::page::ON_PAPER;
use crate::state::{Control, Form, Subject};

/// The language of what is posted, by the name that the gateway's own page has for it.
const LANGUAGE: &str = "_lang";

/// A form that a browser can send.
pub(super) fn sendable(tag: Tag, form: Form) -> Tag {
    let proxy = form.proxy().unwrap_or_default();
    let has_files = form.all_controls().iter().any(|control| {
        let about = control.about();
        // A group whose rows are all to come may have files too.
        let is_file = |field: &Field| field.control == Kind::File;
        about.field().is_some_and(|field| is_file(field) || field.fields.iter().any(is_file))
    });
    tag.attr("action", proxy)
        // Whatever the page is written in.
        .attr("accept-charset", "utf-8")
        .maybe("enctype", has_files.then_some("multipart/form-data"))
}

/// What nobody sees, and the gateway asks for.
pub(super) fn carried(form: Form) -> Tag {
    tag("input").attr("type", "hidden").attr("name", LANGUAGE).attr("value", form.language().tag())
}

/// The label of the field for programs: whoever meets it without the stylesheet is told to leave it.
pub(super) fn trap_label(form: Form, id: &'static str) -> Tag {
    tag("label").attr("for", id).child(plain(form.language(), Plain::Trap))
}

/// Whether a browser may ask for it before anything is sent.
pub(super) fn is_demanded(control: Control) -> bool {
    let about = control.about();
    let Subject::Field(field) = &about.subject else { return control.is_required() };
    // Of a list that is not there, nothing can be chosen.
    let can_be_answered =
        about.choices.as_ref().is_none_or(|choices| !choices.listing.peek().items().is_empty());
    let is_required = match about.inside {
        None => control.is_required(),
        // The rows on paper are those that must be there.
        Some((group, _)) => {
            field.required && group.about().field().is_some_and(|group| group.show_if.is_none())
        }
    };
    is_required && can_be_answered && field.show_if.is_none()
}

/// A day that is the same whenever it is asked for.
pub(super) fn fixed_day(bound: Option<Bound>) -> Option<String> {
    match bound {
        Some(Bound::Limit(Limit::Date(date))) => Some(date.to_string()),
        _ => None,
    }
}

/// What stands in a control from the start.
pub(super) fn text(control: Control) -> Option<String> {
    if !ON_PAPER {
        return None;
    }
    let about = control.about();
    let texts: Vec<String> = about.answer.peek().texts().map(str::to_owned).collect();
    Some(joined(&texts, ", ")).filter(|text| !text.is_empty())
}

/// Whether `value` is chosen from the start.
pub(super) fn is_chosen(control: Control, value: &str) -> bool {
    ON_PAPER && control.about().answer.peek().texts().any(|text| text == value)
}

/// When a field matters that would be shown only then.
pub(super) fn condition(control: Control) -> Option<String> {
    if !ON_PAPER {
        return None;
    }
    let about = control.about();
    let condition = about.field()?.show_if.as_ref()?;
    let form = control.form;
    // In a row, a field of the same row comes first.
    let beside = form.control(&(control.prefix() + &condition.field));
    let asked = beside.or_else(|| form.control(&condition.field))?;
    let asked_about = asked.about();
    if asked_about.field().is_none_or(|field| field.control == Kind::Hidden) {
        return None;
    }
    let language = form.language();
    let items = asked.listing().items();
    let name = |value: &'_ String| {
        let item = items.iter().find(|item| item.value == *value);
        item.map_or_else(|| value.clone(), |item| item.label.get(language).to_owned())
    };
    let answers: Vec<String> = condition.is.iter().map(name).collect();
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    Some(only_if(language, &asked.label(language), &answers))
}

/// A list in the place of a search: as high, and with the same label and name.
pub(super) fn picker(control: Control) -> Tag {
    let language = control.form.language();
    let several = control.holds_several();
    let select = as_control(tag("select"), control).maybe("multiple", several.then_some(""));
    let first = tag("option").attr("value", "").child(phrase(language, Phrase::Choose));
    let option = |item: &OptionItem| {
        tag("option")
            .attr("value", item.value.clone())
            .maybe("selected", is_chosen(control, &item.value).then_some(""))
            .child(item.label.get(language).to_owned())
    };
    let options: Vec<Tag> = control.listing().items().iter().map(option).collect();
    select.children((!several).then_some(first)).children(options)
}

/// Whether its answer is one e-mail address and nothing else: of several, or of any text, `type=email` would refuse what
/// the API takes.
pub(super) fn is_one_address(control: Control) -> bool {
    control.about().field().is_some_and(|field| matches!(field.row.kind, Row::Email))
}
