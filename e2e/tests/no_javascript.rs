//! The form as `leadform embed` prints it, where no script runs: filled in by hand, sent, and mended.

#[path = "no_javascript/forms.rs"]
mod forms;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use e2e::{By, Form, Scene, leadform, scene, until};
use forms::{FORMS, Hand, Picks, Types};
use serde_json::{Value, json};

/// The page that has the form, whichever way: the address is a part of some leads.
const PAGE: &str = "/page.html";

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name).with_extension("json")
}

fn page(inside: &str) -> String {
    format!(
        "<!doctype html><html lang=vi><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>t</title><body>{inside}"
    )
}

/// What `leadform embed` prints for an example.
async fn printed(name: &str, proxy: &str) -> Result<String> {
    let path = example(name);
    let path = path.to_str().context("a path")?;
    let printed =
        leadform(&["embed", path, "--lang", "vi", "--proxy", proxy, "--script", "/form.js"], "").await?;
    assert!(printed.stdout.starts_with("<lead-form"), "{}", printed.stderr);
    Ok(printed.stdout)
}

/// Opens a page with the printed form where no script runs.
async fn open_printed(scene: &Scene, html: &str) -> Result<()> {
    scene.browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
    scene.host.put(PAGE, &page(html));
    scene.browser.open(PAGE).await
}

async fn open_live(scene: &Scene, name: &str) -> Result<()> {
    scene.browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await?;
    let form = format!("<script type=module src=/form.js></script><lead-form proxy='/f/{name}'></lead-form>");
    scene.host.put(PAGE, &page(&form));
    scene.browser.open(PAGE).await
}

async fn fill(form: &Form<'_>, hands: &[Hand]) -> Result<()> {
    for hand in hands {
        match hand {
            Types(name, text) => form.type_into(name, text).await?,
            Picks(name, value) => form.choose(name, value).await?,
        }
    }
    Ok(())
}

/// The bodies that the APIs got, but for what is another one in every lead.
async fn bodies(scene: &Scene) -> Result<Vec<String>> {
    let requests = scene.sandbox.requests().await?;
    let bodies = requests.iter().filter(|request| request["part"] == "api").map(|request| {
        let body = request["body"].as_str().unwrap_or_default();
        let mut parts: Vec<&str> = body.split('&').collect();
        // The id of the lead.
        parts.retain(|part| !part.starts_with("code=WEB-"));
        parts.join("&")
    });
    Ok(bodies.collect())
}

/// Waits until the page is the gateway's own, and has this.
async fn answered(scene: &Scene, css: &str) -> Result<()> {
    until(&format!("the gateway's page has `{css}`"), async || {
        Ok(!scene.browser.web_driver().find_all(By::Css(css)).await?.is_empty())
    })
    .await
}

