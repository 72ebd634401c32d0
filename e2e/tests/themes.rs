//! The three themes in style/themes/, and the form as it is without one: contrast in every state, light and dark; in
//! forced colours; and in browsers that cannot say `light-dark()`.

use std::collections::BTreeSet;

use anyhow::Result;
use e2e::contrast::{Pair, measure};
use e2e::takes::{self, TAKES, Take};
use e2e::{Scene, scene};
use serde_json::json;

/// Without one, and each.
const THEMES: [&str; 4] = ["", "calm", "bold", "compact"];

const SOURCES: [(&str, &str); 3] = [
    ("calm", include_str!("../../style/themes/calm.css")),
    ("bold", include_str!("../../style/themes/bold.css")),
    ("compact", include_str!("../../style/themes/compact.css")),
];
const TOKENS: &str = include_str!("../../style/tokens.css");

#[test]
fn a_theme_is_made_of_documented_properties_and_parts_only() {
    for (name, source) in SOURCES {
        let code: String =
            source.split("/*").map(|piece| piece.split_once("*/").map_or(piece, |(_, code)| code)).collect();
        for line in code.lines().map(str::trim) {
            if let Some(selector) = line.strip_suffix(" {") {
                let part = selector.strip_prefix("lead-form::part(").and_then(|part| part.strip_suffix(')'));
                let is_known = part.is_some_and(|part| TOKENS.contains(&format!("\n *   {part} ")));
                assert!(
                    selector == "lead-form" || selector.starts_with("@supports") || is_known,
                    "{name}: {selector}"
                );
            } else if line.starts_with("--") {
                let property = line.split(':').next().unwrap_or_default();
                assert!(
                    TOKENS.contains(&format!("var({property},")) || TOKENS.contains(&format!("`{property}`")),
                    "{name}: {property}"
                );
            }
        }
    }
}

#[test]
fn the_sites_own_pages_reach_into_no_form() {
    for (name, text) in [
        ("page.css", include_str!("../../style/page.css")),
        ("gallery.css", include_str!("../../style/gallery.css")),
        ("index.html", include_str!("../../index.html")),
    ] {
        assert!(!text.contains(".lf-"), "{name} knows a class of the form's inside");
        for property in
            text.match_indices("--lf-").map(|(at, _)| text[at..].split(':').next().unwrap_or_default())
        {
            assert!(TOKENS.contains(&format!("var({property},")), "{name}: {property}");
        }
    }
}

/// A page that has all the themes, one of them in force, and follows the visitor's system.
fn head() -> String {
    let links = THEMES[1..].iter();
    let links = links.map(|theme| {
        format!(
            "<link rel='stylesheet' href='/style/themes/{theme}.css' media='not all' data-theme='{theme}'>"
        )
    });
    ["<link rel='stylesheet' href='/page.css'>".to_owned()].into_iter().chain(links).collect()
}

const PAGE: &str = ":root { color-scheme: light dark; background: #fff; }\
                    @media (prefers-color-scheme: dark) { :root { background: #10171a; } }";

async fn wear(scene: &Scene, theme: &str) -> Result<()> {
    let script = "for (const link of document.querySelectorAll('[data-theme]'))\
                  link.media = link.dataset.theme === arguments[0] ? 'all' : 'not all';\
                  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
    scene.browser.run(script, vec![json!(theme)]).await?;
    Ok(())
}

/// All that does not hold, in words; what was measured goes into `kinds`.
async fn look(scene: &Scene, place: &str, kinds: &mut BTreeSet<String>) -> Result<Vec<String>> {
    let pairs = measure(&scene.browser, "lead-form").await?;
    kinds.extend(pairs.iter().map(|pair| pair.kind.clone()));
    let say = |pair: Pair| {
        let (fore, back) = &pair.colours;
        format!("{place}: {} is {fore} on {back}: {:.2}, not {}", pair.what, pair.ratio, pair.need)
    };
    Ok(pairs.into_iter().filter(|pair| !pair.holds()).map(say).collect())
}

/// Measures each take in each theme, light and dark.
async fn look_at_all(takes: impl Iterator<Item = &'static Take>) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    scene(async |scene| {
        takes::set(scene);
        scene.host.put("/page.css", PAGE);
        let mut faults = Vec::new();
        for take in takes {
            take.play(scene, &head()).await?;
            for theme in THEMES {
                wear(scene, theme).await?;
                for scheme in ["light", "dark"] {
                    scene.browser.prefer(&[("prefers-color-scheme", scheme)]).await?;
                    let place = format!(
                        "{}, {scheme}, `{}`",
                        if theme.is_empty() { "default" } else { theme },
                        take.caption
                    );
                    faults.extend(look(scene, &place, &mut kinds).await?);
                }
            }
            scene.host.behave();
        }
        assert!(faults.is_empty(), "{} pairs of colours are too near:\n{}", faults.len(), faults.join("\n"));
        Ok(())
    })
    .await;
    kinds
}

