//! What `check` and `encode` have in common: a body for one API.

use std::path::PathBuf;

use clap::ValueEnum;
use leadform_spec::value::Numbering;
use leadform_spec::{Api, Issue, Rules, Submission, Valid, check};
use serde::Serialize;

use crate::Failure;
use crate::input::Source;

#[derive(clap::Args)]
pub(super) struct Body {
    /// The API that the body is for.
    #[arg(value_parser = super::target::parser())]
    target: &'static Api,

    /// The body: a JSON file; standard input if it is missing or -. At most 32 MiB.
    ///
    /// It is what the API documents, without the secret, which only a proxy knows. For 1Office it is JSON as
    /// well, and its nested values are JSON too, not strings.
    file: Option<PathBuf>,

    /// Which phone numbers are taken.
    #[arg(long, value_enum, default_value_t = Phone::Vn)]
    phone: Phone,
}

#[derive(Clone, Copy, ValueEnum)]
enum Phone {
    /// Vietnamese numbers only, however they are typed
    Vn,
    /// Foreign ones too, with + or 00 in front
    International,
}

impl Body {
    /// Reads the body and checks it.
    pub(super) fn check(self) -> Result<Result<Valid<Submission>, Vec<Issue>>, Failure> {
        let body = Source::from(self.file).json()?;
        let numbering = match self.phone {
            Phone::Vn => Numbering::Vietnam,
            Phone::International => Numbering::International,
        };
        Ok(check(self.target, &body, &Rules { numbering, ..Rules::default() }))
    }
}

/// The issues as one line of JSON: `{"issues":[…]}`.
pub(super) fn line(issues: &[Issue]) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        issues: &'a [Issue],
    }
    serde_json::to_string(&Line { issues })
        .unwrap_or_else(|error| unreachable!("issues are always JSON: {error}"))
}
