//! The target `definition`: what somebody wrote as a form.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jsonschema::Validator;
use leadform_spec::definition::{Language, OptionItem};
use leadform_spec::{Answers, Definition, Issue, schema};
use serde_json::json;

use super::forms::moment;
use super::{body, browser, forms, markup};
use crate::accept::{self, Context};
use crate::config::Form;
use crate::page::{self, Shown};

/// The file's bytes. A mistake is told with a place in the file; a form without one can be shown, passes the schema, and
/// can be sent.
pub fn definition(bytes: &[u8]) {
    let Ok(source) = std::str::from_utf8(bytes) else { return };
    let Err(mistakes) = Definition::parse(source) else {
        let source = serde_json::from_str(source.trim_start_matches('\u{feff}')).expect("JSON");
        let refusal = schema().iter_errors(&source).next().map(|error| error.to_string());
        assert_eq!(refusal, None, "the schema refuses it");
        return used(&forms::form(&source));
    };
    assert!(!mistakes.is_empty(), "a definition without a mistake is refused");
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    for mistake in &mistakes {
        let line = text.split('\n').nth(mistake.line - 1);
        let line = line.unwrap_or_else(|| panic!("beyond the last line: {mistake:?}"));
        let columns = 1..=line.chars().count() + 1;
        assert!(columns.contains(&mistake.column), "beyond the line: {mistake:?}");
        let told = mistake.to_string();
        assert!(told.starts_with(&format!("{}:{}: ", mistake.line, mistake.column)), "{told}");
        assert!(!told.contains(char::is_control), "{told:?}");
    }
}

fn schema() -> &'static Validator {
    static SCHEMA: LazyLock<Validator> =
        LazyLock::new(|| jsonschema::draft202012::new(&schema::form()).expect("a schema"));
    &SCHEMA
}

/// Shows it and sends it.
fn used(form: &Form) {
    let answers = Answers::new();
    for language in [Language::Vi, Language::En] {
        let issues = browser::open(language, |page| form.definition.check(&answers, page));
        let issues = issues.err().unwrap_or_default();
        for issues in [&[][..], &issues] {
            markup::check(&page::form(&shown(form, language, &answers, issues)));
        }
        markup::check(&page::busy(&shown(form, language, &answers, &[])));
        markup::check(&page::thanks(form, language, "/form.css"));
    }
    body::look_at(form, &accept::from_json(form, &json!({}), &Context::default(), Some("s-1"), &moment()));
}

/// A page of the form.
pub(super) fn shown<'a>(
    form: &'a Form,
    language: Language,
    answers: &'a Answers,
    issues: &'a [Issue],
) -> Shown<'a> {
    static NONE: BTreeMap<String, Vec<OptionItem>> = BTreeMap::new();
    Shown {
        form,
        language,
        answers,
        issues,
        choices: &NONE,
        hidden: &[],
        action: "/f/consult",
        stylesheet: "/form.css",
        today: moment().today,
    }
}
