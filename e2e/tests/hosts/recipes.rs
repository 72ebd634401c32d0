//! The recipes of docs/EMBEDDING.md, block by block, as they stand there.

use anyhow::{Context, Result};
use e2e::{By, Form, Scene, npm, scene};
use serde_json::json;

use crate::kit::{PROXY, SCRIPT, ask, forms, holds, page, press, sends_one_lead};

const EMBEDDING: &str = include_str!("../../../docs/EMBEDDING.md");

/// The recipes that are run here, each by the test that has its name.
const RUN: [&str; 10] = [
    "Plain HTML",
    "In a dialog",
    "WordPress",
    "LadiPage",
    "React",
    "Vue",
    "Turbo",
    "htmx",
    "Google Tag Manager",
    "In a frame",
];

/// The recipes' titles with their blocks of code, and the language of each.
fn recipes() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let part = EMBEDDING.split("\n## ").find_map(|part| part.strip_prefix("Recipes\n")).unwrap_or_default();
    let recipe = |text: &'static str| {
        let (title, text) = text.split_once('\n').unwrap_or((text, ""));
        let blocks = text.split("```").skip(1).step_by(2);
        (title, blocks.filter_map(|block| block.split_once('\n')).collect())
    };
    part.split("\n### ").skip(1).map(recipe).collect()
}

/// A recipe's block in this language, with the addresses of the test's own host in place of those that stand there.
fn block(title: &str, language: &str, number: usize) -> Result<String> {
    let recipe = recipes().into_iter().find(|(known, _)| *known == title);
    let (_, blocks) = recipe.with_context(|| format!("docs/EMBEDDING.md has no recipe {title}"))?;
    let block = blocks.iter().filter(|(known, _)| *known == language).nth(number);
    let (_, text) =
        block.with_context(|| format!("the recipe {title} has no block {number} of {language}"))?;
    Ok(text
        .replace("https://cdn.example/form.js", "/form.js")
        .replace("https://forms.example.vn/f/consult", PROXY))
}

/// Opens a page with this in its head and in its body.
async fn open(scene: &Scene, head: &str, body: &str) -> Result<()> {
    scene.host.put("/recipe.html", &page(head, body));
    scene.browser.open("/recipe.html").await
}

/// The form on the page sends a lead, and the console is quiet.
async fn works(scene: &Scene) -> Result<()> {
    let form: Form<'_> = scene.browser.form("lead-form").await?;
    sends_one_lead(scene, &form).await?;
    scene.browser.expect_quiet_console().await
}

#[test]
fn every_recipe_is_run() {
    assert_eq!(recipes().iter().map(|(title, _)| *title).collect::<Vec<_>>(), RUN);
}

#[tokio::test]
async fn plain_html() {
    scene(async |scene| {
        open(scene, "", &block("Plain HTML", "html", 0)?).await?;
        works(scene).await
    })
    .await;
}

#[tokio::test]
async fn in_a_dialog() {
    scene(async |scene| {
        scene.host.put("/ask.js", &block("In a dialog", "js", 0)?);
        let body =
            format!("{}<script type='module' src='/ask.js'></script>", block("In a dialog", "html", 0)?);
        open(scene, SCRIPT, &body).await?;
        for _ in 0..2 {
            press(scene, "#ask").await?;
            holds(scene, "document.querySelector('dialog').open").await?;
            let form = scene.browser.form("lead-form").await?;
            form.type_into("phone", "0").await?;
            press(scene, "dialog form button").await?;
            holds(scene, "!document.querySelector('dialog').open").await?;
        }
        press(scene, "#ask").await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "00");
        form.type_into("phone", "\u{e003}912345678").await?;
        works(scene).await
    })
    .await;
}

/// What the classic editor's filter makes of a text without empty lines: one paragraph, with a break at each line's end,
/// but not within a tag.
fn wpautop(text: &str) -> String {
    format!("<p>{}</p>", text.trim().replace(">\n", "><br />\n"))
}

