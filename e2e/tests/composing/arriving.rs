//! The widget arrives while somebody types Vietnamese into a form that came with the page.

use anyhow::Result;
use e2e::keyboard::{Keyboard, Method, SAMPLES, Typed};
use e2e::{Fault, Scene, leadform, scene, until};
use serde_json::json;

use crate::stage::{CUSTOMER, enter, state, values};

/// The definition comes by itself, and when we let it.
const LATE: &str = "/arriving.json";

/// A page whose form is printed, without what the widget needs to begin.
async fn open(scene: &Scene) -> Result<String> {
    let arguments = ["embed", "-", "--lang", "vi", "--proxy", "/f/customer", "--script", "/form.js"];
    let printed = leadform(&arguments, CUSTOMER).await?.stdout;
    let (element, _) = printed.split_once("<script").expect("a definition in a script");
    let element = element.replacen("<lead-form", &format!("<lead-form form=\"{LATE}\""), 1);
    scene.host.put(LATE, CUSTOMER);
    scene.host.put(
        "/arriving.html",
        "<!doctype html><html lang=vi><title>t</title><script type=module src=/form.js></script><body>",
    );
    scene.browser.open("/arriving.html").await?;
    Ok(element + "</lead-form>")
}

async fn is_taken_over(scene: &Scene) -> Result<bool> {
    let script = "return document.querySelector('lead-form').shadowRoot?.querySelector('form')?.noValidate";
    Ok(scene.browser.run(script, vec![]).await? == json!(true))
}

#[tokio::test]
async fn no_letter_is_lost_or_doubled_whenever_in_the_first_two_seconds_the_widget_arrives() {
    scene(async |scene| {
        let element = open(scene).await?;
        // A stroke every 10 ms, for two seconds: each of them may be the one.
        for moment in 0..200 {
            let keyboard = Keyboard::ALL[moment % 4];
            let method = [Method::Telex, Method::Vni][moment / 4 % 2];
            let sample = &SAMPLES[moment / 8 % SAMPLES.len()];
            let strokes = keyboard.strokes(method, sample.keys(method));
            let now = moment / 3 % strokes.len();
            let what = format!("{} by {keyboard:?}, {method:?}, taken over at stroke {now}", sample.text);
            scene.host.misbehave(LATE, Fault::Held);
            let insert = "document.body.innerHTML = arguments[0]";
            scene.browser.run(insert, vec![json!(element)]).await?;
            until("the definition is asked for", async || Ok(scene.host.requests(LATE).len() == moment + 1))
                .await?;
            enter(scene, "full_name", "<>", 1).await?;
            let mut text = Typed::new("<>", 1);
            for (index, stroke) in strokes.iter().enumerate() {
                if index == now {
                    scene.host.behave();
                }
                scene.browser.stroke(stroke).await?;
                text.apply(stroke);
            }
            let (value, caret, writes) = state(scene, "full_name").await?;
            assert_eq!(value, text.text, "{what}");
            assert_eq!(caret, Some(text.caret as u64), "{what}");
            // Some keyboards end no word by themselves.
            scene
                .browser
                .run("document.querySelector('lead-form').shadowRoot.activeElement.blur()", vec![])
                .await?;
            until(&format!("{what}: taken over"), async || is_taken_over(scene).await).await?;
            assert!(writes.is_empty(), "{what}: rewritten as {writes:?}");
            assert_eq!(state(scene, "full_name").await?.0, text.text, "{what}");
            assert_eq!(values(scene).await?["full_name"], text.text, "{what}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_word_is_not_broken_off_and_a_list_that_is_open_is_not_taken_away() {
    scene(async |scene| {
        let element = open(scene).await?;
        scene.host.misbehave(LATE, Fault::Held);
        scene.browser.run("document.body.innerHTML = arguments[0]", vec![json!(element)]).await?;
        until("the definition is asked for", async || Ok(scene.host.requests(LATE).len() == 1)).await?;
        enter(scene, "full_name", "", 0).await?;
        scene.browser.compose("Nguye").await?;
        scene.host.behave();
        // The widget has it, and does nothing: whatever was to happen has happened after so many turns of the page.
        for _ in 0..20 {
            assert_eq!(state(scene, "full_name").await?.0, "Nguye");
        }
        assert!(!is_taken_over(scene).await?, "in the middle of a word");
        // On to the list of cities, which becomes a search: not while it is looked at.
        scene.browser.insert("Nguyễn").await?;
        let focus = "document.querySelector('lead-form').shadowRoot.querySelector('[name=city]').focus()";
        scene.browser.run(focus, vec![]).await?;
        for _ in 0..20 {
            state(scene, "full_name").await?;
        }
        let city = "return document.querySelector('lead-form').shadowRoot.activeElement?.name";
        assert_eq!(scene.browser.run(city, vec![]).await?, json!("city"));
        scene
            .browser
            .run("document.querySelector('lead-form').shadowRoot.activeElement.blur()", vec![])
            .await?;
        until("taken over", async || is_taken_over(scene).await).await?;
        assert_eq!(values(scene).await?["full_name"], "Nguyễn");
        Ok(())
    })
    .await;
}
