//! The harness itself: a fault is what it says, and keys, events and the console go the ways that tests rely on.

use std::time::Duration;

use anyhow::Result;
use e2e::{Fault, Scene, scene, until};

/// An element as plain as can be, with what a form has: fields, choices, a button, events.
const ELEMENT: &str = r#"
customElements.define("lead-form", class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "open" });
    root.innerHTML = `<form>
      <label>Name <input name="a.b" type="text"></label> <label>Day <input name="day" type="date"></label>
      <label>Hour <input name="hour" type="time"></label>
      <label><input type="radio" name="size" value="1">S</label> <label><input type="radio" name="size" value="2">M</label>
      <select name="town"><option value="">-</option><option value="7">Huế</option></select>
      <button type="submit">Send</button><p role="status"></p></form>`;
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const sent = JSON.stringify(Object.fromEntries(new FormData(event.target)));
      root.querySelector("p").textContent = `sent ${sent}`;
      this.dispatchEvent(new CustomEvent("leadform-success", { detail: { status: 201 }, bubbles: true }));
    });
  }
});"#;

const PAGE: &str = "<!doctype html><meta name='viewport' content='width=device-width'>\
                    <script type='module' src='/element.js'></script><lead-form></lead-form>";

/// The page above, in the browser.
async fn open(scene: &Scene) -> Result<e2e::Form<'_>> {
    scene.host.put("/element.js", ELEMENT);
    scene.host.put("/plain.html", PAGE);
    scene.browser.open("/plain.html").await?;
    scene.browser.form("lead-form").await
}

#[tokio::test]
async fn a_form_is_filled_by_keys_and_presses_and_its_events_are_heard() {
    scene(async |scene| {
        let form = open(scene).await?;
        form.listen(&["leadform-success"]).await?;
        form.type_into("a.b", "Nguyễn Thị An").await?;
        form.type_into("day", "2026-12-31").await?;
        form.type_into("hour", "20:30").await?;
        form.choose("size", "2").await?;
        form.choose("town", "7").await?;
        form.submit().await?;
        form.shows(r#"sent {"a.b":"Nguyễn Thị An","day":"2026-12-31","hour":"20:30","size":"2","town":"7"}"#)
            .await?;
        assert_eq!(
            form.events().await?,
            [serde_json::json!({
                "name": "leadform-success", "detail": { "status": 201 }
            })]
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_mistake_of_the_page_is_in_the_console_and_its_width_is_as_asked() {
    scene(async |scene| {
        open(scene).await?;
        scene.browser.expect_quiet_console().await?;
        for width in [360, 1280] {
            scene.browser.resize(width, 800).await?;
            assert_eq!(scene.browser.run("return innerWidth", vec![]).await?, width);
            let picture = scene.browser.screenshot(&format!("harness-{width}")).await?;
            assert!(picture.is_file());
        }
        // The policy has no place for styles inside the page.
        scene.browser.run("document.body.innerHTML = '<style>a{}</style>'", vec![]).await?;
        let error = scene.browser.expect_quiet_console().await.unwrap_err().to_string();
        assert!(error.contains("Content Security Policy"), "{error}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn each_fault_is_what_it_says() {
    scene(async |scene| {
        open(scene).await?;
        let cases = [
            (Fault::Drop, "TypeError"),
            (Fault::CutInHalf, "TypeError"),
            (Fault::Hang, "AbortError"),
            (Fault::server_error(), "500 text/html <!doctype"),
            (Fault::html(), "200 text/html <!doctype"),
            (Fault::truncated_json(), "200 application/json {\"error\""),
            (Fault::Late(Duration::from_millis(100)), "200 text/javascript; charset=utf-8 \ncustom"),
            (Fault::Untyped, "200 application/octet-stream \ncustom"),
        ];
        for (fault, expected) in cases {
            scene.host.misbehave("/element.js", fault.clone());
            let script = "return fetch('/element.js', { signal: AbortSignal.timeout(1500) }).then(\
                          async (r) => `${r.status} ${r.headers.get('content-type')} ${await r.text()}`)\
                          .catch((e) => e.name === 'TimeoutError' ? 'AbortError' : e.name)";
            let outcome = scene.browser.run(script, vec![]).await?;
            let outcome = outcome.as_str().unwrap_or_default();
            assert!(outcome.starts_with(expected), "{fault:?}: {outcome}");
        }
        scene.host.behave();
        scene.host.forget();
        scene.browser.open("/plain.html").await?;
        until("the file is fetched again", async || Ok(scene.host.requests("/element.js").len() == 1)).await
    })
    .await;
}

#[tokio::test]
async fn a_post_reaches_the_sandbox_as_it_was_and_both_remember_it() {
    scene(async |scene| {
        open(scene).await?;
        let script = "return fetch('/p/ladiflow-customer', { method: 'POST', body: '{\"email\": \"a@b.vn\"}', \
                      headers: { 'Content-Type': 'application/json' } }).then((response) => response.status)";
        let status = scene.browser.run(script, vec![]).await?;
        assert_eq!(status, 201);
        let posts = scene.host.posts("/p/");
        assert_eq!(posts.len(), 1);
        assert_eq!(posts[0].text(), "{\"email\": \"a@b.vn\"}");
        assert_eq!(posts[0].header("content-type"), Some("application/json"));
        let requests = scene.sandbox.requests().await?;
        assert!(requests.iter().any(|request| request["part"] == "proxy" && request["body"] == posts[0].text()));
        Ok(())
    })
    .await;
}
