//! A page holds the script to its hash, and the script what it fetches.

use anyhow::{Context, Result};
use e2e::{Fault, Scene, npm, scene, until};
use serde_json::Value;

/// The hashes of the built files, by name.
fn hashes() -> Result<Value> {
    Ok(serde_json::from_str(&npm::built("integrity.json")?)?)
}

/// The name and the hash of the file that ends so.
fn hash_of(ending: &str) -> Result<(String, String)> {
    let hashes = hashes()?;
    let names: Vec<String> = hashes.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let name = if ending == "form.js" { ending.to_owned() } else { super::hashed(&names, ending) };
    let hash = hashes[&name].as_str().unwrap_or_default().to_owned();
    Ok((name, hash))
}

/// Opens a page with what docs/EMBEDDING.md has for it: the script and its JavaScript are held to their hashes.
async fn open(scene: &Scene) -> Result<()> {
    let (_, script) = hash_of("form.js")?;
    let (glue, preloaded) = hash_of(".js")?;
    let documentation = npm::repository("docs/EMBEDDING.md")?;
    let mut blocks = documentation.split("```html\n").skip(1).filter_map(|rest| rest.split("```").next());
    let block = blocks.find(|block| block.contains("integrity")).context("no block with hashes")?;
    let block = block.replace("https://cdn.example/", "/").replace("form-0123456789abcdef.js", &glue);
    let block = block.replacen("sha384-…", &preloaded, 1).replacen("sha384-…", &script, 1);
    let form = "<lead-form proxy='/p/zalo-journey'><p>024 1234 5678</p></lead-form>";
    scene.host.put("/held.html", &format!("<!doctype html>{block}{form}"));
    scene.browser.open("/held.html").await
}

#[tokio::test]
async fn the_form_loads_where_every_file_is_what_the_page_was_told() {
    scene(async |scene| {
        open(scene).await?;
        scene.browser.form("lead-form").await?;
        scene.browser.expect_quiet_console().await?;
        // What was preloaded is what is used.
        for ending in [".js", ".wasm", ".css"] {
            let (name, _) = hash_of(ending)?;
            assert_eq!(scene.host.requests(&format!("/{name}")).len(), 1, "{name}");
        }
        Ok(())
    })
    .await;
}

#[test]
fn the_stylesheet_at_the_address_that_stays_is_the_one_that_the_form_fetches() -> Result<()> {
    let (name, hash) = hash_of(".css")?;
    assert_eq!(npm::built("form.css")?, npm::built(&name)?);
    assert_eq!(npm::built("npm/form.css")?, npm::built(&name)?);
    assert_eq!(hashes()?["form.css"], hash);
    Ok(())
}

#[tokio::test]
async fn one_wrong_byte_in_any_file_that_is_held_and_the_fallback_stays() {
    scene(async |scene| {
        for ending in ["form.js", ".js", ".css"] {
            let (name, _) = hash_of(ending)?;
            scene.host.misbehave(&format!("/{name}"), Fault::OneByteWrong);
            open(scene).await?;
            until(&format!("the browser refuses {name}"), async || {
                let console = scene.browser.console().await?;
                Ok(console.iter().any(|line| line.text.contains("integrity") && line.text.contains(&name)))
            })
            .await?;
            let shown = "const element = document.querySelector('lead-form');\
                         return element.querySelector('p').checkVisibility() && !element.shadowRoot?.querySelector('form')";
            until("the fallback stays", async || Ok(scene.browser.run(shown, vec![]).await? == true)).await?;
            scene.host.behave();
        }
        Ok(())
    })
    .await;
}
