//! Pages that come back: what is wrong is said where it is, and nothing that was typed is lost.

use leadform_spec::definition::{Control, OptionItem};
use leadform_spec::value::{Date, DateFormat};
use leadform_spec::{Answer, File, Limit, Problem};
use serde_json::json;

use super::{BOTH, Case, EXAMPLES, Page, text, value};

/// One problem of each code.
fn problems() -> Vec<Problem> {
    let day = Date::new(2026, 1, 31).unwrap();
    vec![
        Problem::Required,
        Problem::Either { or: "email".to_owned() },
        Problem::Unknown { nearest: None },
        Problem::Type { expected: "string" },
        Problem::Choice,
        Problem::Format { expected: "HH:MM" },
        Problem::Date { expected: DateFormat::DayFirst },
        Problem::Phone,
        Problem::Phone2018 { repaired: "0391234567".to_owned() },
        Problem::Email,
        Problem::Pattern,
        Problem::TooSmall { min: Limit::Number(1.5) },
        Problem::TooSmall { min: Limit::Date(day) },
        Problem::TooLarge { max: Limit::Count(3) },
        Problem::TooLarge { max: Limit::Bytes(2_000_000) },
    ]
}

#[test]
fn an_issue_of_each_code_is_said_at_its_field_and_in_the_summary() {
    for language in BOTH {
        for problem in problems() {
            let mut case = Case::with_fields(&json!(["full_name", "phone", "email"]));
            case.language = language;
            let case = case.issue(problem.clone().at("phone"));
            let page = case.page();
            let control = page.control("phone");
            assert_eq!(control.attr("aria-invalid"), Some("true"), "{problem:?}");
            assert_eq!(control.attr("aria-describedby"), Some("lf-phone-error"), "{problem:?}");
            let said = page.said("lf-phone");
            assert!(!said.is_empty(), "{problem:?}");
            let link = page.one("#lf-summary a");
            assert_eq!(link.attr("href"), Some("#lf-phone"));
            assert!(text(link).ends_with(&said), "{problem:?}: {}", text(link));
            assert_eq!(page.named("email")[0].attr("aria-invalid"), None);
            assert_eq!(page.said("lf-email"), "");
        }
    }
}

#[test]
fn the_repaired_number_is_in_the_sentence_and_what_was_typed_stays() {
    let problem = Problem::Phone2018 { repaired: "0391234567".to_owned() };
    let case = Case::with_fields(&json!(["phone"])).answer("phone", "01691234567").issue(problem.at("phone"));
    let page = case.page();
    assert!(page.said("lf-phone").contains("0391234567"));
    assert_eq!(value(page.control("phone")), ["01691234567"]);
}

#[test]
fn the_title_and_the_focus_say_first_that_something_is_to_be_mended() {
    let fresh = Case::with_fields(&json!(["phone"])).page();
    assert!(fresh.all("[autofocus], .lf-summary").is_empty());
    let page = Case::with_fields(&json!(["phone"])).issue(Problem::Required.at("phone")).page();
    let summary = page.one("[autofocus]");
    assert_eq!((summary.attr("id"), summary.attr("tabindex")), (Some("lf-summary"), Some("-1")));
    assert_eq!(text(page.one("title")), format!("To be mended: {}", text(fresh.one("title"))));
}

#[test]
fn an_issue_inside_a_group_a_list_or_a_consent_is_said_there() {
    let source = EXAMPLES.iter().find(|(name, _)| *name == "full-1office-contact").unwrap().1;
    let mut case = Case::new(source, BOTH[1]);
    for field in ["contacts.1.title", "detail.2.name", "files.0.name", "trade_ids.1", "consent"] {
        case = case.issue(Problem::Required.at(field));
    }
    let page = case.page();
    for id in ["lf-contacts.1.title", "lf-detail.2.name", "lf-files", "lf-trade_ids", "lf-consent"] {
        assert_ne!(page.said(id), "", "{id}");
        assert!(
            page.all("#lf-summary a").iter().any(|link| link.attr("href") == Some(&format!("#{id}"))),
            "{id}"
        );
    }
    // A row with something to mend is never folded away.
    let row = page.control("detail.2.name");
    let folded = |element: &scraper::ElementRef<'_>| element.value().name() == "details";
    assert!(!row.ancestors().filter_map(scraper::ElementRef::wrap).any(|around| folded(&around)));
    let link =
        page.all("#lf-summary a").into_iter().find(|link| link.attr("href") == Some("#lf-detail.2.name"));
    assert!(text(link.unwrap()).contains(" 3: "), "the row is named");
}

