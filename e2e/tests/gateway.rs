//! The site with the gateway behind it: what a visitor sees, what the APIs get, and what nobody gets to know.

use anyhow::{Context, Result};
use e2e::{By, Form, Scene, leadform, scene, until};
use leadform_spec::{Definition, apis, check};
use serde_json::{Value, json};

/// Fills in the consultation form of the landing page.
async fn fill(form: &Form<'_>, phone: &str) -> Result<()> {
    form.type_into("contact_name", "Nguyễn Thị Ánh").await?;
    form.type_into("phone_no1", phone).await?;
    form.choose("gender", "female").await?;
    form.choose("crm_line_ids", "11").await?;
    form.choose("state_id", "1").await?;
    form.choose("consent", "yes").await
}

/// What the API's side of the sandbox has got.
async fn received(scene: &Scene) -> Result<Vec<Value>> {
    let requests = scene.sandbox.requests().await?;
    Ok(requests.into_iter().filter(|request| request["part"] == "api").collect())
}

/// The operator's list of leads.
async fn leads(scene: &Scene) -> Result<Vec<Value>> {
    let config = scene.gateway.config();
    let printed = leadform(&["leads", "list", "--json", "--config", &config.to_string_lossy()], "").await?;
    let parsed: Result<_, _> = printed.stdout.lines().map(serde_json::from_str).collect();
    parsed.with_context(|| format!("leads list printed {:?} and {:?}", printed.stdout, printed.stderr))
}

#[tokio::test]
async fn a_lead_of_the_landing_page_goes_through_the_gateway_with_what_it_supplies() {
    scene(async |scene| {
        scene.browser.open("/?utm_source=zalo&utm_campaign=tet").await?;
        let form = scene.browser.form("lead-form.consult").await?;
        form.listen(&["leadform-success"]).await?;
        fill(&form, "0912 345 678").await?;
        form.submit().await?;
        form.find(".lf-thanks").await?;
        let events = form.events().await?;
        assert_eq!(events[0]["detail"]["status"], "accepted");
        assert!(events[0]["detail"]["receipt"].is_string(), "{events:?}");
        until("the lead is in the ERP", async || Ok(received(scene).await?.len() == 1)).await?;
        let body: Value =
            serde_json::from_str(received(scene).await?[0]["body"].as_str().unwrap_or_default())?;
        assert_eq!((&body["phone_no1"], &body["user_id"]), (&json!("0912345678"), &json!(7)));
        assert_eq!(body["customer_portrait"]["behavior_on_the_internet"], "zalo");
        let api = apis::find("erp-lead").context("the ERP is known")?;
        assert!(check(api, &body, &leadform_spec::Rules::default()).is_ok());
        // The browser got the definition and a receipt, and nothing of what the gateway adds.
        for request in scene.host.posts("/f/") {
            assert!(!request.text().contains("user_id"), "{}", request.text());
        }
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn every_form_of_the_landing_page_is_one_that_the_gateway_serves() {
    scene(async |scene| {
        scene.browser.open("/").await?;
        for api in apis::ALL {
            let script = "return fetch(arguments[0]).then((answer) => answer.text())";
            let text = scene.browser.run(script, vec![json!(format!("/f/{}", api.id))]).await?;
            let text = text.as_str().context("no definition")?;
            let definition = Definition::parse(text).map_err(|mistakes| anyhow::anyhow!("{mistakes:?}"))?;
            assert!(definition.gateway, "{}", api.id);
            let selector = format!("lead-form[proxy='f/{}']", api.id);
            scene.browser.form(&selector).await?;
        }
        scene.browser.expect_quiet_console().await
    })
    .await;
}

#[tokio::test]
async fn a_broken_api_and_a_refusal_look_to_the_visitor_like_any_other_lead() {
    scene(async |scene| {
        let mut seen = Vec::new();
        // The sandbox answers these numbers with success, a 500 and a refusal.
        for phone in ["0912 345 678", "0900 000 500", "0900 000 422"] {
            scene.browser.open("/").await?;
            let form = scene.browser.form("lead-form.consult").await?;
            form.listen(&["leadform-success", "leadform-error"]).await?;
            fill(&form, phone).await?;
            form.submit().await?;
            form.find(".lf-thanks").await?;
            let events = form.events().await?;
            seen.push((form.text().await?, events[0]["name"].clone(), events[0]["detail"]["status"].clone()));
        }
        assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
        until("the operator sees what the visitor does not", async || {
            let states: Vec<Value> = leads(scene).await?.iter().map(|lead| lead["state"].clone()).collect();
            Ok(["delivered", "pending", "refused"].iter().all(|state| states.contains(&json!(state))))
        })
        .await
    })
    .await;
}

#[tokio::test]
async fn without_javascript_the_gateways_own_page_takes_the_lead_and_shows_what_is_to_be_mended() {
    scene(async |scene| {
        scene.browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        scene.browser.resize(360, 800).await?;
        let page = format!("{}/f/zalo-journey?lang=en", scene.gateway.url());
        scene.browser.open(&page).await?;
        let driver = scene.browser.web_driver();
        driver.find(By::Css("[name='phone']")).await?.send_keys("0169 1234567").await?;
        driver.find(By::Css("[name='consent']")).await?.click().await?;
        driver.find(By::Css("button[type=submit]")).await?.click().await?;
        // Eleven digits are of before 2018: the page comes back with the mistake and with what was typed.
        let phone = driver.find(By::Css("[name='phone'][aria-invalid='true']")).await?;
        assert_eq!(phone.prop("value").await?.as_deref(), Some("0169 1234567"));
        assert!(received(scene).await?.is_empty());
        phone.clear().await?;
        phone.send_keys("0912 345 678").await?;
        let consent = driver.find(By::Css("[name='consent']")).await?;
        if !consent.is_selected().await? {
            consent.click().await?;
        }
        driver.find(By::Css("button[type=submit]")).await?.click().await?;
        until("the page thanks", async || Ok(driver.current_url().await?.path().ends_with("/thanks")))
            .await?;
        until("the lead is there", async || Ok(received(scene).await?.len() == 1)).await?;
        let body: Value =
            serde_json::from_str(received(scene).await?[0]["body"].as_str().unwrap_or_default())?;
        assert_eq!(body["phone"], "84912345678");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_send_the_form() {
    scene(async |scene| {
        let other = e2e::Host::start(scene.sandbox.url()).await?;
        other.put("/other.html", "<!doctype html><title>another site</title>");
        other.set_csp(&format!("default-src 'none'; connect-src {}", scene.gateway.url()));
        scene.browser.open(&other.url("/other.html")).await?;
        let send = "return fetch(arguments[0], { method: 'POST', headers: { 'Content-Type': arguments[1] }, body: '{\"phone\":\"0912345678\"}' })\
                    .then((answer) => answer.status, (error) => error.name)";
        let form = format!("{}/f/zalo-journey", scene.gateway.url());
        for content_type in ["application/json", "text/plain", "application/x-www-form-urlencoded"] {
            let told = scene.browser.run(send, vec![json!(form), json!(content_type)]).await?;
            assert_eq!(told, "TypeError", "{content_type}");
        }
        assert!(leads(scene).await?.is_empty());
        Ok(())
    })
    .await;
}
