//! React 19: its production build as visitors get it, and its development build, where `StrictMode` runs every effect twice.

use anyhow::Result;
use e2e::{Scene, npm, scene};
use serde_json::json;

use crate::kit::{
    SCRIPT, ask, focused, forms, holds, in_both, leaves_nothing_behind, page, press, sends_one_lead,
};

/// Opens the app at one of its pages.
async fn open(scene: &Scene, mode: &str, at: &str) -> Result<()> {
    let entry = concat!(env!("CARGO_MANIFEST_DIR"), "/hosts/react/app.jsx");
    scene.host.put("/app.js", &npm::bundle_for(mode, entry.as_ref())?);
    let app = "<div id='app'></div><script type='module' src='/app.js'></script>";
    scene.host.put("/react.html", &page(SCRIPT, app));
    scene.browser.open(&format!("/react.html?page={at}")).await
}

#[tokio::test]
async fn a_form_is_there_on_the_first_visit_on_the_next_and_on_the_way_back() {
    in_both(async |scene, mode| {
        open(scene, mode, "plain").await?;
        scene.browser.form("lead-form").await?;
        for _ in 0..3 {
            press(scene, "#to-home").await?;
            holds(scene, "!document.querySelector('lead-form') && !!document.querySelector('h1')").await?;
            press(scene, "#to-plain").await?;
            scene.browser.form("lead-form").await?;
        }
        press(scene, "#to-home").await?;
        scene.browser.web_driver().back().await?;
        let form = scene.browser.form("lead-form").await?;
        sends_one_lead(scene, &form).await
    })
    .await;
}

#[tokio::test]
async fn a_form_whose_component_draws_again_at_every_event_stays_in_the_visitors_hands() {
    in_both(async |scene, mode| {
        open(scene, mode, "home").await?;
        press(scene, "#to-busy").await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "0912345678", "the property `values`");
        assert!(form.text().await?.contains("Go"), "the property `definition`");
        assert_eq!(scene.host.requests("/p/").iter().filter(|it| it.method == "GET").count(), 0);
        ask(scene, "void (window.field = document.querySelector('lead-form').shadowRoot.querySelector('[name=phone]'))").await?;
        form.type_into("phone", "\u{e003}\u{e003}99").await?;
        holds(scene, "document.querySelector('#heard').textContent === 'leadform-ready leadform-start'").await?;
        assert_eq!(form.value("phone").await?, "0912345699");
        assert_eq!(focused(scene, "lead-form").await?, "phone", "the focus stays");
        assert_eq!(ask(scene, "field.isConnected").await?, true, "the very control stays");
        sends_one_lead(scene, &form).await?;
        let all = "leadform-ready leadform-start leadform-submit leadform-success";
        holds(scene, &format!("document.querySelector('#heard').textContent === '{all}'")).await?;
        assert!(scene.host.posts("/p/").last().is_some_and(|post| post.text().contains("84912345699")));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_definition_that_comes_later_takes_the_proxys_place_and_gives_it_back_when_it_goes() {
    in_both(async |scene, mode| {
        open(scene, mode, "late").await?;
        let form = scene.browser.form("lead-form").await?;
        form.find("[name=consent]").await?;
        form.type_into("phone", "0987654321").await?;
        press(scene, "#load").await?;
        holds(scene, "!document.querySelector('lead-form').shadowRoot.querySelector('[name=consent]')")
            .await?;
        assert_eq!(form.value("phone").await?, "0987654321");
        press(scene, "#unload").await?;
        form.find("[name=consent]").await?;
        assert_eq!(form.value("phone").await?, "0987654321");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_ref_sets_properties_and_listeners_as_react_18_needs_it() {
    in_both(async |scene, mode| {
        open(scene, mode, "ref").await?;
        let form = scene.browser.form("lead-form").await?;
        assert_eq!(form.value("phone").await?, "0912345678");
        sends_one_lead(scene, &form).await?;
        holds(scene, "document.querySelector('#heard').textContent === '1'").await
    })
    .await;
}

#[tokio::test]
async fn a_list_of_forms_in_another_order_keeps_what_was_typed_in_each() {
    in_both(async |scene, mode| {
        open(scene, mode, "list").await?;
        for (id, phone) in [("a", "0911111111"), ("b", "0922222222"), ("c", "0933333333")] {
            scene.browser.form(&format!("#{id}")).await?.type_into("phone", phone).await?;
        }
        let typed =
            "[...document.querySelectorAll('lead-form')].map(({ id, values }) => `${id}${values.phone}`)";
        press(scene, "#turn").await?;
        press(scene, "#drop").await?;
        holds(scene, "document.querySelectorAll('lead-form').length === 2").await?;
        assert_eq!(ask(scene, typed).await?, json!(["b0922222222", "a0911111111"]));
        press(scene, "#turn").await?;
        assert_eq!(forms(scene).await?, 2);
        let form = scene.browser.form("#a").await?;
        sends_one_lead(scene, &form).await
    })
    .await;
}

#[tokio::test]
async fn an_app_that_shows_and_hides_a_form_a_hundred_times_keeps_nothing_of_it() {
    scene(async |scene| {
        open(scene, "production", "box").await?;
        scene.browser.form("lead-form").await?;
        // Not by the history: browsers hold back who uses it as often.
        let act = "
            const toggle = document.querySelector('#toggle');
            toggle.click(); await gone();
            const ready = shown(); toggle.click(); await ready;
            document.querySelector('lead-form').values = { phone: '0912345678' };";
        leaves_nothing_behind(scene, act).await
    })
    .await;
}
