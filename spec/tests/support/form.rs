//! A form at work: a definition, a page, and what a visitor gives.
#![allow(dead_code, reason = "each test file uses some of it")]

use leadform_spec::definition::{Environment, Language};
use leadform_spec::value::Date;
use leadform_spec::{Answer, Answers, Definition, Submission, Valid};
use serde_json::Value;

/// The definition, in which nothing is wrong.
pub(crate) fn definition(json: &Value) -> Definition {
    Definition::parse(&json.to_string()).unwrap_or_else(|mistakes| {
        panic!("{json}: {}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// One text for each path.
pub(crate) fn answers<const N: usize>(given: [(&str, &str); N]) -> Answers {
    given.into_iter().map(|(path, text)| (path.to_owned(), Answer::Text(text.to_owned()))).collect()
}

/// Several texts at one path.
pub(crate) fn many(answers: &mut Answers, path: &str, texts: &[&str]) {
    let texts = texts.iter().map(|text| (*text).to_owned()).collect();
    answers.insert(path.to_owned(), Answer::Many(texts));
}

/// The day is 2026-01-31, and the page `https://example.vn/uu-dai`.
pub(crate) fn on_page<T>(run: impl FnOnce(&Environment<'_>) -> T) -> T {
    let long = "á".repeat(300);
    run(&Environment {
        language: Language::Vi,
        today: Date::new(2026, 1, 31).expect("a day"),
        submission_id: "s-1",
        page_url: "https://example.vn/uu-dai?plan=PRO#gia",
        referrer: "",
        query: &|name| match name {
            "plan" => Some("PRO".to_owned()),
            "number" => Some(" 14 ".to_owned()),
            "blank" => Some(" ".to_owned()),
            "wrong" => Some("<script>".to_owned()),
            _ => None,
        },
        attribution: &|name| match name {
            "utm_source" => Some(" zalo ".to_owned()),
            "first.utm_source" => Some("facebook".to_owned()),
            "utm_term" => Some(long.clone()),
            "utm_id" => Some("x14".to_owned()),
            "utm_content" => Some("  ".to_owned()),
            _ => None,
        },
        // Four digits, or whatever the test wrote as a plain text: no engine is needed to see it asked.
        matches: &|pattern, text| match pattern {
            "\\d{4}" => text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()),
            plain => plain == text,
        },
    })
}

pub(crate) fn check(
    definition: &Definition,
    answers: &Answers,
) -> Result<Valid<Submission>, Vec<(String, &'static str)>> {
    let checked = on_page(|page| definition.check(answers, page));
    checked.map_err(|issues| issues.into_iter().map(|issue| (issue.field, issue.problem.code())).collect())
}

/// What is sent; nothing may be wrong.
pub(crate) fn sent(definition: &Definition, answers: &Answers) -> Value {
    match check(definition, answers) {
        Ok(submission) => serde_json::to_value(&*submission).expect("JSON"),
        Err(issues) => panic!("{issues:?}"),
    }
}

/// What is wrong; something must be.
pub(crate) fn issues(definition: &Definition, answers: &Answers) -> Vec<(String, &'static str)> {
    match check(definition, answers) {
        Ok(submission) => panic!("{}", serde_json::to_string(&*submission).expect("JSON")),
        Err(issues) => issues,
    }
}

/// What is wrong with one field of a row, or of none, by itself.
pub(crate) fn issues_of(
    definition: &Definition,
    path: &str,
    prefix: &str,
    answers: &Answers,
) -> Vec<(String, &'static str)> {
    let group = prefix.split_once('.').and_then(|(group, _)| definition.field(group));
    let fields =
        group.map_or_else(|| definition.fields().collect(), |group| group.fields.iter().collect::<Vec<_>>());
    let field = fields.into_iter().find(|field| field.name == path).expect(path);
    let found = on_page(|page| definition.check_field(field, prefix, answers, page));
    found.into_iter().map(|issue| (issue.field, issue.problem.code())).collect()
}
