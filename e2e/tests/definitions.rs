//! What a definition's author meets in the browser: the mistakes as `leadform lint` tells them, and the examples of the
//! documentation as forms.

// The definitions that the tests of the spec break.
#[path = "../../spec/tests/definition/attributes.rs"]
mod attributes;
#[path = "../../spec/tests/definition/given.rs"]
mod given;
#[path = "../../spec/tests/definition/structure.rs"]
mod structure;
#[path = "../../spec/tests/definition/values.rs"]
mod values;

use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};
use e2e::{Scene, leadform, scene, until};
use leadform_spec::Definition;
use leadform_spec::definition::{Control, Field};
use serde_json::{Value, json};

/// How many elements with a mistake stand on one page.
const ON_A_PAGE: usize = 30;

/// Keeps what the console is told about which element, and the elements' own events; the console shows it all the same.
const LISTENER: &str = "
    window.heard = { errors: {}, events: {} };
    const tell = console.error;
    console.error = (...told) => {
      const element = told.find((part) => part instanceof HTMLElement);
      (heard.errors[element?.id] ??= []).push(told[0]);
      tell(...told);
    };
    document.addEventListener('leadform-error', (event) =>
      (heard.events[event.target.id] ??= []).push(event.detail.code));";

fn broken() -> Vec<String> {
    let tables = [structure::ALL, attributes::ALL, values::ALL, given::ALL];
    tables.concat().iter().map(|(_, _, source)| source.replace('‸', "")).collect()
}

