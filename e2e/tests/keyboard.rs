//! Forms filled in and sent with nothing but the keyboard, also where a list of choices does not come as it should.

#[path = "keyboard/walk.rs"]
mod walk;

use anyhow::{Result, ensure};
use e2e::keys::{DOWN, ENTER, TAB};
use e2e::{Fault, Form, Scene, scene, until};
use leadform_spec::Definition;
use leadform_spec::definition::Consent;
use serde_json::{Value, json};

/// Goes through the example form of a target with the Tab key, fills in each control as it comes, and sends it.
async fn fill_in_and_send(scene: &Scene, id: &str) -> Result<()> {
    let page = format!(
        "<!doctype html><html lang='en'><script type='module' src='/form.js'></script>\
         <lead-form proxy='/p/{id}' form='/examples/{id}.json'></lead-form>"
    );
    scene.host.put("/keyboard.html", &page);
    scene.browser.open("/keyboard.html").await?;
    scene.browser.form("lead-form").await?;
    let source = reqwest::get(scene.host.url(&format!("/examples/{id}.json"))).await?.text().await?;
    let Ok(definition) = Definition::parse(&source) else { panic!("{source}") };
    let fields = definition.steps.iter().flat_map(|step| &step.fields).map(|field| field.name.clone());
    let wanted: Vec<String> = fields.chain(definition.consent.iter().map(Consent::name)).collect();

    let mut reached: Vec<String> = Vec::new();
    loop {
        scene.browser.press(TAB).await?;
        let place = walk::place(scene).await?;
        let is_reached = reached.last() == Some(&place.name);
        // Inside a date, the browser shows by itself where the focus is.
        if !(is_reached && place.has_parts()) {
            until(&format!("the focus can be seen at {place:?}"), async || {
                Ok(walk::place(scene).await?.is_focus_visible)
            })
            .await?;
        }
        if place.is_button() {
            break;
        }
        if !place.name.is_empty() && !is_reached {
            reached.push(place.name.clone());
            scene.browser.press(&walk::keys(&place)).await?;
        }
    }
    assert_eq!(reached, wanted, "the order of the page is the order of the definition");
    scene.browser.press(ENTER).await?;
    until("the visitor is thanked", async || {
        let script = "return document.querySelector('lead-form').shadowRoot.activeElement?.id ?? ''";
        let text = scene
            .browser
            .run(
                "return document.querySelector('lead-form').shadowRoot.querySelector('.lf-root').innerText",
                vec![],
            )
            .await?;
        ensure!(scene.browser.run(script, vec![]).await? == "lf-thanks", "the focus is not there: {text}");
        Ok(true)
    })
    .await?;
    assert_eq!(scene.host.posts("/p/").len(), 1);
    Ok(())
}

macro_rules! an_example_is_filled_in_and_sent {
    ($($test:ident: $id:literal,)*) => {$(
        #[tokio::test]
        async fn $test() {
            scene(async |scene| fill_in_and_send(scene, $id).await).await;
        }
    )*};
}

an_example_is_filled_in_and_sent! {
    the_ladiflow_form_is_filled_in_and_sent_with_the_keyboard_alone: "ladiflow-customer",
    the_erp_lead_form_is_filled_in_and_sent_with_the_keyboard_alone: "erp-lead",
    the_erp_booking_form_is_filled_in_and_sent_with_the_keyboard_alone: "erp-booking",
    the_1office_form_is_filled_in_and_sent_with_the_keyboard_alone: "1office-contact",
    the_zalo_form_is_filled_in_and_sent_with_the_keyboard_alone: "zalo-journey",
}

const OPTIONS: &str = "/p/erp-lead/options/state_id";
const CONTROLS: [&str; 3] = ["combobox", "select", "radio"];

/// Opens a page with a form whose list of states comes from the proxy.
async fn with_fetched_options<'a>(scene: &'a Scene, control: &str, fault: Option<Fault>) -> Result<Form<'a>> {
    scene.host.behave();
    scene.host.forget();
    if let Some(fault) = fault {
        scene.host.misbehave(OPTIONS, fault);
    }
    let definition = json!({
        "version": 1, "target": "erp-lead",
        "fields": ["contact_name", { "name": "state_id", "control": control, "options": { "from": OPTIONS } }],
        "values": { "phone_no1": "0912345678", "gender": "other", "country_id": 241, "company_id": 3, "street": "-",
                    "crm_line_ids": [11] },
        "supplied": ["user_id", "agent_email", "ticket_id", "price_list_id", "category_source_id", "source_id", "campaign_id"],
    });
    let page = format!(
        "<!doctype html><html lang='en'><script type='module' src='/form.js'></script>\
         <lead-form proxy='/p/erp-lead'><script type='application/json'>{definition}</script></lead-form>"
    );
    scene.host.put("/options.html", &page);
    scene.browser.open("/options.html").await?;
    let form = scene.browser.form("lead-form").await?;
    form.type_into("contact_name", "An").await?;
    Ok(form)
}

