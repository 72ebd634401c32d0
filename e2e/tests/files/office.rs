//! A form that asks for files, and what the proxy gets of them.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use e2e::{Form, Scene, until};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The path at which the form sends.
pub(crate) const PROXY: &str = "/p/1office-contact";

/// Opens a page with a form that asks for files, with `extra` keys at the field, and for nothing else.
pub(crate) async fn open(scene: &Scene, extra: Value) -> Result<Form<'_>> {
    let mut field = json!({ "name": "files" });
    for (key, value) in extra.as_object().cloned().unwrap_or_default() {
        field[key] = value;
    }
    let definition = json!({
        "version": 1,
        "target": "1office-contact",
        "fields": [field],
        "values": {
            "name": "An", "code": "WEB-1", "type": "Cá nhân", "trade_ids": ["DỊCH VỤ LUẬT SƯ (TLA)"],
            "fountain_head_id": "Form yêu cầu tư vấn (website)",
        },
    });
    let page = format!(
        "<!doctype html><html lang='en'><script type='module' src='/form.js'></script>\
         <lead-form proxy='{PROXY}'><script type='application/json'>{definition}</script></lead-form>"
    );
    scene.host.put("/files.html", &page);
    scene.browser.open("/files.html").await?;
    scene.browser.form("lead-form").await
}

/// Files on the visitor's disk.
pub(crate) struct Disk(TempDir);

impl Disk {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    /// Writes a file, and says where it is.
    pub(crate) fn put(&self, name: &str, content: &[u8]) -> Result<PathBuf> {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// Writes a file, and chooses it.
    pub(crate) async fn choose(&self, form: &Form<'_>, name: &str, content: &[u8]) -> Result<()> {
        let path = self.put(name, content)?;
        form.field("files").await?.send_keys(path.to_string_lossy()).await?;
        Ok(())
    }
}

/// Waits until the form holds files of these names, read to their ends.
pub(crate) async fn holds(scene: &Scene, names: &[&str]) -> Result<()> {
    until(&format!("the form holds {names:?}"), async || {
        let script = "return document.querySelector('lead-form').values.files";
        let held = scene.browser.run(script, vec![]).await?;
        if held == json!(names) || (names.is_empty() && held == json!("")) {
            return Ok(true);
        }
        bail!("it holds {held}")
    })
    .await
}

/// Sends the form, and returns each file that the proxy got: its name, and its content in base64.
pub(crate) async fn sent(scene: &Scene, form: &Form<'_>) -> Result<Vec<(String, String)>> {
    form.submit().await?;
    form.find(".lf-thanks").await?;
    let posts = scene.host.posts(PROXY);
    let [post] = &posts[..] else { bail!("{} posts", posts.len()) };
    let body = reqwest::Url::parse(&format!("http://body/?{}", post.text()))?;
    let files = body.query_pairs().find(|(name, _)| name == "files").map(|(_, value)| value.into_owned());
    let files: Value = files.map_or(Ok(json!([])), |files| serde_json::from_str(&files))?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let files = files.as_array().context("the files are no list")?;
    Ok(files.iter().map(|file| (text(&file["name"]), text(&file["file"]))).collect())
}

/// Base64, written here again so that two mistakes would have to agree.
pub(crate) fn base64(content: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(content.len().div_ceil(3) * 4);
    for chunk in content.chunks(3) {
        let bytes = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let bits = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > chunk.len() { '=' } else { char::from(digit) });
        }
    }
    text
}
