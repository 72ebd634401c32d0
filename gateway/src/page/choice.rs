//! Controls that offer choices: a list that opens, a list that stands, radios and checkboxes.

use leadform_language::{Phrase, Plain, list_after, phrase, plain};
use leadform_spec::definition::{Control, OptionItem};

use super::field::{as_control, framed, framed_group, parent};
use super::html::{Tag, tag};
use super::place::Place;
use super::places::Places;

/// Up to so many choices are all in sight, where several can be chosen.
const IN_SIGHT: usize = 12;

/// How the choices of a field are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Select,
    /// Several can be chosen, and they are many.
    Standing,
    Radios,
    Checkboxes,
}

/// A field with choices.
pub(super) fn choice(places: &Places<'_>, place: &Place<'_>) -> Tag {
    let chosen = places.texts(place);
    match items(places, place) {
        Some(items) => match shape(place, items.len()) {
            Shape::Select => framed(places, place, select(places, place, &items, &chosen)),
            Shape::Standing => framed(places, place, standing(places, place, &items, &chosen)),
            Shape::Radios => framed_group(places, place, boxes(places, place, "radio", &items, &chosen)),
            Shape::Checkboxes => {
                framed_group(places, place, boxes(places, place, "checkbox", &items, &chosen))
            }
        },
        None => framed(places, place, select(places, place, &[], &chosen).flag("disabled", true)),
    }
}

/// How to choose, or why there is nothing to choose from.
pub(super) fn hint(places: &Places<'_>, place: &Place<'_>) -> Option<String> {
    let language = places.language();
    if !place.field()?.control.has_choices() {
        return None;
    }
    let missing = || match parent(places, place) {
        Some(parent) => list_after(language, parent.label(language)),
        None => plain(language, Plain::ListMissing).to_owned(),
    };
    match places.choices(place) {
        None => Some(missing()),
        Some(items) if items.is_empty() => Some(phrase(language, Phrase::NoChoices).to_owned()),
        Some(items) if shape(place, items.len()) == Shape::Standing => {
            Some(plain(language, Plain::SeveralHint).to_owned())
        }
        Some(_) => None,
    }
}

/// What is shown to choose from. Without the list an answer that is there stays, under the only name that is known.
fn items(places: &Places<'_>, place: &Place<'_>) -> Option<Vec<OptionItem>> {
    let kept = || {
        let texts = places.texts(place);
        let items = texts.iter().map(|text| OptionItem { value: (*text).to_owned(), label: (*text).into() });
        Some(items.collect::<Vec<_>>()).filter(|items| !items.is_empty())
    };
    places.choices(place).or_else(kept)
}

fn shape(place: &Place<'_>, choices: usize) -> Shape {
    let Some(field) = place.field() else { return Shape::Select };
    match field.control {
        // Nothing to choose from is said in a list that opens.
        _ if choices == 0 => Shape::Select,
        Control::Radio => Shape::Radios,
        Control::Checkboxes => Shape::Checkboxes,
        Control::Combobox if field.row.kind.is_list() && choices <= IN_SIGHT => Shape::Checkboxes,
        Control::Combobox if field.row.kind.is_list() => Shape::Standing,
        _ => Shape::Select,
    }
}

fn select(places: &Places<'_>, place: &Place<'_>, items: &[OptionItem], chosen: &[&str]) -> Tag {
    let language = places.language();
    let own = place.field().filter(|field| field.control == Control::Select);
    let empty = own.and_then(|field| field.placeholder.as_ref()).map(|text| text.get(language));
    let first =
        tag("option").attr("value", "").text(empty.unwrap_or_else(|| phrase(language, Phrase::Choose)));
    as_control(places, place, tag("select")).child(first).children(options(places, items, chosen))
}

fn standing(places: &Places<'_>, place: &Place<'_>, items: &[OptionItem], chosen: &[&str]) -> Tag {
    let select = tag("select").flag("multiple", true).attr("size", "8");
    as_control(places, place, select).children(options(places, items, chosen))
}

fn options(places: &Places<'_>, items: &[OptionItem], chosen: &[&str]) -> Vec<Tag> {
    let option = |item: &OptionItem| {
        tag("option")
            .attr("value", &item.value)
            .flag("selected", chosen.contains(&item.value.as_str()))
            .text(item.label.get(places.language()))
    };
    items.iter().map(option).collect()
}

/// All in sight: radios or checkboxes.
fn boxes(
    places: &Places<'_>,
    place: &Place<'_>,
    kind: &'static str,
    items: &[OptionItem],
    chosen: &[&str],
) -> Tag {
    // Browsers would ask for each box that is required, and not for one of them.
    let is_demanded = kind == "radio" && places.is_demanded(place);
    let is_wrong = places.issue(place).is_some();
    let choice = |(index, item): (usize, &OptionItem)| {
        // The first one has the id of the field: the focus goes there.
        let id = if index == 0 { place.id("") } else { place.id(&format!("-{index}")) };
        let input = tag("input")
            .attr("type", kind)
            .attr("id", &id)
            .attr("name", &place.path)
            .attr("value", &item.value)
            .maybe("aria-invalid", is_wrong.then_some("true"))
            .flag("required", is_demanded)
            .flag("checked", chosen.contains(&item.value.as_str()));
        let text = tag("span").text(item.label.get(places.language()));
        tag("label").class("lf-choice").child(input).child(text)
    };
    let choices = tag("div").class("lf-choices").children(items.iter().enumerate().map(choice));
    tag("div").class("lf-choice-list").child(choices)
}
