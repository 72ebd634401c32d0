//! How a composition ends: with Enter, with a comma, by going somewhere else.

use e2e::keys::ENTER;
use e2e::{Scene, scene, until};
use serde_json::json;

use crate::stage::{CONTACT, CUSTOMER, enter, errors, open, state, values};

const STEPS: &str = r#"{ "version": 1, "target": "ladiflow-customer", "steps": [
    { "title": "1", "fields": [{ "name": "full_name", "required": true }] },
    { "title": "2", "fields": ["phone"] } ] }"#;

#[tokio::test]
async fn an_enter_that_ends_a_composition_neither_sends_nor_steps_and_the_next_one_does() {
    scene(async |scene| {
        let form = open(scene, "ladiflow-customer", CUSTOMER).await?;
        form.listen(&["leadform-submit", "leadform-invalid", "leadform-step"]).await?;
        enter(scene, "phone", "0912345678", 10).await?;
        for name in ["full_name", "address", "company"] {
            enter(scene, name, "", 0).await?;
            scene.browser.compose("Nguyễn").await?;
            scene.browser.settle_with_enter("Nguyễn").await?;
            let (value, _, writes) = state(scene, name).await?;
            assert_eq!((value.as_str(), writes.len()), ("Nguyễn", 0), "{name}");
        }
        assert_eq!(form.events().await?, [] as [serde_json::Value; 0]);
        assert!(scene.host.posts("/p/").is_empty());
        scene.browser.press(ENTER).await?;
        until("the next one sends", async || Ok(scene.host.posts("/p/").len() == 1)).await?;

        let form = open(scene, "ladiflow-customer", STEPS).await?;
        form.listen(&["leadform-step"]).await?;
        enter(scene, "full_name", "", 0).await?;
        scene.browser.compose("Nguyễn").await?;
        scene.browser.settle_with_enter("Nguyễn").await?;
        assert_eq!(state(scene, "full_name").await?.0, "Nguyễn");
        assert!(form.events().await?.is_empty(), "it stepped");
        scene.browser.press(ENTER).await?;
        until("the next one steps", async || Ok(form.events().await?.len() == 1)).await
    })
    .await;
}

#[tokio::test]
async fn a_free_list_takes_an_entry_only_when_it_is_written_to_the_end() {
    scene(async |scene| {
        let form = open(scene, "ladiflow-customer", CUSTOMER).await?;
        form.listen(&["leadform-submit", "leadform-invalid"]).await?;
        enter(scene, "channels", "", 0).await?;
        scene.browser.compose("Đă").await?;
        // A comma while it is composed may still become something else.
        scene.browser.compose("Đắ,").await?;
        assert_eq!(values(scene).await?["channels"], json!([]));
        scene.browser.compose("Đắk").await?;
        scene.browser.settle_with_enter("Đắk").await?;
        assert_eq!(state(scene, "channels").await?.0, "Đắk");
        assert_eq!(values(scene).await?["channels"], json!([]));
        scene.browser.press(ENTER).await?;
        until("the next Enter adds it", async || Ok(values(scene).await?["channels"] == json!(["Đắk"])))
            .await?;
        assert_eq!(state(scene, "channels").await?.0, "");
        // A comma that ends the composition ends the entry, and so does leaving, composition or not.
        scene.browser.compose("Huế").await?;
        scene.browser.insert("Huế").await?;
        scene.browser.insert(",").await?;
        scene.browser.compose("Cần Thơ").await?;
        leave(scene).await?;
        let expected = json!(["Đắk", "Huế", "Cần Thơ"]);
        until("all three are there", async || Ok(values(scene).await?["channels"] == expected)).await?;
        assert_eq!(state(scene, "channels").await?.0, "");
        assert!(form.events().await?.is_empty());
        Ok(())
    })
    .await;
}

/// Puts the focus on another element of the page, as a finger does.
async fn leave(scene: &Scene) -> anyhow::Result<()> {
    scene.browser.run("document.querySelector('#elsewhere').focus()", vec![]).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_being_composed_stays_when_the_visitor_goes_somewhere_else() {
    scene(async |scene| {
        open(scene, "ladiflow-customer", CUSTOMER).await?;
        for name in ["full_name", "address", "company"] {
            enter(scene, name, "Ông ", 4).await?;
            scene.browser.compose("Đào").await?;
            leave(scene).await?;
            let (value, _, writes) = state(scene, name).await?;
            assert_eq!((value.as_str(), writes.len()), ("Ông Đào", 0), "{name}");
            assert_eq!(values(scene).await?[name], "Ông Đào");
        }
        open(scene, "1office-contact", CONTACT).await?;
        enter(scene, "detail.0.name", "", 0).await?;
        scene.browser.compose("Đào").await?;
        leave(scene).await?;
        assert_eq!(values(scene).await?["detail.0.name"], "Đào");
        assert_eq!(errors(scene).await?, "");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_search_follows_what_is_composed_and_enter_chooses_only_after_it() {
    scene(async |scene| {
        let form = open(scene, "ladiflow-customer", CUSTOMER).await?;
        let shown = async || -> anyhow::Result<Vec<String>> {
            let mut shown = Vec::new();
            for option in form.find_all("[role=option]").await? {
                shown.push(option.text().await?);
            }
            Ok(shown)
        };
        enter(scene, "city", "", 0).await?;
        for (composed, count) in [("Đ", 6), ("Đă", 2), ("Đăk", 1), ("Đắk", 1)] {
            scene.browser.compose(composed).await?;
            until(&format!("{count} fit {composed}"), async || Ok(shown().await?.len() == count)).await?;
            assert_eq!(state(scene, "city").await?.0, composed, "what is composed is not rewritten");
        }
        scene.browser.settle_with_enter("Đắk").await?;
        assert_eq!(values(scene).await?["city"], "");
        assert_eq!(shown().await?, ["Đắk Lắk"]);
        scene.browser.press(ENTER).await?;
        until("it is chosen", async || Ok(values(scene).await?["city"] == "Đắk Lắk")).await?;
        assert_eq!(state(scene, "city").await?.0, "Đắk Lắk");
        assert!(scene.host.posts("/p/").is_empty());
        // Left while it is composed: a name in full is a choice.
        enter(scene, "city", "", 0).await?;
        scene.browser.compose("Huế").await?;
        leave(scene).await?;
        until("it is chosen", async || Ok(values(scene).await?["city"] == "Huế")).await
    })
    .await;
}
