//! Controls that are typed into, and files.
//!
//! A browser's own check is a help and never a hurdle: it must refuse nothing that the gateway would take. So there is
//! no `pattern` (the gateway trims first), no `type=number`, and `type=email` only where the API itself wants one
//! address.

use leadform_language::{file_limit, files_again};
use leadform_spec::api::Kind;
use leadform_spec::definition::{Bound, Control, Field};
use leadform_spec::value::{Date, DateFormat, hours};
use leadform_spec::{Answer, Limit};

use super::field::as_control;
use super::html::{Tag, tag};
use super::place::Place;
use super::places::Places;

/// One line.
pub(super) fn input(places: &Places<'_>, place: &Place<'_>) -> Tag {
    let Some(field) = place.field() else { return tag("input") };
    let value = places.texts(place).join(", ");
    let (kind, keyboard) = match field.control {
        Control::Tel => ("tel", Some("tel")),
        Control::Email if matches!(field.row.kind, Kind::Email) => ("email", None),
        Control::Email => ("text", Some("email")),
        // What is no date would not be shown in a field for dates, and so be lost.
        Control::Date if value.is_empty() || Date::parse(&value, DateFormat::YearFirst).is_some() => {
            ("date", None)
        }
        Control::Time if value.is_empty() || hours::parse(&value).is_some() => ("time", None),
        Control::Number if matches!(field.row.kind, Kind::Int) => ("text", Some("numeric")),
        Control::Number => ("text", Some("decimal")),
        _ => ("text", None),
    };
    let date = |bound: Option<Bound>| match bound.map(|bound| bound.on(places.shown().today)) {
        Some(Limit::Date(date)) if kind == "date" => Some(date.to_string()),
        _ => None,
    };
    // The page may be sent tomorrow, so today is no last day.
    let max = field.max.filter(|max| *max != Bound::Today);
    let tag = as_control(places, place, tag("input").attr("type", kind))
        .maybe("inputmode", keyboard)
        .maybe("min", date(field.min).as_deref())
        .maybe("max", date(max).as_deref())
        .maybe("placeholder", placeholder(places, field))
        .attr("value", &value);
    if field.control == Control::Email {
        return tag.attr("autocapitalize", "none").attr("spellcheck", "false");
    }
    tag
}

/// Several lines, or one entry on each.
pub(super) fn textarea(places: &Places<'_>, place: &Place<'_>) -> Tag {
    let Some(field) = place.field() else { return tag("textarea") };
    let rows = if field.control == Control::Chips { "3" } else { "4" };
    as_control(places, place, tag("textarea").attr("rows", rows))
        .maybe("placeholder", placeholder(places, field))
        .text(&places.texts(place).join("\n"))
}

/// Nothing to see: what the page's address or the definition gave.
pub(super) fn hidden(places: &Places<'_>, place: &Place<'_>) -> Tag {
    let value = places.texts(place).join(",");
    tag("input").attr("type", "hidden").attr("name", &place.path).attr("value", &value)
}

/// Files. No page can put back what was chosen before.
pub(super) fn file(places: &Places<'_>, place: &Place<'_>) -> Tag {
    let Some(field) = place.field() else { return tag("input") };
    as_control(places, place, tag("input").attr("type", "file"))
        .maybe("accept", field.accept.as_deref())
        .flag("multiple", places.limits(field).1 > 1)
}

/// How large files may be, and which are to be chosen again.
pub(super) fn file_hint(places: &Places<'_>, place: &Place<'_>, field: &Field) -> String {
    let language = places.language();
    let limit = file_limit(language, field.max_bytes);
    match places.answer(place) {
        Some(Answer::Files(files)) if !files.is_empty() => {
            let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            format!("{limit} {}", files_again(language, &names))
        }
        _ => limit,
    }
}

fn placeholder<'a>(places: &Places<'_>, field: &'a Field) -> Option<&'a str> {
    field.placeholder.as_ref().map(|text| text.get(places.language()))
}
