//! A page with one form, and what a visitor does there.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Step, Take};
use crate::form::Form;
use crate::scene::Scene;

const PAGE: &str = "/take.html";

/// Puts what all pages need onto the host.
pub fn set(scene: &Scene) {
    let areas = r#"[{ "value": 1, "label": "Nội thành" }, { "value": 2, "label": "Ngoại thành" }]"#;
    scene.host.put("/options/areas-1.json", areas);
    scene.host.put("/options/areas-2.json", "[]");
    scene.host.put(
        "/options/services.json",
        r#"[{ "value": 11, "label": "Nâng mũi" }, { "value": 12, "label": "Cắt mí" }]"#,
    );
}

impl Take {
    /// Opens a page with its form, and these lines of HTML in its head, and does what it says. What goes wrong goes on
    /// going wrong until the host is told to behave.
    pub async fn play(&self, scene: &Scene, head: &str) -> Result<()> {
        let definition: Value = serde_json::from_str(self.form)?;
        let target = definition["target"].as_str().context("a form without a target")?;
        let html = format!(
            "<!doctype html><html lang='vi'><meta charset='utf-8'>\
             <meta name='viewport' content='width=device-width, initial-scale=1'><title>{caption}</title>\
             {head}<script type='module' src='/form.js'></script>\
             <main><h1 lang='en'>{caption}</h1>\
             <lead-form proxy='/p/{target}'><script type='application/json'>{definition}</script></lead-form></main>",
            caption = self.caption,
        );
        scene.host.put(PAGE, &html);
        for (path, fault) in self.faults {
            scene.host.misbehave(path, fault());
        }
        scene.browser.open(PAGE).await?;
        let form = scene.browser.form("lead-form").await?;
        for step in self.steps {
            act(&form, step, scene).await.with_context(|| format!("in `{}`, at {step:?}", self.caption))?;
        }
        Ok(())
    }
}

async fn act(form: &Form<'_>, step: &Step, scene: &Scene) -> Result<()> {
    match step {
        Step::Set(values) => {
            let values: Value = serde_json::from_str(values)?;
            let script = "document.querySelector('lead-form').values = arguments[0]";
            scene.browser.run(script, vec![values]).await?;
            Ok(())
        }
        Step::Type(name, text) => form.type_into(name, text).await,
        Step::Leave(name, text) => form.type_into(name, &format!("{text}\u{e004}")).await,
        Step::Press(css) => Ok(form.find(css).await?.click().await?),
        Step::Attach(name, files) => {
            let directory = tempfile::tempdir()?;
            let paths = files.iter().map(|file| make(file, &directory.path().join(file)));
            let paths = paths.collect::<Result<Vec<_>>>()?.join("\n");
            form.field(name).await?.send_keys(paths).await?;
            // The browser reads the files in its own time: they stay until it has.
            crate::wait::until("the files are read", async || {
                Ok(form.find_all(".lf-file").await?.len() >= files.len()
                    && form.find_all(".lf-file > progress").await?.is_empty())
            })
            .await
        }
        Step::See(css) => form.find(css).await.map(drop),
    }
}

/// A file of the kind that its name says: a drawing, or so and so many zeros.
fn make(name: &str, path: &Path) -> Result<String> {
    const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'><rect width='48' height='48' fill='#cfe3dc'/>\
                           <circle cx='24' cy='19' r='9' fill='#2c6e63'/><path d='M6 48a18 18 0 0 1 36 0z' fill='#2c6e63'/></svg>";
    let content = match name.rsplit('.').next() {
        Some("svg") => DRAWING.into(),
        _ if name.starts_with("quá lớn") => vec![0; 300_000],
        _ => vec![0; 48_300],
    };
    std::fs::write(path, content)?;
    path.to_str().map(str::to_owned).context("a temporary directory with an odd name")
}
