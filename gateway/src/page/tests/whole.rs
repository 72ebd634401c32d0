//! What holds for every page of every form.

use std::collections::BTreeSet;

use leadform_language::Trouble;
use leadform_spec::definition::{Control, Field, Language};
use serde_json::json;

use super::super::{HONEYPOT, LANGUAGE, STYLE, problem, thanks};
use super::{BOTH, Case, EXAMPLES, Page, text};

/// Every form in both languages: empty, and returned with every required field missing.
fn cases() -> impl Iterator<Item = (&'static str, Case)> {
    EXAMPLES.into_iter().flat_map(|(name, source)| {
        BOTH.into_iter().flat_map(move |language| {
            let mut returned = Case::new(source, language);
            let fields = returned.form.definition.fields().map(|field| field.name.clone());
            let consents =
                returned.form.definition.consent.iter().map(leadform_spec::definition::Consent::name);
            let all: Vec<String> = fields.chain(consents).collect();
            returned.issues = all.into_iter().map(|path| leadform_spec::Problem::Required.at(path)).collect();
            [(name, Case::new(source, language)), (name, returned)]
        })
    })
}

fn check_markup(name: &str, page: &Page) {
    assert_eq!(page.0.errors, Vec::<&str>::new(), "{name}");
    let mut ids = BTreeSet::new();
    for element in page.all("*") {
        let tag = element.value().name();
        assert!(
            !matches!(tag, "script" | "style" | "iframe" | "object" | "embed" | "base"),
            "{name}: <{tag}>"
        );
        for (attribute, value) in element.value().attrs() {
            assert!(attribute != "style" && !attribute.starts_with("on"), "{name}: {attribute}={value}");
        }
        if let Some(id) = element.attr("id") {
            assert!(ids.insert(id.to_owned()), "{name}: two elements have the id {id}");
            assert!(!id.contains(char::is_whitespace), "{name}: {id}");
        }
    }
    for element in page.all("[for], [aria-describedby], [aria-labelledby], a[href^='#']") {
        let anchor = element.attr("href").and_then(|href| href.strip_prefix('#'));
        let references =
            ["for", "aria-describedby", "aria-labelledby"].iter().filter_map(|name| element.attr(name));
        for id in references.flat_map(str::split_whitespace).chain(anchor) {
            assert!(ids.contains(id), "{name}: nothing has the id {id}");
        }
    }
    assert_eq!(page.all("h1").len() + page.all("title").len(), 2, "{name}");
    assert!(!text(page.one("title")).is_empty(), "{name}");
    assert_eq!(page.one("meta[name=robots]").attr("content"), Some("noindex"));
}

#[test]
fn every_form_is_well_formed_in_both_languages_with_nothing_inline() {
    for (name, case) in cases() {
        let page = case.page();
        check_markup(name, &page);
        check_markup(name, &case.busy());
        assert_eq!(page.one("html").attr("lang"), Some(case.language.tag()));
    }
}

#[test]
fn the_other_pages_are_well_formed_too() {
    let form = super::form_of(EXAMPLES[0].1);
    for language in BOTH {
        check_markup("thanks", &Page::read(&thanks(&form, language, "/f/form.css")));
        for why in [
            Trouble::UnknownForm,
            Trouble::ForbiddenOrigin,
            Trouble::TooLarge,
            Trouble::TooMany,
            Trouble::Unreadable,
            Trouble::Busy,
        ] {
            check_markup("problem", &Page::read(&problem(language, why, "/f/form.css")));
        }
    }
}

