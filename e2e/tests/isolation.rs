//! The form on pages that would break it, and the pages that it must not break: `e2e/pages/zoo`.

#[path = "isolation/outwards.rs"]
mod outwards;
#[path = "isolation/scripts.rs"]
mod scripts;
#[path = "isolation/snapshot.rs"]
mod snapshot;
#[path = "isolation/zoo.rs"]
mod zoo;

use anyhow::Result;
use e2e::{Browser, scene, until};
use serde_json::{Value, json};
use snapshot::Snapshot;

/// What a form may have from the page: its width (which is told as a rounded one, of 64ths), its font and its scheme.
const PLACE: &str = "const host = document.querySelector(arguments[0]);\
                     const style = getComputedStyle(host.shadowRoot.querySelector('.lf-root'));\
                     const width = Math.round(parseFloat(style.width) * 64) / 64;\
                     return { width: `${width}px`, fontFamily: style.fontFamily, colorScheme: style.colorScheme }";

/// Gives a form of the plain page the same.
const MOVE: &str = "const [selector, place] = arguments;\
                    Object.assign(document.querySelector(selector).parentElement.style, place)";

/// How a form looks in one of its states, and where.
struct Look {
    state: &'static str,
    place: Value,
    styles: Snapshot,
}

/// Leads the forms of a page through their states. `like` has the places that the forms are to have, from another page.
async fn looks(browser: &Browser, page: &str, like: &[Look]) -> Result<Vec<Look>> {
    browser.open(&format!("/zoo/{page}.html")).await?;
    browser.form(".full").await?;
    browser.form(".small").await?;
    let mut looks = Vec::new();
    let mut look = async |state, selector: &str| {
        if let Some(like) = like.get(looks.len()) {
            browser.run(MOVE, vec![json!(selector), like.place.clone()]).await?;
        }
        let place = browser.run(PLACE, vec![json!(selector)]).await?;
        looks.push(Look { state, place, styles: Snapshot::inside(browser, selector).await? });
        anyhow::Ok(())
    };
    look("empty", ".full").await?;
    look("empty and small", ".small").await?;
    let press = "const form = document.querySelector('.full');\
                 form.values = { name: 'An', user_ids: ['12'], type: 'Cá nhân', 'detail.0.name': 'Bình' };\
                 return form.submit()";
    assert_eq!(browser.run(press, vec![]).await?, "invalid");
    is_shown(browser, ".full", ".lf-summary").await?;
    look("with mistakes", ".full").await?;
    let send = "const form = document.querySelector('.small');\
                form.values = { phone: '0912345678', name: 'An' };\
                form.shadowRoot.querySelector('[name=consent]').click();\
                return form.submit()";
    assert_eq!(browser.run(send, vec![]).await?, "delivered");
    is_shown(browser, ".small", ".lf-thanks").await?;
    look("thanks", ".small").await?;
    Ok(looks)
}

async fn is_shown(browser: &Browser, form: &str, css: &str) -> Result<()> {
    let script =
        "return document.querySelector(arguments[0]).shadowRoot.querySelector(arguments[1]) !== null";
    until(&format!("{form} shows {css}"), async || {
        Ok(browser.run(script, vec![json!(form), json!(css)]).await? == true)
    })
    .await
}

/// The form looks on this page as it does on a plain one.
async fn keeps_its_looks(name: &str) {
    scene(async |scene| {
        for name in ["plain", name] {
            zoo::put(&scene.host, name)?;
        }
        for width in [1280, 360] {
            scene.browser.resize(width, 900).await?;
            let here = looks(&scene.browser, name, &[]).await?;
            scene.browser.screenshot(&format!("zoo-{name}-{width}")).await?;
            let plain = looks(&scene.browser, "plain", &here).await?;
            for (here, plain) in here.iter().zip(&plain) {
                let differences = here.styles.differences(&plain.styles).join("\n");
                let what =
                    format!("the form {}, {width} px wide, looks otherwise on the page {name}", here.state);
                assert!(differences.is_empty(), "{what}:\n{differences}");
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_form_keeps_its_looks_where_a_reset_spares_nothing() {
    keeps_its_looks("unset").await;
}

#[tokio::test]
async fn the_form_keeps_its_looks_where_every_rule_is_important() {
    keeps_its_looks("important").await;
}

#[tokio::test]
async fn the_form_takes_no_inherited_property_but_font_family_and_colour_scheme() {
    keeps_its_looks("inherited").await;
}

#[tokio::test]
async fn the_form_keeps_its_looks_where_the_page_uses_the_same_names() {
    keeps_its_looks("names").await;
}

#[tokio::test]
async fn the_form_keeps_its_looks_on_a_page_like_those_of_elementor() {
    keeps_its_looks("elementor").await;
}

#[tokio::test]
async fn the_form_keeps_its_looks_on_a_page_like_those_of_ladipage() {
    keeps_its_looks("ladipage").await;
}

#[tokio::test]
async fn the_form_keeps_its_looks_with_bootstrap() {
    keeps_its_looks("bootstrap").await;
}

#[tokio::test]
async fn the_form_keeps_its_looks_with_tailwind_3() {
    keeps_its_looks("tailwind3").await;
}

#[tokio::test]
async fn the_form_keeps_its_looks_with_tailwind_4() {
    keeps_its_looks("tailwind4").await;
}
