//! The themes in `style/themes/`, put on and taken off while a form is in some state: the visitor need not come there again.

use anyhow::Result;
use serde_json::json;

use crate::scene::Scene;

/// No theme, and each.
pub const ALL: [&str; 4] = ["", "calm", "bold", "compact"];

const PAGE: &str = ":root { color-scheme: light dark; background: #fff; }\
                    @media (prefers-color-scheme: dark) { :root { background: #10171a; } }";

/// What goes into the head of a page that has all themes, none of them in force, and is dark where the visitor's system is.
pub fn head(scene: &Scene) -> String {
    scene.host.put("/themed.css", PAGE);
    let link = |theme: &&str| {
        format!(
            "<link rel='stylesheet' href='/style/themes/{theme}.css' media='not all' data-theme='{theme}'>"
        )
    };
    let links: String = ALL[1..].iter().map(link).collect();
    format!("<link rel='stylesheet' href='/themed.css'>{links}")
}

/// Puts this theme in force on such a page, or none.
pub async fn wear(scene: &Scene, theme: &str) -> Result<()> {
    let script = "for (const link of document.querySelectorAll('[data-theme]'))\
                  link.media = link.dataset.theme === arguments[0] ? 'all' : 'not all';\
                  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
    scene.browser.run(script, vec![json!(theme)]).await?;
    Ok(())
}