#[test]
fn what_no_visitor_can_mend_is_said_as_our_own_fault() {
    let case = || Case::with_fields(&json!(["phone"])).issue(Problem::Choice.at("source"));
    let alone = case().page();
    let own_fault = "a fault on our side";
    assert!(text(alone.one("#lf-summary")).contains(own_fault));
    assert!(alone.all("#lf-summary a").is_empty() && text(alone.one("title")).starts_with("Not sent yet"));
    let both = case().issue(Problem::Phone.at("phone")).page();
    assert!(text(both.one("#lf-summary")).contains(own_fault));
    assert_eq!(both.all("#lf-summary a").len(), 1);
}

/// Something that a browser could send for each field.
fn filled(source: &str) -> Case {
    let mut case = Case::new(source, BOTH[0]);
    let mut answers = leadform_spec::Answers::new();
    for field in case.form.definition.fields() {
        let choices = field.choices();
        let last = || choices.last().map_or_else(|| "7".to_owned(), |item| item.value.clone());
        let answer = match field.control {
            Control::Group => {
                for inner in &field.fields {
                    let text = inner
                        .choices()
                        .last()
                        .map_or_else(|| "2001-02-03".to_owned(), |item| item.value.clone());
                    answers.insert(format!("{}.1.{}", field.name, inner.name), Answer::Text(text));
                }
                Answer::Rows(2)
            }
            Control::Date => Answer::Text("2026-03-04".to_owned()),
            Control::Time => Answer::Text("08:30".to_owned()),
            Control::Select | Control::Radio => Answer::Text(last()),
            Control::Checkboxes | Control::Combobox => Answer::Many(vec![last()]),
            Control::Chips => Answer::Many(vec!["một".to_owned(), "hai, ba".to_owned()]),
            Control::File => {
                let file = File { name: "đơn.pdf".to_owned(), mime: String::new(), base64: String::new() };
                Answer::Files(vec![file])
            }
            _ => Answer::Text("\n Nguyễn \"An\" & <b>".to_owned()),
        };
        answers.insert(field.name.clone(), answer);
    }
    for consent in &case.form.definition.consent {
        answers.insert(consent.name(), Answer::Text("yes".to_owned()));
    }
    case.answers = answers;
    case
}

fn check_values(name: &str, case: &Case, page: &Page) {
    for (path, answer) in case.answers.iter() {
        let there: Vec<String> = page.named(path).into_iter().flat_map(value).collect();
        match answer {
            Answer::Rows(_) => {
                assert!(there.is_empty(), "what is in rows has paths of its own");
            }
            Answer::Files(files) => {
                assert!(text(page.one("main")).contains(&files[0].name), "{name}: {path}");
            }
            Answer::Many(entries) if page.named(path)[0].value().name() == "textarea" => {
                assert_eq!(there, [entries.join("\n")], "{name}: {path}");
            }
            Answer::Many(entries) => assert_eq!(there, *entries, "{name}: {path}"),
            Answer::Text(text) => assert_eq!(there, [text.as_str()], "{name}: {path}"),
        }
    }
}

#[test]
fn everything_that_was_given_stands_there_again() {
    for (name, source) in EXAMPLES {
        let case = filled(source);
        check_values(name, &case, &case.busy());
        let case = case.issue(Problem::Required.at("consent"));
        check_values(name, &case, &case.page());
    }
}

