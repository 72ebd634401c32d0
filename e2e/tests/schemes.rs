//! The page's font and the page's light: the form has both from the page, and its sizes from nobody.

use anyhow::Result;
use e2e::{Scene, scene};
use serde_json::{Value, json};

const FORM: &str = r#"{"version":1,"target":"zalo-journey","title":"Nhắc hẹn","fields":["phone"],
    "values":{"oa_id":"1"},"consent":{"text":"Tôi đồng ý."}}"#;

/// Opens a form on a page with this in its head, and this around the form.
async fn open(scene: &Scene, head: &str, before: &str) -> Result<()> {
    let html = format!(
        "<!doctype html><html lang='vi'><meta charset='utf-8'><title>Page</title>{head}\
         <script type='module' src='/form.js'></script><body>{before}\
         <lead-form proxy='/p/zalo-journey'><script type='application/json'>{FORM}</script></lead-form>"
    );
    scene.host.put("/page.html", &html);
    scene.browser.open("/page.html").await?;
    scene.browser.form("lead-form").await?;
    Ok(())
}

/// For each of these elements of the form: its properties as the browser computes them.
async fn computed(scene: &Scene, selector: &str, property: &str) -> Result<Value> {
    let script = "const root = document.querySelector('lead-form').shadowRoot;\
                  const all = [...root.querySelectorAll(arguments[0])];\
                  return [...new Set(all.map((one) => getComputedStyle(one).getPropertyValue(arguments[1])))]";
    scene.browser.run(script, vec![json!(selector), json!(property)]).await
}

#[tokio::test]
async fn the_font_is_the_pages_in_every_element_and_its_sizes_are_not() {
    scene(async |scene| {
        scene.host.put(
            "/font.css",
            "html { font: italic bold 62.5%/3 'DejaVu Serif', serif; letter-spacing: 9px } lead-form { font-size: 40px }\
             .own { --lf-font: monospace }",
        );
        let link = "<link rel='stylesheet' href='/font.css'>";
        open(scene, link, "").await?;
        let everywhere = ".lf-form, .lf-form *";
        let sizes = async || -> Result<Vec<Value>> {
            let mut found = Vec::new();
            for property in ["font-size", "line-height", "font-style", "letter-spacing"] {
                found.push(computed(scene, everywhere, property).await?);
            }
            Ok(found)
        };
        assert_eq!(computed(scene, everywhere, "font-family").await?, json!(["\"DejaVu Serif\", serif"]));
        assert_eq!(computed(scene, ".lf-form, [name=phone]", "font-size").await?, json!(["16px"]));
        let large = sizes().await?;
        open(scene, link, "<div class='own'>").await?;
        assert_eq!(computed(scene, everywhere, "font-family").await?, json!(["monospace"]));
        open(scene, "", "").await?;
        assert_eq!(sizes().await?, large, "a page's sizes, spacing and slant change nothing");
        Ok(())
    })
    .await;
}

/// What the page says, what the visitor's system prefers, and what the form is then.
const PAGES: [(&str, &str, &str, &str); 12] = [
    ("", "", "light", "light"),
    // A page that says nothing is light, and so is its form.
    ("", "", "dark", "light"),
    ("<meta name='color-scheme' content='light dark'>", "", "light", "light"),
    ("<meta name='color-scheme' content='light dark'>", "", "dark", "dark"),
    ("<meta name='color-scheme' content='dark'>", "", "light", "dark"),
    ("<link rel='stylesheet' href='/both.css'>", "", "dark", "dark"),
    ("<link rel='stylesheet' href='/both.css'>", "", "light", "light"),
    ("<link rel='stylesheet' href='/only.css'>", "", "dark", "light"),
    ("<link rel='stylesheet' href='/dark.css'>", "", "light", "dark"),
    // A dark part of a light page, and a light part of a dark one.
    ("<link rel='stylesheet' href='/parts.css'>", "<div class='night'>", "light", "dark"),
    (
        "<link rel='stylesheet' href='/parts.css'><link rel='stylesheet' href='/dark.css'>",
        "<div class='day'>",
        "dark",
        "light",
    ),
    // Painted dark by hand, and said on the element.
    ("<link rel='stylesheet' href='/element.css'>", "", "light", "dark"),
];

#[tokio::test]
async fn light_and_dark_follow_the_pages_colour_scheme_with_and_without_a_theme() {
    scene(async |scene| {
        scene.host.put("/both.css", ":root { color-scheme: light dark }");
        scene.host.put("/only.css", ":root { color-scheme: only light }");
        scene.host.put("/dark.css", ":root { color-scheme: dark }");
        scene.host.put("/parts.css", ".night { color-scheme: dark } .day { color-scheme: light }");
        scene.host.put("/element.css", "body { background: #000 } lead-form { color-scheme: dark }");
        let themes = [
            ("", "rgb(255, 255, 255)", "rgb(26, 29, 34)"),
            ("calm", "rgb(255, 252, 248)", "rgb(34, 28, 29)"),
            ("bold", "rgb(255, 214, 10)", "rgb(20, 20, 20)"),
            ("compact", "rgb(255, 255, 255)", "rgb(22, 27, 38)"),
        ];
        for (head, before, preferred, expected) in PAGES {
            for (theme, light, dark) in themes {
                scene.browser.prefer(&[("prefers-color-scheme", preferred)]).await?;
                let link = format!("<link rel='stylesheet' href='/style/themes/{theme}.css'>");
                let head = if theme.is_empty() { head.to_owned() } else { [head, &link].concat() };
                open(scene, &head, before).await?;
                let ground = if expected == "dark" { dark } else { light };
                let says = format!("{theme} with {head} {before} where {preferred} is preferred");
                assert_eq!(computed(scene, ".lf-form", "background-color").await?, json!([ground]), "{says}");
                // What the browser draws itself is of the same kind: the tick, the calendar, the caret.
                let drawn = "const probe = document.querySelector('lead-form').shadowRoot.querySelector('[type=checkbox]');\
                             probe.setAttribute('part', ''); probe.style.color = 'CanvasText';\
                             return getComputedStyle(probe).color";
                let text = if expected == "dark" { "rgb(255, 255, 255)" } else { "rgb(0, 0, 0)" };
                assert_eq!(scene.browser.run(drawn, vec![]).await?, text, "{says}");
            }
        }
        Ok(())
    })
    .await;
}