#[tokio::test]
async fn contrast_holds_in_every_state_of_every_theme_light_and_dark() {
    let kinds = look_at_all(TAKES.iter()).await;
    let all = ["answer", "edge", "fill", "placeholder", "ring", "sign", "spinner", "step", "text", "tick"];
    assert_eq!(kinds, all.map(str::to_owned).into_iter().collect(), "each kind was measured");
}

#[tokio::test]
async fn contrast_holds_under_the_mouse_and_wherever_the_focus_is() {
    scene(async |scene| {
        takes::set(scene);
        scene.host.put("/page.css", PAGE);
        let (mut faults, mut kinds) = (Vec::new(), BTreeSet::new());
        for (caption, places) in [
            (
                "Step 2 of 3, in error",
                &[".lf-submit", ".lf-back", "[name=contact_name]", ".lf-choice", "[type=radio]"][..],
            ),
            (
                "Every control, filled in",
                &[".lf-drop", ".lf-group-add", ".lf-chip-remove", "select", "[name='consent.news']"],
            ),
        ] {
            let take = TAKES.iter().find(|take| take.caption == caption).expect("a take of this caption");
            take.play(scene, &head()).await?;
            let form = scene.browser.form("lead-form").await?;
            for place in places {
                let element = form.find(place).await?;
                for theme in THEMES {
                    wear(scene, theme).await?;
                    // The ring is drawn for keys; a script's focus counts as one where the last press was a key. And
                    // what a theme moved is no longer under the mouse.
                    scene.browser.press(e2e::keys::TAB).await?;
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
                        let place = format!("{theme}, {scheme}, at {place}");
                        faults.extend(look(scene, &place, &mut kinds).await?);
                    }
                }
            }
        }
        assert!(kinds.contains("ring"), "a ring was measured");
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn in_forced_colours_the_visitors_own_take_the_place_of_a_theme() {
    scene(async |scene| {
        takes::set(scene);
        scene.host.put("/page.css", PAGE);
        let grounds = "const root = document.querySelector('lead-form').shadowRoot;\
                       return [...new Set([...root.querySelectorAll('.lf-form, .lf-control:not([type=checkbox]), .lf-choice')]\
                         .map((one) => getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).slice(0, 3).join()))]";
        for caption in ["Every control, filled in", "Every control, in error: pressed too early", "Sent"] {
            let take = TAKES.iter().find(|take| take.caption == caption).expect("a take of this caption");
            take.play(scene, &head()).await?;
            for scheme in ["light", "dark"] {
                scene.browser.prefer(&[("prefers-color-scheme", scheme), ("forced-colors", "active")]).await?;
                let mut expected = None;
                for theme in THEMES {
                    wear(scene, theme).await?;
                    let faults = look(scene, &format!("{theme}, {scheme}, `{caption}`"), &mut BTreeSet::new()).await?;
                    assert!(faults.is_empty(), "{}", faults.join("\n"));
                    let found = scene.browser.run(grounds, vec![]).await?;
                    assert_eq!(*expected.get_or_insert_with(|| found.clone()), found, "{theme} changes no ground");
                }
            }
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn browsers_without_light_dark_get_each_theme_in_its_light_colours() {
    scene(async |scene| {
        takes::set(scene);
        scene.host.put("/page.css", PAGE);
        // Such a browser is not at hand: to this one, the function gets a name that it does not know either.
        let older = |style: &str| style.replace("light-dark(", "no-such-colour(");
        for (name, source) in SOURCES {
            scene.host.put(&format!("/style/themes/{name}.css"), &older(source));
        }
        scene.browser.open("/").await?;
        scene.browser.form("lead-form").await?;
        let sheet = "const sheet = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)\
                       .find((path) => /form-[0-9a-f]+\\.css$/.test(path));\
                     return [sheet, await (await fetch(sheet)).text()]";
        let sheet = scene.browser.run(sheet, vec![]).await?;
        let (path, text) = (sheet[0].as_str().unwrap_or_default(), sheet[1].as_str().unwrap_or_default());
        assert!(text.contains("light-dark("), "the form's own stylesheet says both");
        scene.host.put(path, &older(text));
        for take in TAKES.iter().filter(|take| take.caption.starts_with("Every") || take.caption == "Sent") {
            take.play(scene, &head()).await?;
            for theme in THEMES {
                wear(scene, theme).await?;
                for scheme in ["light", "dark"] {
                    scene.browser.prefer(&[("prefers-color-scheme", scheme)]).await?;
                    let place = format!("{theme}, {scheme}, `{}`", take.caption);
                    let faults = look(scene, &place, &mut BTreeSet::new()).await?;
                    assert!(faults.is_empty(), "{}", faults.join("\n"));
                }
            }
        }
        Ok(())
    })
    .await;
}
