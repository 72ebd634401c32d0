//! The markup: whole, safe, and all of it there.

use std::collections::BTreeSet;

use super::{Snippet, embed, examples, text};

fn check(name: &str, snippet: &Snippet) {
    assert_eq!(snippet.form.errors, Vec::<&str>::new(), "{name}");
    let mut ids = BTreeSet::new();
    for element in snippet.all("*") {
        let tag = element.value().name();
        assert!(!matches!(tag, "script" | "style" | "iframe" | "template" | "base"), "{name}: <{tag}>");
        for (attribute, value) in element.value().attrs() {
            assert!(attribute != "style" && !attribute.starts_with("on"), "{name}: {attribute}={value}");
        }
        if let Some(id) = element.attr("id") {
            assert!(ids.insert(id.to_owned()), "{name}: two elements have the id {id}");
        }
    }
    for element in snippet.all("[for], [aria-describedby], [aria-labelledby]") {
        let names = ["for", "aria-describedby", "aria-labelledby"];
        for id in names.iter().filter_map(|name| element.attr(name)).flat_map(str::split_whitespace) {
            assert!(ids.contains(id), "{name}: nothing has the id {id}");
        }
    }
    // Every control has a name to be sent by, and words: a label of its own, or those around it.
    for control in snippet.all("input:not([type=hidden]), select, textarea") {
        assert!(control.attr("name").is_some_and(|name| !name.is_empty()), "{name}: {}", control.html());
        let id = control.attr("id").unwrap();
        let has_label = snippet.all("label[for]").iter().any(|label| label.attr("for") == Some(id));
        let is_inside = control
            .ancestors()
            .filter_map(scraper::ElementRef::wrap)
            .any(|around| around.value().name() == "label" && !text(around).trim().is_empty());
        assert!(has_label || is_inside, "{name}: {}", control.html());
    }
    assert!(!snippet.html.contains("<!--"), "{name}");
    assert!(snippet.html.lines().all(|line| !line.trim().is_empty()), "{name}: an empty line");
}

#[test]
fn every_example_is_well_formed_in_both_languages() {
    for path in examples() {
        for language in ["vi", "en"] {
            let path = path.to_str().unwrap();
            check(path, &Snippet::of(embed(path, "", &["--lang", language])));
        }
    }
}

#[test]
fn no_text_of_a_definition_becomes_markup() {
    const BAD: &str = "</template></script><!--<script>alert(1)</script>\" onfocus='x' ]]>&amp;\u{2028}\n\n&";
    let bad = serde_json::Value::from(BAD).to_string();
    let definition = format!(
        r#"{{"version":1,"target":"ladiflow-customer","title":{bad},"fields":["phone",
        {{"name":"full_name","label":{bad},"placeholder":{bad},"help":{bad},"default":{bad}}},
        {{"name":"address","control":"textarea","default":{bad}}},
        {{"name":"city","control":"select","options":[{{"value":{bad},"label":{bad}}}],"default":{bad}}},
        {{"name":"gender","label":{bad}}}],
        "consent":{{"text":{bad}}},"submit":{bad},"success":{{"message":{bad}}}}}"#
    );
    let snippet = Snippet::from(&definition);
    check("hostile", &snippet);
    assert_eq!(text(snippet.one(".lf-title")), BAD);
    assert_eq!(text(snippet.one("#lf-full_name-help")), BAD);
    assert_eq!(text(snippet.one("textarea")), BAD);
    assert_eq!(snippet.one("[name=full_name]").attr("placeholder"), Some(BAD));
    assert_eq!(snippet.one("option[selected]").attr("value"), Some(BAD));
    assert_eq!(text(snippet.one("button[type=submit]")), BAD);
    assert_eq!(snippet.json()["title"], BAD);
    // Nothing but the two ends that belong there.
    for (end, times) in [("</template", 1), ("</script", 2), ("<!--", 0), ("<script", 2)] {
        assert_eq!(snippet.html.matches(end).count(), times, "{end}");
    }
    let address = "/f?a=\"><b>";
    let run = crate::run::run(
        &["embed", "-", "--proxy", address, "--script", address],
        br#"{"version":1,"target":"zalo-journey","fields":["phone"]}"#,
    );
    assert_eq!(Snippet::of(run).one("form").attr("action"), Some(address));
}

