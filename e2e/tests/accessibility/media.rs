//! Narrow screens, large text, wide spacing, forced colours, less motion: nothing is lost, cut off or too small.

use anyhow::{Context, Result};
use e2e::{Scene, scene};
use leadform_spec::apis;
use serde_json::{Value, json};

use crate::states::{open, visit};

/// What `measure.js` finds wrong with the form as it is now.
async fn measured(scene: &Scene, what: &str) -> Result<Vec<String>> {
    let found = scene.browser.run(&format!("return window.measure.{what}()"), vec![]).await?;
    let found = found.as_array().context("no list")?;
    Ok(found.iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect())
}

/// Goes through every full form, step by step, and calls `look` for each state, with its name.
async fn in_every_full_form(scene: &Scene, mut look: impl AsyncFnMut(&str) -> Result<()>) -> Result<()> {
    for api in apis::ALL {
        let id = api.id;
        open(scene, &format!("proxy='/p/{id}' form='/examples/full/{id}.json'")).await?;
        scene.browser.run(include_str!("measure.js"), vec![]).await?;
        loop {
            visit(scene, "addRows()").await?;
            look(&format!("{id}, empty")).await?;
            visit(scene, "press()").await?;
            look(&format!("{id}, in error")).await?;
            visit(scene, "slip()").await?;
            visit(scene, "attach()").await?;
            look(&format!("{id}, with slips and files")).await?;
            visit(scene, "detach()").await?;
            visit(scene, "fill()").await?;
            look(&format!("{id}, filled in")).await?;
            if visit(scene, "open()").await? == true {
                look(&format!("{id}, with a list open")).await?;
                visit(scene, "close()").await?;
            }
            let place = visit(scene, "place()").await?;
            if place["step"].as_u64().map(|step| step + 1) == place["steps"].as_u64() {
                break;
            }
            visit(scene, "press()").await?;
        }
        visit(scene, "network = 'fail'").await?;
        visit(scene, "press()").await?;
        look(&format!("{id}, not sent")).await?;
        visit(scene, "network = 'hold'").await?;
        visit(scene, "press()").await?;
        look(&format!("{id}, being sent")).await?;
        visit(scene, "release()").await?;
        e2e::until("the visitor is thanked", async || Ok(visit(scene, "place()").await?["is_sent"] == true))
            .await?;
        look(&format!("{id}, sent")).await?;
    }
    Ok(())
}

/// Fails with all that was found in all states.
async fn expect_nothing(scene: &Scene, measures: &[&str]) -> Result<()> {
    let mut found = Vec::new();
    let mut states = 0;
    in_every_full_form(scene, async |state| {
        states += 1;
        for measure in measures {
            found.extend(measured(scene, measure).await?.into_iter().map(|one| format!("{state}: {one}")));
        }
        Ok(())
    })
    .await?;
    assert!(states >= 40, "only {states} states were seen");
    assert!(found.is_empty(), "{} in {states} states:\n{}", found.len(), found.join("\n"));
    Ok(())
}

#[tokio::test]
async fn at_320_pixels_nothing_is_cut_off_and_nothing_scrolls_sideways() {
    scene(async |scene| {
        scene.browser.resize(320, 640).await?;
        expect_nothing(scene, &["cut", "collisions"]).await
    })
    .await;
}

