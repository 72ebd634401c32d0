//! What marketers live by: where a lead came from, and tags that count it once; and what nobody must be told.

use anyhow::{Context, Result};
use e2e::{By, Form, Host, Scene, leadform, scene, until};
use serde_json::{Value, json};

/// What filter lists look for in addresses.
const FILTERED: [&str; 24] = [
    "lead",
    "track",
    "analytic",
    "pixel",
    "beacon",
    "collect",
    "campaign",
    "advert",
    "/ads",
    "banner",
    "metric",
    "telemetry",
    "conversion",
    "click",
    "affiliate",
    "sponsor",
    "promo",
    "stat.",
    "stats",
    "counter",
    "popup",
    "newsletter",
    "marketing",
    "utm",
];

const SCRIPT: &str = "<!doctype html><html lang='vi'><script type='module' src='/form.js'></script>";

/// A page with a form whose definition maps both touches.
const CONTACT: &str = r#"<lead-form id="contact" proxy="/p/ladiflow-customer"><script type="application/json">{
    "version": 1, "target": "ladiflow-customer", "fields": ["full_name", "phone"], "attribution": {
        "utm_source": "custom_fields.last", "first.utm_source": "custom_fields.first",
        "first.referrer": "custom_fields.from", "first.landing_page": "custom_fields.landing"
    }}</script></lead-form>"#;

/// Lets a visitor come from another site to a landing page without a form.
async fn arrive(scene: &Scene, other: &Host, query: &str) -> Result<()> {
    scene.host.put("/landing.html", &format!("{SCRIPT}<a href='/contact.html?page=2'>contact</a>"));
    scene.host.put("/contact.html", &format!("{SCRIPT}{CONTACT}"));
    let landing = scene.host.url("/landing.html");
    other.put("/elsewhere.html", &format!("<!doctype html><a href='{landing}{query}'>an ad</a>"));
    scene.browser.open(&other.url("/elsewhere.html")).await?;
    follow(scene).await?;
    until("the landing page has been looked at", async || {
        Ok(scene.browser.run("return sessionStorage.getItem('lf-from')", vec![]).await?.is_string())
    })
    .await
}

async fn follow(scene: &Scene) -> Result<()> {
    Ok(scene.browser.web_driver().find(By::Css("a")).await?.click().await?)
}

async fn send(form: &Form<'_>) -> Result<()> {
    form.type_into("full_name", "Nguyễn Thị An").await?;
    form.type_into("phone", "0912 345 678").await?;
    form.submit().await?;
    form.find(".lf-thanks").await.map(drop)
}

async fn layer(scene: &Scene) -> Result<Vec<Value>> {
    let layer = scene.browser.run("return window.dataLayer ?? []", vec![]).await?;
    Ok(layer.as_array().cloned().unwrap_or_default())
}

fn successes(layer: &[Value]) -> usize {
    layer.iter().filter(|entry| entry["event"] == "form_success").count()
}

