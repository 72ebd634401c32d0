//! Sending, as a visitor lives through it: what the proxy gets, and what the page says to each answer.

use std::time::Duration;

use anyhow::Result;
use e2e::{Fault, Form, Key, Scene, scene, until};
use serde_json::{Value, json};

const EVENTS: [&str; 3] = ["leadform-submit", "leadform-success", "leadform-error"];

/// The smallest form that the ERP takes, in English.
const BOOKING: &str = r#"{
  "version": 1, "target": "erp-booking", "fields": ["contact_name", "phone_no1"],
  "values": { "gender": "other", "country_id": 241, "state_id": 1, "company_id": 3, "street": "-",
              "crm_line_ids": [11], "booking_date": "2031-12-05" },
  "supplied": ["user_id", "agent_email", "ticket_id", "price_list_id", "category_source_id", "source_id", "campaign_id"]
}"#;

/// Opens a page with that form, filled in with `phone`.
async fn filled<'a>(scene: &'a Scene, phone: &str) -> Result<Form<'a>> {
    let page = format!(
        "<!doctype html><html lang='en'><script type='module' src='/form.js'></script>\
         <lead-form proxy='/p/erp-booking'><script type='application/json'>{BOOKING}</script></lead-form>"
    );
    scene.host.put("/booking.html", &page);
    scene.browser.open("/booking.html").await?;
    let form = scene.browser.form("lead-form").await?;
    form.listen(&EVENTS).await?;
    form.type_into("contact_name", "Nguyễn Thị An").await?;
    form.type_into("phone_no1", phone).await?;
    Ok(form)
}

async fn events(form: &Form<'_>, name: &str) -> Result<Vec<Value>> {
    Ok(form.events().await?.into_iter().filter(|event| event["name"] == name).collect())
}

/// Waits for the thank-you.
async fn thanked(form: &Form<'_>) -> Result<()> {
    form.find(".lf-thanks").await.map(drop)
}

