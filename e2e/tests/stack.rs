//! How deep the program's stack gets: what is beyond its end, the browser ends without a word.

use anyhow::{Context, Result, ensure};
use e2e::{Fault, Scene, leadform, scene, until};
use serde_json::json;

/// Keeps the program's memory. The stack begins somewhere in it and grows towards its first byte, over zeros.
const OWN: &str = "
const real = WebAssembly.instantiate;
WebAssembly.instantiate = async (...given) => {
  const result = await real(...given);
  const { exports } = result.instance ?? result;
  window.memory = Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
  return result;
};
window.left = () => new Uint8Array(memory.buffer).findIndex((byte) => byte !== 0);
const nested = (open, close, depth) => open.repeat(depth) + close.repeat(depth);
window.deep = (depth) => [nested('[', ']', depth), nested('{\"a\":', '}', depth).replace('}', '1}')];
";

/// As many values may stand inside each other as in `spec/src/json/read.rs`; one more is a mistake.
const DEPTHS: [usize; 2] = [127, 128];

/// So much of the stack stays free, whatever happens: a compiler may need more another day.
const MARGIN_BYTES: u64 = 64 * 1024;

async fn left(scene: &Scene, what: &str) -> Result<u64> {
    let left = scene.browser.run("return left()", vec![]).await?.as_u64().context("a place in the memory")?;
    ensure!(left >= MARGIN_BYTES, "{what}: {left} bytes of the stack are left");
    Ok(left)
}

async fn open(scene: &Scene, body: &str) -> Result<()> {
    scene.host.put("/own.js", OWN);
    let page = format!(
        "<!doctype html><html lang=vi><meta charset=utf-8><title>t</title><script src='/own.js'></script>\
         <script type=module src='/form.js'></script><body>{body}"
    );
    scene.host.put("/stack.html", &page);
    scene.browser.open("/stack.html").await
}

#[tokio::test]
async fn the_fullest_form_of_each_api_drawn_taken_over_pressed_and_sent_needs_little_of_it() {
    scene(async |scene| {
        for name in ["erp-lead", "erp-booking", "ladiflow-customer", "1office-contact", "zalo-journey"] {
            let path = [env!("CARGO_MANIFEST_DIR"), "/../examples/full/", name, ".json"].concat();
            let arguments = ["embed", &path, "--lang", "vi", "--proxy", &format!("/p/{name}"), "--script", "/form.js"];
            let printed = leadform(&arguments, "").await?.stdout;
            let (element, _) = printed.split_once("<script type=\"module\"").context("a script")?;
            open(scene, element).await?;
            scene.browser.form("lead-form").await?;
            let all = "const form = document.querySelector('lead-form'); form.validate(); const now = form.values;\
                form.values = now; form.body; form.lang = 'en'; return form.submit()";
            assert_eq!(scene.browser.run(all, vec![]).await?, "invalid", "{name}");
            left(scene, name).await?;
        }
        Ok(())
    })
    .await;
}

/// A form of which everything that is fetched is nested as deep as may be, or deeper. Its proxy is our gateway, or another.
fn definition(is_gateway: bool) -> String {
    format!(
        "{{\"version\":1,\"target\":\"ladiflow-customer\",\"gateway\":{is_gateway},\"fields\":[\"phone\",\
         {{\"name\":\"city\",\"control\":\"select\",\"options\":{{\"from\":\"/deep.json\"}}}}]}}"
    )
}

#[tokio::test]
async fn json_that_is_nested_as_deep_as_may_be_or_deeper_is_read_or_refused_and_ends_nothing() {
    scene(async |scene| {
        for depth in DEPTHS {
            open(scene, "").await?;
            let texts = scene.browser.run("return deep(arguments[0])", vec![json!(depth)]).await?;
            for text in texts.as_array().context("texts")? {
                let text = text.as_str().context("a text")?;
                is_refused(scene, text).await?;
                left(scene, &format!("a definition of {depth}")).await?;
                for is_gateway in [true, false] {
                    is_fetched(scene, text, is_gateway).await?;
                    left(scene, &format!("answers of {depth}, {is_gateway}")).await?;
                }
            }
        }
        Ok(())
    })
    .await;
}

/// As a definition, and where anything may stand in one.
async fn is_refused(scene: &Scene, text: &str) -> Result<()> {
    let inside = format!("{{\"version\":1,\"target\":\"ladiflow-customer\",\"values\":{{\"city\":{text}}}}}");
    for definition in [text, &inside] {
        open(scene, "<lead-form></lead-form>").await?;
        // Before this, it may say that there is none.
        let set = "const form = document.querySelector('lead-form');\
            const refused = new Promise((done) => form.addEventListener('leadform-error', ({ detail }) =>\
              detail.code === 'definition' && done(detail.code)));\
            form.definition = arguments[0]; form.submit(); return refused";
        assert_eq!(scene.browser.run(set, vec![json!(definition)]).await?, "definition");
    }
    Ok(())
}

/// As options, and as the answer to a lead.
async fn is_fetched(scene: &Scene, text: &str, is_gateway: bool) -> Result<()> {
    const PROXY: &str = "/f/deep";
    let kind = if is_gateway { "application/vnd.leadform+json" } else { "application/json" };
    scene.host.forget();
    scene.host.put("/deep.json", text);
    scene.host.misbehave(PROXY, Fault::Answer(422, kind, text.into()));
    let definition = definition(is_gateway);
    open(
        scene,
        &format!(
            "<lead-form proxy='{PROXY}'><script type='application/json'>{definition}</script></lead-form>"
        ),
    )
    .await?;
    scene.browser.form("lead-form").await?;
    let post = "const form = document.querySelector('lead-form');\
        form.values = { phone: '0912345678' };\
        const told = new Promise((done) => form.addEventListener('leadform-error', ({ detail }) => done(detail.code)));\
        form.submit(); return told";
    scene.browser.run(post, vec![]).await?;
    until("options were asked for", async || Ok(!scene.host.requests("/deep.json").is_empty())).await?;
    let works = "const form = document.querySelector('lead-form'); form.values = { phone: '0' }; return form.values.phone";
    assert_eq!(scene.browser.run(works, vec![]).await?, "0");
    Ok(())
}