#[test]
fn a_busy_page_says_that_nothing_is_lost_and_asks_to_press_again() {
    let page = Case::with_fields(&json!(["phone"])).answer("phone", "0912").busy();
    assert!(text(page.one("#lf-summary")).contains("Your answers are kept"));
    assert_eq!(text(page.one("button")), "Send again");
    assert_eq!(value(page.control("phone")), ["0912"]);
}

#[test]
fn defaults_stand_there_at_first_and_never_come_back_by_themselves() {
    let fields = json!(["phone", { "name": "full_name", "default": "An" }]);
    assert_eq!(value(Case::with_fields(&fields).page().control("full_name")), ["An"]);
    let returned = Case::with_fields(&fields).issue(Problem::Required.at("phone")).page();
    assert_eq!(value(returned.control("full_name")), [""]);
    assert_eq!(value(Case::with_fields(&fields).busy().control("full_name")), [""]);
}

#[test]
fn what_is_no_date_is_shown_as_it_was_typed() {
    let case = Case::with_fields(&json!(["phone", "dob"]))
        .answer("dob", "31/1")
        .issue(Problem::Required.at("phone"));
    let page = case.page();
    assert_eq!(page.control("dob").attr("type"), Some("text"));
    assert_eq!(value(page.control("dob")), ["31/1"]);
    assert_eq!(Case::with_fields(&json!(["phone", "dob"])).page().control("dob").attr("type"), Some("date"));
}

#[test]
fn no_text_of_anybody_becomes_markup() {
    for hostile in [
        "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>",
        "</textarea><script>alert(1)</script>",
        "</title></option></select><svg onload=alert(1)>",
        "`${alert(1)}`",
        "&lt;b&gt; &#x3c; &amp",
        "javascript:alert(1)",
        "<!-- --> ]]> {{7*7}}",
    ] {
        let text = json!({ "vi": hostile, "en": hostile });
        let mut case = Case::of(&json!({
            "version": 1, "target": "ladiflow-customer", "title": text, "submit": text,
            "fields": [
                { "name": "full_name", "label": text, "help": text, "placeholder": text },
                { "name": "address", "control": "textarea" },
                { "name": "phone" },
                { "name": "custom_fields.pkg", "control": "select", "options": [{ "value": hostile, "label": text }] },
            ],
            "consent": { "text": text, "required": true },
        }));
        let plain = case.page().all("*").len();
        for name in ["full_name", "address", "phone", "custom_fields.pkg"] {
            case = case.answer(name, hostile);
        }
        case.hidden.push(("_q.utm_source".to_owned(), hostile.to_owned()));
        let page = case.page();
        assert_eq!(page.all("*").len(), plain + 1, "{hostile}");
        assert!(page.all("script, img, svg, b").is_empty(), "{hostile}");
        for name in ["full_name", "address", "phone", "custom_fields.pkg", "_q.utm_source"] {
            assert_eq!(value(page.control(name)), [hostile], "{name}");
        }
        assert_eq!(super::text(page.one("h1")), hostile);
    }
}

#[test]
fn a_list_that_could_not_be_fetched_is_said_and_an_answer_from_it_is_kept() {
    let fields = json!(["phone", { "name": "custom_fields.city", "control": "select", "options": { "from": "cities.json" } }]);
    let page = Case::with_fields(&fields).page();
    assert!(page.control("custom_fields.city").attr("disabled").is_some());
    assert!(text(page.one("main")).contains("could not be loaded"));
    let page = Case::with_fields(&fields).answer("custom_fields.city", "7").page();
    assert!(page.control("custom_fields.city").attr("disabled").is_none());
    assert_eq!(value(page.control("custom_fields.city")), ["7"]);
    let mut case = Case::with_fields(&fields).answer("custom_fields.city", "7");
    let item = |value: &str, label: &str| OptionItem { value: value.to_owned(), label: label.into() };
    case.choices.insert("custom_fields.city".to_owned(), vec![item("6", "Huế"), item("7", "Vinh")]);
    let page = case.page();
    assert_eq!(text(page.one("option[selected]")), "Vinh");
    assert!(!text(page.one("main")).contains("could not be loaded"));
}
