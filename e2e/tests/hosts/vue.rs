//! Vue 3, from single-file components and without its compiler in the page, as Vite builds it.

use anyhow::{Context, Result};
use e2e::{Scene, npm, scene};
use serde_json::json;

use crate::kit::{SCRIPT, ask, focused, holds, in_both, leaves_nothing_behind, page, press, sends_one_lead};

/// Opens the app at one of its pages.
async fn open(scene: &Scene, mode: &str, at: &str) -> Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/hosts/vue");
    let compiled = tempfile::tempdir().context("no place for the compiled components")?;
    npm::output(npm::node("hosts/vue/compile.cjs")?.arg(folder).arg(compiled.path()))?;
    scene.host.put("/app.js", &npm::bundle_for(mode, &compiled.path().join("main.js"))?);
    let app = "<div id='app'></div><script type='module' src='/app.js'></script>";
    scene.host.put("/vue.html", &page(SCRIPT, app));
    scene.browser.open(&format!("/vue.html?page={at}")).await
}

#[tokio::test]
async fn a_form_is_there_whenever_its_page_or_its_box_is_open() {
    in_both(async |scene, mode| {
        open(scene, mode, "home").await?;
        for _ in 0..3 {
            press(scene, "#to-consult").await?;
            scene.browser.form("lead-form").await?;
            press(scene, "#toggle").await?;
            holds(scene, "!document.querySelector('lead-form')").await?;
            press(scene, "#toggle").await?;
            scene.browser.form("lead-form").await?;
            press(scene, "#to-home").await?;
            holds(scene, "!document.querySelector('lead-form')").await?;
        }
        scene.browser.web_driver().back().await?;
        let form = scene.browser.form("lead-form").await?;
        sends_one_lead(scene, &form).await
    })
    .await;
}

#[tokio::test]
async fn properties_and_listeners_of_a_template_reach_the_form_and_drawing_again_leaves_it_alone() {
    in_both(async |scene, mode| {
        open(scene, mode, "consult").await?;
        let form = scene.browser.form("lead-form").await?;
        form.shows("Talk").await?;
        assert_eq!(form.value("phone").await?, "0912345678");
        form.type_into("phone", "\u{e003}9").await?;
        holds(scene, "document.querySelector('#heard').textContent === 'leadform-ready leadform-start'")
            .await?;
        assert_eq!(focused(scene, "lead-form").await?, "phone");
        press(scene, "#rename").await?;
        form.shows("Now").await?;
        assert_eq!(form.value("phone").await?, "0912345679");
        sends_one_lead(scene, &form).await?;
        holds(scene, "document.querySelector('#heard').textContent.endsWith(' leadform-success')").await
    })
    .await;
}

#[tokio::test]
async fn a_page_that_is_kept_alive_keeps_what_was_typed_until_it_is_sent() {
    in_both(async |scene, mode| {
        open(scene, mode, "kept").await?;
        let form = scene.browser.form("lead-form").await?;
        form.type_into("phone", "0987654321").await?;
        form.find("[name=consent]").await?.click().await?;
        // Each way is a task of its own, so that the element has really been away.
        press(scene, "#to-home").await?;
        holds(scene, "!document.querySelector('lead-form')").await?;
        press(scene, "#to-kept").await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "0987654321");
        // A script gives it back, and no script agrees to anything.
        assert_eq!(ask(scene, "document.querySelector('lead-form').values.consent").await?, false);
        form.find("[name=consent]").await?.click().await?;
        form.submit().await?;
        form.find(".lf-thanks").await?;
        press(scene, "#to-home").await?;
        holds(scene, "!document.querySelector('lead-form')").await?;
        press(scene, "#to-kept").await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "", "nothing is sent twice by mistake");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_list_of_forms_in_another_order_keeps_what_was_typed_in_each() {
    in_both(async |scene, mode| {
        open(scene, mode, "list").await?;
        for (id, phone) in [("a", "0911111111"), ("b", "0922222222"), ("c", "0933333333")] {
            scene.browser.form(&format!("#{id}")).await?.type_into("phone", phone).await?;
        }
        press(scene, "#turn").await?;
        press(scene, "#drop").await?;
        holds(scene, "document.querySelectorAll('lead-form').length === 2").await?;
        let typed =
            "[...document.querySelectorAll('lead-form')].map(({ id, values }) => `${id}${values.phone}`)";
        assert_eq!(ask(scene, typed).await?, json!(["b0922222222", "a0911111111"]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn an_app_that_shows_and_hides_a_form_a_hundred_times_keeps_nothing_of_it() {
    scene(async |scene| {
        open(scene, "production", "consult").await?;
        scene.browser.form("lead-form").await?;
        // Not by the history: browsers hold back who uses it as often.
        let act = "
            const toggle = document.querySelector('#toggle');
            toggle.click(); await gone();
            const ready = shown(); toggle.click(); await ready;
            document.querySelector('lead-form').values = { phone: '0912345678' };";
        leaves_nothing_behind(scene, act).await
    })
    .await;
}
