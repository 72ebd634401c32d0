//! What a field by itself may not ask for.

use super::given::refusal;
use crate::api::Kind;
use crate::definition::reader::Reader;
use crate::definition::{Bound, Control, Definition, Fault, Field, Options, pattern};
use crate::issue::Limit;
use crate::parse::parse;
use crate::value::hours;

pub(super) fn field_rules(field: &Field, at: &str, definition: &Definition, reader: &mut Reader) {
    let name = || field.name.clone();
    let here = |key: &str| format!("{at}/{key}");
    if let (Kind::Hours, Some(Bound::Limit(Limit::Number(max)))) = (field.row.kind, field.max)
        && max > hours::LAST
    {
        reader.fault(here("max"), Fault::Looser { name: name(), key: "max", limit: "24:00".to_owned() });
    }
    if let (Kind::Hours, Some(Bound::Limit(Limit::Number(min)))) = (field.row.kind, field.min)
        && min < 0.0
    {
        reader.fault(here("min"), Fault::Looser { name: name(), key: "min", limit: "00:00".to_owned() });
    }
    if let (Some(Bound::Limit(min)), Some(Bound::Limit(max))) = (field.min, field.max)
        && is_above(min, max)
    {
        reader.fault(here("max"), Fault::Range { name: name() });
    }
    if let Some(pattern) = &field.pattern {
        if !matches!(
            field.row.kind,
            Kind::Text | Kind::Html | Kind::Scalar | Kind::Email | Kind::Phone | Kind::TextOrTexts
        ) {
            reader.fault(here("pattern"), Fault::PatternOnKind { name: name() });
        } else if let Some(error) = pattern::mistake(pattern) {
            reader.fault(here("pattern"), Fault::Pattern { pattern: pattern.clone(), error });
        }
    }
    for (key, given) in [("accept", field.accept.is_some())] {
        if given && !matches!(field.row.kind, Kind::Files(_)) {
            reader.fault(here(key), Fault::NotAGroup { name: name(), key });
        }
    }
    if field.control == Control::Hidden
        && field.required
        && field.default.is_none()
        && field.prefill.is_none()
    {
        reader.fault(at, Fault::HiddenControlShown { name: name() });
    }
    options(field, at, reader);
    if let Some(default) = &field.default
        && let Ok(value) = parse(field.row.kind, default, definition.api.date_format)
        && let Some(issue) = refusal(definition.api, field, value, &definition.rules)
    {
        reader.fault(here("default"), Fault::Value { path: name(), code: issue.problem.code() });
    }
}

fn is_above(min: Limit, max: Limit) -> bool {
    match (min, max) {
        (Limit::Number(min), Limit::Number(max)) => min > max,
        (Limit::Date(min), Limit::Date(max)) => min > max,
        (Limit::Count(min), Limit::Count(max)) => min > max,
        _ => false,
    }
}

/// Listed choices: none twice, and none that the API would refuse.
fn options(field: &Field, at: &str, reader: &mut Reader) {
    match &field.options {
        Some(_) if matches!(field.row.kind, Kind::Date | Kind::Hours | Kind::Groups(_) | Kind::Files(_)) => {
            reader.fault(format!("{at}/options"), Fault::OptionsDoNotFit { name: field.name.clone() });
        }
        Some(Options::Listed(items)) => {
            for (index, item) in items.iter().enumerate() {
                let at = format!("{at}/options/{index}/value");
                if items[..index].iter().any(|other| other.value == item.value) {
                    reader.fault(at.clone(), Fault::DuplicateOption { value: item.value.clone() });
                }
                let documented = field.row.kind.choices().filter(|choices| !choices.tenant);
                if documented
                    .is_some_and(|choices| choices.values.iter().all(|choice| choice.value != item.value))
                {
                    let fault = Fault::OptionRefused { name: field.name.clone(), value: item.value.clone() };
                    reader.fault(at, fault);
                }
            }
        }
        Some(Options::From(_)) | None => {}
    }
}