#[tokio::test]
async fn with_text_of_twice_the_size_nothing_is_cut_off() {
    scene(async |scene| {
        scene.browser.resize(1280, 900).await?;
        scene.browser.devtools("Page.setFontSizes", json!({ "fontSizes": { "standard": 32, "fixed": 26 } })).await?;
        let mut is_large = false;
        let mut found = Vec::new();
        in_every_full_form(scene, async |state| {
            let size = "return getComputedStyle(document.querySelector('lead-form').shadowRoot.querySelector('.lf-form, .lf-thanks')).fontSize";
            is_large |= scene.browser.run(size, vec![]).await? == "32px";
            for measure in ["cut", "collisions"] {
                found.extend(measured(scene, measure).await?.into_iter().map(|one| format!("{state}: {one}")));
            }
            Ok(())
        })
        .await?;
        assert!(is_large, "the text follows the visitor's own size");
        assert!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn with_wide_spacing_of_text_nothing_is_cut_off() {
    // The values of WCAG 1.4.12, over everything.
    const SPACING: &str = "
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
          word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
        const { adoptedStyleSheets } = document.querySelector('lead-form').shadowRoot;
        if (!window.spaced) adoptedStyleSheets.push(sheet);
        window.spaced = true;";
    scene(async |scene| {
        for width in [320, 1280] {
            scene.browser.resize(width, 800).await?;
            let mut found = Vec::new();
            in_every_full_form(scene, async |state| {
                scene.browser.run(SPACING, vec![]).await?;
                for measure in ["cut", "collisions"] {
                    let all = measured(scene, measure).await?;
                    found.extend(all.into_iter().map(|one| format!("{state}, {width} px: {one}")));
                }
                Ok(())
            })
            .await?;
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn every_target_has_24_pixels_and_every_control_text_of_16_on_a_phone() {
    scene(async |scene| {
        scene.browser.resize(360, 740).await?;
        expect_nothing(scene, &["small", "fine"]).await
    })
    .await;
}

#[tokio::test]
async fn whoever_wants_less_motion_sees_none() {
    scene(async |scene| {
        let features = json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
        scene.browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        expect_nothing(scene, &["moving"]).await
    })
    .await;
}

#[tokio::test]
async fn in_forced_colours_edges_choices_mistakes_and_the_focus_show() {
    scene(async |scene| {
        for scheme in ["light", "dark"] {
            let features = json!([{ "name": "forced-colors", "value": "active" },
                { "name": "prefers-color-scheme", "value": scheme }]);
            scene.browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
            let active =
                scene.browser.run("return matchMedia('(forced-colors: active)').matches", vec![]).await?;
            assert_eq!(active, Value::Bool(true));
            expect_nothing(scene, &["forced"]).await?;
            // The ring and all texts in the system's own colours.
            in_every_full_form(scene, async |state| {
                let all = scene.browser.contrasts("lead-form").await?;
                let poor = all.iter().filter(|one| ["focus", "text", "value"].contains(&one.what.as_str()));
                let poor: Vec<String> = poor.filter(|one| !one.holds()).map(ToString::to_string).collect();
                assert!(poor.is_empty(), "{state}, {scheme}: {}", poor.join("\n"));
                Ok(())
            })
            .await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_press_that_moves_off_the_button_does_nothing() {
    scene(async |scene| {
        open(scene, "proxy='/p/zalo-journey' form='/examples/zalo-journey.json'").await?;
        let form = scene.browser.form("lead-form").await?;
        let at = "const button = document.querySelector('lead-form').shadowRoot.querySelector('.lf-submit');
            button.scrollIntoView({ behavior: 'instant', block: 'center' });
            const box = button.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2]";
        let at = scene.browser.run(at, vec![]).await?;
        for (kind, x, is_pressed) in
            [("mousePressed", &at[0], false), ("mouseReleased", &json!(1), false), ("", &at[0], true)]
        {
            if is_pressed {
                let point = e2e::Point { x: at[0].as_f64().context("x")?, y: at[1].as_f64().context("y")? };
                scene.browser.click_at(point).await?;
                form.find("[aria-invalid=true]").await?;
                break;
            }
            let event = json!({ "type": kind, "x": x, "y": at[1], "button": "left", "clickCount": 1 });
            scene.browser.devtools("Input.dispatchMouseEvent", event).await?;
            assert!(form.find_all("[aria-invalid=true]").await?.is_empty(), "{kind}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_tab_key_comes_to_everything_in_the_order_that_is_seen_and_nothing_hides_it() {
    scene(async |scene| {
        for width in [360, 1280] {
            scene.browser.resize(width, 800).await?;
            let mut walked = 0;
            in_every_full_form(scene, async |state| {
                if !["in error", "filled in"].iter().any(|end| state.ends_with(end)) {
                    return Ok(());
                }
                walked += walk(scene, &format!("{state}, {width} px")).await?;
                Ok(())
            })
            .await?;
            assert!(walked > 200, "{walked}");
        }
        Ok(())
    })
    .await;
}

/// Presses Tab from before the form until it is behind it; says how often.
async fn walk(scene: &Scene, state: &str) -> Result<u64> {
    let stops =
        scene.browser.run("return window.measure.stops()", vec![]).await?.as_u64().context("a number")?;
    // From the heading before the form.
    let begin = "const h1 = document.querySelector('h1'); h1.tabIndex = -1; h1.focus(); scrollTo(0, 0)";
    scene.browser.run(begin, vec![]).await?;
    let mut reached = Vec::new();
    let mut before: Option<Value> = None;
    // Inside a date, Tab goes from part to part.
    for _ in 0..stops * 5 {
        scene.browser.press(e2e::keys::TAB).await?;
        let stop = scene.browser.run("return window.measure.stop()", vec![]).await?;
        let at = stop["at"].as_i64().context("a number")?;
        if at < 0 && before.is_some() {
            break;
        }
        if reached.last() == Some(&at) {
            continue;
        }
        assert_eq!(stop["isSeen"], true, "{state}: {stop} is hidden");
        if let Some(before) = &before {
            let number = |stop: &Value, name: &str| stop[name].as_f64().unwrap_or_default();
            let is_below = number(&stop, "top") >= number(before, "bottom") - 2.0;
            let is_beside = number(&stop, "bottom") > number(before, "top") + 2.0
                && number(&stop, "left") >= number(before, "left");
            assert!(is_below || is_beside, "{state}: {stop} comes after {before}");
        }
        reached.push(at);
        before = Some(stop);
    }
    let expected: Vec<i64> = (0..).take(usize::try_from(stops)?).collect();
    assert_eq!(reached, expected, "{state}: Tab comes to every control once, in the order of the page");
    Ok(stops)
}
