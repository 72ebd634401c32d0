//! What all fields have in common: the label, the help, the line below, and how they hang together.

use leadform_language::{Phrase, Plain, only_if, phrase, plain};
use leadform_spec::api::Presence;
use leadform_spec::definition::{Control, Language, Options, Width};

use super::html::{Tag, tag};
use super::place::Place;
use super::places::Places;
use super::{choice, control, group};

/// A field with everything around it.
pub(super) fn field(places: &Places<'_>, place: &Place<'_>) -> Tag {
    let Some(kind) = place.field().map(|field| field.control) else { return tag("div") };
    match kind {
        Control::Text | Control::Tel | Control::Email | Control::Number | Control::Date | Control::Time => {
            framed(places, place, control::input(places, place))
        }
        Control::Textarea | Control::Chips => framed(places, place, control::textarea(places, place)),
        Control::File => framed(places, place, control::file(places, place)),
        Control::Hidden => control::hidden(places, place),
        Control::Group => group::group(places, place),
        Control::Select | Control::Radio | Control::Checkboxes | Control::Combobox => {
            choice::choice(places, place)
        }
    }
}

/// A field with one control, which its label names.
pub(super) fn framed(places: &Places<'_>, place: &Place<'_>, inner: Tag) -> Tag {
    let label = tag("label").attr("for", &place.id(""));
    frame(places, place, tag("div"))
        .child(labelled(places, place, label))
        .child(help(places, place))
        .child(inner)
        .child(note(places, place))
}

/// A field with several controls, which a legend names together.
pub(super) fn framed_group(places: &Places<'_>, place: &Place<'_>, inner: Tag) -> Tag {
    frame(places, place, tag("fieldset"))
        .maybe("aria-describedby", described_by(places, place).as_deref())
        .child(labelled(places, place, tag("legend")))
        .child(help(places, place))
        .child(inner)
        .child(note(places, place))
}

pub(super) fn frame(places: &Places<'_>, place: &Place<'_>, outer: Tag) -> Tag {
    let mut class = "lf-field".to_owned();
    if place.field().is_some_and(|field| field.width == Width::Half) {
        class.push_str(" lf-half");
    }
    if places.issue(place).is_some() {
        class.push_str(" lf-invalid");
    }
    outer.class(&class)
}

/// The words above a control. What may stay empty says so.
pub(super) fn labelled(places: &Places<'_>, place: &Place<'_>, label: Tag) -> Tag {
    let language = places.language();
    let may_be_empty = place.field().is_some_and(|field| {
        !places.is_required(place) && field.row.presence != Presence::Either && places.limits(field).0 == 0
    });
    let label = label.class("lf-label").text(place.label(language));
    label.child(may_be_empty.then(|| optional(language)))
}

/// What says that something may stay empty.
pub(super) fn optional(language: Language) -> Tag {
    tag("span").class("lf-optional").text(&format!(" ({})", phrase(language, Phrase::Optional)))
}

/// The sentences that help, if there are any.
pub(super) fn help(places: &Places<'_>, place: &Place<'_>) -> Option<Tag> {
    let text = help_text(places, place)?;
    Some(tag("p").class("lf-help").attr("id", &place.id("-help")).text(&text))
}

fn help_text(places: &Places<'_>, place: &Place<'_>) -> Option<String> {
    let language = places.language();
    let field = place.field()?;
    let own = field.help.as_ref().map(|help| help.get(language).to_owned());
    let how = match field.control {
        Control::Chips => Some(plain(language, Plain::ListHint).to_owned()),
        Control::File => Some(control::file_hint(places, place, field)),
        _ => choice::hint(places, place),
    };
    let sentences: Vec<String> = [condition(places, place), own, how].into_iter().flatten().collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// When a field matters that the widget shows only then.
fn condition(places: &Places<'_>, place: &Place<'_>) -> Option<String> {
    let condition = place.field()?.show_if.as_ref()?;
    let asked = places.beside(place, &condition.field)?;
    let language = places.language();
    if asked.field().is_none_or(|field| field.control == Control::Hidden) {
        return None;
    }
    let items = places.choices(asked).unwrap_or_default();
    let name = |value: &'_ String| {
        let item = items.iter().find(|item| item.value == *value);
        item.map_or_else(|| value.clone(), |item| item.label.get(language).to_owned())
    };
    let answers: Vec<String> = condition.is.iter().map(name).collect();
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    Some(only_if(language, asked.label(language), &answers))
}

/// The line below a control: what is wrong with it. It is there without a word too, as room between two fields.
pub(super) fn note(places: &Places<'_>, place: &Place<'_>) -> Tag {
    let said = places.issue(place).map(|issue| places.sentence(place, &issue.problem));
    tag("p").class("lf-error").attr("id", &place.id("-error")).text(&said.unwrap_or_default())
}

/// The ids of what describes a control.
pub(super) fn described_by(places: &Places<'_>, place: &Place<'_>) -> Option<String> {
    let help = help_text(places, place).map(|_| place.id("-help"));
    let error = places.issue(place).map(|_| place.id("-error"));
    let ids: Vec<String> = [help, error].into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// What makes a plain element the control of a field.
pub(super) fn as_control(places: &Places<'_>, place: &Place<'_>, tag: Tag) -> Tag {
    let autofill = place.field().and_then(|field| field.row.autofill);
    tag.class("lf-control")
        .attr("id", &place.id(""))
        .attr("name", &place.path)
        .maybe("autocomplete", autofill)
        .maybe("aria-describedby", described_by(places, place).as_deref())
        .maybe("aria-invalid", places.issue(place).map(|_| "true"))
        .flag("required", places.is_demanded(place))
}

/// The field whose answer must be there before the list of this one can be.
pub(super) fn parent<'p, 'a>(places: &'p Places<'a>, place: &Place<'a>) -> Option<&'p Place<'a>> {
    let Some(Options::From(address)) = &place.field()?.options else { return None };
    let names = address.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    let parents = names.filter_map(|name| places.beside(place, name));
    let mut parents = parents;
    parents.find(|parent| places.texts(parent).is_empty())
}