#[tokio::test]
async fn wordpress() {
    scene(async |scene| {
        let plain = block("Plain HTML", "html", 0)?;
        // The block as it is, and what the classic editor makes of it.
        for body in [plain.clone(), wpautop(&plain)] {
            open(scene, "", &body).await?;
            works(scene).await?;
        }
        // What the functions of the recipe write, by WordPress' own documentation of them.
        let php = block("WordPress", "php", 0)?;
        assert!(php.contains("wp_enqueue_script_module( 'leadform', '/form.js' )"));
        assert!(
            php.contains("return '<lead-form proxy=\"' . esc_url( $given['proxy'] ) . '\"></lead-form>';")
        );
        let body = format!(
            "<p><lead-form proxy=\"{PROXY}\"></lead-form></p>\
             <script type=\"module\" src=\"/form.js?ver=6.8.1\" id=\"leadform-js-module\"></script>"
        );
        open(scene, "", &body).await?;
        works(scene).await
    })
    .await;
}

/// How `LadiPage` lays a page out: every element in a place of its own, the element with the HTML among them.
const LADIPAGE: &str = ".page { position: relative; width: 960px; height: 900px; margin: 0 auto; overflow: hidden; }
    .element { position: absolute; } #html { left: 80px; top: 120px; width: 400px; height: 620px; transform: translateZ(0); }
    .inside { position: absolute; width: 100%; height: 100%; }";

#[tokio::test]
async fn ladipage() {
    scene(async |scene| {
        scene.host.put("/ladipage.css", LADIPAGE);
        let html = block("LadiPage", "html", 0)?;
        let body = format!("<div class='page'><div class='element' id='html'><div class='inside'>{html}</div></div></div>");
        open(scene, "<link rel='stylesheet' href='/ladipage.css'>", &body).await?;
        let form = scene.browser.form("lead-form").await?;
        form.submit().await?;
        form.find(".lf-error").await?;
        let fits = "document.querySelector('lead-form').getBoundingClientRect().bottom <= document.querySelector('#html').getBoundingClientRect().bottom";
        assert_eq!(ask(scene, fits).await?, true, "also with its errors");
        works(scene).await
    })
    .await;
}

