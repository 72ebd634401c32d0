//! The form as `leadform embed` prints it and the one that the widget makes: element for element the same.

use std::path::Path;

use anyhow::{Context, Result};
use e2e::{Scene, leadform, scene, until};
use serde_json::{Value, json};

/// Remembers what stands in the form before the widget comes, and what is written to it then.
const BEFORE: &str = "const root = document.querySelector('lead-form').shadowRoot;\
    globalThis.printed = [...root.querySelectorAll('.lf-root, .lf-root *')];\
    globalThis.written = [];\
    new MutationObserver((changes) => written.push(...changes)).observe(root, { attributes: true, characterData: true, subtree: true });";

/// What of it is no longer there, what came (markup without its insides), and what was written to what stays.
const SINCE: &str = "const root = document.querySelector('lead-form').shadowRoot;\
    const say = (element) => element.cloneNode(false).outerHTML;\
    const stays = ({ target }) => target.isConnected;\
    return [printed.filter((element) => !element.isConnected).map(say),\
            [...root.querySelectorAll('.lf-root *')].filter((element) => !printed.includes(element)).map(say),\
            written.filter(stays).map(({ target, attributeName }) => `${target.id || target.nodeName} ${attributeName}`)]";

/// The three.
struct Since {
    gone: Vec<String>,
    new: Vec<String>,
    written: Vec<String>,
}

/// Opens a page with a printed form, and waits until the widget has it.
async fn open(scene: &Scene, definition: &str) -> Result<Since> {
    let arguments = ["embed", "-", "--lang", "vi", "--proxy", "/f/zalo-journey", "--script", "/form.js"];
    let html = leadform(&arguments, definition).await?;
    assert!(html.stdout.starts_with("<lead-form"), "{}", html.stderr);
    scene.host.put("/before.js", BEFORE);
    // A script of the old kind runs where it stands, and those of the other kind when the page is there.
    let html = html
        .stdout
        .replace("<script type=\"module\"", "<script src='/before.js'></script><script type=\"module\"");
    scene.host.put(
        "/page.html",
        &format!("<!doctype html><html lang=vi><meta charset=utf-8><title>t</title><body>{html}"),
    );
    scene.browser.open("/page.html").await?;
    // The live form has words of its own for what is wrong.
    let is_live = "return document.querySelector('lead-form').shadowRoot.querySelector('form')?.noValidate";
    until("the widget has the form", async || Ok(scene.browser.run(is_live, vec![]).await? == json!(true)))
        .await?;
    let told = scene.browser.run(SINCE, vec![]).await?;
    let list = |list: &Value| serde_json::from_value::<Vec<String>>(list.clone());
    Ok(Since { gone: list(&told[0])?, new: list(&told[1])?, written: list(&told[2])? })
}

fn example(name: &str) -> Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}

#[tokio::test]
async fn every_element_that_is_printed_is_the_one_that_the_widget_would_make() {
    scene(async |scene| {
        for name in ["erp-lead", "erp-booking", "ladiflow-customer", "1office-contact", "zalo-journey"] {
            let since = open(scene, &example(&format!("{name}.json"))?).await?;
            // What only a browser posts, and what only a visitor without a stylesheet reads.
            let expected =
                ["<input type=\"hidden\" name=\"_lang\" value=\"vi\">", "<label for=\"lf-more\"></label>"];
            assert_eq!(since.gone, expected, "{name}");
            assert_eq!(since.new, Vec::<String>::new(), "{name}");
            // A caret, a choice and a word that is being composed stay where nothing is written. Today's day is no part of what
            // is printed.
            let is_expected =
                |write: &&String| ["FORM novalidate", "lf-booking_date min"].contains(&write.as_str());
            let (_, other): (Vec<_>, Vec<_>) = since.written.iter().partition(is_expected);
            assert_eq!(other, Vec::<&String>::new(), "{name}");
        }
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn only_what_waits_for_an_answer_goes_when_the_widget_comes() {
    scene(async |scene| {
        let definition = r#"{"version":1,"target":"ladiflow-customer","title":"T","steps":[
            {"title":"One","fields":["phone","gender",{"name":"company","show_if":{"field":"gender","is":["female"]}},
              {"name":"tags","default":["a","b"]},{"name":"city","control":"combobox","options":[{"value":"Huế","label":"Huế"},{"value":"Hội An","label":"Hội An"}]}]},
            {"fields":["email"]}],"consent":{"text":"I agree"}}"#;
        let Since { gone, new, .. } = open(scene, definition).await?;
        let of = |list: &[String], part: &str| list.iter().filter(|element| element.contains(part)).count();
        assert_eq!((of(&gone, "id=\"lf-company-field\""), of(&gone, "id=\"lf-step-2\"")), (1, 1));
        assert_eq!((of(&gone, "<select"), of(&new, "role=\"combobox\"")), (1, 1), "a search takes the place of its list");
        assert_eq!((of(&gone, "\"lf-phone"), of(&gone, "\"lf-gender"), of(&gone, "name=\"tags\"")), (0, 0, 0), "{gone:#?}");
        assert_eq!(of(&new, "class=\"lf-chip\""), 2, "entries are taken out of the input");
        for element in &new {
            let is_expected = ["combobox", "lf-chip", "lf-found", "listbox", "lf-loading", "<span", "<button", "<svg"]
                .iter()
                .any(|part| element.contains(part));
            assert!(is_expected, "{element}");
        }
        Ok(())
    })
    .await;
}
