//! The gallery: a page per API with its full form, and beside it the body that would be sent.

use anyhow::Result;
use e2e::{Scene, scene, until};
use leadform_spec::apis;
use serde_json::{Value, json};

const SHOWN: &str = "const place = document.querySelector('[data-body]');\
                     return place.checkVisibility() ? place.textContent : ''";

async fn shown(scene: &Scene) -> Result<String> {
    Ok(scene.browser.run(SHOWN, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn every_api_has_its_page_and_every_page_its_form() {
    scene(async |scene| {
        scene.browser.open("/gallery/index.html").await?;
        let links = "return [...document.querySelectorAll('main a[lang=vi]')].map((link) => link.href)";
        let links = scene.browser.run(links, vec![]).await?;
        for api in apis::ALL {
            let page = format!("/gallery/{}.html", api.id);
            let is_linked = links.as_array().is_some_and(|links| {
                links.iter().filter_map(Value::as_str).any(|link| link.ends_with(&page))
            });
            assert!(is_linked, "{page} is linked");
            scene.browser.open(&page).await?;
            scene.browser.form("lead-form").await?;
            assert_eq!(shown(scene).await?, "", "{page} has nothing to send yet");
            scene.browser.expect_quiet_console().await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_the_gallery_shows_is_what_is_posted() {
    scene(async |scene| {
        scene.browser.open("/gallery/zalo-journey.html").await?;
        let form = scene.browser.form("lead-form").await?;
        form.type_into("phone", "0912 345 678").await?;
        form.choose("consent", "yes").await?;
        until("the body is shown", async || Ok(!shown(scene).await?.is_empty())).await?;
        let shown: Value = serde_json::from_str(&shown(scene).await?)?;
        form.submit().await?;
        until("the lead is posted", async || Ok(!scene.host.posts("/p/").is_empty())).await?;
        assert_eq!(serde_json::from_str::<Value>(&scene.host.posts("/p/")[0].text())?, shown);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_body_of_pairs_is_shown_line_by_line() {
    scene(async |scene| {
        scene.browser.open("/gallery/1office-contact.html").await?;
        let form = scene.browser.form("lead-form").await?;
        let values = json!({
            "name": "Nguyễn Thị Ánh", "phones": "0912 345 678", "trade_ids": ["DỊCH VỤ LUẬT SƯ (TLA)"],
            "fountain_head_id": "Form yêu cầu tư vấn (website)", "detail.0.name": "Bình",
        });
        scene.browser.run("document.querySelector('lead-form').values = arguments[0]", vec![values]).await?;
        form.choose("consent", "yes").await?;
        form.type_into("desc", "Một & hai").await?;
        until("the pairs are shown", async || {
            let shown = shown(scene).await?;
            Ok(shown.contains("name = Nguyễn Thị Ánh\n") && shown.contains("\"name\": \"Bình\""))
        })
        .await
    })
    .await;
}

#[tokio::test]
async fn the_themes_are_put_on_and_taken_off_and_the_lines_to_copy_are_those_of_the_theme() {
    scene(async |scene| {
        let look = "const root = document.querySelector('lead-form').shadowRoot;\
                    return [getComputedStyle(root.querySelector('.lf-form')).backgroundColor,\
                      document.querySelector('[data-style]').textContent, location.search]";
        let shows = async |ground: &str, file: &str, address: &str| {
            let file = std::fs::read_to_string(format!("../style/themes/{file}.css"))?;
            until(&format!("the form is {ground}, and its CSS is shown"), async || {
                Ok(scene.browser.run(look, vec![]).await? == json!([ground, file, address]))
            })
            .await
        };
        let press = async |css: &str| -> Result<()> {
            scene.browser.run("document.querySelector(arguments[0]).click()", vec![json!(css)]).await?;
            Ok(())
        };
        scene.browser.prefer(&[("prefers-color-scheme", "light")]).await?;
        scene.browser.open("/gallery/themes.html").await?;
        let form = scene.browser.form("lead-form").await?;
        form.type_into("contact_name", "Nguyễn Thị Ánh").await?;
        shows("rgb(255, 252, 248)", "calm", "").await?;
        press("[data-wear=bold]").await?;
        shows("rgb(255, 214, 10)", "bold", "?theme=bold").await?;
        press("button[data-scheme=dark]").await?;
        shows("rgb(20, 20, 20)", "bold", "?theme=bold&scheme=dark").await?;
        press("[data-wear=compact]").await?;
        shows("rgb(22, 27, 38)", "compact", "?theme=compact&scheme=dark").await?;
        assert_eq!(form.value("contact_name").await?, "Nguyễn Thị Ánh", "what was typed stays");
        // As it was sent to a colleague.
        scene.browser.open("/gallery/themes.html?theme=compact&scheme=dark").await?;
        scene.browser.form("lead-form").await?;
        shows("rgb(22, 27, 38)", "compact", "?theme=compact&scheme=dark").await?;
        // The brand of the demo page, whose shell this is, does not reach the form.
        let focus =
            "return getComputedStyle(document.querySelector('lead-form')).getPropertyValue('--lf-focus')";
        assert_eq!(scene.browser.run(focus, vec![]).await?, "");
        scene.browser.expect_quiet_console().await
    })
    .await;
}