#[tokio::test]
async fn a_landing_page_without_a_form_is_remembered_until_the_lead_is_sent_from_another_page() {
    scene(async |scene| {
        let other = Host::start(scene.sandbox.url()).await?;
        arrive(scene, &other, "?utm_source=zalo&zarsrc=30&email=an@example.vn").await?;
        follow(scene).await?;
        // A later ad, on the page with the form, without leaving it.
        let form = scene.browser.form("lead-form").await?;
        scene.browser.run("history.pushState(null, '', '?utm_source=facebook#form')", vec![]).await?;
        send(&form).await?;
        let body: Value = serde_json::from_str(&scene.host.posts("/p/")[0].text())?;
        let value = |name: &str| {
            let mut entries = body["custom_fields"].as_array().into_iter().flatten();
            entries.find(|entry| entry["name"] == name).map(|entry| entry["value"].clone())
        };
        assert_eq!(value("first"), Some(json!("zalo")));
        assert_eq!(value("last"), Some(json!("facebook")));
        assert_eq!(value("landing"), Some(json!(scene.host.url("/landing.html"))));
        assert_eq!(value("from"), Some(json!(other.url("/"))), "a browser tells another site no more");
        let kept = scene.browser.run("return JSON.stringify({ ...sessionStorage })", vec![]).await?;
        assert!(!kept.as_str().context("a text")?.contains("an@example.vn"), "{kept}");
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn the_gateway_keeps_both_touches_and_the_id_that_the_tags_were_told() {
    scene(async |scene| {
        let other = Host::start(scene.sandbox.url()).await?;
        arrive(scene, &other, "?utm_source=zalo").await?;
        let page = format!("{SCRIPT}<lead-form proxy='/f/zalo-journey'></lead-form>");
        scene.host.put("/contact.html", &page);
        follow(scene).await?;
        let form = scene.browser.form("lead-form").await?;
        form.listen(&["leadform-success"]).await?;
        form.type_into("phone", "0912 345 678").await?;
        form.choose("consent", "yes").await?;
        form.submit().await?;
        form.find(".lf-thanks").await?;
        let receipt = form.events().await?[0]["detail"]["receipt"].clone();
        let config = scene.gateway.config();
        let receipt = receipt.as_str().context("a receipt")?;
        let shown =
            leadform(&["leads", "show", receipt, "--config", &config.to_string_lossy()], "").await?.stdout;
        let (_, context) = shown.split_once("\ncontext\n").context("no context")?;
        let context: Value = serde_json::from_str(context)?;
        assert_eq!(context["campaign"]["first.utm_source"], "zalo", "{shown}");
        assert_eq!(context["campaign"]["utm_source"], "zalo");
        assert_eq!(context["campaign"]["first.landing_page"], scene.host.url("/landing.html"));
        assert_eq!(context["consent"][0]["answer"], "yes");
        let layer = layer(scene).await?;
        assert_eq!(successes(&layer), 1);
        assert_eq!(layer.last().context("an entry")?["event_id"], context["submission_id"]);
        let doubts = shown.lines().find(|line| line.starts_with("doubts")).unwrap_or_default();
        assert!(!doubts.contains("context") && !doubts.contains("consent"), "{shown}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_tag_counts_a_lead_once_however_often_it_is_sent_and_whoever_comes_back_to_the_page() {
    scene(async |scene| {
        scene.host.put("/contact.html", &format!("{SCRIPT}{CONTACT}"));
        scene.host.put("/thanks.html", "<!doctype html><title>thanks</title>");
        scene.browser.open("/contact.html").await?;
        let form = scene.browser.form("lead-form").await?;
        scene.host.misbehave("/p/", e2e::Fault::server_error());
        form.type_into("full_name", "An").await?;
        form.type_into("phone", "0912 345 678").await?;
        form.submit().await?;
        until("the error is told", async || {
            Ok(layer(scene).await?.iter().any(|entry| entry["form_code"] == "server"))
        })
        .await?;
        assert_eq!(successes(&layer(scene).await?), 0, "nothing is confirmed yet");
        scene.host.behave();
        form.submit().await?;
        form.find(".lf-thanks").await?;
        let told = layer(scene).await?;
        let events: Vec<&str> = told.iter().filter_map(|entry| entry["event"].as_str()).collect();
        assert_eq!(events, ["form_start", "form_error", "form_success"]);
        assert_eq!(told[2]["form_id"], "contact");
        // Away and back: the page is as it was, or a new one with an empty list.
        scene.browser.open("/thanks.html").await?;
        scene.browser.web_driver().back().await?;
        until("the page is back", async || {
            Ok(scene.browser.run("return !!document.querySelector('lead-form')?.shadowRoot", vec![]).await?
                == true)
        })
        .await?;
        assert!(successes(&layer(scene).await?) <= 1);
        scene.browser.web_driver().refresh().await?;
        scene.browser.form("lead-form").await?;
        assert_eq!(successes(&layer(scene).await?), 0);
        assert_eq!(scene.host.posts("/p/").len(), 2, "the refused one and the lead");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn no_address_that_the_form_asks_for_reads_like_one_that_filters_block() {
    scene(async |scene| {
        let page = format!("{SCRIPT}<lead-form proxy='/f/zalo-journey'></lead-form>");
        scene.host.put("/contact.html", &page);
        scene.browser.open("/contact.html?utm_source=zalo").await?;
        scene.host.forget();
        scene.browser.open("/contact.html").await?;
        let form = scene.browser.form("lead-form").await?;
        form.type_into("phone", "0912 345 678").await?;
        form.choose("consent", "yes").await?;
        form.submit().await?;
        form.find(".lf-thanks").await?;
        let requests = scene.host.requests("");
        let paths: Vec<&str> = requests.iter().map(|request| request.path.as_str()).collect();
        for part in ["/form.js", ".wasm", ".css", "/f/zalo-journey"] {
            assert!(paths.iter().any(|path| path.ends_with(part)), "{part} was not asked for: {paths:?}");
        }
        let keys =
            scene.browser.run("return Object.keys({ ...sessionStorage, ...localStorage })", vec![]).await?;
        let names = keys.as_array().into_iter().flatten().filter_map(Value::as_str).chain(paths);
        for name in names {
            let name = name.to_lowercase();
            let found: Vec<_> = FILTERED.iter().filter(|word| name.contains(**word)).collect();
            assert!(found.is_empty(), "{name} reads like {found:?}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn nothing_that_a_visitor_types_is_told_to_the_page_or_kept_in_the_browser() {
    scene(async |scene| {
        let definition = json!({
            "version": 1, "target": "ladiflow-customer",
            "steps": [{ "fields": ["full_name", "phone"] }, { "fields": ["email", "dob", "address", "tags"] }],
            "attribution": { "utm_source": "custom_fields.from" },
        });
        scene.host.put("/contact.json", &definition.to_string());
        let page = format!("{SCRIPT}<lead-form proxy='/p/ladiflow-customer' form='/contact.json'></lead-form>");
        scene.host.put("/contact.html", &page);
        scene.browser.open("/contact.html?utm_source=zalo").await?;
        let form = scene.browser.form("lead-form").await?;
        form.listen(&["ready", "start", "step", "invalid", "submit", "success", "error"].map(|name| format!("leadform-{name}")).each_ref().map(String::as_str)).await?;
        form.type_into("full_name", "Dauvet Ten").await?;
        form.type_into("phone", "091").await?;
        form.submit().await?;
        form.type_into("phone", "2345678").await?;
        form.submit().await?;
        form.type_into("email", "dauvet@example.vn").await?;
        form.type_into("dob", "1991-07-23").await?;
        form.type_into("address", "7 Dauvet").await?;
        form.type_into("tags", "dauvet,").await?;
        form.submit().await?;
        form.find(".lf-thanks").await?;
        let posted = scene.host.posts("/p/");
        assert!(posted.len() == 1 && posted[0].text().contains("Dauvet Ten"), "it was sent, and only there");
        let script = "return JSON.stringify([window.dataLayer, { ...sessionStorage }, { ...localStorage }, document.cookie,\
                      location.href, document.title, history.state, performance.getEntries().map((entry) => entry.name)])";
        let page = scene.browser.run(script, vec![]).await?.to_string();
        let events = serde_json::to_string(&form.events().await?)?;
        let console: String = scene.browser.console().await?.into_iter().map(|line| line.text).collect();
        let paths: String = scene.host.requests("").into_iter().map(|request| request.path).collect();
        assert!(page.contains("form_success") && events.contains("leadform-invalid"), "{page} {events}");
        for place in [page, events, console, paths] {
            for mark in ["dauvet", "912345678", "0912", "1991"] {
                assert!(!place.to_lowercase().contains(mark), "{mark}: {place}");
            }
        }
        Ok(())
    })
    .await;
}