#[tokio::test]
async fn react() {
    scene(async |scene| {
        for (number, known) in [(0, "0912345678"), (1, "")] {
            let folder = tempfile::tempdir()?;
            std::fs::write(folder.path().join("consult.jsx"), block("React", "jsx", number)?)?;
            let app = "import { useState } from 'react';
                import { createRoot } from 'react-dom/client';
                import { Consult } from './consult.jsx';
                function App() {
                  const [sent, setSent] = useState(0);
                  return <><Consult onSent={() => setSent((count) => count + 1)} /><output>{sent}</output></>;
                }
                createRoot(document.querySelector('#app')).render(<App />);";
            let entry = folder.path().join("app.jsx");
            std::fs::write(&entry, app)?;
            scene.host.put("/app.js", &npm::bundle_for("production", &entry)?);
            let body = "<div id='app'></div><script type='module' src='/app.js'></script>";
            // The second also where the script comes last.
            let (first, last) = if number == 0 { (SCRIPT, "") } else { ("", SCRIPT) };
            open(scene, first, &format!("{body}{last}")).await?;
            let form = scene.browser.form("lead-form").await?;
            assert_eq!(form.value("phone").await?, known);
            works(scene).await?;
            holds(scene, "document.querySelector('output').textContent === '1'").await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn vue() {
    scene(async |scene| {
        // The option stands in the configuration as it stands in what compiles the components here.
        let option = "isCustomElement: (tag) => tag === \"lead-form\"";
        assert!(block("Vue", "js", 0)?.contains(option));
        assert!(include_str!("../../hosts/vue/compile.cjs").contains(option));
        let (from, to) = (tempfile::tempdir()?, tempfile::tempdir()?);
        std::fs::write(from.path().join("Consult.vue"), block("Vue", "vue", 0)?)?;
        let app = "import { createApp, h, ref } from 'vue';
            import Consult from './Consult.vue';
            const sent = ref(0);
            const render = () => [h(Consult, { onSent: () => (sent.value += 1) }), h('output', sent.value)];
            createApp({ render }).mount('#app');";
        std::fs::write(from.path().join("main.js"), app)?;
        npm::output(npm::node("hosts/vue/compile.cjs")?.arg(from.path()).arg(to.path()))?;
        scene.host.put("/app.js", &npm::bundle_for("production", &to.path().join("main.js"))?);
        open(scene, SCRIPT, "<div id='app'></div><script type='module' src='/app.js'></script>").await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "0912345678");
        works(scene).await?;
        holds(scene, "document.querySelector('output').textContent === '1'").await
    })
    .await;
}

/// The two lines of a recipe: one for the head, one for the body.
fn head_and_body(title: &str) -> Result<(String, String)> {
    let lines = block(title, "html", 0)?;
    let (head, body) = lines.split_once('\n').context("two lines")?;
    Ok((head.to_owned(), body.to_owned()))
}

#[tokio::test]
async fn turbo() {
    scene(async |scene| {
        scene.host.set_csp(crate::turbo::CSP);
        scene.host.put("/turbo.js", &npm::bundle("hosts/turbo/app.js")?);
        let (head, form) = head_and_body("Turbo")?;
        let head = format!("{SCRIPT}{}{head}", crate::turbo::TURBO);
        scene.host.put("/other.html", &page(&head, &format!("<h1>Other</h1>{form}")));
        open(scene, &head, &format!("<a href='/other.html'>other</a>{form}")).await?;
        scene.browser.form("lead-form").await?.type_into("phone", "0987654321").await?;
        press(scene, "a").await?;
        holds(scene, "!!document.querySelector('h1')").await?;
        assert_eq!(scene.browser.form("lead-form").await?.value("phone").await?, "0987654321");
        assert_eq!(forms(scene).await?, 1);
        works(scene).await
    })
    .await;
}

#[tokio::test]
async fn htmx() {
    scene(async |scene| {
        scene.host.put("/htmx.js", &npm::package("htmx.org/dist/htmx.min.js")?);
        let (head, form) = head_and_body("htmx")?;
        let head = format!("{SCRIPT}{head}<script src='/htmx.js' defer></script>");
        scene.host.put("/other.html", &page(&head, &format!("<h1>Other</h1>{form}")));
        open(scene, &head, &format!("<a href='/other.html' hx-boost='true'>other</a>{form}")).await?;
        scene.browser.form("lead-form").await?.type_into("phone", "0987654321").await?;
        press(scene, "a").await?;
        holds(scene, "!!document.querySelector('h1')").await?;
        assert_eq!(scene.browser.form("lead-form").await?.value("phone").await?, "0987654321");
        works(scene).await
    })
    .await;
}

#[tokio::test]
async fn google_tag_manager() {
    scene(async |scene| {
        // Its containers write scripts into the page, which no policy without this allows.
        scene.host.set_csp(
            "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'",
        );
        let tag = block("Google Tag Manager", "html", 0)?;
        // What a container does with a tag: it makes the elements, and scripts anew, with their text alone.
        let container = format!(
            "const made = document.createElement('div'); made.hidden = true; made.innerHTML = {};
             for (const dead of made.querySelectorAll('script')) {{
               const script = document.createElement('script'); script.text = dead.text; dead.replaceWith(script);
             }}
             for (let fired = 0; fired < 2; fired += 1) document.body.append(made.cloneNode(true));",
            json!(tag)
        );
        scene.host.put("/container.js", &container);
        open(scene, "<script src='/container.js' defer></script>", "<div id='consult'></div>").await?;
        works(scene).await?;
        assert_eq!(ask(scene, "document.querySelectorAll('lead-form').length").await?, 1, "the tag fired twice");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn in_a_frame() {
    scene(async |scene| {
        let host = scene.host.url("");
        scene.host.set_csp(&format!(
            "default-src 'none'; script-src {host} 'wasm-unsafe-eval'; style-src {host}; connect-src {host}; frame-src {host}"
        ));
        scene.host.put("/consult.html", &page("", &block("Plain HTML", "html", 0)?));
        open(scene, "", &block("In a frame", "html", 0)?).await?;
        scene.browser.web_driver().find(By::Css("iframe")).await?.enter_frame().await?;
        works(scene).await
    })
    .await;
}
