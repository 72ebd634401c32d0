//! A press on a form that came with the page, in which the program is yet to come: whoever leaves meanwhile is a lead, and one.

use anyhow::{Context, Result};
use e2e::{Fault, Scene, leadform, npm, scene, until};
use serde_json::json;

use super::{FORM, is_one_lead_of_the_operator, leads};

/// In a page, long waits end when we say so.
const OWN: &str = "window.later = []; const wait = window.setTimeout;
window.setTimeout = (run, ms, ...rest) => (ms >= 3000 ? later.push([run, ms]) : wait(run, ms, ...rest));";

/// The path of the program.
fn program() -> Result<String> {
    Ok(format!("/{}", npm::built_name(".wasm")?))
}

/// Opens a page with a printed form, to which the program does not come.
async fn open(scene: &Scene, definition: &str, proxy: &str) -> Result<()> {
    let arguments = ["embed", "-", "--lang", "vi", "--proxy", proxy, "--script", "/form.js"];
    let printed = leadform(&arguments, definition).await?;
    assert!(printed.stdout.starts_with("<lead-form"), "{}", printed.stderr);
    let page = format!(
        "<!doctype html><html lang=vi><meta charset=utf-8><title>t</title><script src='/own.js'></script><body>{}",
        printed.stdout
    );
    scene.host.put("/own.js", OWN);
    scene.host.put("/early.html", &page);
    scene.host.misbehave(&program()?, Fault::Held);
    scene.browser.open("/early.html").await
}

/// The same, filled in.
async fn filled(scene: &Scene) -> Result<()> {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/zalo-journey.json");
    open(scene, &std::fs::read_to_string(example)?, FORM).await?;
    let form = scene.browser.printed_form("lead-form").await?;
    form.type_into("phone", "0912 345 678").await?;
    form.choose("consent", "yes").await
}

/// And pressed.
async fn pressed(scene: &Scene) -> Result<()> {
    filled(scene).await?;
    press(scene).await?;
    assert!(scene.host.posts(FORM).is_empty());
    Ok(())
}

/// Presses, until the press is kept.
async fn press(scene: &Scene) -> Result<()> {
    listens(scene).await?;
    scene.browser.printed_form("lead-form").await?.submit().await?;
    until("it is kept", async || root_says(scene, "querySelector('[aria-busy=true]') !== null").await).await
}

/// Before the loader is there, a press would be the browser's.
async fn listens(scene: &Scene) -> Result<()> {
    until("the program is fetched", async || Ok(!scene.host.requests(&program()?).is_empty())).await
}

async fn root_says(scene: &Scene, what: &str) -> Result<bool> {
    let script = format!("return document.querySelector('lead-form').shadowRoot.{what}");
    Ok(scene.browser.run(&script, vec![]).await? == json!(true))
}

/// The program comes, takes the form over, and has done what it would do with it.
async fn the_program_comes(scene: &Scene) -> Result<()> {
    scene.host.behave();
    let is_there = "querySelector('form[novalidate], .lf-thanks') !== null";
    until("it is taken over", async || root_says(scene, is_there).await).await?;
    scene
        .browser
        .run("return fetch('/own.js').then(() => new Promise((done) => setTimeout(done)))", vec![])
        .await
        .map(drop)
}

#[tokio::test]
async fn who_leaves_before_the_program_is_there_is_a_lead_all_the_same() {
    scene(async |scene| {
        pressed(scene).await?;
        scene.browser.open("/privacy.html").await?;
        is_one_lead_of_the_operator(scene).await?;
        let lead = &scene.sandbox.requests().await?;
        let sent = lead.iter().find(|request| request["part"] == "api").context("a lead")?;
        assert!(sent["body"].as_str().unwrap_or_default().contains("84912345678"), "{sent}");
        // And whoever comes back to it is no second one, whether the page is loaded again or as it was.
        scene.browser.web_driver().back().await?;
        the_program_comes(scene).await?;
        is_one_lead_of_the_operator(scene).await?;
        assert_eq!(scene.host.posts(FORM).len(), 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_page_that_comes_back_as_it_was_does_not_send_the_press_again() {
    scene(async |scene| {
        pressed(scene).await?;
        // What a browser tells a page that it keeps, and that comes back.
        let away = "for (const type of ['pagehide', 'pageshow', 'pagehide', 'pageshow']) \
                    dispatchEvent(new PageTransitionEvent(type, { persisted: true }))";
        scene.browser.run(away, vec![]).await?;
        is_one_lead_of_the_operator(scene).await?;
        assert!(root_says(scene, "querySelector('[aria-busy]') === null").await?, "the button still waits");
        scene.browser.run("later.forEach(([run, ms]) => ms === 8000 && run())", vec![]).await?;
        the_program_comes(scene).await?;
        let phone = "return document.querySelector('lead-form').values.phone";
        assert_eq!(scene.browser.run(phone, vec![]).await?, "0912 345 678");
        assert_eq!(scene.host.posts(FORM).len(), 1);
        assert_eq!(leads(scene).await?.len(), 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_page_that_goes_without_a_press_sends_nothing_and_keeps_the_next_one() {
    scene(async |scene| {
        filled(scene).await?;
        listens(scene).await?;
        let away = "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))";
        scene.browser.run(away, vec![]).await?;
        press(scene).await?;
        assert!(scene.host.posts(FORM).is_empty());
        the_program_comes(scene).await?;
        is_one_lead_of_the_operator(scene).await?;
        assert!(scene.host.posts(FORM)[0].header("idempotency-key").is_some(), "by the program");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_script_that_takes_the_element_away_does_not_take_the_press_with_it() {
    scene(async |scene| {
        pressed(scene).await?;
        scene.browser.run("document.querySelector('lead-form').remove()", vec![]).await?;
        scene.browser.run("later.find(([, ms]) => ms === 8000)[0]()", vec![]).await?;
        is_one_lead_of_the_operator(scene).await
    })
    .await;
}

#[tokio::test]
async fn the_files_of_a_press_go_with_it() {
    const DEFINITION: &str = r#"{"version":1,"target":"1office-contact","fields":["name","phones","files"],
        "supplied":["code","fountain_head_id","type","trade_ids"]}"#;
    const PROXY: &str = "/p/1office-contact";
    scene(async |scene| {
        open(scene, DEFINITION, PROXY).await?;
        let form = scene.browser.printed_form("lead-form").await?;
        form.type_into("name", "Phạm Thu Hằng").await?;
        form.type_into("phones", "0912345678").await?;
        let choose = "const list = new DataTransfer(); list.items.add(new File(['xin chào'], 'ghi chú.txt'));\
            document.querySelector('lead-form').shadowRoot.querySelector('[name=files]').files = list.files";
        scene.browser.run(choose, vec![]).await?;
        press(scene).await?;
        scene.browser.open("/privacy.html").await?;
        until("it is sent", async || Ok(scene.host.posts(PROXY).len() == 1)).await?;
        let post = &scene.host.posts(PROXY)[0];
        assert!(post.header("content-type").is_some_and(|kind| kind.starts_with("multipart/form-data")));
        let body = post.text();
        for part in ["Phạm Thu Hằng", "0912345678", "filename=\"ghi chú.txt\"", "xin chào"] {
            assert!(body.contains(part), "{part} is not in {body}");
        }
        Ok(())
    })
    .await;
}