#[test]
fn steps_stand_below_each_other_and_the_button_says_the_final_word() {
    let snippet = Snippet::from(
        r#"{"version":1,"target":"ladiflow-customer","title":"T","submit":"Done","consent":{"text":"I agree"},
        "steps":[{"title":"One","fields":["full_name","phone"]},{"title":"Two","fields":["email"]},{"fields":["city"]}]}"#,
    );
    check("steps", &snippet);
    let headings: Vec<_> = snippet.all(".lf-step > h3").into_iter().map(text).collect();
    assert!(
        headings.len() == 3 && headings[0].ends_with(": One") && headings[1].ends_with(": Two"),
        "{headings:?}"
    );
    assert_eq!(snippet.all("#lf-step").len(), 1);
    assert_eq!(snippet.one("#lf-step-1 [name=phone], #lf-step-2 [name=phone]").attr("type"), Some("tel"));
    assert_eq!(snippet.all("#lf-step-3 [name=consent]").len(), 1, "consents come last");
    assert_eq!(text(snippet.one("button")), "Done");
}

#[test]
fn a_condition_is_said_in_words_and_its_field_is_there() {
    let snippet = Snippet::from(
        r#"{"version":1,"target":"ladiflow-customer","fields":["phone","gender",
        {"name":"company","required":true,"help":"Its name","show_if":{"field":"gender","is":["female"]}}]}"#,
    );
    check("condition", &snippet);
    let help = text(snippet.one("#lf-company-help"));
    assert!(help.contains("“Nữ”") && help.ends_with(" Its name"), "{help}");
    assert_eq!(snippet.one("[name=company]").attr("required"), None);
    assert_eq!(
        snippet.one("[name=company]").attr("aria-describedby"),
        Some("lf-company-help lf-company-error")
    );
}

#[test]
fn defaults_stand_in_their_controls() {
    let snippet = Snippet::from(
        r#"{"version":1,"target":"1office-contact","fields":["name","phones",
        {"name":"type","control":"radio","default":"Cá nhân"},
        {"name":"formal_name","control":"select","default":"Anh"},
        {"name":"trade_ids","control":"checkboxes","default":["VISA NHẬP (VUT)"]},
        {"name":"birthday","default":"1990-02-28"},{"name":"desc","default":"\n a\n\nb"},
        {"name":"user_ids","control":"chips","default":["x","y"]},
        {"name":"address","control":"hidden","default":"Huế"}],
        "supplied":["code","fountain_head_id"]}"#,
    );
    check("defaults", &snippet);
    assert_eq!(snippet.one("[name=type][checked]").attr("value"), Some("Cá nhân"));
    assert_eq!(snippet.one("[name=formal_name] [selected]").attr("value"), Some("Anh"));
    assert_eq!(snippet.one("[name=trade_ids][checked]").attr("value"), Some("VISA NHẬP (VUT)"));
    assert_eq!(snippet.one("[name=birthday]").attr("value"), Some("1990-02-28"));
    assert_eq!(text(snippet.one("[name=desc]")), "\n a\n\nb");
    assert_eq!(snippet.one("[name=user_ids]").attr("value"), Some("x, y"));
    assert_eq!(snippet.one("[name=address]").attr("value"), Some("Huế"));
}

#[test]
fn a_search_is_a_list_to_choose_from() {
    let options: Vec<String> = (1..=14).map(|id| format!(r#"{{"value":{id},"label":"N{id}"}}"#)).collect();
    let options = options.join(",");
    let snippet = Snippet::from(&format!(
        r#"{{"version":1,"target":"erp-lead","fields":["contact_name","phone_no1",
        {{"name":"state_id","options":[{options}],"default":3}},{{"name":"crm_line_ids","options":[{options}]}}],
        "values":{{"country_id":241,"company_id":3,"street":"-","gender":"female"}},
        "supplied":["user_id","agent_email","ticket_id","price_list_id","category_source_id","source_id","campaign_id"]}}"#
    ));
    check("search", &snippet);
    let one = snippet.one(".lf-combobox > select[name=state_id]");
    assert_eq!(
        (one.attr("multiple"), one.attr("id"), one.attr("required")),
        (None, Some("lf-state_id"), Some(""))
    );
    assert_eq!(snippet.all("[name=state_id] > option").len(), 15);
    assert_eq!(snippet.one("[name=state_id] > [selected]").attr("value"), Some("3"));
    assert_eq!(snippet.all("select[name=crm_line_ids][multiple] > option").len(), 14);
}
