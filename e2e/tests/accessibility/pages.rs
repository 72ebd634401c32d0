//! The pages around the form: the landing page, the gallery, the form without JavaScript, the sandbox.

use anyhow::{Result, ensure};
use e2e::{Scene, scene, until};
use leadform_spec::apis;
use serde_json::{Value, json};

use crate::axe::{self, Findings, LOOKS};

/// Looks at the page that is open now, in light and dark, wide and narrow.
async fn look(scene: &Scene, findings: &mut Findings, name: &str) -> Result<()> {
    axe::bring(&scene.browser).await?;
    for look in LOOKS.iter().filter(|look| look.is_vietnamese()) {
        look.light(&scene.browser).await?;
        findings.add(&format!("{name}, {}", look.name()), axe::look(&scene.browser).await?);
    }
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_on_the_pages_of_the_site() {
    scene(async |scene| {
        let mut findings = Findings::default();
        let gallery = apis::ALL.iter().map(|api| format!("/gallery/{}.html", api.id));
        let pages = ["/", "/privacy.html", "/gallery/index.html"].map(str::to_owned).into_iter().chain(gallery);
        for page in pages {
            scene.browser.open(&page).await?;
            let forms = "return [...document.querySelectorAll('lead-form')].every((host) => host.shadowRoot?.querySelector('form'))";
            until("the forms are there", async || Ok(scene.browser.run(forms, vec![]).await? == true)).await?;
            look(scene, &mut findings, &page).await?;
        }
        findings.expect_none();
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_form_without_javascript_empty_wrong_and_sent() {
    scene(async |scene| {
        let mut findings = Findings::default();
        for api in apis::ALL {
            for language in ["vi", "en"] {
                let address = format!("{}/f/{}?lang={language}", scene.gateway.url(), api.id);
                scene.browser.open(&address).await?;
                look(scene, &mut findings, &format!("{}, {language}, empty", api.id)).await?;
                // Without the browser's own checks, as a browser without any would.
                scene.browser.run("document.querySelector('form').submit()", vec![]).await?;
                until("the mistakes are shown", async || {
                    let script = "return document.querySelector('#lf-summary a') !== null";
                    Ok(scene.browser.run(script, vec![]).await? == true)
                })
                .await?;
                look(scene, &mut findings, &format!("{}, {language}, in error", api.id)).await?;
                let links = "return [...document.querySelectorAll('#lf-summary a')].filter((link) => \
                             !document.getElementById(decodeURIComponent(link.hash.slice(1)))).map((link) => link.hash)";
                let dead: Value = scene.browser.run(links, vec![]).await?;
                ensure!(dead == json!([]), "{}: {dead} lead nowhere", api.id);
            }
        }
        findings.expect_none();
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_on_the_page_of_the_sandbox() {
    scene(async |scene| {
        let mut findings = Findings::default();
        scene.browser.open(scene.sandbox.url()).await?;
        look(scene, &mut findings, "the sandbox").await?;
        findings.expect_none();
        Ok(())
    })
    .await;
}
