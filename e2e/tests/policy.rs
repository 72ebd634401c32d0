//! Pages with a Content-Security-Policy: what docs/EMBEDDING.md asks for is enough, and where something is forbidden or
//! missing, the fallback stays.

use anyhow::Result;
use e2e::{Browser, Fault, Host, Key, Scene, scene, until};
use serde_json::{Value, json};

const FORM: &str = r#"{
  "version": 1, "target": "erp-lead",
  "steps": [
    { "fields": ["contact_name", "phone_no1", "customer_portrait.hobby"] },
    { "fields": [
      { "name": "gender", "control": "radio" }, "birth_date",
      { "name": "state_id", "control": "combobox", "options": [{ "value": 1, "label": "Hà Nội" }, { "value": 2, "label": "Huế" }] }
    ] }
  ],
  "values": { "country_id": 241, "company_id": 3, "street": "-", "crm_line_ids": [11] },
  "supplied": ["user_id", "agent_email", "ticket_id", "price_list_id", "category_source_id", "source_id", "campaign_id"],
  "consent": { "text": "Tôi đồng ý" }
}"#;

/// Keeps what the policy refused and what the element says, from before anything else runs.
const WATCH: &str = "window.refused = []; window.heard = [];\
    addEventListener('securitypolicyviolation', (event) =>\
      refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`), true);\
    addEventListener('leadform-error', (event) => heard.push(event.detail.code));";

/// The least that a page has to allow.
fn least(host: &str) -> String {
    format!(
        "default-src 'none'; script-src {host} 'wasm-unsafe-eval'; connect-src 'self' {host}; style-src {host}"
    )
}

/// Opens a page with a form whose script comes from `scripts`, under a policy.
async fn open(scene: &Scene, policy: &str, scripts: &str) -> Result<()> {
    let script = format!("<script type='module' nonce='n0nce' src='{scripts}/form.js'></script>");
    scene.host.put("/watch.js", WATCH);
    scene.host.put("/policy.json", FORM);
    scene.host.put(
        "/policy.html",
        &format!(
            "<!doctype html><html lang='vi'><title>Trang</title>\
             <script nonce='n0nce' src='/watch.js'></script>{script}\
             <lead-form proxy='/p/erp-lead' form='/policy.json'><a href='tel:02412345678'>024 1234 5678</a></lead-form>"
        ),
    );
    scene.host.set_csp(policy);
    scene.browser.open("/policy.html").await
}

/// From the first field to the thank-you, by all kinds of controls. The policy has nothing to report.
async fn live_through(scene: &Scene) -> Result<()> {
    let form = scene.browser.form("lead-form").await?;
    form.submit().await?;
    form.find(".lf-error:not(:empty)").await?;
    form.type_into("contact_name", "Nguyễn Thị An").await?;
    form.type_into("phone_no1", "0169 123 4567").await?;
    let hobby = form.field("customer_portrait.hobby").await?;
    hobby.send_keys("bơi" + Key::Enter).await?;
    // The old number is repaired with one press.
    form.find(".lf-offer").await?.click().await?;
    form.submit().await?;
    form.find("[name='gender']").await?;
    form.choose("gender", "female").await?;
    form.type_into("birth_date", "1990-12-31").await?;
    form.type_into("state_id", "hu").await?;
    form.find(".lf-option").await?.click().await?;
    form.choose("consent", "yes").await?;
    form.submit().await?;
    form.find(".lf-thanks").await?;
    assert_eq!(scene.browser.run("return refused", vec![]).await?, json!([]));
    scene.browser.expect_quiet_console().await
}

/// The form does not come: its fallback stays in sight, the page hears `load` once, and the console has the remedy.
async fn falls_back(browser: &Browser, remedy: &str) -> Result<()> {
    until("the page heard of it", async || Ok(browser.run("return heard", vec![]).await? == json!(["load"])))
        .await?;
    let seen = "const host = document.querySelector('lead-form');\
                return [host.firstElementChild.checkVisibility(), host.innerText, host.shadowRoot.innerHTML]";
    assert_eq!(browser.run(seen, vec![]).await?, json!([true, "024 1234 5678", "<slot></slot>"]));
    let console: Vec<_> = browser.console().await?.into_iter().map(|line| line.text).collect();
    assert!(
        console.iter().any(|line| line.contains(remedy)),
        "the console says nothing of {remedy}: {console:#?}"
    );
    Ok(())
}

#[tokio::test]
async fn the_documented_policy_is_enough_for_the_whole_life_of_a_form() {
    scene(async |scene| {
        open(scene, &least("'self'"), "").await?;
        live_through(scene).await
    })
    .await;
}

