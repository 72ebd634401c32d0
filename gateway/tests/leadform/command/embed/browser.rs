//! What a browser checks by itself, as far as the markup tells it to: it refuses nothing that the gateway would take.

use leadform_spec::api::Kind;
use leadform_spec::definition::{Control, Environment, Field, Language};
use leadform_spec::value::{Date, DateFormat};
use leadform_spec::{Answer, Answers, Api, Definition, Row, apis};
use scraper::ElementRef;

use super::Snippet;

fn check_on<T>(day: &str, run: impl FnOnce(&Environment<'_>) -> T) -> T {
    run(&Environment {
        language: Language::Vi,
        today: Date::parse(day, DateFormat::YearFirst).unwrap(),
        submission_id: "1",
        page_url: "https://example.vn/",
        referrer: "",
        query: &|_| None,
        attribution: &|_| None,
        matches: &|_, _| true,
    })
}

/// A field for a row of an API: with this control, or with the one that it has by itself.
fn field(row: &Row, control: Option<&str>) -> Option<String> {
    let name = row.name;
    match row.kind {
        Kind::Group(_) | Kind::Named(_) | Kind::Base64 => None,
        Kind::Groups(rows) => {
            let plain = rows.iter().filter(|row| row.kind.rows().is_empty());
            let inner: Vec<String> = plain.map(|row| format!("{:?}", row.name)).collect();
            Some(format!(r#"{{"name":"{name}","min":2,"fields":[{}]}}"#, inner.join(",")))
        }
        _ => Some(match control {
            Some(control) => format!(r#"{{"name":"{name}","control":"{control}"}}"#),
            None => format!(r#"{{"name":"{name}"}}"#),
        }),
    }
}

/// A definition that asks for all rows of an API that this control fits, and has the others supplied.
fn definition(api: &Api, control: Option<&str>) -> Option<(String, Definition)> {
    let source = |fields: &[String]| {
        let is_asked =
            |row: &&Row| fields.iter().any(|field| field.contains(&format!(r#""name":"{}""#, row.name)));
        let supplied = api.rows.iter().filter(|row| !is_asked(row)).map(|row| format!("{:?}", row.name));
        let (fields, supplied) = (fields.join(","), supplied.collect::<Vec<_>>().join(","));
        let id = api.id;
        format!(
            r#"{{"version":1,"target":"{id}","gateway":true,"fields":[{fields}],"supplied":[{supplied}]}}"#
        )
    };
    let mut fields = Vec::new();
    for field in api.rows.iter().filter_map(|row| field(row, control)) {
        fields.push(field);
        // What the control cannot be for, and what needs choices of its own, is left out.
        if Definition::parse(&source(&fields)).is_err() {
            fields.pop();
        }
    }
    let source = source(&fields);
    Definition::parse(&source).ok().map(|definition| (source, definition))
}

/// All controls on all rows of all APIs that they fit.
fn all() -> Vec<(String, Definition, Snippet)> {
    let controls = Control::NAMED.iter().map(|(name, _)| Some(*name)).chain([None]);
    let made: Vec<_> = controls
        .flat_map(|control| apis::ALL.into_iter().filter_map(move |api| definition(api, control)))
        .map(|(source, definition)| {
            let snippet = Snippet::from(&source);
            (source, definition, snippet)
        })
        .collect();
    assert!(made.len() > 40, "{}", made.len());
    made
}

const SAMPLES: [&str; 24] = [
    "a",
    " an@example.vn ",
    "an@example.vn",
    "an@example.vn,binh@example.vn",
    "an@example.vn, binh@example.vn,",
    "An <an@example.vn>",
    "o'neil@x-y.io",
    "0912345678",
    "+84 (0)912-345.678",
    "0912345678, 0987654321",
    "1",
    "-1",
    "1,5",
    "1.5",
    "99999999",
    "2026-11-22",
    "1900-01-01",
    "2999-12-31",
    "08:30",
    "8.5",
    "Nguyễn Thị Ánh",
    "Huế\nViệt Nam",
    "https://example.vn",
    "<b>",
];

/// Whether a browser takes `text` in this control. Of what it could look at, it may know only this.
fn browser_takes(control: &ElementRef<'_>, text: &str) -> bool {
    let kind = control.attr("type").unwrap_or("text");
    match (control.value().name(), kind) {
        ("input", "email") => {
            let text = text.trim_matches([' ', '\t', '\n', '\r', '\u{c}']);
            control.attr("multiple").is_none() && leadform_spec::value::email::is_valid(text)
        }
        // A picker gives days, and a day is between two others as text is.
        ("input", "date") => {
            control.attr("min").is_none_or(|min| min <= text)
                && control.attr("max").is_none_or(|max| text <= max)
        }
        ("input", "text" | "tel" | "time" | "hidden" | "radio" | "checkbox" | "file")
        | ("select" | "textarea", _) => true,
        (name, kind) => panic!("what does a browser check in <{name} type={kind}>?"),
    }
}

#[test]
fn a_browser_refuses_no_text_that_the_gateway_takes() {
    let mut compared = 0;
    for (source, definition, snippet) in all() {
        for control in snippet.all("input, select, textarea") {
            for attribute in ["pattern", "maxlength", "minlength", "step"] {
                assert_eq!(control.attr(attribute), None, "{source}");
            }
            let name = control.attr("name").unwrap();
            let Some(field) = definition.field(name).filter(|_| !name.starts_with('_')) else { continue };
            for text in SAMPLES {
                let answer = answer_of(field, text);
                let answers = Answers::from_iter([(name.to_owned(), answer)]);
                // On whatever day it is read.
                for day in ["2026-01-01", "2027-06-30"] {
                    let is_taken = check_on(day, |environment| {
                        definition.check_field(field, "", &answers, environment).is_empty()
                    });
                    assert!(
                        !is_taken || browser_takes(&control, text),
                        "{} {name} {text:?}",
                        definition.api.id
                    );
                    compared += usize::from(is_taken);
                }
            }
        }
    }
    assert!(compared > 1_000, "{compared}");
}

/// What the gateway makes of one text.
fn answer_of(field: &Field, text: &str) -> Answer {
    if field.holds_several() {
        Answer::Many(leadform_spec::value::text::entries(text).map(str::to_owned).collect())
    } else {
        Answer::Text(text.to_owned())
    }
}

#[test]
fn a_browser_demands_only_what_the_gateway_demands_too() {
    let mut demanded = 0;
    for (source, definition, snippet) in all() {
        let mut answers = Answers::new();
        for group in definition.fields().filter(|field| !field.fields.is_empty()) {
            answers.insert(group.name.clone(), Answer::Rows(2));
        }
        let issues = check_on("2026-01-01", |environment| {
            definition.check_supplied(&answers, Vec::new(), &[], environment).err().unwrap_or_default()
        });
        for control in snippet.all("[required]") {
            let name = control.attr("name").unwrap();
            assert!(issues.iter().any(|issue| issue.field == name), "{name} of {source}: {issues:?}");
            demanded += 1;
        }
    }
    assert!(demanded > 50, "{demanded}");
}

#[test]
fn what_may_turn_out_not_to_be_needed_is_not_demanded() {
    let snippet = Snippet::from(
        r#"{"version":1,"target":"ladiflow-customer","fields":["phone","email","gender",
        {"name":"full_name","required":true},
        {"name":"city","required":true,"show_if":{"field":"gender","is":["female"]}}],
        "consent":[{"purpose":"a","text":"A","required":true},{"purpose":"b","text":"B"}]}"#,
    );
    let demanded: Vec<_> =
        snippet.all("[required]").into_iter().map(|control| control.attr("name").unwrap()).collect();
    assert_eq!(demanded, ["full_name", "consent.a"], "neither one of a pair, nor what has a condition");
}

#[test]
fn a_day_that_depends_on_today_is_no_bound() {
    let form = |bounds: &str| {
        Snippet::from(&format!(
            r#"{{"version":1,"target":"ladiflow-customer","fields":["phone",{{"name":"dob"{bounds}}}]}}"#
        ))
    };
    let bounds = |snippet: &Snippet| {
        let control = snippet.one("[name=dob]");
        [control.attr("min").map(str::to_owned), control.attr("max").map(str::to_owned)]
    };
    assert_eq!(bounds(&form(r#","min":"today""#)), [None, None]);
    assert_eq!(bounds(&form(r#","max":"today""#)), [None, None]);
    let fixed = form(r#","min":"1900-01-01","max":"2026-12-31""#);
    assert_eq!(bounds(&fixed), [Some("1900-01-01".to_owned()), Some("2026-12-31".to_owned())]);
}