#[test]
fn every_field_has_one_control_or_one_group_of_them_with_its_name_and_a_label() {
    fn check(name: &str, page: &Page, path: &str, field: &Field) {
        let controls = page.named(path);
        assert!(!controls.is_empty(), "{name}: {path}");
        let (first, id) = (controls[0], format!("lf-{path}"));
        match first.attr("type") {
            Some("hidden") => {
                assert_eq!((controls.len(), field.control), (1, Control::Hidden), "{name}: {path}");
            }
            Some("radio" | "checkbox") => {
                let sets = page.all("fieldset");
                let of = |control: &scraper::ElementRef<'_>| {
                    let around = |set: &scraper::ElementRef<'_>| {
                        control.ancestors().any(|ancestor| ancestor.id() == set.id())
                    };
                    sets.iter().rev().find(|set| around(set)).map(|set| set.id())
                };
                assert!(of(&first).is_some(), "{name}: {path}");
                assert!(controls.iter().all(|control| of(control) == of(&first)), "{name}: {path}");
                let set = sets.iter().find(|set| Some(set.id()) == of(&first)).unwrap();
                let legend = set.child_elements().find(|child| child.value().name() == "legend").unwrap();
                assert!(!text(legend).is_empty(), "{name}: {path}");
                assert_eq!(first.attr("id"), Some(id.as_str()));
            }
            _ => {
                assert_eq!(controls.len(), 1, "{name}: {path}");
                assert_eq!(first.attr("id"), Some(id.as_str()));
                let labels = page.all("label");
                let label = labels.iter().find(|label| label.attr("for") == Some(&id)).copied();
                assert!(label.is_some_and(|label| !text(label).is_empty()), "{name}: {path}");
            }
        }
    }
    for (name, case) in cases() {
        let page = case.page();
        for field in case.form.definition.fields() {
            if field.fields.is_empty() {
                check(name, &page, &field.name, field);
            }
            for inner in &field.fields {
                check(name, &page, &format!("{}.0.{}", field.name, inner.name), inner);
            }
        }
        for consent in &case.form.definition.consent {
            assert_eq!(page.control(&consent.name()).attr("value"), Some("yes"), "{name}");
        }
    }
}

#[test]
fn a_browser_is_never_stricter_than_the_gateway() {
    for (name, case) in cases() {
        let page = case.page();
        assert!(page.all("[pattern], [maxlength], [minlength], input[type=number]").is_empty(), "{name}");
        for field in case.form.definition.fields() {
            let is_demanded =
                page.named(&field.name).iter().any(|control| control.attr("required").is_some());
            let may_be = field.show_if.is_none() && case.form.definition.is_required(field);
            assert!(!is_demanded || may_be, "{name}: {}", field.name);
        }
        for checkbox in page.all("input[type=checkbox][required]") {
            assert!(checkbox.attr("name").unwrap().starts_with("consent"), "{name}");
        }
    }
}

#[test]
fn only_a_form_with_files_is_sent_in_parts() {
    for (name, case) in cases() {
        let has_files = name == "full-1office-contact";
        let enctype = case.page().one("form").attr("enctype").map(str::to_owned);
        assert_eq!(enctype.as_deref(), has_files.then_some("multipart/form-data"), "{name}");
    }
}

#[test]
fn the_trap_is_reached_by_no_key_and_no_reader_and_is_not_simply_hidden() {
    let page = Case::with_fields(&json!(["full_name", "phone"])).page();
    let trap = page.control(HONEYPOT);
    assert_eq!((trap.attr("tabindex"), trap.attr("autocomplete")), (Some("-1"), Some("off")));
    assert_eq!(trap.attr("value").unwrap_or_default(), "");
    let around = page.one(".lf-trap");
    assert_eq!(around.attr("aria-hidden"), Some("true"));
    assert!(!text(around).is_empty());
    assert!(STYLE.contains(".lf-trap {"));
}

#[test]
fn what_is_carried_along_is_hidden_and_the_language_always_is() {
    let mut case = Case::with_fields(&json!(["phone"]));
    assert_eq!(case.page().control(LANGUAGE).attr("value"), Some("en"));
    case.hidden =
        vec![("_q.utm_source".to_owned(), "\"zalo\"".to_owned()), (LANGUAGE.to_owned(), "vi".to_owned())];
    let page = case.page();
    assert_eq!(page.control("_q.utm_source").attr("value"), Some("\"zalo\""));
    assert_eq!(page.control(LANGUAGE).attr("value"), Some("vi"));
    assert!(page.all("[type=hidden]").iter().all(|hidden| hidden.attr("id").is_none()));
}

#[test]
fn who_is_thanked_reads_the_definitions_words_and_goes_on_only_to_a_page() {
    let definition = |redirect: &str| {
        json!({
            "version": 1, "target": "ladiflow-customer", "fields": ["phone"],
            "success": { "message": { "vi": "Cảm ơn chị!", "en": "Thanks, madam!" }, "redirect": redirect }
        })
    };
    let case = Case::of(&definition("https://example.vn/thanks"));
    let page = Page::read(&thanks(&case.form, Language::Vi, "/s.css"));
    assert!(text(page.one("main")).contains("Cảm ơn chị!"));
    assert_eq!(page.one("a").attr("href"), Some("https://example.vn/thanks"));
    let mut form = case.form;
    form.definition.redirect = Some("javascript:alert(1)".to_owned());
    assert!(Page::read(&thanks(&form, Language::Vi, "/s.css")).all("a").is_empty());
}
