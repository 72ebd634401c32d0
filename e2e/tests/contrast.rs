//! Contrast in every state of the form, in every theme and without one, light and dark, as the browser computes it.

use std::collections::BTreeSet;

use e2e::contrast::{KINDS, poor};
use e2e::takes::{self, TAKES, called};
use e2e::{keys, scene, themes};

#[tokio::test]
async fn contrast_holds_in_every_state_of_every_theme_light_and_dark() {
    scene(async |scene| {
        takes::set(scene);
        let (mut near, mut kinds) = (Vec::new(), BTreeSet::new());
        for take in &TAKES {
            take.play(scene, &themes::head(scene)).await?;
            for theme in themes::ALL {
                themes::wear(scene, theme).await?;
                for scheme in ["light", "dark"] {
                    scene.browser.prefer(&[("prefers-color-scheme", scheme)]).await?;
                    let all = scene.browser.contrasts("lead-form").await?;
                    near.extend(poor(&all, &format!("`{theme}`, {scheme}, `{}`", take.caption)));
                    kinds.extend(all.into_iter().map(|one| one.what));
                }
            }
            scene.host.behave();
        }
        assert_eq!(kinds, KINDS.map(str::to_owned).into_iter().collect(), "each kind was measured");
        assert!(near.is_empty(), "{} can hardly be seen:\n{}", near.len(), near.join("\n"));
        Ok(())
    })
    .await;
}

/// Where the mouse is, and the focus: in which take, at what.
const TOUCHED: [(&str, &[&str]); 2] = [
    (
        "Step 2 of 3, in error",
        &[".lf-submit", ".lf-back", "[name=contact_name]", ".lf-choice", "[type=radio]"],
    ),
    (
        "Every control, filled in",
        &[".lf-drop", ".lf-group-add", ".lf-chip-remove", "select", "[name='consent.news']"],
    ),
];

#[tokio::test]
async fn contrast_holds_under_the_mouse_and_wherever_the_focus_is() {
    scene(async |scene| {
        takes::set(scene);
        let (mut near, mut rings) = (Vec::new(), 0);
        for (caption, places) in TOUCHED {
            called(caption).play(scene, &themes::head(scene)).await?;
            let form = scene.browser.form("lead-form").await?;
            for place in places {
                let element = form.find(place).await?;
                for theme in themes::ALL {
                    themes::wear(scene, theme).await?;
                    // The ring is drawn for keys; a script's focus counts as one where the last press was a key. And
                    // what a theme moved is no longer under the mouse.
                    scene.browser.press(keys::TAB).await?;
                    let touch = "arguments[0].focus(); arguments[0].scrollIntoView({ block: 'center' })";
                    scene.browser.run(touch, vec![element.to_json()?]).await?;
                    scene
                        .browser
                        .web_driver()
                        .action_chain()
                        .move_to_element_center(&element)
                        .perform()
                        .await?;
                    let hovered = "return arguments[0].matches(':hover')";
                    assert_eq!(scene.browser.run(hovered, vec![element.to_json()?]).await?, true, "{place}");
                    for scheme in ["light", "dark"] {
                        scene.browser.prefer(&[("prefers-color-scheme", scheme)]).await?;
                        let all = scene.browser.contrasts("lead-form").await?;
                        near.extend(poor(&all, &format!("`{theme}`, {scheme}, at {place}")));
                        rings += all.iter().filter(|one| one.what == "focus").count();
                    }
                }
            }
        }
        assert!(rings >= 40, "rings were measured: {rings}");
        assert!(near.is_empty(), "{}", near.join("\n"));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn contrast_holds_in_the_brand_of_the_demo_page() {
    scene(async |scene| {
        // Without motion, nothing slides away from under the mouse.
        scene.browser.prefer(&[("prefers-reduced-motion", "reduce")]).await?;
        scene.browser.open("/").await?;
        for form in ["consult", "visit", "reminders", "news", "abroad"] {
            let selector = format!("lead-form.{form}");
            scene.browser.form(&selector).await?.submit().await?;
            for scheme in ["dark", "light"] {
                let preferred = [("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")];
                scene.browser.prefer(&preferred).await?;
                let all = scene.browser.contrasts(&selector).await?;
                assert!(all.iter().any(|one| one.what == "sign"), "{form} is in error");
                let near = poor(&all, &format!("{form}, {scheme}"));
                assert!(near.is_empty(), "{}", near.join("\n"));
            }
        }
        Ok(())
    })
    .await;
}
