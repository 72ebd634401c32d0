//! No lead slips away: a real gateway that dies, a network that goes, answers that are lost, impatient visitors. However
//! it went, the operator has one lead.

#[path = "delivery/early.rs"]
mod early;
#[path = "delivery/leaving.rs"]
mod leaving;
#[path = "delivery/trap.rs"]
mod trap;

use std::time::Duration;

use anyhow::{Context, Result};
use e2e::{Fault, Form, Key, Scene, leadform, scene, until};
use serde_json::{Value, json};

const FORM: &str = "/f/zalo-journey";
const EVENTS: [&str; 3] = ["leadform-submit", "leadform-success", "leadform-error"];
const WAITING: &str = "Not sent yet";

/// In a page, no pause ends any more: what is sent again is sent on an occasion.
const NO_PAUSE_ENDS: &str = "const real = window.setTimeout; window.setTimeout = (run, ms, ...rest) => ms >= 1000 ? 0 : real(run, ms, ...rest)";

/// The form of the gateway on a page of the host, filled in.
async fn filled(scene: &Scene) -> Result<Form<'_>> {
    let page = format!(
        "<!doctype html><html lang='en'><title>page</title><meta name='viewport' content='width=device-width'>\
         <script type='module' src='/form.js'></script><lead-form proxy='{FORM}'></lead-form>"
    );
    scene.host.put("/page.html", &page);
    scene.browser.open("/page.html").await?;
    let form = scene.browser.form("lead-form").await?;
    form.listen(&EVENTS).await?;
    form.type_into("phone", "0912 345 678").await?;
    form.choose("consent", "yes").await?;
    Ok(form)
}

/// The same, pressed while nothing answers: it is sent again on the next occasion, and not before.
async fn waiting(scene: &Scene) -> Result<Form<'_>> {
    let form = filled(scene).await?;
    scene.browser.run(NO_PAUSE_ENDS, vec![]).await?;
    scene.host.misbehave(FORM, Fault::Drop);
    form.submit().await?;
    form.shows(WAITING).await?;
    Ok(form)
}

/// The operator's list of leads.
async fn leads(scene: &Scene) -> Result<Vec<Value>> {
    let config = scene.gateway.config();
    let printed = leadform(&["leads", "list", "--json", "--config", &config.to_string_lossy()], "").await?;
    let parsed: Result<_, _> = printed.stdout.lines().map(serde_json::from_str).collect();
    parsed.with_context(|| format!("leads list printed {:?} and {:?}", printed.stdout, printed.stderr))
}

/// Waits for the thank-you; then there is one lead at the operator's and one at the API, and the page heard of one.
async fn is_one_lead(scene: &Scene, form: &Form<'_>) -> Result<()> {
    form.find(".lf-thanks").await?;
    let events = form.events().await?;
    let successes = events.iter().filter(|event| event["name"] == "leadform-success");
    assert_eq!(successes.count(), 1, "{events:?}");
    is_one_lead_of_the_operator(scene).await
}

async fn is_one_lead_of_the_operator(scene: &Scene) -> Result<()> {
    until("the API has the lead", async || {
        Ok(leads(scene).await?.iter().all(|lead| lead["state"] == "delivered")
            && !leads(scene).await?.is_empty())
    })
    .await?;
    assert_eq!(leads(scene).await?.len(), 1);
    let requests = scene.sandbox.requests().await?;
    assert_eq!(requests.iter().filter(|request| request["part"] == "api").count(), 1, "{requests:?}");
    let mut keys: Vec<_> = scene
        .host
        .posts(FORM)
        .iter()
        .map(|post| post.header("idempotency-key").unwrap_or_default().to_owned())
        .collect();
    keys.dedup();
    assert_eq!(keys.len(), 1, "{keys:?}");
    Ok(())
}

macro_rules! after_a_fault_it_is_sent_again_by_itself {
    ($($test:ident: $fault:expr => $code:literal,)*) => {$(
        #[tokio::test]
        async fn $test() {
            scene(async |scene| {
                let form = filled(scene).await?;
                scene.host.misbehave(FORM, $fault);
                form.submit().await?;
                form.shows(WAITING).await?;
                until("it was tried again", async || Ok(scene.host.posts(FORM).len() > 1)).await?;
                let told: Vec<Value> = form.events().await?;
                assert_eq!(told, [
                    json!({ "name": "leadform-submit", "detail": null }),
                    json!({ "name": "leadform-error", "detail": { "code": $code } }),
                ]);
                scene.host.behave();
                is_one_lead(scene, &form).await
            })
            .await;
        }
    )*};
}

