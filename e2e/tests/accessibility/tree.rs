//! What assistive technology gets: names, roles, states and descriptions in Chromium's accessibility tree.

use anyhow::{Context, Result};
use e2e::keys::TAB;
use e2e::{Scene, scene, until};
use serde_json::{Value, json};

use crate::states::{open, visit};

/// One of each kind of control.
const CONTROLS: &str = r#"{"version": 1, "target": "1office-contact", "title": "Contact us", "fields": [
    {"name": "name", "help": "As in your passport"},
    {"name": "phones", "required": true},
    {"name": "birthday", "required": true},
    {"name": "desc"},
    {"name": "type", "control": "radio", "required": true},
    {"name": "formal_name", "control": "select", "required": true},
    {"name": "trade_ids", "control": "checkboxes"},
    {"name": "fountain_head_id", "control": "combobox"},
    {"name": "user_ids", "required": true},
    {"name": "detail", "min": 1, "fields": [{"name": "name", "required": true}]},
    {"name": "files", "required": true}],
    "values": {"code": "W-1"}, "consent": {"text": "I agree", "required": true}}"#;

/// A node of the tree: `role "name"`, its states, and `<- description`.
fn node(node: &Value) -> Option<String> {
    let text = |part: &Value| part["value"].as_str().unwrap_or_default().trim().to_owned();
    let role = text(&node["role"]);
    if node["ignored"] == true || ["none", "generic", "InlineTextBox", "StaticText"].contains(&role.as_str())
    {
        return None;
    }
    let mut line = format!("{role} \"{}\"", text(&node["name"]));
    for property in node["properties"].as_array().into_iter().flatten() {
        let name = property["name"].as_str().unwrap_or_default();
        let value = &property["value"]["value"];
        match name {
            "required" if value == true => line.push_str(" required"),
            "invalid" if value == "true" => line.push_str(" invalid"),
            "expanded" if role == "combobox" => line += &[" expanded=", &value.to_string()].concat(),
            _ => {}
        }
    }
    let description = text(&node["description"]);
    if !description.is_empty() {
        line += &[" <- ", &description].concat();
    }
    Some(line)
}

async fn tree(scene: &Scene) -> Result<Vec<String>> {
    let answer = scene.browser.devtools("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = answer["nodes"].as_array().context("no tree")?;
    Ok(nodes.iter().filter_map(node).collect())
}

async fn open_controls(scene: &Scene) -> Result<()> {
    scene.host.put("/controls.json", CONTROLS);
    open(scene, "lang='en' proxy='/p/1office-contact' form='/controls.json'").await?;
    scene.browser.devtools("Accessibility.enable", json!({})).await?;
    Ok(())
}

/// Fails where one of the lines does not stand in the tree.
fn expect(tree: &[String], lines: &[&str]) {
    for line in lines {
        assert!(tree.iter().any(|one| one == line), "no `{line}` in\n{}", tree.join("\n"));
    }
}

#[tokio::test]
async fn every_control_has_its_name_role_and_description() {
    scene(async |scene| {
        open_controls(scene).await?;
        expect(
            &tree(scene).await?,
            &[
                r#"heading "Contact us""#,
                r#"textbox "Full name" required <- As in your passport"#,
                r#"textbox "Phone number" required"#,
                r#"Date "Date of birth""#,
                r#"textbox "Your message (optional)""#,
                r#"radiogroup "Customer type" required"#,
                r#"radio "Individual""#,
                r#"combobox "Title" expanded=false"#,
                r#"group "Field of service""#,
                r#"checkbox "VISA NHẬP (VUT)""#,
                r#"combobox "How did you hear about us?" required expanded=false"#,
                r#"textbox "Person in charge" required <- Press Enter or a comma to add each entry."#,
                r#"group "Contact persons 1""#,
                r#"button "Add to contact persons""#,
                r#"button "Attachments Choose files or drop them here""#,
                r#"checkbox "I agree""#,
                r#"button "Send""#,
                r#"status """#,
            ],
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn every_control_that_is_wrong_says_so_with_the_reason() {
    scene(async |scene| {
        open_controls(scene).await?;
        visit(scene, "press()").await?;
        expect(
            &tree(scene).await?,
            &[
                r#"group "A few things need another look""#,
                r#"textbox "Full name" invalid required <- As in your passport Please fill in: full name."#,
                r#"textbox "Phone number" invalid required <- Please fill in: phone number."#,
                r#"Date "Date of birth" invalid <- Please choose: date of birth."#,
                r#"radiogroup "Customer type" invalid required <- Please choose: customer type."#,
                r#"combobox "Title" invalid expanded=false <- Please choose: title."#,
                r#"group "Field of service" <- Please choose at least one."#,
                r#"checkbox "VISA NHẬP (VUT)" invalid"#,
                r#"checkbox "I agree" invalid <- We need your agreement to contact you."#,
            ],
        );
        visit(scene, "fill()").await?;
        let after = tree(scene).await?;
        assert!(!after.iter().any(|line| line.contains(" invalid")), "{}", after.join("\n"));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_entry_that_the_keyboard_is_at_is_the_active_one_of_its_list() {
    scene(async |scene| {
        open_controls(scene).await?;
        assert_eq!(visit(scene, "open()").await?, true);
        let lines = tree(scene).await?;
        let is_open =
            |line: &&String| line.starts_with("combobox \"How did") && line.contains("expanded=true");
        assert!(lines.iter().find(is_open).is_some(), "{}", lines.join("\n"));
        assert!(lines.iter().any(|line| line.starts_with("listbox \"How did")), "{}", lines.join("\n"));
        let script = "const root = document.querySelector('lead-form').shadowRoot;
            const at = root.getElementById(root.activeElement.getAttribute('aria-activedescendant'));
            const [list, entry] = [at.parentElement.getBoundingClientRect(), at.getBoundingClientRect()];
            return [at.role, entry.top >= list.top - 1 && entry.bottom <= list.bottom + 1]";
        assert_eq!(scene.browser.run(script, vec![]).await?, json!(["option", true]));
        scene.browser.press("\u{e00c}").await?;
        until("Escape closes the list", async || {
            Ok(tree(scene)
                .await?
                .iter()
                .any(|line| line.starts_with("combobox \"How did") && line.contains("expanded=false")))
        })
        .await?;
        let focused = "return document.querySelector('lead-form').shadowRoot.activeElement.name";
        assert_eq!(scene.browser.run(focused, vec![]).await?, "fountain_head_id");
        scene.browser.press(TAB).await?;
        assert_ne!(scene.browser.run(focused, vec![]).await?, "fountain_head_id", "no trap");
        Ok(())
    })
    .await;
}
