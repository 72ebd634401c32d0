//! What the form does to a page: nothing.

use anyhow::Result;
use e2e::{Browser, Fault, Scene, scene};
use serde_json::Value;

use super::snapshot::Snapshot;
use super::{is_shown, zoo};

const OUTSIDE: &str = include_str!("outside.js");
const TRACES: &str = include_str!("traces.js");

/// How large the forms are.
const SIZES: &str = "return [...document.querySelectorAll('lead-form')].map((host) => {\
                       const style = getComputedStyle(host.shadowRoot.querySelector('.lf-root'));\
                       return [style.width, style.height].map((size) => `${Math.round(parseFloat(size) * 64) / 64}px`)\
                     })";

/// Puts boxes as large as forms into elements that are not known.
const FILL: &str = "document.querySelectorAll('lead-form').forEach((host, index) => {\
                      const box = document.createElement('div');\
                      const [width, height] = arguments[0][index];\
                      const style = { all: 'initial', display: 'flow-root', width, height };\
                      for (const name in style) box.style.setProperty(name, style[name], 'important');\
                      host.replaceChildren(box);\
                      host.style.display = 'block';\
                    })";

struct Seen {
    styles: Snapshot,
    traces: Value,
}

async fn with_the_form(browser: &Browser, page: &str) -> Result<(Value, Seen)> {
    browser.open(page).await?;
    browser.form(".full").await?;
    browser.form(".small").await?;
    let length = browser.run("return history.length", vec![]).await?;
    let sizes = browser.run(SIZES, vec![]).await?;
    let styles = Snapshot::read(&browser.run(OUTSIDE, vec![]).await?).expect("a list of computed styles");
    let send = "document.querySelector('.full').validate();\
                const form = document.querySelector('.small');\
                form.values = { phone: '0912345678', name: 'An' };\
                form.shadowRoot.querySelector('[name=consent]').click();\
                return form.submit()";
    assert_eq!(browser.run(send, vec![]).await?, "delivered");
    is_shown(browser, ".small", ".lf-thanks").await?;
    // What has the focus then is in the form.
    browser.run("document.activeElement.blur()", vec![]).await?;
    let traces = browser.run(TRACES, vec![]).await?;
    assert_eq!(browser.run("return history.length", vec![]).await?, length, "pages in the history");
    browser.expect_quiet_console().await?;
    Ok((sizes, Seen { styles, traces }))
}

async fn without_the_form(scene: &Scene, page: &str, sizes: Value) -> Result<Seen> {
    scene.host.misbehave("/form.js", Fault::Answer(200, "text/javascript", String::new()));
    scene.browser.open(page).await?;
    scene.browser.run(FILL, vec![sizes]).await?;
    let styles =
        Snapshot::read(&scene.browser.run(OUTSIDE, vec![]).await?).expect("a list of computed styles");
    let traces = scene.browser.run(TRACES, vec![]).await?;
    scene.host.behave();
    Ok(Seen { styles, traces })
}

#[tokio::test]
async fn the_form_changes_no_style_of_the_page_and_leaves_no_trace() {
    scene(async |scene| {
        for name in zoo::PAGES {
            zoo::put(&scene.host, name)?;
            let page = format!("/zoo/{name}.html");
            let (sizes, with) = with_the_form(&scene.browser, &page).await?;
            let without = without_the_form(scene, &page, sizes).await?;
            assert!(with.styles.len() > 20, "{name} has a page around the form");
            let differences = with.styles.differences(&without.styles).join("\n");
            assert!(differences.is_empty(), "the form changes the page {name}:\n{differences}");
            for (what, there) in without.traces.as_object().expect("traces") {
                let here = &with.traces[what];
                let words = |list: &Value| list.as_array().cloned().unwrap_or_default();
                let more: Vec<_> =
                    words(here).into_iter().filter(|word| !words(there).contains(word)).collect();
                assert!(here == there, "the form leaves traces on the page {name}: {what}: {more:?}");
            }
        }
        Ok(())
    })
    .await;
}
