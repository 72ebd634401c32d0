//! When the form is loaded, and what a visitor can do before.

#[path = "loading/rendered.rs"]
mod rendered;
#[path = "loading/roots.rs"]
mod roots;

use anyhow::Result;
use e2e::{Fault, Scene, npm, scene, until};

pub(crate) const PROXY: &str = "/p/zalo-journey";

/// Keeps what a page asks to be called for later: when it is idle, and after a long wait. And notes that wasm is being compiled.
const OWN: &str = "
window.idle = [];
window.requestIdleCallback = (run) => idle.push(run);
window.later = [];
const wait = window.setTimeout;
window.setTimeout = (run, ms, ...rest) => (ms >= 3000 ? later.push([run, ms]) : wait(run, ms, ...rest));
window.compiled = 0;
const compile = WebAssembly.compileStreaming;
WebAssembly.compileStreaming = (response) => (compiled++, compile.call(WebAssembly, response));
";

pub(crate) const DEFINITION: &str = "<script type='application/json'>{\"version\":1,\"target\":\"zalo-journey\",\
    \"fields\":[{\"name\":\"phone\",\"default\":\"0912345678\"}],\"values\":{\"oa_id\":\"1\"},\"submit\":\"Go\"}</script>";

/// A form without anything of its own in sight.
fn plain() -> String {
    format!("<lead-form proxy='{PROXY}'><a href='#'>call us</a>{DEFINITION}</lead-form>")
}

/// A page whose scripts are in our hands. What has the class `far` is taller than any screen.
pub(crate) fn page(scene: &Scene, body: &str) -> String {
    scene.host.put("/own.js", OWN);
    scene.host.put("/own.css", ".far { height: 10000px } .near { height: 120vh }");
    format!(
        "<!doctype html><html lang='en'><meta name='viewport' content='width=device-width'><title>loading</title>\
         <link rel='stylesheet' href='/own.css'><script src='/own.js'></script>\
         <script type='module' async src='/form.js'></script>{body}"
    )
}

pub(crate) async fn open(scene: &Scene, body: &str) -> Result<()> {
    scene.host.put("/loading.html", &page(scene, body));
    scene.browser.open("/loading.html").await
}

/// The program has given the rendered form what only it can do.
const TAKEN_OVER: &str =
    "inner.document.querySelector('lead-form').shadowRoot.querySelector('form').noValidate";

/// Puts a page into a frame, where nothing waits for it to be there.
async fn open_in_frame(scene: &Scene, body: &str) -> Result<()> {
    scene.host.set_csp(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
         frame-src 'self'; img-src 'self'",
    );
    scene.host.put("/inner.html", &page(scene, body));
    scene.host.put("/outer.html", "<!doctype html><body></body>");
    scene.browser.open("/outer.html").await?;
    let frame = "const frame = document.createElement('iframe'); frame.width = frame.height = 600;\
                 frame.src = '/inner.html'; document.body.append(frame)";
    scene.browser.run(frame, vec![]).await.map(drop)
}

/// Waits until an expression is true. `inner` is the frame's window.
pub(crate) async fn holds(scene: &Scene, expression: &str) -> Result<()> {
    let script =
        format!("const inner = document.querySelector('iframe')?.contentWindow; return {expression}");
    until(&format!("`{expression}` is true"), async || Ok(scene.browser.run(&script, vec![]).await? == true))
        .await
}

/// The path of the built file that ends so.
pub(crate) fn built(ending: &str) -> Result<String> {
    Ok(format!("/{}", npm::built_name(ending)?))
}

/// What was fetched of the form, besides the loader, once all that was asked for by now has been heard of.
pub(crate) async fn fetched(scene: &Scene) -> Result<Vec<String>> {
    let pass = "return (async () => { const inner = document.querySelector('iframe')?.contentWindow ?? window;\
        for (let turn = 0; turn < 5; turn += 1) {\
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));\
          await inner.fetch('/own.css');\
        } })()";
    scene.browser.run(pass, vec![]).await?;
    Ok(scene.host.requests("/form-").into_iter().map(|request| request.path).collect())
}

