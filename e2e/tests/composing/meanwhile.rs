//! What happens elsewhere while a word is being composed does not reach into it.

use anyhow::Result;
use e2e::keyboard::Stroke;
use e2e::{Fault, Form, Scene, scene, until};
use serde_json::json;

use crate::stage::{CUSTOMER, enter, errors, open, state, values};

/// The word is still being composed: the next stroke takes the place of what is there so far, and is not added to it.
async fn goes_on(scene: &Scene, name: &str, so_far: &str) -> Result<()> {
    let (value, _, writes) = state(scene, name).await?;
    assert_eq!((value.as_str(), writes.len()), (so_far, 0), "{writes:?}");
    scene.browser.compose("Nguyễn").await?;
    scene.browser.insert("Nguyễn").await?;
    let (value, _, writes) = state(scene, name).await?;
    assert_eq!((value.as_str(), writes.len()), ("Nguyễn", 0), "{writes:?}");
    assert_eq!(values(scene).await?[name], "Nguyễn");
    Ok(())
}

async fn run(scene: &Scene, script: &str) -> Result<()> {
    scene.browser.run(&format!("const form = document.querySelector('lead-form'); {script}"), vec![]).await?;
    Ok(())
}

#[tokio::test]
async fn another_language_another_field_and_a_list_that_arrives_leave_the_word_alone() {
    scene(async |scene| {
        scene.host.misbehave("/examples/options/", Fault::Hang);
        let form = open(scene, "ladiflow-customer", CUSTOMER).await?;
        for (index, script) in [
            "form.lang = form.lang === 'en' ? 'vi' : 'en'",
            "form.values = { company: 'Ngân hàng' }",
            "form.values = { company: 'Khác' }",
            "form.values = { phone: '0912345678', city: 'Huế' }",
            "form.setAttribute('proxy', '/p/ladiflow-customer?again')",
        ]
        .into_iter()
        .enumerate()
        {
            enter(scene, "full_name", "", 0).await?;
            scene.browser.compose("Nguy").await?;
            run(scene, script).await?;
            match index {
                0 => form.shows("Full name").await?,
                1 => drop(form.field("job_title").await?),
                _ => {}
            }
            goes_on(scene, "full_name", "Nguy").await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_list_that_arrives_while_it_is_searched_does_not_rewrite_the_search() {
    scene(async |scene| {
        scene.host.misbehave("/examples/options/", Fault::server_error());
        let form = open(scene, "ladiflow-customer", CUSTOMER).await?;
        form.shows("Chưa tải được").await?;
        scene.host.behave();
        enter(scene, "city", "", 0).await?;
        scene.browser.compose("Đă").await?;
        run(scene, "form.shadowRoot.querySelector('.lf-retry').dispatchEvent(new Event('click'))").await?;
        until("the list is there", async || Ok(form.find_all("[role=option]").await?.len() == 2)).await?;
        let (value, _, writes) = state(scene, "city").await?;
        assert_eq!((value.as_str(), writes.len()), ("Đă", 0), "{writes:?}");
        scene.browser.compose("Đà Nẵng").await?;
        scene.browser.insert("Đà Nẵng").await?;
        assert_eq!(state(scene, "city").await?.0, "Đà Nẵng");
        Ok(())
    })
    .await;
}

/// A form whose gateway refuses what the form itself let through, as soon as it is released.
async fn refused<'a>(scene: &'a Scene, definition: &str) -> Result<Form<'a>> {
    let issues = json!({ "status": "invalid", "issues": [{ "field": "phone", "code": "phone" }] });
    let answer = Fault::Answer(422, "application/vnd.leadform+json", issues.to_string());
    scene.host.misbehave("/p/", answer);
    // The answer waits until the page lets it through.
    let hold = "const real = window.fetch; window.fetch = async (...given) => {\
                  const answer = await real(...given); await new Promise((go) => { window.letThrough = go });\
                  return answer }";
    let form = open(scene, "ladiflow-customer", definition).await?;
    scene.browser.run(hold, vec![]).await?;
    Ok(form)
}

#[tokio::test]
async fn an_answer_that_arrives_while_a_word_is_composed_waits_until_it_is_written() {
    scene(async |scene| {
        let definition = CUSTOMER.replacen('{', r#"{ "gateway": true,"#, 1);
        let form = refused(scene, &definition).await?;
        enter(scene, "phone", "0912345678", 10).await?;
        enter(scene, "full_name", "An", 2).await?;
        form.submit().await?;
        until("it is on its way", async || Ok(scene.host.posts("/p/").len() == 1)).await?;
        until("the answer waits", async || {
            Ok(scene.browser.run("return typeof window.letThrough", vec![]).await? == "function")
        })
        .await?;
        enter(scene, "company", "", 0).await?;
        scene.browser.compose("Nguy").await?;
        form.listen(&["leadform-invalid"]).await?;
        run(scene, "window.letThrough()").await?;
        until("the page is told", async || Ok(form.events().await?.len() == 1)).await?;
        assert_eq!(errors(scene).await?, "", "said in the middle of a word");
        goes_on(scene, "company", "Nguy").await?;
        until("then it is said", async || Ok(!errors(scene).await?.is_empty())).await?;
        let focused = "return document.querySelector('lead-form').shadowRoot.activeElement.id";
        until("and the focus is where it is to be mended", async || {
            let focused = scene.browser.run(focused, vec![]).await?;
            Ok(focused == "lf-summary" || focused == "lf-phone")
        })
        .await
    })
    .await;
}

#[tokio::test]
async fn a_lost_network_is_told_without_a_word_being_lost() {
    scene(async |scene| {
        let form = open(scene, "ladiflow-customer", CUSTOMER).await?;
        scene.host.misbehave("/p/", Fault::Drop);
        form.listen(&["leadform-error"]).await?;
        enter(scene, "phone", "0912345678", 10).await?;
        enter(scene, "full_name", "", 0).await?;
        scene.browser.compose("Nguy").await?;
        run(scene, "form.submit()").await?;
        until("it is told", async || Ok(form.events().await?.len() == 1)).await?;
        goes_on(scene, "full_name", "Nguy").await
    })
    .await;
}

#[tokio::test]
async fn a_script_sees_what_is_composed_and_what_it_sets_takes_its_place() {
    scene(async |scene| {
        open(scene, "ladiflow-customer", CUSTOMER).await?;
        for name in ["full_name", "address"] {
            enter(scene, name, "", 0).await?;
            scene.browser.compose("Nguyê").await?;
            assert_eq!(values(scene).await?[name], "Nguyê");
            run(scene, &format!("form.values = {{ {name}: 'Trần Bình' }}")).await?;
            let (value, _, writes) = state(scene, name).await?;
            assert_eq!((value.as_str(), writes.len()), ("Trần Bình", 1), "{writes:?}");
            // The input method learns that its word is gone, and what comes next is another word.
            scene.browser.compose(" An").await?;
            scene.browser.insert(" An").await?;
            assert_eq!(state(scene, name).await?.0, "Trần Bình An");
            assert_eq!(values(scene).await?[name], "Trần Bình An");
        }
        enter(scene, "city", "", 0).await?;
        scene.browser.compose("Đă").await?;
        run(scene, "form.values = { city: 'Huế' }").await?;
        until("the choice stands there", async || Ok(state(scene, "city").await?.0 == "Huế")).await?;
        assert_eq!(values(scene).await?["city"], "Huế");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_reset_in_the_middle_of_a_word_empties_the_form_and_nothing_comes_back() {
    scene(async |scene| {
        open(scene, "ladiflow-customer", CUSTOMER).await?;
        for name in ["full_name", "address", "channels", "city"] {
            enter(scene, name, "", 0).await?;
            scene.browser.compose("Nguyê").await?;
            run(scene, "form.reset()").await?;
            until("it is empty", async || Ok(state(scene, name).await?.0.is_empty())).await?;
            // Whatever the input method still does has nowhere to go. (DevTools would compose where the caret was, whatever
            // has the focus; an input method asks for the focus.)
            let focused = "return document.activeElement === document.body";
            assert_eq!(scene.browser.run(focused, vec![]).await?, true, "{name}");
            scene.browser.stroke(&Stroke::Insert("Nguyễn".to_owned())).await?;
            let (value, _, _) = state(scene, name).await?;
            assert_eq!(value, "", "{name}");
        }
        assert_eq!(errors(scene).await?, "");
        Ok(())
    })
    .await;
}
