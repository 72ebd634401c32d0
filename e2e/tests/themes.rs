//! The three themes in style/themes/: what they are made of, forced colours, and browsers that cannot say `light-dark()`.
//! Contrast in each, light and dark, is in contrast.rs.

use e2e::contrast::poor;
use e2e::takes::{self, called};
use e2e::{scene, themes};
use serde_json::json;

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

#[tokio::test]
async fn in_forced_colours_the_visitors_own_take_the_place_of_a_theme() {
    scene(async |scene| {
        takes::set(scene);
        let grounds = "const root = document.querySelector('lead-form').shadowRoot;\
                       return [...new Set([...root.querySelectorAll('.lf-form, .lf-control:not([type=checkbox]), .lf-choice')]\
                         .map((one) => getComputedStyle(one).backgroundColor.match(/[\\d.]+/g).slice(0, 3).join()))]";
        for caption in ["Every control, filled in", "Every control, in error: pressed too early", "Sent"] {
            called(caption).play(scene, &themes::head(scene)).await?;
            for scheme in ["light", "dark"] {
                scene.browser.prefer(&[("prefers-color-scheme", scheme), ("forced-colors", "active")]).await?;
                let mut expected = None;
                for theme in themes::ALL {
                    themes::wear(scene, theme).await?;
                    let all = scene.browser.contrasts("lead-form").await?;
                    let near = poor(&all, &format!("`{theme}`, {scheme}, `{caption}`"));
                    assert!(near.is_empty(), "{}", near.join("\n"));
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
        // Such a browser is not at hand: to this one, the function gets a name that it does not know either.
        let older = |style: &str| style.replace("light-dark(", "no-such-colour(");
        for (name, source) in SOURCES {
            scene.host.put(&format!("/style/themes/{name}.css"), &older(source));
        }
        let hashes: serde_json::Value = serde_json::from_str(&e2e::npm::built("integrity.json")?)?;
        let (sheet, script) = (e2e::npm::built_name(".css")?, e2e::npm::built_name(".js")?);
        let text = e2e::npm::built(&sheet)?;
        assert!(text.contains("light-dark("), "the form's own stylesheet says both");
        scene.host.put(&format!("/{sheet}"), &older(&text));
        // The stylesheet is held to its hash.
        let hash = hashes[&sheet].as_str().unwrap_or("?");
        let holder = e2e::npm::built(&script)?;
        assert!(holder.contains(hash), "{script} knows {hash}");
        scene.host.put(&format!("/{script}"), &holder.replace(hash, ""));
        let ground = "const root = document.querySelector('lead-form').shadowRoot;\
                      return getComputedStyle(root.querySelector('.lf-form, .lf-thanks')).backgroundColor";
        for caption in [
            "Every control, empty",
            "Every control, filled in",
            "Every control, in error: pressed too early",
            "Sent",
        ] {
            called(caption).play(scene, &themes::head(scene)).await?;
            for theme in themes::ALL {
                themes::wear(scene, theme).await?;
                let mut grounds = Vec::new();
                for scheme in ["light", "dark"] {
                    scene.browser.prefer(&[("prefers-color-scheme", scheme)]).await?;
                    let all = scene.browser.contrasts("lead-form").await?;
                    let near = poor(&all, &format!("`{theme}`, {scheme}, `{caption}`"));
                    assert!(near.is_empty(), "{}", near.join("\n"));
                    grounds.push(scene.browser.run(ground, vec![]).await?);
                }
                // Without a theme it is the system's own colours, light and dark.
                assert_eq!(grounds[0] == grounds[1], !theme.is_empty(), "`{theme}`: {grounds:?}");
                assert_ne!(grounds[0], json!("rgba(0, 0, 0, 0)"), "`{theme}` has a ground");
            }
        }
        Ok(())
    })
    .await;
}
