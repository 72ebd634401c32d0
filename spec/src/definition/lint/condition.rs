//! What depends on another field: conditions, and the addresses of options.

use crate::api::Kind;
use crate::definition::reader::Reader;
use crate::definition::{Condition, Fault, Field, Options, template};
use crate::parse::parse;
use crate::value::text::number;
use crate::value::{DateFormat, text::nearest};

/// A condition asks for an earlier field, and for a value that it can have.
pub(super) fn condition(
    field: &Field,
    fields: &[&Field],
    index: usize,
    group: Option<&[Field]>,
    reader: &mut Reader,
) {
    let Some(Condition { field: other, is }) = &field.show_if else { return };
    let at = &field.at;
    let at_field = texts![at, "/show_if/field"];
    if *other == field.name {
        reader.fault(at_field, Fault::ConditionOnItself.of(&[other]));
        return;
    }
    let in_group = group.and_then(|fields| fields.iter().position(|field| field.name == *other));
    let on_form = fields.iter().position(|field| field.name == *other);
    let (asked, comes_later) = match (in_group, group, on_form) {
        (Some(position), Some(fields), _) => (&fields[position], position > index),
        (_, _, Some(position)) => (fields[position], group.is_none() && position > index),
        _ => {
            let nearest = nearest(other, &names(fields)).unwrap_or_default();
            reader.fault(at_field, Fault::ConditionField.of(&[other, nearest]));
            return;
        }
    };
    if comes_later {
        reader.fault(at_field, Fault::ConditionOrder.of(&[other]));
    }
    if is.is_empty() {
        reader.fault(texts![at, "/show_if/is"], Fault::Empty.of(&["is"]));
    }
    let choices = asked.choices();
    let has_value = !matches!(asked.row.kind, Kind::Groups(_) | Kind::Files(_));
    for (index, value) in is.iter().enumerate() {
        let listed = choices.is_empty() || choices.iter().any(|choice| choice.value == *value);
        let typed = crate::Answer::Text(value.clone());
        if !has_value || !listed || parse(asked.row.kind, &typed, DateFormat::YearFirst).is_err() {
            let fault = Fault::ConditionValue.of(&[other, value]);
            reader.fault(texts![at, "/show_if/is/", number(index)], fault);
        }
    }
}

/// Addresses of options depend on fields that come before.
pub(super) fn placeholders(field: &Field, earlier: &[&Field], reader: &mut Reader) {
    let Some(Options::From(address)) = &field.options else { return };
    for name in template::placeholders(address) {
        if earlier.iter().all(|field| field.name != name) {
            let nearest = nearest(name, &names(earlier)).unwrap_or_default();
            let fault = Fault::Placeholder.of(&[name, nearest]);
            reader.fault(texts![field.at, "/options/from"], fault);
        }
    }
}

fn names<'a>(fields: &[&'a Field]) -> Vec<&'a str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}
