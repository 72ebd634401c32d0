//! What a field by itself may not ask for.

use crate::api::Kind;
use crate::definition::reader::Reader;
use crate::definition::{Bound, Control, Definition, Fault, Field, Options, pattern};
use crate::form::refused;
use crate::issue::Limit;
use crate::parse::{Answer, parse};
use crate::value::hours;
use crate::value::text::number;

/// `group` is the repeating group that the field is in.
pub(super) fn field_rules(
    field: &Field,
    group: Option<&Field>,
    definition: &Definition,
    reader: &mut Reader,
) {
    let name = field.name.as_str();
    let here = |key: &str| texts![field.at, "/", key];
    if let (Kind::Hours, Some(Bound::Limit(Limit::Number(max)))) = (field.row.kind, field.max)
        && max > hours::LAST
    {
        reader.fault(here("max"), Fault::Looser.of(&[name, "max", "24:00"]));
    }
    if let (Kind::Hours, Some(Bound::Limit(Limit::Number(min)))) = (field.row.kind, field.min)
        && min < 0.0
    {
        reader.fault(here("min"), Fault::Looser.of(&[name, "min", "00:00"]));
    }
    if let (Some(Bound::Limit(min)), Some(Bound::Limit(max))) = (field.min, field.max)
        && is_above(min, max)
    {
        reader.fault(here("max"), Fault::Range.of(&[name]));
    }
    if let Some(pattern) = &field.pattern {
        if !matches!(
            field.row.kind,
            Kind::Text | Kind::Html | Kind::Scalar | Kind::Email | Kind::Phone | Kind::TextOrTexts
        ) {
            reader.fault(here("pattern"), Fault::PatternOnKind.of(&[name]));
        } else if let Some(error) = pattern::mistake(pattern) {
            reader.fault(here("pattern"), Fault::Pattern.of(&[pattern, error]));
        }
    }
    if field.control == Control::Hidden
        && field.required
        && field.default.is_none()
        && field.prefill.is_none()
    {
        reader.fault(field.at.clone(), Fault::HiddenControlShown.of(&[name]));
    }
    let refusal = |answer: &Answer| refusal(field, group, answer, definition);
    options(field, refusal, reader);
    if let Some(default) = &field.default
        && let Some(code) = refusal(default)
    {
        reader.fault(here("default"), Fault::Value.of(&[name, code]));
    }
}

/// The code of what the API would say of an answer.
fn refusal(
    field: &Field,
    group: Option<&Field>,
    answer: &Answer,
    definition: &Definition,
) -> Option<&'static str> {
    let path = group.map_or_else(|| field.name.clone(), |group| texts![group.name, ".0.", field.name]);
    let problem = match parse(field.row.kind, answer, definition.api.date_format) {
        Ok(value) => refused(definition.api, &path, value, &definition.rules)?.problem,
        Err(problem) => problem,
    };
    Some(problem.code())
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
fn options(field: &Field, refusal: impl Fn(&Answer) -> Option<&'static str>, reader: &mut Reader) {
    match &field.options {
        Some(_) if matches!(field.row.kind, Kind::Date | Kind::Hours | Kind::Groups(_) | Kind::Files(_)) => {
            reader.fault(texts![field.at, "/options"], Fault::OptionsDoNotFit.of(&[&field.name]));
        }
        Some(Options::Listed(items)) => {
            for (index, item) in items.iter().enumerate() {
                let at = texts![field.at, "/options/", number(index), "/value"];
                if items[..index].iter().any(|other| other.value == item.value) {
                    reader.fault(at.clone(), Fault::DuplicateOption.of(&[&item.value]));
                }
                let documented = field.row.kind.choices().filter(|choices| !choices.tenant);
                if documented
                    .is_some_and(|choices| choices.values.iter().all(|choice| choice.value != item.value))
                {
                    let fault = Fault::OptionRefused.of(&[&field.name, &item.value]);
                    reader.fault(at, fault);
                } else if let Some(code) = refusal(&Answer::Text(item.value.clone())) {
                    reader.fault(at, Fault::Value.of(&[&field.name, code]));
                }
            }
        }
        Some(Options::From(_)) | None => {}
    }
}
