//! A visitor who goes, returns, or goes back and forward.

use std::time::Duration;

use e2e::{Fault, scene, until};
use serde_json::json;

use super::{FORM, filled, is_one_lead, is_one_lead_of_the_operator, leads, waiting};

#[tokio::test]
async fn who_leaves_while_it_is_being_sent_is_a_lead_all_the_same() {
    scene(async |scene| {
        let form = filled(scene).await?;
        // The host hands it on only then, and only if the browser has not hung up.
        scene.host.misbehave(FORM, Fault::Late(Duration::from_secs(3)));
        form.submit().await?;
        until("it is on its way", async || Ok(scene.host.posts(FORM).len() == 1)).await?;
        scene.browser.open("/privacy.html").await?;
        is_one_lead_of_the_operator(scene).await
    })
    .await;
}

#[tokio::test]
async fn who_leaves_a_lead_that_waits_has_it_tried_a_last_time() {
    scene(async |scene| {
        waiting(scene).await?;
        scene.host.behave();
        scene.browser.open("/privacy.html").await?;
        is_one_lead_of_the_operator(scene).await
    })
    .await;
}

#[tokio::test]
async fn a_page_that_takes_the_form_away_takes_no_lead_with_it() {
    scene(async |scene| {
        waiting(scene).await?;
        scene.host.behave();
        scene.browser.run("document.querySelector('lead-form').remove()", vec![]).await?;
        is_one_lead_of_the_operator(scene).await
    })
    .await;
}

#[tokio::test]
async fn who_returns_to_the_tab_has_it_tried_at_once() {
    scene(async |scene| {
        let form = waiting(scene).await?;
        let driver = scene.browser.web_driver();
        let here = driver.window().await?;
        let other = driver.new_tab().await?;
        driver.switch_to_window(other).await?;
        scene.host.behave();
        driver.switch_to_window(here).await?;
        // A browser without a screen hides no tab by itself.
        scene
            .browser
            .run("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))", vec![])
            .await?;
        is_one_lead(scene, &form).await
    })
    .await;
}

#[tokio::test]
async fn going_back_and_forward_sends_nothing_again() {
    scene(async |scene| {
        let form = filled(scene).await?;
        form.submit().await?;
        is_one_lead(scene, &form).await?;
        scene.browser.open("/privacy.html").await?;
        for _ in 0..3 {
            scene.browser.web_driver().back().await?;
            scene.browser.run("return new Promise((done) => setTimeout(done, 0))", vec![]).await?;
            scene.browser.web_driver().forward().await?;
        }
        scene.browser.web_driver().back().await?;
        // From the back/forward cache it is the thank-you, and else an empty form.
        until("the page is there again", async || {
            let script = "const root = document.querySelector('lead-form')?.shadowRoot;\
                          return root?.querySelector('.lf-thanks') ? 'thanks' : root?.querySelector('[name=phone]')?.value";
            let shown = scene.browser.run(script, vec![]).await?;
            Ok(shown == json!("thanks") || shown == json!(""))
        })
        .await?;
        assert_eq!(scene.host.posts(FORM).len(), 1);
        assert_eq!(leads(scene).await?.len(), 1);
        Ok(())
    })
    .await;
}
