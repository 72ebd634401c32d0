//! Everything that can be wrong with a definition, and the sentence that says it with its remedy. These are
//! for whoever writes the definition, so they are in English only.

use std::fmt::{self, Write};

use crate::json;

/// What is wrong with a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences below say what each one and its fields mean")]
pub enum Fault {
    Json { error: String },
    Type { expected: &'static str },
    UnknownKey { key: String, nearest: Option<&'static str>, known: String },
    MissingKey { key: &'static str, example: &'static str },
    Version { found: String },
    Target { found: String, nearest: Option<&'static str>, known: String },
    FieldsAndSteps,
    NoFields,
    UnknownField { name: String, api: &'static str, nearest: Option<String> },
    Secret { name: String },
    WholeGroup { name: String, example: String },
    InEachRow { name: String, group: String },
    GroupWithoutFields { name: String, known: String },
    NotAGroup { name: String, key: &'static str },
    Duplicate { name: String, first: String },
    Control { control: String, nearest: Option<&'static str>, known: String },
    ControlDoesNotFit { control: String, name: String, kind: &'static str },
    NoChoices { control: String, name: String },
    OptionsDoNotFit { name: String },
    OptionType { name: String, value: String, expected: &'static str },
    OptionRefused { name: String, value: String },
    DuplicateOption { value: String },
    Placeholder { placeholder: String, nearest: Option<String> },
    Relaxed { name: String },
    Looser { name: String, key: &'static str, limit: String },
    Bound { name: String, key: &'static str, expected: &'static str },
    BoundOnText { name: String, key: &'static str },
    Range { name: String },
    PatternOnKind { name: String },
    Pattern { pattern: String, error: &'static str },
    ConditionField { field: String, nearest: Option<String> },
    ConditionOnItself { field: String },
    ConditionOrder { field: String },
    ConditionValue { field: String, value: String },
    HiddenRequired { name: String },
    HiddenControlShown { name: String },
    Value { path: String, code: &'static str },
    ValueOnForm { path: String },
    SuppliedAndGiven { path: String },
    Template { template: String },
    Attribution { source: String },
    NobodyGives { names: String },
    MayBeEmpty { path: String },
    Redirect { url: String },
    PolicyUrl { url: String },
    Purpose { purpose: String },
    PurposeMissing,
    EvidenceTaken { path: String },
    Choice { key: &'static str, found: String, known: &'static str },
    Positive { key: &'static str },
    Empty { key: &'static str },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(&mut Harmless(f))
    }
}

/// Writes without what could garble a terminal: what a sentence repeats of a definition may have anything in it.
struct Harmless<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl Write for Harmless<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|char| match char {
            char if char.is_control() => write!(self.0, "{}", char.escape_default()),
            char => self.0.write_char(char),
        })
    }
}

impl Fault {
    fn tell(&self, f: &mut impl Write) -> fmt::Result {
        use Fault as F;
        match self {
            F::Json { error } => write!(f, "this is not JSON: {error}; mend the syntax there"),
            F::Type { expected } => write!(f, "this should be {expected}"),
            F::UnknownKey { key, nearest: Some(near), .. } => {
                write!(f, "unknown key {}; did you mean {}? If not, remove it", Quoted(key), Quoted(near))
            }
            F::UnknownKey { key, nearest: None, known } => {
                write!(f, "unknown key {}; remove it, or use one of {known}", Quoted(key))
            }
            F::MissingKey { key, example } => write!(f, "{} is missing; add {example}", Quoted(key)),
            F::Version { found } => write!(f, "version {found} is not known here; write \"version\": 1"),
            F::Target { found, nearest, known } => {
                write!(f, "unknown target {}; ", Quoted(found))?;
                offer(f, *nearest)?;
                write!(f, "use one of {known}")
            }
            F::FieldsAndSteps => f.write_str("both \"fields\" and \"steps\" are here; keep \"fields\" for one page, or \"steps\" for several"),
            F::NoFields => f.write_str("there is nothing to fill in; name at least one field"),
            F::UnknownField { name, api, nearest } => {
                write!(f, "{api} has no attribute {}; ", Quoted(name))?;
                offer(f, nearest.as_deref())?;
                write!(f, "`leadform schema {api}` lists them all")
            }
            F::Secret { name } => write!(f, "{} is the API's key, which only the proxy may know; remove it here and give it to the proxy", Quoted(name)),
            F::WholeGroup { name, example } => {
                write!(f, "{} is a group; name what is asked for in it, such as {}", Quoted(name), Quoted(example))
            }
            F::InEachRow { name, group } => {
                write!(f, "{} stands in each row of {} and has no path of its own; name it in the \"fields\" of {}, or give {} as a list", Quoted(name), Quoted(group), Quoted(group), Quoted(group))
            }
            F::GroupWithoutFields { name, known } => {
                write!(f, "the group {} asks for nothing; give it \"fields\" with some of {known}", Quoted(name))
            }
            F::NotAGroup { name, key } => write!(f, "{} does not take {}; remove it", Quoted(name), Quoted(key)),
            F::Duplicate { name, first } => {
                write!(f, "{} is on the form already ({first}); remove one of the two", Quoted(name))
            }
            F::Control { control, nearest, known } => {
                write!(f, "unknown control {}; ", Quoted(control))?;
                offer(f, *nearest)?;
                write!(f, "use one of {known}")
            }
            F::ControlDoesNotFit { control, name, kind } => {
                write!(f, "a {} cannot give {}, which is {kind}; remove \"control\" to get the one that fits", Quoted(control), Quoted(name))
            }
            F::NoChoices { control, name } => {
                write!(f, "{} needs something to choose from, and {} lists no values; add \"options\"", Quoted(control), Quoted(name))
            }
            F::OptionsDoNotFit { name } => write!(f, "{} takes no choices; remove \"options\"", Quoted(name)),
            F::OptionType { name, value, expected } => {
                write!(f, "{} takes {expected}, and the option {value} is none; mend its \"value\"", Quoted(name))
            }
            F::OptionRefused { name, value } => {
                write!(f, "the API does not list {} for {} and would refuse it; remove the option or mend its \"value\"", Quoted(value), Quoted(name))
            }
            F::DuplicateOption { value } => write!(f, "the option {} stands here twice; remove one of the two", Quoted(value)),
            F::Placeholder { placeholder, nearest } => {
                write!(f, "the options depend on {{{}}}, which is no field of this form; ", placeholder.escape_debug())?;
                offer(f, nearest.as_deref())?;
                f.write_str("put that field on the form before this one")
            }
            F::Relaxed { name } => {
                write!(f, "the API requires {}, so it cannot be made optional; remove \"required\": false", Quoted(name))
            }
            F::Looser { name, key, limit } => {
                write!(f, "the API allows {} no {} beyond {limit}; tighten it or remove {}", Quoted(name), Quoted(key), Quoted(key))
            }
            F::Bound { name, key, expected } => write!(f, "{} of {} should be {expected}", Quoted(key), Quoted(name)),
            F::BoundOnText { name, key } => {
                write!(f, "{} is text, which has no {}; use \"pattern\", or remove {}", Quoted(name), Quoted(key), Quoted(key))
            }
            F::Range { name } => write!(f, "\"min\" of {} is above its \"max\", so nothing fits; swap or mend them", Quoted(name)),
            F::PatternOnKind { name } => write!(f, "\"pattern\" is for text, and {} is none; remove it", Quoted(name)),
            F::Pattern { pattern, error } => write!(f, "the pattern {} is no regular expression: {error}", Quoted(pattern)),
            F::ConditionField { field, nearest } => {
                write!(f, "the condition asks for {}, which is not on this form; ", Quoted(field))?;
                offer(f, nearest.as_deref())?;
                f.write_str("name a field of this form")
            }
            F::ConditionOnItself { field } => {
                write!(f, "{} would be shown only once it is filled in; ask for another field", Quoted(field))
            }
            F::ConditionOrder { field } => {
                write!(f, "the condition asks for {}, which comes later; move that field before this one", Quoted(field))
            }
            F::ConditionValue { field, value } => {
                write!(f, "{} can never be {}, so this would never be shown; use one of its values", Quoted(field), Quoted(value))
            }
            F::HiddenRequired { name } => {
                write!(f, "the API requires {}, and a hidden field is not sent; remove \"show_if\", or give it in \"values\"", Quoted(name))
            }
            F::HiddenControlShown { name } => {
                write!(f, "{} is hidden and required, and nothing fills it in; add \"default\" or \"prefill\"", Quoted(name))
            }
            F::Value { path, code } => {
                write!(f, "the API would refuse this value of {} ({code}); `leadform schema` says what fits", Quoted(path))
            }
            F::ValueOnForm { path } => {
                write!(f, "{} has a fixed value and is on the form too; a fixed value would overwrite what the visitor gave, so remove one of the two", Quoted(path))
            }
            F::SuppliedAndGiven { path } => {
                write!(f, "{} is supplied by the proxy and given here too; remove one of the two", Quoted(path))
            }
            F::Template { template } => {
                write!(f, "unknown template {{{}}}; use {{submission_id}}, {{page_url}}, {{referrer}}, {{date}} or {{query.NAME}}", template.escape_debug())
            }
            F::Attribution { source } => {
                write!(f, "{} names no parameter; use one such as \"utm_source\", \"first.utm_source\", \"referrer\" or \"landing_page\"", Quoted(source))
            }
            F::NobodyGives { names } => {
                write!(f, "the API requires {names}, and nobody gives it; put it on the form, into \"values\", or into \"supplied\" if the proxy adds it")
            }
            F::MayBeEmpty { path } => {
                write!(f, "the API requires {}, and the parameter that would give it may be missing; put it on the form with \"prefill\", or give it a fixed value", Quoted(path))
            }
            F::Redirect { url } => {
                write!(f, "{} is no address that a visitor may be sent to; use an http or https URL, or a path that begins with /", Quoted(url))
            }
            F::PolicyUrl { url } => {
                write!(f, "{} is no address that can be linked; use an http or https URL, or a path that begins with /", Quoted(url))
            }
            F::Purpose { purpose } => write!(f, "the purpose {} is asked for twice; give each its own name", Quoted(purpose)),
            F::PurposeMissing => f.write_str("several consents need a \"purpose\" each, to tell them apart; add it"),
            F::EvidenceTaken { path } => {
                write!(f, "{} gets another value already, and the evidence of a consent would overwrite it; give the evidence an attribute of its own", Quoted(path))
            }
            F::Choice { key, found, known } => write!(f, "{} cannot be {}; use {known}", Quoted(key), Quoted(found)),
            F::Positive { key } => write!(f, "{} should be a whole number of at least 1", Quoted(key)),
            F::Empty { key } => write!(f, "{} is empty; fill it in or remove it", Quoted(key)),
        }
    }
}

/// A text of the definition as it stands there: in quotes. (`{:?}` would escape Vietnamese marks, and every visitor
/// would download the tables that know them.)
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json::write(&self.0.into()))
    }
}

fn offer(f: &mut impl Write, nearest: Option<&str>) -> fmt::Result {
    nearest.map_or(Ok(()), |nearest| write!(f, "did you mean {}? If not, ", Quoted(nearest)))
}