#[tokio::test]
async fn nothing_is_fetched_before_the_page_can_be_used_whoever_asks() {
    scene(async |scene| {
        scene.host.misbehave("/inner.html", Fault::Held);
        open_in_frame(scene, &format!("{}<!-- {} -->", plain(), "more to come ".repeat(500))).await?;
        holds(scene, "!!inner.document.querySelector('lead-form:defined')").await?;
        let touch = "const element = document.querySelector('iframe').contentDocument.querySelector('lead-form');\
            element.querySelector('a').focus(); element.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));\
            element.validate(); element.submit().then((outcome) => window.outcome = outcome)";
        scene.browser.run(touch, vec![]).await?;
        assert_eq!(fetched(scene).await?, [""; 0]);
        holds(scene, "inner.document.readyState === 'loading'").await?;
        scene.host.behave();
        holds(scene, "!!inner.document.querySelector('lead-form').shadowRoot?.querySelector('form')").await?;
        // What was asked of it then is done.
        holds(scene, "window.outcome === 'delivered'").await
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_there_waits_for_the_images_in_sight_but_not_for_long() {
    scene(async |scene| {
        scene.host.put("/hero.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='50' height='50'></svg>");
        let body = format!("<img src='/hero.svg' alt=''>{}", rendered::rendered());
        for end in ["scene.host.behave", "inner.later.find(([, ms]) => ms === 3000)[0]()", "host.click()"] {
            scene.host.forget();
            scene.host.misbehave("/hero.svg", Fault::Held);
            open_in_frame(scene, &body).await?;
            // The observer has seen it.
            holds(scene, "inner.later?.some(([, ms]) => ms === 3000)").await?;
            assert_eq!(fetched(scene).await?, [""; 0], "the image is on its way");
            if end == "scene.host.behave" {
                scene.host.behave();
            } else {
                let script = format!(
                    "const inner = document.querySelector('iframe').contentWindow;\
                     const host = inner.document.querySelector('lead-form'); {end}"
                );
                scene.browser.run(&script, vec![]).await?;
            }
            holds(scene, TAKEN_OVER).await?;
            scene.host.behave();
        }
        // One that is far below is nobody's business, nor is one that is not there at all.
        scene.host.misbehave("/hero.svg", Fault::Held);
        scene.host.put("/none.svg", "");
        let images = "<img src='/none.svg' alt=''><p class='far'></p><img src='/hero.svg' alt=''>";
        open_in_frame(scene, &format!("{}{images}", rendered::rendered())).await?;
        holds(scene, TAKEN_OVER).await?;
        holds(scene, "inner.document.readyState !== 'complete'").await?;
        scene.host.behave();
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_not_there_yet_waits_for_no_image() {
    scene(async |scene| {
        scene.host.put("/hero.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='50' height='50'></svg>");
        scene.host.misbehave("/hero.svg", Fault::Held);
        open_in_frame(scene, &format!("<img src='/hero.svg' alt=''>{}", plain())).await?;
        holds(scene, "!!inner.document.querySelector('lead-form').shadowRoot?.querySelector('form')").await?;
        holds(scene, "inner.document.readyState !== 'complete' && inner.later.length === 0").await?;
        scene.host.behave();
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_form_far_below_is_loaded_when_the_page_is_idle() {
    scene(async |scene| {
        open(scene, &format!("<p class='far'></p>{}", plain())).await?;
        holds(scene, "idle.length === 1").await?;
        assert_eq!(fetched(scene).await?, [""; 0]);
        scene.browser.run("idle[0]()", vec![]).await?;
        scene.browser.form("lead-form").await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

/// What makes a form far below be loaded at once.
const OCCASIONS: [&str; 6] = [
    "scrollTo(0, 9000)",
    "form.querySelector('a').focus({ preventScroll: true })",
    "form.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))",
    "form.querySelector('a').click()",
    "form.validate()",
    "form.submit()",
];

#[tokio::test]
async fn a_form_that_comes_near_or_is_touched_or_called_is_loaded_at_once_and_all_others_with_it() {
    scene(async |scene| {
        for occasion in OCCASIONS {
            // Nothing is filled in: a form that is sent would be gone.
            let plain = plain().replace(r#""default":"0912345678""#, r#""required":true"#);
            let body = format!("<p class='far'></p>{plain}<p class='far'></p>{plain}");
            open(scene, &body).await?;
            holds(scene, "idle.length === 1").await?;
            scene.host.forget();
            assert_eq!(fetched(scene).await?, [""; 0], "before {occasion}");
            let script = format!("const form = document.querySelector('lead-form'); {occasion}");
            scene.browser.run(&script, vec![]).await?;
            for number in 1..=2 {
                scene.browser.form(&format!("lead-form:nth-of-type({number})")).await?;
            }
            assert_eq!(fetched(scene).await?.len(), 3, "wasm, JavaScript and CSS, once, after {occasion}");
        }
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_form_just_below_the_screen_is_there_before_the_visitor() {
    scene(async |scene| {
        open(scene, &format!("<p class='near'></p>{}", plain())).await?;
        scene.browser.form("lead-form").await?;
        assert_eq!(scene.browser.run("return scrollY", vec![]).await?, 0);
        // Even if there is nothing in it that could be seen.
        let empty = plain().replace("<a href='#'>call us</a>", "");
        open(scene, &format!("<p class='near'></p>{empty}")).await?;
        scene.browser.form("lead-form").await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn the_wasm_is_compiled_before_its_last_byte_is_there() {
    scene(async |scene| {
        scene.host.misbehave(&built(".wasm")?, Fault::Held);
        open(scene, &plain()).await?;
        holds(scene, "compiled === 1").await?;
        assert_eq!(
            scene
                .browser
                .run("return document.querySelector('lead-form').shadowRoot.innerHTML", vec![])
                .await?,
            "<slot></slot>"
        );
        scene.host.behave();
        scene.browser.form("lead-form").await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_not_there_yet_can_be_told_to_send() {
    scene(async |scene| {
        open(scene, &format!("<p class='far'></p>{}", plain())).await?;
        let submit = "return document.querySelector('lead-form').submit()";
        assert_eq!(scene.browser.run(submit, vec![]).await?, "delivered");
        assert_eq!(scene.host.posts(PROXY).len(), 1);
        // And if it cannot come, says so.
        scene.host.misbehave(&built(".wasm")?, Fault::Drop);
        open(scene, &format!("<p class='far'></p>{}", plain())).await?;
        assert_eq!(scene.browser.run(submit, vec![]).await?, "error");
        scene.host.behave();
        assert_eq!(scene.browser.run(submit, vec![]).await?, "delivered");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn once_it_is_time_nobody_looks_out_for_it_around_the_elements_that_come_later() {
    scene(async |scene| {
        open(scene, &plain()).await?;
        scene.browser.form("lead-form").await?;
        let waits = "return later.length";
        let before = scene.browser.run(waits, vec![]).await?;
        let again = "const form = document.querySelector('lead-form'); form.after(form.cloneNode(true)); form.remove()";
        for _ in 0..3 {
            scene.browser.run(again, vec![]).await?;
            scene.browser.form("lead-form").await?;
        }
        // What looks out for an element has seen it by then.
        fetched(scene).await?;
        assert_eq!(scene.browser.run(waits, vec![]).await?, before);
        Ok(())
    })
    .await;
}
