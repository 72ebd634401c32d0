//! However the rendered form comes into the page, it is there at once, with one stylesheet.

use anyhow::Result;
use e2e::{Scene, scene};
use serde_json::json;

use crate::rendered::rendered;
use crate::{fetched, holds, open};

/// Ways to put the form into `box`, from its markup `html`, the element `live`, or a React-like tree.
const WAYS: [&str; 8] = [
    "box.innerHTML = html",
    "box.setHTMLUnsafe ? box.setHTMLUnsafe(html) : box.innerHTML = html",
    "box.insertAdjacentHTML('beforeend', html)",
    "box.append(document.createRange().createContextualFragment(html))",
    "box.append(document.adoptNode(new DOMParser().parseFromString(html, 'text/html').querySelector('lead-form')))",
    // A framework that makes the element, and sets what is in it: before it is in the page, and after.
    "const made = document.createElement('lead-form'); made.setAttribute('proxy', '/p/zalo-journey'); made.innerHTML = inner; box.append(made)",
    "const made = document.createElement('lead-form'); made.setAttribute('proxy', '/p/zalo-journey'); box.append(made); made.innerHTML = inner",
    // A copy of what was set so.
    "box.innerHTML = html; const copy = box.firstChild.cloneNode(true); box.replaceChildren(copy)",
];

async fn opened(scene: &Scene, head: &str) -> Result<()> {
    scene.host.set_csp(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'",
    );
    open(scene, &format!("{head}<main></main>")).await?;
    holds(scene, "!!customElements.get('lead-form')").await
}

#[tokio::test]
async fn a_form_that_a_script_sets_is_there_before_the_next_frame_and_then_taken_over() {
    scene(async |scene| {
        for way in WAYS {
            opened(scene, "<p class='far'></p>").await?;
            scene.host.forget();
            let script = format!(
                "const [html] = arguments; const box = document.querySelector('main');
                 const inner = html.slice(html.indexOf('<template'), html.lastIndexOf('</lead-form>'));
                 {way};
                 return Promise.resolve().then(() => Promise.resolve()).then(() =>
                   box.querySelector('lead-form').shadowRoot?.querySelector('input')?.value)"
            );
            let value = scene.browser.run(&script, vec![json!(rendered())]).await?;
            assert_eq!(value, "0912345678", "{way}");
            scene.browser.run("document.querySelector('lead-form').validate()", vec![]).await?;
            let form = scene.browser.form("lead-form").await?;
            form.find(".lf-submit:not([aria-busy])").await?;
            holds(
                scene,
                "!document.querySelector('lead-form').shadowRoot.querySelector('[type=hidden][name=submit]')",
            )
            .await?;
            let fetched = fetched(scene).await?;
            assert_eq!(fetched.len(), 2, "no second stylesheet, after {way}: {fetched:?}");
            scene.browser.expect_quiet_console().await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_form_that_comes_with_the_page_keeps_its_stylesheet_and_fetches_no_other() {
    scene(async |scene| {
        opened(scene, &rendered()).await?;
        let root = "document.querySelector('lead-form').shadowRoot";
        scene.browser.run(&format!("window.link = {root}.querySelector('link')"), vec![]).await?;
        holds(scene, &format!("!{root}.querySelector('[type=hidden][name=submit]')")).await?;
        assert_eq!(fetched(scene).await?.len(), 2);
        assert_eq!(scene.host.requests("/form.css").len(), 1);
        holds(scene, &format!("{root}.querySelector('link') === link && !{root}.adoptedStyleSheets.length"))
            .await?;
        let look = format!("return getComputedStyle({root}.querySelector('.lf-submit')).borderRadius");
        assert_eq!(scene.browser.run(&look, vec![]).await?, "8px");
        // One that has no stylesheet gets one, and looks the same.
        let plain = "const copy = document.querySelector('lead-form').cloneNode(true);\
                     document.querySelector('main').append(copy)";
        scene.browser.run(plain, vec![]).await?;
        scene.browser.form("main lead-form").await?;
        let look = look.replace("'lead-form'", "'main lead-form'");
        assert_eq!(scene.browser.run(&look, vec![]).await?, "8px");
        assert_eq!(fetched(scene).await?.len(), 3);
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_rendered_form_that_is_taken_away_and_put_back_keeps_what_was_typed() {
    scene(async |scene| {
        opened(scene, &rendered()).await?;
        holds(scene, "!document.querySelector('lead-form').shadowRoot.querySelector('[type=hidden][name=submit]')").await?;
        let form = scene.browser.form("lead-form").await?;
        form.field("phone").await?.clear().await?;
        form.type_into("phone", "0987654321").await?;
        let away = "const form = document.querySelector('lead-form'); form.remove();\
                    return new Promise((resolve) => setTimeout(() => resolve(document.querySelector('main').append(form)), 50))";
        scene.browser.run(away, vec![]).await?;
        let form = scene.browser.form("main lead-form").await?;
        assert_eq!(form.value("phone").await?, "0987654321");
        assert_eq!(form.find_all("form").await?.len(), 1);
        scene.browser.expect_quiet_console().await
    })
    .await;
}
