//! What stands on the page for those who read it.

use leadform_spec::Problem;
use leadform_spec::definition::Language;
use serde_json::json;

use super::{Case, EXAMPLES, Page, text};

fn full(name: &str) -> Case {
    Case::new(EXAMPLES.iter().find(|(example, _)| *example == name).unwrap().1, Language::En)
}

#[test]
fn a_field_with_a_condition_is_there_and_says_when_it_matters() {
    let page = full("full-1office-contact").page();
    let help = |page: &Page, id: &str| page.by_id(id).map(text).unwrap_or_default();
    let said = help(&page, "lf-birthday-help");
    assert!(said.starts_with("Only if "), "{said}");
    let described = page.control("birthday").attr("aria-describedby").map(str::to_owned);
    assert_eq!(described.as_deref(), Some("lf-birthday-help"));
}

#[test]
fn steps_stand_below_each_other_under_their_headings() {
    let case = full("full-erp-booking");
    let page = case.page();
    let steps = case.form.definition.steps.len();
    assert!(steps > 1);
    assert_eq!(page.all("section.lf-step > h2").len(), steps);
    assert!(text(page.all("section.lf-step > h2")[0]).starts_with(&format!("Step 1 of {steps}")));
    assert_eq!(page.all("section.lf-step:last-of-type [name=consent]").len(), 1);
    assert_eq!(page.all("button").len(), 1);
}

#[test]
fn a_group_has_a_row_open_and_some_to_spare_but_never_more_than_it_takes() {
    let case = full("full-1office-contact");
    let page = case.page();
    let count = |page: &Page, selector: &str| page.all(selector).len();
    assert_eq!(count(&page, "#lf-detail .lf-group-row"), 3);
    assert_eq!(count(&page, "#lf-detail .lf-spare"), 2);
    assert!(page.all("#lf-detail [required]").is_empty());
    let page = case.answer("contacts.1.title", "Chị").answer("contacts.9999.title", "x").page();
    assert_eq!(count(&page, "#lf-contacts .lf-group-row"), 100, "a forged row costs no more than this");
    let page = full("full-1office-contact").answer("contacts.1.title", "Chị").page();
    assert_eq!(count(&page, "#lf-contacts .lf-group-row"), 4);
    assert_eq!(count(&page, "#lf-contacts .lf-spare"), 2);
}

#[test]
fn a_row_to_spare_has_no_default_in_it_which_would_make_it_count() {
    let page = |least: usize| {
        Case::of(&json!({
            "version": 1, "target": "1office-contact",
            "fields": ["type", "name", "phones", "trade_ids", "fountain_head_id", {
                "name": "contacts", "min": least, "fields": ["type", { "name": "title", "default": "Zalo" }]
            }],
            "values": { "code": "{submission_id}", "status_id": "Sales chưa liên hệ" }
        }))
        .page()
    };
    let titles = |page: &Page| {
        let control = |row: usize| super::value(page.control(&format!("contacts.{row}.title"))).concat();
        [control(0), control(1)]
    };
    assert_eq!(titles(&page(0)), ["", ""]);
    assert_eq!(titles(&page(1)), ["Zalo", ""]);
}

#[test]
fn several_of_many_are_a_standing_list_and_several_of_a_few_are_boxes() {
    let options = |count: usize| {
        (0..count).map(|value| json!({ "value": value.to_string(), "label": "x" })).collect::<Vec<_>>()
    };
    let fields =
        |count: usize| json!(["phone", { "name": "tags", "control": "combobox", "options": options(count) }]);
    let few = Case::with_fields(&fields(12)).page();
    assert_eq!(few.all("input[type=checkbox][name=tags]").len(), 12);
    let many = Case::with_fields(&fields(13)).page();
    let list = many.control("tags");
    assert!(list.attr("multiple").is_some());
    assert_eq!(list.attr("size"), Some("8"));
}

#[test]
fn a_policy_on_the_site_is_linked_there_and_opens_beside_the_form() {
    let case = |url: &str| {
        Case::of(&json!({
            "version": 1, "target": "ladiflow-customer", "fields": ["phone"],
            "consent": { "text": "Yes", "policy_url": url, "required": true }
        }))
    };
    let page = case("/privacy.html").page();
    let link = page.one("label a");
    assert_eq!(link.attr("href"), Some("https://www.example.vn/privacy.html"));
    assert_eq!((link.attr("target"), link.attr("rel")), (Some("_blank"), Some("noopener noreferrer")));
    let absolute = case("https://law.example/privacy?a=1&b=2").page();
    assert_eq!(absolute.one("label a").attr("href"), Some("https://law.example/privacy?a=1&b=2"));
    let mut hostile = case("/x");
    hostile.form.definition.consent[0].policy_url = Some("javascript:alert(1)".to_owned());
    assert!(hostile.page().all("label a").is_empty());
}

#[test]
fn a_list_that_depends_on_another_answer_says_which() {
    let fields = json!([
        "phone",
        { "name": "custom_fields.city", "control": "select", "label": "City", "options": [{ "value": "1", "label": "Huế" }] },
        { "name": "custom_fields.ward", "control": "select", "options": { "from": "wards-{custom_fields.city}.json" } }
    ]);
    let help = |case: &Case| case.page().by_id("lf-custom_fields.ward-help").map(text).unwrap_or_default();
    assert!(help(&Case::with_fields(&fields)).starts_with("Choose city "));
    assert!(
        help(&Case::with_fields(&fields).answer("custom_fields.city", "1")).contains("could not be loaded")
    );
}

#[test]
fn what_may_stay_empty_says_so_and_one_of_a_pair_does_not() {
    let page = Case::with_fields(&json!(["full_name", "phone", "email"])).page();
    let label = |name: &str| {
        text(page.all("label").into_iter().find(|label| label.attr("for") == Some(name)).unwrap())
    };
    assert!(label("lf-full_name").ends_with("(optional)"));
    assert!(!label("lf-phone").contains("optional") && !label("lf-email").contains("optional"));
    assert!(page.control("phone").attr("required").is_none());
    let alone = Case::with_fields(&json!(["phone"])).issue(Problem::Required.at("phone")).page();
    assert!(alone.control("phone").attr("required").is_some());
}
