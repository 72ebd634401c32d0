//! The site as it ships: it loads under a strict policy, and only once.

use e2e::{Fault, Host, scene, until};

/// How many requests there were for files that end so.
fn fetched(host: &Host, ending: &str) -> usize {
    host.requests("").iter().filter(|request| request.path.ends_with(ending)).count()
}

#[tokio::test]
async fn the_page_loads_under_a_strict_policy_without_a_console_error() {
    scene(async |scene| {
        scene.browser.open("/").await?;
        scene.browser.form("lead-form").await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn many_forms_fetch_each_file_once() {
    scene(async |scene| {
        let forms = "<lead-form proxy='/p/ladiflow-customer'></lead-form>".repeat(5);
        let script = "<script type='module' src='/form.js'></script>";
        scene.host.put("/five.html", &format!("<!doctype html>{script}{script}{forms}"));
        scene.browser.open("/five.html").await?;
        for number in 1..=5 {
            scene.browser.form(&format!("lead-form:nth-of-type({number})")).await?;
        }
        for ending in [".wasm", ".css"] {
            assert_eq!(fetched(&scene.host, ending), 1, "{ending}");
        }
        // The loader and the glue.
        assert_eq!(fetched(&scene.host, ".js"), 2);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_page_without_a_form_fetches_the_loader_only() {
    scene(async |scene| {
        scene.host.put("/none.html", "<!doctype html><script type='module' src='/form.js'></script>");
        scene.browser.open("/none.html").await?;
        let defined = "return customElements.get('lead-form') !== undefined";
        until("the element is defined", async || Ok(scene.browser.run(defined, vec![]).await? == true))
            .await?;
        assert_eq!((fetched(&scene.host, ".js"), fetched(&scene.host, ".wasm")), (1, 0));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_second_copy_of_the_script_does_no_harm() {
    scene(async |scene| {
        let copy = |query| format!("<script type='module' src='/form.js?{query}'></script>");
        let form = "<lead-form proxy='/p/ladiflow-customer'></lead-form>";
        scene.host.put("/two.html", &format!("<!doctype html>{}{}{form}", copy("1"), copy("2")));
        scene.browser.open("/two.html").await?;
        scene.browser.form("lead-form").await?;
        assert_eq!(fetched(&scene.host, ".wasm"), 1);
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_page_can_take_the_form_from_another_host() {
    scene(async |scene| {
        let cdn = Host::start(scene.sandbox.url()).await?;
        let origin = cdn.url("");
        scene.host.set_csp(&format!(
            "default-src 'none'; script-src {origin} 'wasm-unsafe-eval'; style-src {origin}; \
             connect-src 'self' {origin}"
        ));
        let script = format!("<script type='module' src='{origin}/form.js'></script>");
        let form = "<lead-form proxy='/p/ladiflow-customer'></lead-form>";
        scene.host.put("/embedded.html", &format!("<!doctype html>{script}{form}"));
        scene.browser.open("/embedded.html").await?;
        scene.browser.form("lead-form").await?;
        assert_eq!((fetched(&scene.host, ".wasm"), fetched(&cdn, ".wasm")), (0, 1));
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn what_failed_to_load_is_fetched_again_for_the_next_element() {
    scene(async |scene| {
        // All that `form.js` fetches.
        scene.host.misbehave("/form-", Fault::Drop);
        let page = "<!doctype html><script type='module' src='/form.js'></script>\
                    <lead-form proxy='/p/ladiflow-customer'></lead-form>";
        scene.host.put("/again.html", page);
        scene.browser.open("/again.html").await?;
        until("the first element has given up", async || {
            let console = scene.browser.console().await?;
            Ok(console.iter().any(|line| line.text.contains("could not be loaded")))
        })
        .await?;
        scene.host.behave();
        scene
            .browser
            .run("document.body.prepend(document.querySelector('lead-form').cloneNode())", vec![])
            .await?;
        scene.browser.form("lead-form").await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn wasm_of_the_wrong_type_loads_all_the_same() {
    scene(async |scene| {
        scene.browser.open("/").await?;
        scene.browser.form("lead-form").await?;
        let loader = "return (await (await fetch('/form.js')).text()).match(/form-[0-9a-f]+\\.wasm/)[0]";
        let name = scene.browser.run(loader, vec![]).await?;
        let wasm = format!("/{}", name.as_str().unwrap_or_default());
        scene.host.misbehave(&wasm, Fault::Untyped);
        scene.browser.open("/").await?;
        scene.browser.form("lead-form").await?;
        scene.browser.expect_quiet_console().await
    })
    .await;
}