#[tokio::test]
async fn a_page_that_requires_trusted_types_and_allows_no_policy_can_have_the_form() {
    scene(async |scene| {
        let types = "require-trusted-types-for 'script'; trusted-types 'none'";
        open(scene, &format!("{}; {types}", least("'self'")), "").await?;
        live_through(scene).await?;
        // It is enforced on this page.
        let sink = "try { document.createElement('p').innerHTML = '<b>'; return 'allowed' } catch { return 'refused' }";
        assert_eq!(scene.browser.run(sink, vec![]).await?, "refused");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_nonce_with_strict_dynamic_is_enough_for_the_scripts() {
    scene(async |scene| {
        let scripts = "script-src 'nonce-n0nce' 'strict-dynamic' 'wasm-unsafe-eval'";
        open(scene, &format!("default-src 'none'; {scripts}; connect-src 'self'"), "").await?;
        live_through(scene).await
    })
    .await;
}

#[tokio::test]
async fn a_form_from_another_host_needs_that_host_in_script_src_and_connect_src() {
    scene(async |scene| {
        let cdn = Host::start(scene.sandbox.url()).await?;
        let origin = cdn.url("");
        let policy = least(&origin).replace("script-src", "script-src 'self'");
        open(scene, &policy, &origin).await?;
        live_through(scene).await?;
        open(scene, &policy.replace(&format!("connect-src 'self' {origin}"), "connect-src 'self'"), &origin)
            .await?;
        falls_back(&scene.browser, "connect-src").await
    })
    .await;
}

#[tokio::test]
async fn the_form_asks_nothing_of_style_src() {
    scene(async |scene| {
        open(scene, &least("'self'").replace("style-src 'self'", "style-src 'none'"), "").await?;
        live_through(scene).await?;
        let colour = "return getComputedStyle(document.querySelector('lead-form').shadowRoot\
                      .querySelector('.lf-thanks')).textAlign";
        assert_eq!(scene.browser.run(colour, vec![]).await?, "center");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn where_the_policy_blocks_webassembly_the_fallback_stays_and_the_console_tells_the_remedy() {
    scene(async |scene| {
        open(scene, &least("'self'").replace(" 'wasm-unsafe-eval'", ""), "").await?;
        falls_back(&scene.browser, "needs script-src 'wasm-unsafe-eval'").await
    })
    .await;
}

#[tokio::test]
async fn where_a_file_is_missing_the_fallback_stays_and_the_console_names_it() {
    scene(async |scene| {
        for ending in [".wasm", ".css", ".js"] {
            let file = format!("/{}", e2e::npm::built_name(ending)?);
            scene.host.misbehave(&file, Fault::Answer(404, "text/plain", String::new()));
            open(scene, &least("'self'"), "").await?;
            // A form without its stylesheet would show what is there for machines only, and nothing where it belongs.
            falls_back(&scene.browser, &file).await?;
            scene.host.behave();
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn where_the_script_itself_is_blocked_the_fallback_is_all_there_is() {
    scene(async |scene| {
        let policy = "default-src 'none'; script-src 'nonce-other'; connect-src 'self'";
        open(scene, policy, "").await?;
        let seen = "const host = document.querySelector('lead-form');\
                    return [host.firstElementChild.checkVisibility(), host.innerText, host.shadowRoot]";
        assert_eq!(scene.browser.run(seen, vec![]).await?, json!([true, "024 1234 5678", Value::Null]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn where_the_policy_blocks_the_proxy_the_answers_stay_and_nothing_is_claimed() {
    scene(async |scene| {
        let elsewhere = Host::start(scene.sandbox.url()).await?;
        scene.host.set_csp(&least("'self'"));
        open(scene, &least("'self'"), "").await?;
        let form = scene.browser.form("lead-form").await?;
        let proxy = json!(elsewhere.url("/p/erp-lead"));
        let move_it = "document.querySelector('lead-form').setAttribute('proxy', arguments[0])";
        scene.browser.run(move_it, vec![proxy]).await?;
        form.type_into("contact_name", "Nguyễn Thị An").await?;
        form.type_into("phone_no1", "0912345678").await?;
        form.submit().await?;
        form.choose("gender", "female").await?;
        form.type_into("state_id", "hu").await?;
        form.find(".lf-option").await?.click().await?;
        form.choose("consent", "yes").await?;
        form.submit().await?;
        form.find(".lf-status-error:not(:empty)").await?;
        until("the page heard of it", async || {
            Ok(scene.browser.run("return heard", vec![]).await? == json!(["network"]))
        })
        .await?;
        assert!(form.find_all(".lf-thanks").await?.is_empty());
        let values = scene.browser.run("return document.querySelector('lead-form').values", vec![]).await?;
        assert_eq!(values["contact_name"], "Nguyễn Thị An");
        let refused = scene.browser.run("return refused[0]", vec![]).await?;
        assert!(refused.as_str().is_some_and(|said| said.starts_with("connect-src")), "{refused}");
        Ok(())
    })
    .await;
}
