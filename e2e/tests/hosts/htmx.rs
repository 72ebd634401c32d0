//! htmx 2: pieces of pages that are swapped, links that are boosted, and its history.

use anyhow::Result;
use e2e::{Scene, npm, scene};

use crate::kit::{PROXY, SCRIPT, ask, holds, leaves_nothing_behind, page, press, sends_one_lead};

/// What a strict policy asks of htmx: no inline style, and no code from text.
const HEAD: &str = "<meta name='htmx-config' content='{\"includeIndicatorStyles\":false,\"allowEval\":false}'>\
                    <script src='/htmx.js' defer></script>";

const FORM: &str = "<lead-form proxy='/p/zalo-journey'><script type='application/json'>\
                    {\"version\":1,\"target\":\"zalo-journey\",\"fields\":[\"phone\"],\"values\":{\"oa_id\":\"1\"},\"submit\":\"Go\"}\
                    </script></lead-form>";

async fn open(scene: &Scene, body: &str) -> Result<()> {
    scene.host.put("/htmx.js", &npm::package("htmx.org/dist/htmx.min.js")?);
    scene.host.put("/htmx.html", &page(&format!("{SCRIPT}{HEAD}"), body));
    scene.browser.open("/htmx.html").await?;
    holds(scene, "!!window.htmx").await
}

#[tokio::test]
async fn a_swap_brings_a_form_each_time() {
    scene(async |scene| {
        scene.host.put("/form.html", FORM);
        scene.host.put("/piece.html", &format!("<div id='box'>{FORM}</div>"));
        scene.host.put("/none.html", "<p>nothing</p>");
        let body = "<button id='inner' hx-get='/form.html' hx-target='#box'>in</button>\
                    <button id='outer' hx-get='/piece.html' hx-target='#box' hx-swap='outerHTML'>whole</button>\
                    <button id='none' hx-get='/none.html' hx-target='#box'>none</button><div id='box'></div>";
        open(scene, body).await?;
        for bring in ["#inner", "#outer", "#inner", "#outer"] {
            press(scene, bring).await?;
            scene.browser.form("#box > lead-form").await?.shows("Go").await?;
            press(scene, "#none").await?;
            holds(scene, "!document.querySelector('lead-form')").await?;
        }
        press(scene, "#outer").await?;
        let form = scene.browser.form("#box > lead-form").await?;
        sends_one_lead(scene, &form).await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_boosted_site_has_its_form_on_every_visit_and_on_the_way_back_and_remembers_nothing_typed() {
    scene(async |scene| {
        scene.host.put(
            "/other.html",
            &page(
                HEAD,
                "<div hx-boost='true'><a id='to-form' href='/htmx.html'>form</a></div><h1>Other</h1>",
            ),
        );
        let body = format!(
            "<div hx-boost='true'><a id='to-other' href='/other.html'>other</a></div><h1>Form</h1>{FORM}"
        );
        open(scene, &body).await?;
        for _ in 0..2 {
            let form = scene.browser.form("lead-form").await?;
            form.type_into("phone", "0987654321").await?;
            press(scene, "#to-other").await?;
            holds(scene, "document.querySelector('h1').textContent === 'Other'").await?;
            press(scene, "#to-form").await?;
            holds(scene, "document.querySelector('h1').textContent === 'Form'").await?;
        }
        scene.browser.form("lead-form").await?.type_into("phone", "0987654321").await?;
        press(scene, "#to-other").await?;
        holds(scene, "document.querySelector('h1').textContent === 'Other'").await?;
        let kept = ask(scene, "JSON.stringify([{ ...sessionStorage }, { ...localStorage }])").await?;
        let kept = kept.as_str().unwrap_or_default();
        assert!(kept.contains("lead-form"), "htmx remembers pages: {kept}");
        assert!(!kept.contains("0987654321"), "but nothing of the visitor: {kept}");
        scene.browser.web_driver().back().await?;
        holds(scene, "document.querySelector('h1').textContent === 'Form'").await?;
        let form = scene.browser.form("lead-form").await?;
        sends_one_lead(scene, &form).await?;
        assert_eq!(
            scene.host.requests("/other.html").iter().filter(|it| it.header("hx-boosted").is_none()).count(),
            0
        );
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_preserved_form_stays_with_what_was_typed_when_the_page_around_it_is_swapped() {
    scene(async |scene| {
        let form = |words: &str| {
            format!(
                "<p id='words'>{words}</p><lead-form id='call-me' hx-preserve proxy='{PROXY}'></lead-form>"
            )
        };
        scene.host.put("/again.html", &form("after"));
        let body = format!(
            "<button id='swap' hx-get='/again.html' hx-target='#box'>swap</button><div id='box'>{}</div>",
            form("before")
        );
        open(scene, &body).await?;
        scene.browser.form("lead-form").await?.type_into("phone", "0987654321").await?;
        press(scene, "#swap").await?;
        holds(scene, "document.querySelector('#words').textContent === 'after'").await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "0987654321");
        sends_one_lead(scene, &form).await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_hundred_swaps_keep_nothing_of_a_form() {
    scene(async |scene| {
        scene.host.put("/form.html", FORM);
        open(scene, "<div id='box'></div>").await?;
        let act = "const ready = shown(); await htmx.ajax('GET', '/form.html', '#box'); await ready;";
        leaves_nothing_behind(scene, act).await
    })
    .await;
}
