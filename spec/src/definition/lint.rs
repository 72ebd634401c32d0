//! What is wrong between the parts of a definition, each of which may be right by itself.

mod address;
mod condition;
mod field;
mod given;

use address::{addresses, consents};
use condition::{condition, placeholders};
use field::field_rules;
use given::{fixed_values, somebody_gives};

use super::reader::Reader;
use super::{Definition, Fault, Field};

pub(super) fn lint(definition: &Definition, reader: &mut Reader) {
    let places = places(definition);
    for (index, (field, at)) in places.iter().enumerate() {
        let earlier = &places[..index];
        if let Some((_, first)) = earlier.iter().find(|(other, _)| other.name == field.name) {
            reader.fault(at.clone(), Fault::Duplicate { name: field.name.clone(), first: first.clone() });
        }
        field_rules(field, at, definition, reader);
        for (index, inner) in field.fields.iter().enumerate() {
            let at = format!("{at}/fields/{index}");
            if field.fields[..index].iter().any(|other| other.name == inner.name) {
                reader.fault(
                    at.clone(),
                    Fault::Duplicate { name: inner.name.clone(), first: format!("in {:?}", field.name) },
                );
            }
            field_rules(inner, &at, definition, reader);
            condition(inner, &at, &places, index, Some(&field.fields), reader);
        }
        condition(field, at, &places, index, None, reader);
        placeholders(field, at, earlier, reader);
    }
    fixed_values(definition, reader);
    somebody_gives(definition, &places, reader);
    consents(definition, reader);
    addresses(definition, reader);
}

/// Every field of the form and the JSON pointer where it stands.
fn places(definition: &Definition) -> Vec<(&Field, String)> {
    let mut places = Vec::new();
    for (step_index, step) in definition.steps.iter().enumerate() {
        let list =
            if definition.stepped { format!("/steps/{step_index}/fields") } else { "/fields".to_owned() };
        places
            .extend(step.fields.iter().enumerate().map(|(index, field)| (field, format!("{list}/{index}"))));
    }
    places
}
