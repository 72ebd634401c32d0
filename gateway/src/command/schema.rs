//! `leadform schema`

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use leadform_spec::{Api, apis, schema};
use serde_json::Value;

use crate::{Ending, Failure, output};

/// Print the JSON Schema of an API's body, or of a form definition
///
/// The schema is of the draft 2020-12. It says what a schema can say; `check` knows more, such as which phone
/// numbers there are, and is the judge.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// The API whose body is described; or form, for form definitions.
    #[arg(value_name = "TARGET|form", value_parser = parser())]
    of: Subject,
}

const AFTER_HELP: &str = "\
Example:
  $ leadform schema form > leadform.schema.json

Exit status: 0 printed, 2 no such target.";

#[derive(Clone)]
enum Subject {
    Body(&'static Api),
    Form,
}

fn parser() -> impl TypedValueParser<Value = Subject> {
    let form = PossibleValue::new("form").help("A form definition");
    PossibleValuesParser::new(super::target::values().chain([form]))
        .map(|id| apis::find(&id).map_or(Subject::Form, Subject::Body))
}

impl Args {
    pub(super) fn run(self) -> Result<Ending, Failure> {
        let schema: Value = match self.of {
            Subject::Body(api) => schema::body(api),
            Subject::Form => schema::form(),
        };
        output::print(&format!("{schema:#}\n"))?;
        Ok(Ending::Clean)
    }
}
