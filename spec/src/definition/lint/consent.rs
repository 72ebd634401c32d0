//! What is agreed to: each purpose has its own name, and its evidence a place of its own.

use crate::definition::fault::Told;
use crate::definition::reader::Reader;
use crate::definition::{Consent, Definition, Fault, path};
use crate::form::refused;
use crate::json::Value;

pub(super) fn consents(definition: &Definition, reader: &mut Reader) {
    for (index, consent) in definition.consent.iter().enumerate() {
        let earlier = &definition.consent[..index];
        match &consent.purpose {
            None if definition.consent.len() > 1 => {
                reader.fault(consent.at.clone(), Fault::PurposeMissing.of(&[]));
            }
            Some(purpose) if earlier.iter().any(|other| other.purpose == consent.purpose) => {
                reader.fault(texts![consent.at, "/purpose"], Fault::Purpose.of(&[purpose]));
            }
            _ => {}
        }
        if let Some(path) = &consent.field
            && let Some(fault) = evidence(definition, path, earlier)
        {
            reader.fault(texts![consent.at, "/field"], fault);
        }
    }
}

/// What is wrong with `path` as the place of the evidence.
fn evidence(definition: &Definition, path: &str, earlier: &[Consent]) -> Option<Told> {
    if let Err(fault) = path::row(definition.api, path) {
        return Some(fault);
    }
    let taken = definition.field(path).is_some()
        || definition.values.iter().any(|(given, _)| given == path)
        || definition.attribution.iter().any(|(_, given)| given == path)
        || earlier.iter().any(|other| other.field.as_deref() == Some(path));
    if taken {
        return Some(Fault::EvidenceTaken.of(&[path]));
    }
    // Any wording will do to find out whether the attribute takes text.
    let issue = refused(definition.api, path, Value::from("yes"), &definition.rules)?;
    Some(Fault::Value.of(&[path, issue.problem.code()]))
}
