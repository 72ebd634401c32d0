//! Turbo 8: visits that change the body, previews and pages from its cache, frames, morphing, permanent elements.

use anyhow::Result;
use e2e::{Scene, npm, scene, until};

use crate::kit::{
    PROXY, SCRIPT, ask, focused, forms, holds, leaves_nothing_behind, page, press, sends_one_lead,
};

/// Turbo, and what it needs under a strict policy: it writes a style of its own into the page, and nobody else may.
pub(crate) const TURBO: &str =
    "<script type='module' src='/turbo.js'></script><meta name='csp-nonce' content='turbo'>";

/// The strict policy with that one exception.
pub(crate) const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-turbo'; \
                              connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";

/// A site of two pages, of which the first has a form; `head` is in both. A listener counts what Turbo shows.
fn put(scene: &Scene, head: &str, form: &str) -> Result<()> {
    scene.host.set_csp(CSP);
    scene.host.put("/turbo.js", &npm::bundle("hosts/turbo/app.js")?);
    let count = "window.shown = { pages: 0, previews: 0 };
                 document.addEventListener('turbo:render', () => {
                   const isPreview = document.documentElement.hasAttribute('data-turbo-preview');
                   shown[isPreview ? 'previews' : 'pages'] += 1;
                 });";
    scene.host.put("/count.js", count);
    let head = format!("{TURBO}<script src='/count.js' defer></script>{head}");
    let (to_form, to_other) =
        ("<a id='to-form' href='/form.html'>form</a>", "<a id='to-other' href='/other.html'>other</a>");
    scene
        .host
        .put("/form.html", &page(&format!("{SCRIPT}{head}"), &format!("{to_other}<h1>Form</h1>{form}")));
    scene.host.put("/other.html", &page(&head, &format!("{to_form}<h1>Other</h1>")));
    Ok(())
}

fn form() -> String {
    format!("<lead-form proxy='{PROXY}'><a href='tel:1'>call us</a></lead-form>")
}

async fn visit(scene: &Scene, selector: &str, title: &str) -> Result<()> {
    press(scene, selector).await?;
    holds(scene, &format!("document.querySelector('h1').textContent === '{title}'")).await?;
    // A page from the cache is shown until the real one is there.
    holds(scene, "!document.documentElement.hasAttribute('data-turbo-preview')").await
}

