//! What depends on another field: conditions, and the addresses of options.

use crate::definition::reader::Reader;
use crate::definition::{Condition, Fault, Field, Options, template};
use crate::parse::parse;
use crate::value::{DateFormat, text::nearest};

/// A condition asks for an earlier field, and for a value that it can have.
pub(super) fn condition(
    field: &Field,
    at: &str,
    places: &[(&Field, String)],
    index: usize,
    group: Option<&[Field]>,
    reader: &mut Reader,
) {
    let Some(Condition { field: other, is }) = &field.show_if else { return };
    let at_field = format!("{at}/show_if/field");
    if *other == field.name {
        reader.fault(at_field, Fault::ConditionOnItself { field: other.clone() });
        return;
    }
    let in_group = group.and_then(|fields| fields.iter().position(|field| field.name == *other));
    let (asked, comes_later) = match (in_group, group) {
        (Some(position), Some(fields)) => (&fields[position], position > index),
        _ => match places.iter().position(|(field, _)| field.name == *other) {
            Some(position) => (places[position].0, group.is_none() && position > index),
            None => {
                let names = places.iter().map(|(field, _)| field.name.as_str());
                let nearest = nearest(other, names).map(str::to_owned);
                reader.fault(at_field, Fault::ConditionField { field: other.clone(), nearest });
                return;
            }
        },
    };
    if comes_later {
        reader.fault(at_field, Fault::ConditionOrder { field: other.clone() });
    }
    if is.is_empty() {
        reader.fault(format!("{at}/show_if/is"), Fault::Empty { key: "is" });
    }
    let choices = asked.choices();
    for (index, value) in is.iter().enumerate() {
        let listed = choices.is_empty() || choices.iter().any(|choice| choice.value == *value);
        let typed = crate::Answer::Text(value.clone());
        if !listed || parse(asked.row.kind, &typed, DateFormat::YearFirst).is_err() {
            let fault = Fault::ConditionValue { field: other.clone(), value: value.clone() };
            reader.fault(format!("{at}/show_if/is/{index}"), fault);
        }
    }
}

/// Addresses of options depend on fields that come before.
pub(super) fn placeholders(field: &Field, at: &str, earlier: &[(&Field, String)], reader: &mut Reader) {
    let Some(Options::From(address)) = &field.options else { return };
    for name in template::placeholders(address) {
        if earlier.iter().all(|(field, _)| field.name != name) {
            let nearest =
                nearest(name, earlier.iter().map(|(field, _)| field.name.as_str())).map(str::to_owned);
            let fault = Fault::Placeholder { placeholder: name.to_owned(), nearest };
            reader.fault(format!("{at}/options/from"), fault);
        }
    }
}
