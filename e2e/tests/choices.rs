//! Every value that a document lists can be chosen, in every control that can offer it, and by every kind of visitor.

#[path = "choices/hands.rs"]
mod hands;
#[path = "choices/sheet.rs"]
mod sheet;

use anyhow::{Context, Result};
use e2e::keys::{BACKSPACE, DOWN, ENTER};
use e2e::{Form, Scene, scene};
use hands::{FAR, Hand};
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

/// Opens a page with the longest list of several choices, and nothing else.
async fn open_long_list(scene: &Scene) -> Result<(Form<'_>, Offer)> {
    let office = apis::find("1office-contact").context("no such API")?;
    let offers = sheets(office).into_iter().flat_map(|sheet| sheet.offers).filter(|offer| offer.several);
    let offer = offers.max_by_key(|offer| offer.values.len()).context("no list")?;
    let definition = json!({
        "version": 1, "target": office.id, "fields": [{ "name": offer.name, "control": "combobox" }],
        "supplied": ["code", "type", "name", "fountain_head_id", "trade_ids"],
    });
    Ok((open(scene, &definition).await?, offer))
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
        let (form, offer) = open_long_list(scene).await?;
        let two = Offer { values: offer.values[..2].to_vec(), ..offer };
        form.type_into(&two.name, &format!("{}{ENTER}{}{ENTER}", two.values[0], two.values[1])).await?;
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
async fn a_long_list_does_not_jump_back_while_it_is_scrolled() {
    scene(async |scene| {
        let (form, offer) = open_long_list(scene).await?;
        // The first one is chosen, and the list is open again.
        form.type_into(&offer.name, &format!("{DOWN}{DOWN}{ENTER}{DOWN}")).await?;
        form.find("[role=option][aria-selected=true]").await?;
        let script = "window.tops = []; const list = document.querySelector('lead-form').shadowRoot.querySelector('[role=listbox]');\
                      list.addEventListener('scroll', () => tops.push(Math.round(list.scrollTop)));";
        scene.browser.run(script, vec![]).await?;
        for _ in 0..12 {
            hands::turn_wheel(scene, 300).await?;
        }
        let tops = scene.browser.run("return tops", vec![]).await?;
        let tops: Vec<i64> = tops.as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
        assert!(tops.len() > 1 && tops.is_sorted(), "{tops:?}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_long_list_that_is_opened_again_where_it_was_can_be_scrolled_to_its_end() {
    scene(async |scene| {
        let (form, offer) = open_long_list(scene).await?;
        form.type_into(&offer.name, DOWN).await?;
        for _ in 0..2 {
            hands::turn_wheel(scene, FAR).await?;
        }
        // The last one is chosen and taken back, and the list is open again.
        form.find("[role=option]:last-of-type").await?.click().await?;
        form.type_into(&offer.name, &format!("{BACKSPACE}{DOWN}")).await?;
        form.find("[role=option]").await?;
        for _ in 0..4 {
            hands::turn_wheel(scene, FAR).await?;
        }
        let script = "const root = document.querySelector('lead-form').shadowRoot;\
                      const { bottom } = root.querySelector('[role=listbox]').getBoundingClientRect();\
                      const options = [...root.querySelectorAll('[role=option]')];\
                      return options.findLast((option) => option.getBoundingClientRect().top < bottom)?.dataset.value";
        let lowest = scene.browser.run(script, vec![]).await?;
        assert_eq!(lowest, json!(offer.values.last()), "the lowest choice in sight is the last one");
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
