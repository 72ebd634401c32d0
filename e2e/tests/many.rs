//! Many forms on a page whose script adds, moves and removes them, as single-page applications do.

use anyhow::Result;
use e2e::{Scene, live, scene, until};
use serde_json::{Value, json};

/// How often the page's script does something to an element.
const TIMES: usize = 200;

const DEFINITION: &str = r#"{
  "version": 1, "target": "erp-lead",
  "fields": [
    "contact_name", "phone_no1", "gender", "birth_date", "customer_portrait.hobby",
    { "name": "state_id", "control": "combobox", "options": [{ "value": 1, "label": "Hà Nội" }, { "value": 2, "label": "Huế" }] }
  ],
  "values": { "country_id": 241, "company_id": 3, "street": "-", "crm_line_ids": [11] },
  "supplied": ["user_id", "agent_email", "ticket_id", "price_list_id", "category_source_id", "source_id", "campaign_id"],
  "consent": { "text": "Tôi đồng ý" }
}"#;

async fn open(scene: &Scene) -> Result<()> {
    scene.host.put("/form.json", DEFINITION);
    let form = "<lead-form proxy='/p/erp-lead' form='/form.json'></lead-form>";
    let page = format!(
        "<!doctype html><html lang='en'><script type='module' src='/form.js'></script>\
         <main>{}</main><aside></aside>",
        form.repeat(3)
    );
    scene.host.put("/many.html", &page);
    scene.browser.open("/many.html").await?;
    for number in 1..=3 {
        scene.browser.form(&format!("lead-form:nth-of-type({number})")).await?;
    }
    Ok(())
}

/// Does `act` so many times, with a first round before the counting begins, and compares what is alive after each.
///
/// `act` is the body of an async function, which gets `form` (makes an element) and `ready` (waits for its form).
async fn leaves_nothing_behind(scene: &Scene, act: &str) -> Result<()> {
    const FIRST: usize = 20;
    open(scene).await?;
    let script = format!(
        "const form = () => {{
           const element = document.createElement('lead-form');
           element.setAttribute('proxy', '/p/erp-lead');
           element.setAttribute('form', '/form.json');
           return element;
         }};
         const ready = (element) => new Promise((resolve) =>
           element.addEventListener('leadform-ready', resolve, {{ once: true }}));
         const later = () => new Promise((resolve) => setTimeout(resolve, 5));
         const [main, aside] = [document.querySelector('main'), document.querySelector('aside')];
         return (async () => {{
           for (let round = 0; round < arguments[0]; round += 1) {{ {act} }}
           for (let rest = 0; rest < 10; rest += 1) await later();
         }})();"
    );
    scene.browser.run(&script, vec![json!(FIRST)]).await?;
    let before = live(&scene.browser).await?;
    scene.browser.run(&script, vec![json!(TIMES)]).await?;
    let after = live(&scene.browser).await?;
    after.expect_no_more_than(&before)?;
    for number in 1..=3 {
        scene.browser.form(&format!("lead-form:nth-of-type({number})")).await?;
    }
    scene.browser.expect_quiet_console().await
}

#[tokio::test]
async fn three_forms_on_a_page_keep_their_answers_apart() {
    scene(async |scene| {
        open(scene).await?;
        for (number, name) in [(1, "An"), (2, "Bình"), (3, "Chi")] {
            let form = scene.browser.form(&format!("lead-form:nth-of-type({number})")).await?;
            form.type_into("contact_name", name).await?;
            form.choose("gender", ["male", "female", "other"][number - 1]).await?;
        }
        let script = "return [...document.querySelectorAll('lead-form')].map(({ values }) => [values.contact_name, values.gender])";
        let values = scene.browser.run(script, vec![]).await?;
        assert_eq!(values, json!([["An", "male"], ["Bình", "female"], ["Chi", "other"]]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_added_and_removed_200_times_leaves_nothing_behind() {
    scene(async |scene| {
        let act = "const element = form(); const shown = ready(element); main.append(element); await shown;\
                   element.values = { contact_name: 'An' }; element.validate(); element.remove(); await later();";
        leaves_nothing_behind(scene, act).await
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_removed_before_it_is_ready_200_times_leaves_nothing_behind() {
    scene(async |scene| {
        let act = "const element = form(); main.append(element);\
                   if (round % 2) await later(); element.remove(); await later();";
        leaves_nothing_behind(scene, act).await
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_moved_200_times_leaves_nothing_behind() {
    scene(async |scene| {
        let act = "const element = main.children[round % 3]; aside.append(element); await later();\
                   main.insertBefore(element, main.children[round % 3] ?? null); await later();";
        leaves_nothing_behind(scene, act).await
    })
    .await;
}

#[tokio::test]
async fn a_form_that_gets_another_definition_200_times_leaves_nothing_behind() {
    scene(async |scene| {
        let act = "const element = main.children[0]; const shown = ready(element);\
                   element.definition = await (await fetch('/form.json')).text(); await shown; await later();";
        leaves_nothing_behind(scene, act).await
    })
    .await;
}

#[tokio::test]
async fn moving_a_form_keeps_what_was_typed_and_it_can_still_be_filled_in() {
    scene(async |scene| {
        open(scene).await?;
        let form = scene.browser.form("lead-form").await?;
        form.type_into("contact_name", "Nguyễn Thị").await?;
        form.type_into("birth_date", "1990-02-13").await?;
        form.choose("gender", "female").await?;
        form.type_into("customer_portrait.hobby", "đọc sách\u{e007}").await?;
        let before = scene.browser.run("return document.querySelector('lead-form').values", vec![]).await?;
        let script = "const element = document.querySelector('lead-form'); window.moved = element;\
                      for (let round = 0; round < arguments[0]; round += 1)\
                        document.querySelector(round % 2 ? 'main' : 'aside').prepend(element);";
        scene.browser.run(script, vec![json!(TIMES)]).await?;
        // Only later is an element that stays away gone.
        until("a moment has passed", async || {
            Ok(scene
                .browser
                .run("return new Promise((resolve) => setTimeout(resolve, 50, true))", vec![])
                .await?
                == true)
        })
        .await?;
        let after: Value = scene.browser.run("return moved.values", vec![]).await?;
        assert_eq!(after, before);
        let form = scene.browser.form("main > lead-form:first-child").await?;
        form.type_into("contact_name", " An").await?;
        assert_eq!(form.value("contact_name").await?, "Nguyễn Thị An");
        assert_eq!(form.value("birth_date").await?, "1990-02-13");
        scene.browser.expect_quiet_console().await
    })
    .await;
}
