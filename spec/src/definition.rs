//! A form definition: which API, which of its rows are asked for, and how. The contract is `docs/FORMS.md`.

mod accept;
mod fault;
mod field;
mod lint;
mod list;
mod locate;
mod path;
mod pattern;
mod read;
mod reader;
mod template;
mod text;

pub(crate) use lint::leaves;

pub use fault::Fault;
pub use field::{Bound, Condition, Control, Field, OptionItem, Options, Width};
pub use list::read_list;
pub use template::{Environment, fill};
pub use text::{Language, Text};

use crate::check::Rules;
use crate::json::Value;
use crate::value::text::sort_short;
use crate::{Api, json};

/// A definition in which nothing is wrong.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The API that gets the lead.
    pub api: &'static Api,
    /// The heading above the form.
    pub title: Option<Text>,
    /// The pages of the form; one, without a title, if the definition has `fields`.
    pub steps: Vec<Step>,
    /// Whether the definition has `steps`, be it only one.
    pub stepped: bool,
    /// Fixed values, by path, public and sent with every lead. Strings may have templates in them.
    pub values: Vec<(String, Value)>,
    /// Which parameter (`utm_source`, `first.utm_source`, `referrer`, …) goes into which path.
    pub attribution: Vec<(String, String)>,
    /// What the visitor is asked to agree to.
    pub consent: Vec<Consent>,
    /// What the submit button says.
    pub submit: Option<Text>,
    /// What the visitor reads once the lead is sent.
    pub message: Option<Text>,
    /// Where the visitor goes once the lead is sent: an `http` or `https` URL, or a path of the page's own site.
    pub redirect: Option<String>,
    /// How the API's own rules are changed: supplied values, phone numbers, a tenant's value lists.
    pub rules: Rules,
    /// The proxy is our own gateway.
    pub gateway: bool,
}

/// One page of a form.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its heading.
    pub title: Option<Text>,
    /// What is asked for on it.
    pub fields: Vec<Field>,
}

/// One purpose that a visitor may agree to.
#[derive(Debug, Clone)]
pub struct Consent {
    /// The JSON pointer of its place in the definition.
    pub(crate) at: String,
    /// Its name, if there are several: the control is called `consent.PURPOSE`.
    pub purpose: Option<String>,
    /// Which wording this is.
    pub version: Option<String>,
    /// What is agreed to.
    pub text: Text,
    /// Where the policy stands.
    pub policy_url: Option<String>,
    /// Without it the lead is not sent.
    pub required: bool,
    /// The path of the API's attribute that gets the evidence.
    pub field: Option<String>,
}

impl Consent {
    /// The name of its checkbox.
    pub fn name(&self) -> String {
        self.purpose.as_ref().map_or_else(|| "consent".to_owned(), |purpose| texts!["consent.", purpose])
    }
}

/// Something wrong with a definition, and where in its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The JSON pointer of the place: `/steps/0/fields/2/name`.
    pub pointer: String,
    /// What is wrong.
    pub fault: Fault,
    /// The same as a sentence, with the remedy.
    pub sentence: String,
}

/// As `12:5: unknown key "titel" …`, which editors turn into a link.
impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.told())
    }
}

impl Mistake {
    /// The same, where nothing else is formatted.
    pub fn told(&self) -> String {
        let mut told = String::new();
        for number in [self.line, self.column] {
            json::number::digits(number as u64, &mut told);
            told.push(':');
        }
        told.push(' ');
        told + &self.sentence
    }
}

impl Definition {
    /// Reads a definition; or says everything that is wrong with it, from the first line to the last.
    pub fn parse(source: &str) -> Result<Self, Vec<Mistake>> {
        // Some editors begin a file with a byte order mark.
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let value = json::read(source).map_err(|error| vec![no_json(source, error)])?;
        let mut reader = reader::Reader::default();
        let definition = reader.definition(&value);
        if let Some(definition) = &definition {
            lint::lint(definition, &mut reader);
        }
        match definition {
            Some(definition) if reader.faults.is_empty() => Ok(definition),
            _ => {
                let mistake = |(pointer, told): (String, fault::Told)| {
                    let (line, column) = locate::line_and_column(source, &pointer);
                    Mistake { line, column, pointer, fault: told.fault, sentence: told.sentence }
                };
                let mut mistakes: Vec<Mistake> = reader.faults.into_iter().map(mistake).collect();
                sort_short(&mut mistakes, |mistake| (mistake.line, mistake.column));
                Err(mistakes)
            }
        }
    }

    /// Every field, in order, whatever its step.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        let mut fields = Vec::new();
        for step in &self.steps {
            fields.extend(&step.fields);
        }
        fields.into_iter()
    }

    /// The field with this path.
    pub fn field(&self, name: &str) -> Option<&Field> {
        for step in &self.steps {
            if let Some(field) = step.fields.iter().find(|field| field.name == name) {
                return Some(field);
            }
        }
        None
    }
}

fn no_json(source: &str, error: json::Error) -> Mistake {
    let (line, column) = locate::place(source, error.at);
    let told = Fault::Json.of(&[error.expected]);
    Mistake { line, column, pointer: String::new(), fault: told.fault, sentence: told.sentence }
}