/// After a failure: the error's code, the values still there, and one more press that sends.
async fn fails_then_sends(scene: &Scene, form: &Form<'_>, code: &str) -> Result<()> {
    until(&format!("the error is `{code}`"), async || {
        Ok(events(form, "leadform-error")
            .await?
            .iter()
            .any(|event| event["detail"] == json!({ "code": code })))
    })
    .await?;
    assert_eq!(form.value("contact_name").await?, "Nguyễn Thị An");
    assert!(form.text().await?.contains("kept"), "the visitor is told that nothing is lost");
    assert!(form.find_all(".lf-thanks").await?.is_empty());
    scene.host.behave();
    form.submit().await?;
    thanked(form).await?;
    assert_eq!(events(form, "leadform-success").await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_request_has_no_header_beyond_what_the_browser_sends_with_that_content_type() {
    scene(async |scene| {
        let form = filled(scene, "0912345678").await?;
        form.submit().await?;
        thanked(&form).await?;
        let sent = scene.host.posts("/p/erp-booking");
        // The same request by hand, from the same page.
        let script = "const done = arguments[arguments.length - 1];\
                      return fetch('/p/erp-booking', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })\
                      .then((answer) => answer.status)";
        scene.browser.run(script, vec![]).await?;
        let by_hand = scene.host.posts("/p/erp-booking");
        let names = |request: &e2e::Recorded| {
            let mut names: Vec<String> = request.headers.iter().map(|(name, _)| name.to_lowercase()).collect();
            names.sort();
            names
        };
        assert_eq!(names(&sent[0]), names(&by_hand[1]));
        assert_eq!(sent[0].header("content-type"), Some("application/json"));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_booking_that_is_still_valid_looks_like_any_other_success() {
    scene(async |scene| {
        let form = filled(scene, "0900000409").await?;
        form.submit().await?;
        thanked(&form).await?;
        let refused = form.text().await?;
        let success = events(&form, "leadform-success").await?;
        let everything = format!("{refused}{:?}{:?}", form.events().await?, scene.browser.console().await?);
        for secret in ["687631", "Kangnam", "Booking m", "409"] {
            assert!(!everything.contains(secret), "{secret}: {everything}");
        }
        let form = filled(scene, "0912345678").await?;
        form.submit().await?;
        thanked(&form).await?;
        assert_eq!(form.text().await?, refused);
        let detail = |events: &[Value]| {
            events.iter().map(|event| event["detail"]["receipt"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(detail(&events(&form, "leadform-success").await?), detail(&success));
        assert_eq!(success.len(), 1);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn any_other_401_says_plainly_that_it_could_not_be_sent_and_keeps_the_answers() {
    scene(async |scene| {
        let form = filled(scene, "0900000401").await?;
        form.submit().await?;
        until("the error is told", async || Ok(!events(&form, "leadform-error").await?.is_empty())).await?;
        assert_eq!(events(&form, "leadform-error").await?[0]["detail"], json!({ "code": "refused" }));
        assert_eq!(form.value("phone_no1").await?, "0900000401");
        let text = form.text().await?;
        assert!(text.contains("kept"), "{text}");
        assert!(!text.contains("token"), "{text}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn fifty_clicks_and_enters_while_sending_make_one_request() {
    scene(async |scene| {
        let form = filled(scene, "0912345678").await?;
        // Long enough for all of them.
        scene.host.misbehave("/p/erp-booking", Fault::Late(Duration::from_secs(12)));
        let button = form.find("button[type=submit]").await?;
        let field = form.field("contact_name").await?;
        for _ in 0..25 {
            button.click().await?;
            field.send_keys(Key::Enter + "").await?;
        }
        thanked(&form).await?;
        assert_eq!(scene.host.posts("/p/").len(), 1);
        assert_eq!(events(&form, "leadform-success").await?.len(), 1);
        Ok(())
    })
    .await;
}

macro_rules! after_a_fault_one_press_sends {
    ($($test:ident: $fault:expr => $code:literal,)*) => {$(
        #[tokio::test]
        async fn $test() {
            scene(async |scene| {
                let form = filled(scene, "0912345678").await?;
                scene.host.misbehave("/p/erp-booking", $fault);
                form.submit().await?;
                fails_then_sends(scene, &form, $code).await
            })
            .await;
        }
    )*};
}

after_a_fault_one_press_sends! {
    after_a_lost_connection_one_press_sends: Fault::Drop => "network",
    after_a_500_one_press_sends: Fault::server_error() => "server",
    after_an_html_page_one_press_sends: Fault::html() => "server",
    after_truncated_json_one_press_sends: Fault::truncated_json() => "server",
    after_a_hang_one_press_sends: Fault::Hang => "timeout",
}

#[tokio::test]
async fn with_the_network_off_the_answers_are_kept_and_a_press_sends_once_it_is_back() {
    scene(async |scene| {
        let form = filled(scene, "0912345678").await?;
        let offline = |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        scene.browser.devtools("Network.enable", json!({})).await?;
        scene.browser.devtools("Network.emulateNetworkConditions", offline(true)).await?;
        form.submit().await?;
        until("the error is told", async || Ok(!events(&form, "leadform-error").await?.is_empty())).await?;
        scene.browser.devtools("Network.emulateNetworkConditions", offline(false)).await?;
        fails_then_sends(scene, &form, "network").await
    })
    .await;
}

#[tokio::test]
async fn markup_in_a_definition_or_an_answer_is_shown_as_text() {
    scene(async |scene| {
        let markup = "<img src=x onerror=document.title='run'><b>bold</b>";
        let definition = json!({
            "version": 1, "target": "zalo-journey", "title": markup, "submit": markup,
            "fields": [{ "name": "phone", "label": markup, "help": markup, "placeholder": markup, "required": true }],
            "consent": { "text": markup },
            "success": { "message": markup },
        });
        scene.host.put("/markup.json", &definition.to_string());
        let page = "<!doctype html><title>page</title><script type='module' src='/form.js'></script>\
                    <lead-form proxy='/p/zalo-journey' form='/markup.json'></lead-form>";
        scene.host.put("/markup.html", page);
        scene.browser.open("/markup.html").await?;
        let form = scene.browser.form("lead-form").await?;
        assert!(form.text().await?.contains(markup));
        form.type_into("phone", "0912345678").await?;
        form.submit().await?;
        form.shows(markup).await?;
        assert_eq!(scene.browser.run("return document.title", vec![]).await?, "page");
        assert!(form.find_all("img, b").await?.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_redirect_that_would_run_a_script_is_refused_with_the_remedy() {
    scene(async |scene| {
        for url in [
            "javascript:document.title='run'",
            "data:text/html,<script>1</script>",
            "//evil.example",
            "JAVASCRIPT:0",
        ] {
            let definition = json!({
                "version": 1, "target": "zalo-journey", "fields": ["phone"], "success": { "redirect": url },
            });
            scene.host.put("/redirect.json", &definition.to_string());
            let page = "<!doctype html><script type='module' src='/form.js'></script>\
                        <lead-form proxy='/p/zalo-journey' form='/redirect.json'>call us</lead-form>";
            scene.host.put("/redirect.html", page);
            scene.browser.open("/redirect.html").await?;
            until("the console names the mistake", async || {
                let console = scene.browser.console().await?;
                Ok(console.iter().any(|line| line.text.contains("http or https URL")))
            })
            .await?;
            let shown = scene.browser.run("return document.body.innerText", vec![]).await?;
            assert!(
                shown.as_str().is_some_and(|text| text.contains("call us")),
                "the fallback stays: {shown}"
            );
        }
        Ok(())
    })
    .await;
}