after_a_fault_it_is_sent_again_by_itself! {
    a_lost_connection_loses_no_lead: Fault::Drop => "network",
    an_answer_that_is_lost_after_the_lead_was_stored_makes_no_second_lead: Fault::DropAnswer => "network",
    an_answer_that_is_cut_in_half_makes_no_second_lead: Fault::CutInHalf => "network",
    a_500_loses_no_lead: Fault::server_error() => "server",
    the_page_of_a_wireless_network_is_no_thank_you: Fault::html() => "server",
    half_an_answer_in_json_is_no_thank_you: Fault::truncated_json() => "server",
    another_servers_202_is_no_thank_you:
        Fault::Answer(202, "application/json", r#"{"status":"accepted","receipt":"x"}"#.into()) => "server",
}

#[tokio::test]
async fn a_gateway_that_is_killed_and_started_again_gets_the_lead() {
    scene(async |scene| {
        let form = filled(scene).await?;
        scene.gateway.kill().await?;
        form.submit().await?;
        form.shows(WAITING).await?;
        scene.host.lead_to(&scene.gateway.start_again().await?);
        is_one_lead(scene, &form).await
    })
    .await;
}

#[tokio::test]
async fn a_gateway_that_dies_with_the_answer_is_asked_again_and_knows_the_lead() {
    scene(async |scene| {
        let form = filled(scene).await?;
        scene.host.misbehave(FORM, Fault::DropAnswer);
        form.submit().await?;
        // One that dies in the middle of a delivery may deliver again: that is `cargo xtask reliability`.
        until("it is stored and delivered", async || {
            Ok(leads(scene).await?.iter().any(|lead| lead["state"] == "delivered"))
        })
        .await?;
        scene.gateway.kill().await?;
        scene.host.behave();
        scene.host.lead_to(&scene.gateway.start_again().await?);
        is_one_lead(scene, &form).await
    })
    .await;
}

#[tokio::test]
async fn a_network_that_comes_back_sends_what_waits_for_it() {
    scene(async |scene| {
        let form = filled(scene).await?;
        scene.browser.run(NO_PAUSE_ENDS, vec![]).await?;
        let network = |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        scene.browser.devtools("Network.enable", json!({})).await?;
        scene.browser.devtools("Network.emulateNetworkConditions", network(true)).await?;
        form.submit().await?;
        form.shows(WAITING).await?;
        assert!(scene.host.posts(FORM).is_empty());
        scene.browser.devtools("Network.emulateNetworkConditions", network(false)).await?;
        is_one_lead(scene, &form).await
    })
    .await;
}

#[tokio::test]
async fn what_the_gateway_refuses_is_not_sent_again_and_the_console_says_who_refused() {
    scene(async |scene| {
        let form = filled(scene).await?;
        let refused = r#"{"status":"refused","problem":"…","remedy":"…"}"#.to_owned();
        scene.host.misbehave(FORM, Fault::Answer(403, "application/vnd.leadform+json", refused));
        form.submit().await?;
        form.shows("a fault on our side").await?;
        scene.browser.run("dispatchEvent(new Event('online'))", vec![]).await?;
        form.shows("a fault on our side").await?;
        assert_eq!(scene.host.posts(FORM).len(), 1);
        let console = scene.browser.console().await?;
        let address = format!("{} answered 403", scene.host.url(FORM));
        assert!(
            console.iter().any(|line| line.text.contains(FORM) && line.text.contains("answered 403")),
            "{address}: {console:?}"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn clicks_enter_held_down_and_scripts_that_submit_make_one_lead_in_a_bad_network() {
    scene(async |scene| {
        let form = filled(scene).await?;
        scene.host.misbehave(FORM, Fault::DropAnswer);
        let button = form.find("button[type=submit]").await?;
        let field = form.field("phone").await?;
        let many = "const form = document.querySelector('lead-form').shadowRoot.querySelector('form');\
                    for (let count = 0; count < 50; count++) form?.requestSubmit()";
        for _ in 0..5 {
            for _ in 0..10 {
                button.click().await?;
            }
            field.send_keys(Key::Enter + "").await?;
            held_enter(scene).await?;
            scene.browser.run(many, vec![]).await?;
        }
        scene.host.misbehave(FORM, Fault::Late(Duration::from_secs(4)));
        scene.browser.run(many, vec![]).await?;
        is_one_lead(scene, &form).await?;
        let events = form.events().await?;
        let count = |name| events.iter().filter(|event| event["name"] == name).count();
        assert!(count("leadform-error") <= count("leadform-submit"), "{events:?}");
        Ok(())
    })
    .await;
}

/// Enter, held down in the field that has the focus, until the keyboard has repeated it fifty times.
async fn held_enter(scene: &Scene) -> Result<()> {
    for repeats in [false; 1].into_iter().chain([true; 50]) {
        let key = json!({ "type": "keyDown", "key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13, "autoRepeat": repeats });
        scene.browser.devtools("Input.dispatchKeyEvent", key).await?;
    }
    let key = json!({ "type": "keyUp", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13 });
    scene.browser.devtools("Input.dispatchKeyEvent", key).await?;
    Ok(())
}