/// What `leadform lint` says about `source`: `LINE:COLUMN: SENTENCE`, a line for each mistake.
async fn lint(source: &str) -> Result<String> {
    let printed = leadform(&["lint", "-"], source).await?;
    let lines = printed.stdout.lines().map(|line| line.strip_prefix("<stdin>:").unwrap_or(line));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Opens a page with an element for each of `sources`, and returns what was heard of each.
async fn hear(scene: &Scene, sources: &[String]) -> Result<Value> {
    let mut page =
        "<!doctype html><html lang='en'><script src='/listener.js'></script><script type='module' src='/form.js'></script>"
            .to_owned();
    for (number, source) in sources.iter().enumerate() {
        scene.host.put(&format!("/broken-{number}.json"), source);
        write!(
            page,
            "<lead-form id='e{number}' form='/broken-{number}.json'><p>Call {number}</p></lead-form>"
        )?;
    }
    scene.host.put("/listener.js", LISTENER);
    scene.host.put("/broken.html", &page);
    scene.browser.open("/broken.html").await?;
    until("every element has failed", async || {
        let heard = scene.browser.run("return Object.keys(heard.events)", vec![]).await?;
        let is_missing =
            |number: &usize| heard.as_array().is_none_or(|ids| !ids.contains(&json!(format!("e{number}"))));
        let missing: Vec<&String> =
            (0..sources.len()).filter(is_missing).map(|number| &sources[number]).collect();
        ensure!(missing.is_empty(), "not so {missing:#?}");
        Ok(true)
    })
    .await?;
    scene.browser.run("return heard", vec![]).await
}

#[tokio::test]
async fn a_mistake_reads_in_the_console_as_lint_tells_it_and_the_fallback_stays() {
    let sources = broken();
    assert!(sources.len() >= 40);
    scene(async |scene| {
        for sources in sources.chunks(ON_A_PAGE) {
            let heard = hear(scene, sources).await?;
            for (number, source) in sources.iter().enumerate() {
                let id = format!("e{number}");
                assert_eq!(heard["events"][&id], json!(["definition"]), "{source}");
                let [told] = &heard["errors"][&id].as_array().context("nothing was told")?[..] else {
                    panic!("{source}\n{heard:#}");
                };
                let told = told.as_str().unwrap_or_default();
                let (introduction, mistakes) = told.split_once('\n').unwrap_or((told, ""));
                assert!(introduction.contains(&format!("/broken-{number}.json")), "{introduction}");
                if serde_json::from_str::<Value>(source).is_ok() {
                    assert_eq!(mistakes, lint(source).await?, "{source}");
                }
            }
            let text = scene.browser.run("return document.body.innerText", vec![]).await?;
            let calls = (0..sources.len()).map(|number| format!("Call {number}"));
            let shown: Vec<&str> =
                text.as_str().unwrap_or_default().lines().filter(|line| !line.is_empty()).collect();
            assert_eq!(shown, calls.collect::<Vec<_>>(), "every fallback stays");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_no_json_is_told_at_the_same_place_and_with_the_same_reason_as_by_lint() {
    let sources: Vec<String> =
        broken().into_iter().filter(|source| serde_json::from_str::<Value>(source).is_err()).collect();
    assert!(sources.len() > 1);
    scene(async |scene| {
        let heard = hear(scene, &sources).await?;
        for (number, source) in sources.iter().enumerate() {
            let told = heard["errors"][format!("e{number}")][0].as_str().unwrap_or_default();
            let mistake = told.lines().last().unwrap_or_default();
            let printed = leadform(&["lint", "-"], source).await?.stderr;
            let place = mistake.split(' ').next().unwrap_or_default();
            assert!(
                printed.contains(&format!("<stdin>:{place} ")),
                "{mistake:?} is not at the place of {printed:?}"
            );
        }
        Ok(())
    })
    .await;
}

/// The names of the controls of `field`: of a group, those of its first row.
fn names(field: &Field) -> Vec<String> {
    match field.control {
        Control::Group => {
            field.fields.iter().map(|inner| format!("{}.0.{}", field.name, inner.name)).collect()
        }
        _ => vec![field.name.clone()],
    }
}

/// The same form on one page, with nothing hidden and every group open.
fn laid_open(example: &str) -> Result<Value> {
    let mut definition: Value = serde_json::from_str(example)?;
    if let Some(steps) = definition["steps"].as_array() {
        let fields: Vec<Value> =
            steps.iter().filter_map(|step| step["fields"].as_array()).flatten().cloned().collect();
        definition["fields"] = json!(fields);
        definition.as_object_mut().context("no object")?.remove("steps");
    }
    for field in definition["fields"].as_array_mut().into_iter().flatten() {
        if let Some(field) = field.as_object_mut() {
            field.remove("show_if");
            if field.contains_key("fields") {
                field.insert("min".to_owned(), json!(1));
            }
        }
    }
    Ok(definition)
}

#[tokio::test]
async fn every_example_of_the_documentation_is_a_form_with_a_control_for_each_of_its_fields() {
    let documentation = include_str!("../../docs/FORMS.md");
    let examples = documentation.split("```json\n").skip(1);
    let examples: Vec<&str> = examples.filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() >= 15);
    scene(async |scene| {
        for (number, example) in examples.iter().enumerate() {
            let Ok(definition) = Definition::parse(example) else { panic!("{example}") };
            let open = laid_open(example)?;
            scene.host.put("/as-it-is.json", example);
            scene.host.put("/open.json", &open.to_string());
            let forms = ["as-it-is", "open"]
                .map(|id| format!("<lead-form id='{id}' proxy='/p/x' form='/{id}.json'></lead-form>"));
            let page = format!(
                "<!doctype html><html lang='vi'><script type='module' src='/form.js'></script>{}",
                forms.concat()
            );
            scene.host.put("/example.html", &page);
            scene.browser.open("/example.html").await?;
            scene.browser.form("#as-it-is").await.with_context(|| example.to_string())?;
            let form = scene.browser.form("#open").await.with_context(|| format!("{open:#}"))?;
            let fields = definition.steps.iter().flat_map(|step| &step.fields);
            let consents = definition.consent.iter().map(leadform_spec::definition::Consent::name);
            for name in fields.flat_map(names).chain(consents) {
                // A list that does not come, as here, still leaves a control; radios and checkboxes have none then.
                let script = "const root = document.querySelector('#open').shadowRoot;\
                    return root.querySelector(`[name='${arguments[0]}']`) !== null\
                      || root.querySelector('fieldset .lf-loading') !== null";
                until(&format!("example {number} has {name}"), async || {
                    Ok(scene.browser.run(script, vec![json!(name)]).await? == true)
                })
                .await?;
            }
            assert!(!form.text().await?.is_empty());
        }
        Ok(())
    })
    .await;
}
