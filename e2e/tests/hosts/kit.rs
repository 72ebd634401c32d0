//! What every host page of these tests has in common: the reminder form of `examples/`, filled in and sent.

use anyhow::{Result, ensure};
use e2e::{Form, Scene, live, scene, until};
use serde_json::{Value, json};

/// Where the forms post to, and get their definition from.
pub(crate) const PROXY: &str = "/p/zalo-journey";

/// The loader, as every page names it.
pub(crate) const SCRIPT: &str = "<script type='module' src='/form.js'></script>";

/// A page in English with `body` in it, and with `head` in its head. It says by itself what it is, for pages that
/// are fetched and put into another.
pub(crate) fn page(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>\
         <meta name='viewport' content='width=device-width'><title>host</title>{head}</head><body>{body}</body></html>"
    )
}

/// Plays a test in both builds of a framework: the one that visitors get, and the one with its checks.
pub(crate) async fn in_both(test: impl AsyncFn(&Scene, &'static str) -> Result<()>) {
    scene(async |scene| {
        for mode in ["production", "development"] {
            test(scene, mode).await?;
            scene.browser.expect_quiet_console().await?;
        }
        Ok(())
    })
    .await;
}

/// Presses something of the host page's own.
pub(crate) async fn press(scene: &Scene, selector: &str) -> Result<()> {
    let found = scene.browser.web_driver().find(e2e::By::Css(selector)).await?;
    Ok(found.click().await?)
}

/// What an expression of the page comes to.
pub(crate) async fn ask(scene: &Scene, expression: &str) -> Result<Value> {
    scene.browser.run(&format!("return {expression}"), vec![]).await
}

/// Waits until an expression of the page is true.
pub(crate) async fn holds(scene: &Scene, expression: &str) -> Result<()> {
    until(&format!("`{expression}` is true"), async || Ok(ask(scene, expression).await? == true)).await
}

/// The number of elements on the page whose form can be filled in.
pub(crate) async fn forms(scene: &Scene) -> Result<usize> {
    let count = "[...document.querySelectorAll('lead-form')].filter((form) => form.shadowRoot?.querySelector('form')).length";
    Ok(ask(scene, count).await?.as_u64().unwrap_or_default().try_into()?)
}

/// Fills the form in and sends it: the visitor is thanked, and there is one lead more, not two.
pub(crate) async fn sends_one_lead(scene: &Scene, form: &Form<'_>) -> Result<()> {
    let before = scene.host.posts("/p/").len();
    if form.value("phone").await?.is_empty() {
        form.type_into("phone", "0912345678").await?;
    }
    if let Some(consent) = form.find_all("[name=consent]").await?.first() {
        consent.click().await?;
    }
    form.submit().await?;
    form.find(".lf-thanks").await?;
    let leads = scene.host.posts("/p/").len() - before;
    ensure!(leads == 1, "one press, and {leads} leads");
    Ok(())
}

/// Whether the focus is in a control of the form.
pub(crate) async fn focused(scene: &Scene, selector: &str) -> Result<Value> {
    let script = "return document.querySelector(arguments[0])?.shadowRoot?.activeElement?.name ?? null";
    scene.browser.run(script, vec![json!(selector)]).await
}

/// Does `act` a hundred times, and compares what is alive in the page before and after, with a few rounds first, in which
/// caches fill up. `act` is the body of an async function; `shown()` resolves when the next form is ready, and `gone()`
/// when one that was taken away is gone.
pub(crate) async fn leaves_nothing_behind(scene: &Scene, act: &str) -> Result<()> {
    let script = format!(
        "const shown = () => new Promise((resolve) => addEventListener('leadform-ready', resolve, {{ once: true }}));
         const gone = () => new Promise((resolve) => setTimeout(resolve, 5));
         return (async () => {{ for (let round = 0; round < 10; round += 1) {{ {act} }} await gone(); }})()"
    );
    let ten_times = async || scene.browser.run(&script, vec![]).await.map(drop);
    for _ in 0..2 {
        ten_times().await?;
    }
    let before = live(&scene.browser).await?;
    for _ in 0..10 {
        ten_times().await?;
    }
    live(&scene.browser).await?.expect_no_more_than(&before)?;
    scene.browser.expect_quiet_console().await
}
