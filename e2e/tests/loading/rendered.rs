//! A form that comes with the page, until the program takes over, or if that never comes.

use anyhow::Result;
use e2e::{By, Fault, Scene, scene, until};

use crate::{DEFINITION, PROXY, built, fetched, holds, open};

/// What `leadform embed` prints, in short.
pub(crate) fn rendered() -> String {
    format!(
        "<lead-form proxy='{PROXY}'><template shadowrootmode='open'><link rel='stylesheet' href='/form.css'>\
         <div class='lf-root'><form class='lf-form' method='post' action='{PROXY}'>\
         <input name='phone' required value='0912345678'><input name='submit' type='hidden'>\
         <button type='submit' class='lf-submit'>Go</button></form></div></template>{DEFINITION}</lead-form>"
    )
}

const ROOT: &str = "document.querySelector('lead-form').shadowRoot";

/// A real press on the button.
async fn press(scene: &Scene) -> Result<()> {
    let host = scene.browser.web_driver().find(By::Css("lead-form")).await?;
    let button = host.get_shadow_root().await?.find(By::Css("[type=submit]")).await?;
    Ok(button.click().await?)
}

async fn posts(scene: &Scene, count: usize) -> Result<Vec<String>> {
    until(&format!("{count} posts"), async || Ok(scene.host.posts(PROXY).len() >= count)).await?;
    fetched(scene).await?;
    let posts = scene.host.posts(PROXY);
    assert_eq!(posts.len(), count);
    Ok(posts.iter().map(|post| post.header("content-type").unwrap_or_default().to_owned()).collect())
}

#[tokio::test]
async fn a_press_before_the_program_is_kept_for_it_and_sent_once() {
    scene(async |scene| {
        scene.host.misbehave(&built(".wasm")?, Fault::Held);
        open(scene, &rendered()).await?;
        holds(scene, "compiled === 1").await?;
        press(scene).await?;
        let busy = format!("{ROOT}.querySelector('.lf-submit').getAttribute('aria-busy') === 'true'");
        holds(scene, &busy).await?;
        press(scene).await?;
        assert_eq!(scene.host.posts(PROXY).len(), 0);
        scene.host.behave();
        holds(scene, &format!("!!{ROOT}.querySelector('.lf-thanks')")).await?;
        assert_eq!(posts(scene, 1).await?, ["application/json"]);
        // The wait for the program has ended with it.
        scene.browser.run("later.forEach(([run, ms]) => ms === 8000 && run())", vec![]).await?;
        posts(scene, 1).await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn a_press_that_waits_too_long_is_sent_by_the_browser() {
    scene(async |scene| {
        scene.host.misbehave(&built(".wasm")?, Fault::Held);
        open(scene, &rendered()).await?;
        holds(scene, "compiled === 1").await?;
        press(scene).await?;
        holds(scene, "later.some(([, ms]) => ms === 8000)").await?;
        scene.browser.run("later.find(([, ms]) => ms === 8000)[0]()", vec![]).await?;
        assert_eq!(posts(scene, 1).await?, ["application/x-www-form-urlencoded"]);
        assert!(scene.host.posts(PROXY)[0].text().contains("phone=0912345678"));
        Ok(())
    })
    .await;
}

/// Ways in which the program cannot come.
const FAILURES: [(&str, Fault); 3] =
    [(".wasm", Fault::CutInHalf), (".wasm", Fault::Drop), (".js", Fault::Drop)];

#[tokio::test]
async fn where_the_program_cannot_come_a_press_is_sent_by_the_browser_at_once() {
    scene(async |scene| {
        for (ending, fault) in FAILURES {
            scene.host.forget();
            scene.host.misbehave(&built(ending)?, fault.clone());
            // Pressed first: that is what it is loaded for.
            open(scene, &format!("<p class='far'></p>{}", rendered())).await?;
            holds(scene, "idle.length === 1").await?;
            scene.browser.run(&format!("{ROOT}.querySelector('form').requestSubmit()"), vec![]).await?;
            assert_eq!(posts(scene, 1).await?, ["application/x-www-form-urlencoded"], "{ending} {fault:?}");
            // And pressed later: nothing is kept.
            scene.host.forget();
            open(scene, &rendered()).await?;
            until("the load has failed", async || {
                let console = scene.browser.console().await?;
                Ok(console.iter().any(|line| line.text.contains("could not be loaded")))
            })
            .await?;
            press(scene).await?;
            assert_eq!(posts(scene, 1).await?, ["application/x-www-form-urlencoded"], "{ending} {fault:?}");
            scene.host.behave();
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_form_that_lacks_something_is_the_browsers_to_refuse_and_calls_the_program() {
    scene(async |scene| {
        let empty = rendered().replace(" value='0912345678'", "");
        open(scene, &format!("<p class='far'></p>{empty}")).await?;
        holds(scene, "idle.length === 1").await?;
        scene.browser.run(&format!("{ROOT}.querySelector('.lf-submit').click()"), vec![]).await?;
        holds(scene, &format!("!{ROOT}.querySelector('[type=hidden][name=submit]')")).await?;
        assert_eq!(scene.host.posts(PROXY).len(), 0);
        Ok(())
    })
    .await;
}
