//! What is wrong between the parts of a definition, each of which may be right by itself.

mod address;
mod condition;
mod consent;
mod field;
mod given;

use address::addresses;
use condition::{condition, placeholders};
use consent::consents;
use field::field_rules;
pub(crate) use given::leaves;
use given::{fixed_values, somebody_gives};

use super::reader::Reader;
use super::{Definition, Fault, Field};

pub(super) fn lint(definition: &Definition, reader: &mut Reader) {
    let fields: Vec<&Field> = definition.fields().collect();
    for (index, field) in fields.iter().enumerate() {
        let earlier = &fields[..index];
        if let Some(first) = earlier.iter().find(|other| other.name == field.name) {
            duplicate(field, &first.at, reader);
        }
        field_rules(field, None, definition, reader);
        for (index, inner) in field.fields.iter().enumerate() {
            if let Some(first) = field.fields[..index].iter().find(|other| other.name == inner.name) {
                duplicate(inner, &first.at, reader);
            }
            field_rules(inner, Some(field), definition, reader);
            condition(inner, &fields, index, Some(&field.fields), reader);
            let known: Vec<&Field> = earlier.iter().copied().chain(&field.fields[..index]).collect();
            placeholders(inner, &known, reader);
        }
        condition(field, &fields, index, None, reader);
        placeholders(field, earlier, reader);
    }
    fixed_values(definition, reader);
    somebody_gives(definition, reader);
    consents(definition, reader);
    addresses(definition, reader);
}

fn duplicate(field: &Field, first: &str, reader: &mut Reader) {
    let fault = Fault::Duplicate.of(&[&field.name, first]);
    reader.fault(field.at.clone(), fault);
}
