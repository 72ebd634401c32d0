//! Every value that a document lists can be chosen, in every control that can offer it, and by every kind of visitor.

#[path = "choices/hands.rs"]
mod hands;
#[path = "choices/sheet.rs"]
mod sheet;

use anyhow::Result;
use e2e::{Form, Scene, scene};
use hands::Hand;
use leadform_spec::apis;
use leadform_spec::definition::Control;
use serde_json::{Value, json};
use sheet::{Offer, sheets};

/// Opens a page with a form.
async fn open<'a>(scene: &'a Scene, definition: &Value) -> Result<Form<'a>> {
    // Without the viewport a telephone would wait for a second tap.
    let page = format!(
        "<!doctype html><html lang='en'><meta name='viewport' content='width=device-width'>\
         <script type='module' src='/form.js'></script>\
         <lead-form proxy='/p/x'><script type='application/json'>{definition}</script></lead-form>",
    );
    scene.host.put("/choices.html", &page);
    scene.browser.open("/choices.html").await?;
    scene.browser.form("lead-form").await
}

/// Shows every form of every API, and does `choose` with each control on it.
async fn with_every_offer(
    scene: &Scene,
    choose: impl AsyncFn(&Form<'_>, &Offer) -> Result<()>,
) -> Result<()> {
    for sheet in apis::ALL.iter().flat_map(|api| sheets(api)) {
        let form = open(scene, &sheet.definition).await?;
        for offer in &sheet.offers {
            choose(&form, offer).await?;
        }
    }
    scene.browser.expect_quiet_console().await
}

#[test]
fn every_row_that_lists_values_is_shown_in_every_control_that_fits() {
    for api in apis::ALL {
        let sheets = sheets(api);
        let offers: Vec<&Offer> = sheets.iter().flat_map(|sheet| &sheet.offers).collect();
        for (_, row) in sheet::rows_with_choices(api) {
            let of_row = offers.iter().filter(|offer| {
                let last = offer.name.rsplit('.').next().unwrap_or_default();
                last == row.name
                    && Some(offer.values.len()) == row.kind.choices().map(|list| list.values.len())
            });
            let controls: Vec<Control> = of_row.map(|offer| offer.control).collect();
            let wanted: &[Control] = if row.kind.is_list() {
                &[Control::Checkboxes, Control::Combobox]
            } else {
                &[Control::Select, Control::Radio, Control::Combobox]
            };
            assert!(
                wanted.iter().all(|control| controls.contains(control)),
                "{}: {}: {controls:?}",
                api.id,
                row.name
            );
        }
    }
}

#[tokio::test]
async fn every_listed_value_can_be_chosen_by_mouse() {
    scene(async |scene| {
        with_every_offer(scene, async |form, offer| hands::press_each(scene, form, offer, Hand::Mouse).await)
            .await
    })
    .await;
}

#[tokio::test]
async fn every_listed_value_can_be_chosen_by_the_keyboard_alone() {
    scene(async |scene| with_every_offer(scene, async |_, offer| hands::type_each(scene, offer).await).await)
        .await;
}

#[tokio::test]
async fn what_is_chosen_from_a_searchable_list_stands_above_it_and_can_be_taken_away() {
    scene(async |scene| {
        let office = apis::find("1office-contact").expect("the one with long lists of several choices");
        let sheet = sheets(office).into_iter().next().expect("a form");
        let offers = sheet.offers.into_iter().filter(|offer| offer.several);
        let offer = offers.max_by_key(|offer| offer.values.len()).expect("a long list");
        let definition = json!({ "version": 1, "target": office.id, "fields": [offer.name],
            "supplied": ["code", "type", "name", "fountain_head_id", "trade_ids"] });
        let form = open(scene, &definition).await?;
        let two = Offer { values: offer.values[..2].to_vec(), ..offer };
        form.type_into(&two.name, &format!("{}\u{e007}{}\u{e007}", two.values[0], two.values[1])).await?;
        for value in &two.values {
            form.shows(value).await?;
        }
        form.find(".lf-chip-remove").await?.click().await?;
        let left =
            scene.browser.run("return Object.values(document.querySelector('lead-form').values)", vec![]);
        assert_eq!(left.await?, json!([[two.values[1]]]));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn every_listed_value_can_be_chosen_by_touch() {
    scene(async |scene| {
        scene.browser.use_touch().await?;
        with_every_offer(scene, async |form, offer| hands::press_each(scene, form, offer, Hand::Finger).await)
            .await
    })
    .await;
}