#[tokio::test]
async fn each_example_filled_in_by_hand_reaches_its_api_as_it_does_with_javascript() {
    scene(async |scene| {
        for (name, hands) in FORMS {
            let before = bodies(scene).await?.len();
            open_printed(scene, &printed(name, &format!("/f/{name}")).await?).await?;
            let form = scene.browser.printed_form("lead-form").await?;
            fill(&form, hands).await?;
            form.submit().await?;
            answered(scene, ".lf-thanks").await.context(name)?;
            until("the lead is there", async || Ok(bodies(scene).await?.len() == before + 1)).await?;

            open_live(scene, name).await?;
            let form = scene.browser.form("lead-form").await?;
            fill(&form, hands).await?;
            form.submit().await?;
            form.find(".lf-thanks").await.context(name)?;
            until("the lead is there", async || Ok(bodies(scene).await?.len() == before + 2)).await?;
            let bodies = bodies(scene).await?;
            assert_eq!(bodies[before], bodies[before + 1], "{name}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_no_browser_finds_wrong_comes_back_from_the_gateway_with_its_error_and_all_values() {
    scene(async |scene| {
        for (name, hands) in FORMS {
            open_printed(scene, &printed(name, &format!("/f/{name}")).await?).await?;
            let form = scene.browser.printed_form("lead-form").await?;
            fill(&form, hands).await?;
            let phone = match name {
                "erp-lead" | "erp-booking" => "phone_no1",
                "1office-contact" => "phones",
                _ => "phone",
            };
            // Eleven digits of before 2018.
            form.field(phone).await?.clear().await?;
            form.type_into(phone, "0169 1234567").await?;
            form.submit().await?;
            answered(scene, &format!("[name='{phone}'][aria-invalid='true']")).await.context(name)?;
            let driver = scene.browser.web_driver();
            for hand in hands {
                let (css, expected) = match hand {
                    Types(name, _) if *name == phone => (format!("[name='{name}']"), "0169 1234567"),
                    Types(name, text) => (format!("[name='{name}']"), *text),
                    // Nothing is agreed to but by hand: consents are to be ticked again, or are kept, as the gateway has it.
                    Picks("consent", _) => continue,
                    Picks(name, value) => {
                        (format!("[name='{name}'][value='{value}']:checked, [name='{name}'] [value='{value}']:checked"), *value)
                    }
                };
                let control = driver.find(By::Css(&css)).await.with_context(|| format!("{name}: {css}"))?;
                assert_eq!(control.prop("value").await?.as_deref(), Some(expected), "{name}: {css}");
            }
        }
        assert!(bodies(scene).await?.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_form_that_no_browser_checks_comes_back_with_every_error() {
    scene(async |scene| {
        for (name, hands) in FORMS {
            let html = printed(name, &format!("/f/{name}")).await?;
            let unchecked = html.replacen("<form ", "<form novalidate ", 1);
            assert_ne!(html, unchecked);
            open_printed(scene, &unchecked).await?;
            let form = scene.browser.printed_form("lead-form").await?;
            let (first, typed) = hands
                .iter()
                .find_map(|hand| match hand {
                    Types(name, text) if !name.contains("phone") => Some((*name, *text)),
                    _ => None,
                })
                .unwrap_or(("phone", ""));
            form.type_into(first, typed).await?;
            form.submit().await?;
            answered(scene, "[aria-invalid='true']").await.context(name)?;
            let driver = scene.browser.web_driver();
            let control = driver.find(By::Css(format!("[name='{first}']"))).await?;
            assert_eq!(control.prop("value").await?.as_deref(), Some(typed), "{name}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_browser_itself_asks_for_what_is_certainly_missing() {
    scene(async |scene| {
        open_printed(scene, &printed("zalo-journey", "/f/zalo-journey").await?).await?;
        let form = scene.browser.printed_form("lead-form").await?;
        form.submit().await?;
        let invalid = form.find("[name=phone]:invalid:focus").await?;
        assert_eq!(invalid.attr("name").await?.as_deref(), Some("phone"));
        assert!(scene.host.posts("/").is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_landing_page_takes_a_lead_where_no_script_runs() {
    scene(async |scene| {
        scene.browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        scene.browser.open("/").await?;
        let form = scene.browser.printed_form("lead-form.consult").await?;
        fill(&form, FORMS[0].1).await?;
        form.submit().await?;
        answered(scene, ".lf-thanks").await?;
        until("the lead is there", async || Ok(bodies(scene).await?.len() == 1)).await
    })
    .await;
}

#[tokio::test]
async fn a_form_can_be_posted_to_a_gateway_on_another_host() {
    scene(async |scene| {
        let gateway = scene.gateway.url();
        scene.host.set_csp(&format!("default-src 'none'; style-src 'self'; form-action {gateway}"));
        open_printed(scene, &printed("zalo-journey", &format!("{gateway}/f/zalo-journey")).await?).await?;
        let form = scene.browser.printed_form("lead-form").await?;
        fill(&form, FORMS[4].1).await?;
        form.submit().await?;
        answered(scene, ".lf-thanks").await?;
        until("the lead is there", async || Ok(bodies(scene).await?.len() == 1)).await?;
        let body: Value = serde_json::from_str(&bodies(scene).await?[0])?;
        assert_eq!(body["phone"], "84912345678");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_only_a_script_could_do_is_not_in_sight_where_none_runs() {
    scene(async |scene| {
        let definition = r#"{"version":1,"target":"1office-contact","fields":["name","phones","files",
            {"name":"contacts","fields":["type","title"],"min":1}],
            "supplied":["code","fountain_head_id","type","trade_ids"]}"#;
        let proxy = ["--proxy", "/f/1office-contact", "--script", "/form.js"];
        let html = leadform(&[&["embed", "-"][..], &proxy].concat(), definition).await?.stdout;
        open_printed(scene, &html).await?;
        let form = scene.browser.printed_form("lead-form").await?;
        assert!(!form.find(".lf-group-add").await?.is_displayed().await?);
        assert!(form.find("[name=files]").await?.is_displayed().await?);
        assert!(form.find("[name='contacts.0.title']").await?.is_displayed().await?);
        assert!(!form.find("[name=_more]").await?.is_clickable().await?);
        Ok(())
    })
    .await;
}

/// What is on the screen.
async fn pixels(scene: &Scene, name: &str) -> Result<Vec<u8>> {
    let path = scene.browser.screenshot(name).await?;
    let mut reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path)?)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("a picture has a size")?];
    reader.next_frame(&mut pixels)?;
    Ok(pixels)
}

#[tokio::test]
async fn the_printed_form_and_the_live_one_are_the_same_to_the_pixel() {
    scene(async |scene| {
        for (name, _) in FORMS {
            for width in [360, 1280] {
                scene.browser.resize(width, 2_000).await?;
                open_printed(scene, &printed(name, &format!("/f/{name}")).await?).await?;
                scene.browser.printed_form("lead-form").await?;
                let before = pixels(scene, &format!("printed-{name}-{width}")).await?;
                open_live(scene, name).await?;
                scene.browser.form("lead-form").await?;
                let after = pixels(scene, &format!("live-{name}-{width}")).await?;
                // Letters are drawn anew each time, and their edges are rounded now this way and now that.
                let differing = before.iter().zip(&after).filter(|(a, b)| a.abs_diff(**b) > 8).count();
                assert_eq!((before.len(), differing), (after.len(), 0), "{name} at {width}");
            }
        }
        Ok(())
    })
    .await;
}
