//! The names of the APIs on the command line. A misspelt one is answered with the nearest and with all.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use leadform_spec::{Api, apis};

/// Reads a target id.
pub(super) fn parser() -> impl TypedValueParser<Value = &'static Api> {
    PossibleValuesParser::new(values()).try_map(|id| apis::find(&id).ok_or("no such target"))
}

/// The target ids, with what people call the APIs.
pub(super) fn values() -> impl Iterator<Item = PossibleValue> {
    apis::ALL.into_iter().map(|api| PossibleValue::new(api.id).help(api.title))
}