async fn chosen(scene: &Scene) -> Result<Value> {
    scene.browser.run("return document.querySelector('lead-form').values.state_id", vec![]).await
}

fn list(entries: impl Iterator<Item = (usize, String)>) -> Fault {
    let entries: Vec<Value> =
        entries.map(|(value, label)| json!({ "value": value, "label": label })).collect();
    Fault::Answer(200, "application/json", json!(entries).to_string())
}

#[tokio::test]
async fn a_list_that_fails_or_is_a_page_says_so_and_is_loaded_again_with_the_keyboard() {
    scene(async |scene| {
        for control in CONTROLS {
            for fault in [Fault::server_error(), Fault::html(), Fault::truncated_json(), Fault::Drop] {
                let form = with_fetched_options(scene, control, Some(fault)).await?;
                form.shows("The list could not be loaded.").await?;
                form.submit().await?;
                until("the choice is asked for", async || Ok(form.text().await?.contains("Please choose")))
                    .await?;
                assert!(scene.host.posts("/p/").is_empty());
                assert_eq!(form.value("contact_name").await?, "An");
                scene.host.behave();
                walk::go_to(scene, "Load again").await?;
                scene.browser.press(ENTER).await?;
                until("the list is there", async || Ok(!form.text().await?.contains("could not be loaded")))
                    .await?;
                form.find("[name=state_id]").await?;
                walk::go_to(scene, "state_id").await?;
                let keys =
                    if control == "combobox" { format!("{DOWN}{DOWN}{ENTER}") } else { format!("{DOWN} ") };
                scene.browser.press(&keys).await?;
                until("something is chosen", async || Ok(chosen(scene).await? != "")).await?;
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn while_a_list_does_not_come_the_form_says_that_it_loads_and_the_rest_can_be_filled_in() {
    scene(async |scene| {
        for control in CONTROLS {
            let form = with_fetched_options(scene, control, Some(Fault::Hang)).await?;
            form.shows("Loading the list…").await?;
            form.type_into("contact_name", " Bình").await?;
            assert_eq!(form.value("contact_name").await?, "An Bình");
            form.submit().await?;
            until("the choice is asked for", async || Ok(form.text().await?.contains("Please choose")))
                .await?;
            assert!(scene.host.posts("/p/").is_empty());
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn among_10_000_entries_one_is_found_by_typing_and_few_are_in_the_page() {
    scene(async |scene| {
        let all = list((1..=10_000).map(|number| (number, format!("Phường số {number}"))));
        let form = with_fetched_options(scene, "combobox", Some(all.clone())).await?;
        until("the list is there", async || Ok(!form.text().await?.contains("Loading"))).await?;
        walk::go_to(scene, "state_id").await?;
        scene.browser.press(DOWN).await?;
        form.find("[role=option]").await?;
        let shown = form.find_all("[role=option]").await?.len();
        assert!(shown <= 100, "{shown}");
        scene.browser.press(&format!("phuong so 9876{DOWN}{ENTER}")).await?;
        until("it is chosen", async || Ok(chosen(scene).await? == "9876")).await?;
        assert_eq!(form.value("state_id").await?, "Phường số 9876");

        let form = with_fetched_options(scene, "select", Some(all)).await?;
        until("the list is there", async || Ok(form.find_all("option").await?.len() > 10_000)).await?;
        walk::go_to(scene, "state_id").await?;
        scene.browser.press("Phường số 9876").await?;
        until("it is chosen", async || Ok(chosen(scene).await? == "9876")).await
    })
    .await;
}

#[tokio::test]
async fn what_comes_twice_in_a_list_is_offered_once() {
    scene(async |scene| {
        for (control, entry) in
            [("combobox", "[role=option]"), ("select", "option:not([value=''])"), ("radio", "[type=radio]")]
        {
            let names = [(1, "Hà Nội"), (2, "Huế"), (1, "Ha Noi"), (2, "Huế")];
            let doubled = list(names.into_iter().map(|(value, label)| (value, label.to_owned())));
            let form = with_fetched_options(scene, control, Some(doubled)).await?;
            until("the list is there", async || Ok(!form.text().await?.contains("Loading"))).await?;
            walk::go_to(scene, "state_id").await?;
            scene.browser.press(DOWN).await?;
            until(&format!("a {control} offers two"), async || Ok(form.find_all(entry).await?.len() == 2))
                .await?;
        }
        Ok(())
    })
    .await;
}
