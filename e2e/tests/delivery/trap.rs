//! The field that no person sees, in a page that tries to show it.

use e2e::{Form, npm, scene, until};
use serde_json::{Value, json};

use super::{filled, leads};

/// How large the trap is drawn, and what lies at its place.
const LOOK: &str = "const root = document.querySelector('lead-form').shadowRoot;\
    const trap = root.querySelector('[name=_more]'), box = trap.parentElement.getBoundingClientRect();\
    trap.scrollIntoView();\
    const at = trap.getBoundingClientRect();\
    return { width: box.width, height: box.height, isHit: root.elementFromPoint(at.x + 1, at.y + 1) === trap,\
             clip: getComputedStyle(trap.parentElement).clipPath }";

async fn is_unseen(form: &Form<'_>, scene: &e2e::Scene) -> anyhow::Result<()> {
    form.find("[name=_more]").await?;
    let look = scene.browser.run(LOOK, vec![]).await?;
    let small = |side: &str| look[side].as_f64().is_some_and(|px| px <= 1.0);
    assert!(
        small("width") && small("height") && look["isHit"] == false && look["clip"] == "inset(50%)",
        "{look}"
    );
    Ok(())
}

#[tokio::test]
async fn nobody_sees_it_or_reaches_it_by_keyboard_whatever_the_page_does() {
    scene(async |scene| {
        let form = filled(scene).await?;
        is_unseen(&form, scene).await?;
        let hostile = "const sheet = new CSSStyleSheet();\
            sheet.replaceSync(`* { all: revert !important; position: static !important; clip-path: none !important;\
                overflow: visible !important; width: auto !important; height: auto !important; opacity: 1 !important }`);\
            document.adoptedStyleSheets.push(sheet)";
        scene.browser.run(hostile, vec![]).await?;
        is_unseen(&form, scene).await?;
        form.field("phone").await?.focus().await?;
        for _ in 0..12 {
            scene.browser.press(e2e::keys::TAB).await?;
            let script = "return document.querySelector('lead-form').shadowRoot.activeElement?.name ?? ''";
            assert_ne!(scene.browser.run(script, vec![]).await?, json!("_more"));
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn axe_has_nothing_against_it_nor_against_a_lead_that_waits() {
    scene(async |scene| {
        let form = filled(scene).await?;
        let axe = npm::package("axe-core/axe.min.js")?;
        let audit = format!("{axe}; return axe.run(document.querySelector('lead-form')).then((found) =>\
            found.violations.map((violation) => [violation.id, violation.nodes.map((node) => node.html)]))");
        assert_eq!(scene.browser.run(&audit, vec![]).await?, json!([]));
        scene.host.misbehave(super::FORM, e2e::Fault::Drop);
        form.submit().await?;
        form.shows(super::WAITING).await?;
        for (width, height) in [(360, 800), (1280, 900)] {
            scene.browser.resize(width, height).await?;
            scene.browser.run("document.querySelector('lead-form').shadowRoot.querySelector('.lf-submit').scrollIntoView()", vec![]).await?;
            scene.browser.screenshot(&format!("waiting-{width}")).await?;
        }
        assert_eq!(scene.browser.run(&audit, vec![]).await?, json!([]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_fills_it_in_is_a_doubt_that_the_operator_sees_and_no_lead_less() {
    scene(async |scene| {
        let form = filled(scene).await?;
        let fill = "const trap = document.querySelector('lead-form').shadowRoot.querySelector('[name=_more]');\
                    trap.value = 'http://spam.example'; trap.dispatchEvent(new Event('input', { bubbles: true }))";
        scene.browser.run(fill, vec![]).await?;
        form.submit().await?;
        form.find(".lf-thanks").await?;
        until("the lead is kept", async || Ok(leads(scene).await?.len() == 1)).await?;
        let lead: Value = leads(scene).await?.remove(0);
        assert_eq!(lead["doubts"][0], "honeypot", "{lead}");
        let told = serde_json::to_string(&form.events().await?)?;
        assert!(!told.contains("spam"), "{told}");
        Ok(())
    })
    .await;
}
