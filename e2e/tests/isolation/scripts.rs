//! Pages whose own scripts change what the language and the browser come with.

use e2e::{scene, until};
use serde_json::{Value, json};

use super::{is_shown, zoo};

/// What old libraries and polyfills do, and what some still do.
const MEDDLE: &str = include_str!("../../pages/zoo/meddle.js");

#[tokio::test]
async fn the_form_works_where_the_page_changes_what_the_language_comes_with() {
    scene(async |scene| {
        zoo::put(&scene.host, "plain")?;
        scene.host.put("/meddle.js", MEDDLE);
        let plain = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/pages/zoo/plain.html"))?;
        let html = plain.replace("<script type", "<script src=\"/meddle.js\"></script><script type");
        scene.host.put("/meddle.html", &html);
        scene.browser.open("/meddle.html").await?;
        scene.browser.form(".full").await?;
        let form = scene.browser.form(".small").await?;
        form.listen(&["leadform-success", "leadform-error"]).await?;
        form.type_into("phone", "0912 345 678").await?;
        form.choose("consent", "yes").await?;
        form.submit().await?;
        is_shown(&scene.browser, ".small", ".lf-thanks").await?;
        until("the event came", async || Ok(!form.events().await?.is_empty())).await?;
        let events = form.events().await?;
        assert_eq!(events[0]["name"], "leadform-success");
        assert_eq!(events[0]["detail"]["status"], "delivered");
        let body: Value = serde_json::from_str(&scene.host.posts("/p/zalo-journey")[0].text())?;
        assert_eq!(body["phone"], "84912345678");

        // A definition and values with lists in them, set by a script.
        let set = "const form = document.querySelector('.full');\
                   form.definition = JSON.parse(arguments[0]);\
                   form.values = JSON.parse(arguments[1]);";
        let definition = json!({ "version": 1, "target": "1office-contact", "fields": [
            "name", { "name": "phones", "required": true }, "trade_ids", "user_ids"
        ], "values": { "type": "Cá nhân", "code": "WEB-1", "fountain_head_id": "Form yêu cầu tư vấn (website)" } });
        let values = json!({ "name": "An", "phones": "0912345678", "trade_ids": ["DỊCH VỤ LUẬT SƯ (TLA)"], "user_ids": ["7", "8"] });
        scene.browser.run(set, vec![json!(definition.to_string()), json!(values.to_string())]).await?;
        let read = "return document.querySelector('.full').body";
        until("the body is there", async || Ok(scene.browser.run(read, vec![]).await?.is_string())).await?;
        let body = scene.browser.run(read, vec![]).await?;
        assert!(body.as_str().is_some_and(|body| body.contains("7%2C8")), "{body}");
        scene.browser.expect_quiet_console().await
    })
    .await;
}