#[tokio::test]
async fn a_form_is_there_after_every_visit_and_on_the_way_back() {
    scene(async |scene| {
        put(scene, "", &form())?;
        // The first page has no form and no script for one: Turbo brings both.
        scene.browser.open("/other.html").await?;
        holds(scene, "!!window.Turbo").await?;
        for _ in 0..3 {
            visit(scene, "#to-form", "Form").await?;
            scene.browser.form("lead-form").await?;
            visit(scene, "#to-other", "Other").await?;
            holds(scene, "!document.querySelector('lead-form')").await?;
        }
        assert!(ask(scene, "shown.previews").await?.as_u64() > Some(0), "Turbo shows pages from its cache");
        scene.browser.web_driver().back().await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(forms(scene).await?, 1);
        sends_one_lead(scene, &form).await?;
        assert_eq!(
            scene
                .host
                .requests("/other.html")
                .iter()
                .filter(|it| it.header("sec-fetch-dest") == Some("document"))
                .count(),
            1,
            "no page was loaded anew"
        );
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_page_that_wants_no_preview_never_shows_a_form_that_is_about_to_be_replaced() {
    scene(async |scene| {
        put(scene, "<meta name='turbo-cache-control' content='no-preview'>", &form())?;
        scene.browser.open("/form.html").await?;
        holds(scene, "!!window.Turbo").await?;
        for _ in 0..2 {
            visit(scene, "#to-other", "Other").await?;
            visit(scene, "#to-form", "Form").await?;
            scene.browser.form("lead-form").await?;
        }
        assert_eq!(ask(scene, "shown.previews").await?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_permanent_form_goes_from_page_to_page_with_what_was_typed() {
    scene(async |scene| {
        let permanent = format!("<lead-form id='call-me' data-turbo-permanent proxy='{PROXY}'></lead-form>");
        put(scene, "", &permanent)?;
        let other = format!("<a id='to-form' href='/form.html'>form</a><h1>Other</h1>{permanent}");
        scene.host.put(
            "/other.html",
            &page(&format!("{SCRIPT}{TURBO}<script src='/count.js' defer></script>"), &other),
        );
        scene.browser.open("/form.html").await?;
        scene.browser.form("lead-form").await?.type_into("phone", "0987").await?;
        visit(scene, "#to-other", "Other").await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "0987");
        form.type_into("phone", "654321").await?;
        scene.browser.web_driver().back().await?;
        holds(scene, "document.querySelector('h1').textContent === 'Form'").await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "0987654321");
        sends_one_lead(scene, &form).await?;
        assert!(scene.host.posts(PROXY)[0].text().contains("84987654321"));
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn morphing_a_page_leaves_the_form_and_the_focus_where_they_are() {
    scene(async |scene| {
        let definition = r#"{"version":1,"target":"zalo-journey","fields":["phone"],"values":{"oa_id":"1"},"submit":"Go"}"#;
        let form = |words: &str| {
            format!("<lead-form proxy='{PROXY}'><b>{words}</b><script type='application/json'>{definition}</script></lead-form>")
        };
        put(scene, "<meta name='turbo-refresh-method' content='morph'>", &form("call us"))?;
        scene.browser.open("/form.html").await?;
        let filled = scene.browser.form("lead-form").await?;
        filled.type_into("phone", "0987").await?;
        ask(scene, "void (window.before = document.querySelector('lead-form'))").await?;
        // The server has another page by now: something new above the form, and another fallback in it.
        let newer = page(
            &format!("{SCRIPT}{TURBO}<script src='/count.js' defer></script><meta name='turbo-refresh-method' content='morph'>"),
            &format!("<a id='to-other' href='/other.html'>other</a><h1>Newer</h1><p>news</p>{}", form("call us now")),
        );
        scene.host.put("/form.html", &newer);
        ask(scene, "Turbo.visit(location.href, { action: 'replace' })").await?;
        holds(scene, "document.querySelector('h1').textContent === 'Newer'").await?;
        holds(scene, "document.querySelector('lead-form b').textContent === 'call us now'").await?;
        assert_eq!(ask(scene, "document.querySelector('lead-form') === before").await?, true);
        assert_eq!(focused(scene, "lead-form").await?, "phone");
        filled.type_into("phone", "654321").await?;
        assert_eq!(filled.value("phone").await?, "0987654321");
        sends_one_lead(scene, &filled).await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_frame_brings_a_form_and_takes_it_away() {
    scene(async |scene| {
        put(scene, "", "<a id='open' href='/frame.html' data-turbo-frame='box'>open</a><turbo-frame id='box'></turbo-frame>")?;
        let definition = r#"{"version":1,"target":"zalo-journey","fields":["phone"],"values":{"oa_id":"1"},"submit":"Go"}"#;
        let inside = format!(
            "<turbo-frame id='box'><a id='close' href='/empty.html'>close</a>\
             <lead-form proxy='{PROXY}'><script type='application/json'>{definition}</script></lead-form></turbo-frame>"
        );
        scene.host.put("/frame.html", &page("", &inside));
        scene.host.put("/empty.html", &page("", "<turbo-frame id='box'></turbo-frame>"));
        scene.browser.open("/form.html").await?;
        holds(scene, "!!window.Turbo").await?;
        for _ in 0..2 {
            press(scene, "#open").await?;
            scene.browser.form("lead-form").await?.shows("Go").await?;
            until("the frame is empty again", async || {
                press(scene, "#close").await.ok();
                Ok(ask(scene, "!document.querySelector('lead-form')").await? == true)
            })
            .await?;
        }
        press(scene, "#open").await?;
        let form = scene.browser.form("lead-form").await?;
        sends_one_lead(scene, &form).await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_hundred_visits_to_a_page_with_a_form_keep_nothing_of_it() {
    scene(async |scene| {
        put(scene, "", &form())?;
        scene.browser.open("/other.html").await?;
        holds(scene, "!!window.Turbo").await?;
        let act = "const loaded = () => new Promise((resolve) =>
                     addEventListener('turbo:load', resolve, { once: true }));
                   let there = loaded(); Turbo.visit('/form.html'); await there;
                   there = loaded(); Turbo.visit('/other.html'); await there;";
        leaves_nothing_behind(scene, act).await
    })
    .await;
}
