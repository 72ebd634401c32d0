//! Where the keyboard is, and what a visitor presses there.

use anyhow::{Context, Result, bail};
use e2e::Scene;
use e2e::keys::{DOWN, ENTER, TAB};

/// Where the focus is.
#[derive(Debug)]
pub(crate) struct Place {
    /// The control's name; empty for buttons and links.
    pub(crate) name: String,
    /// `radio`, `select-one`, `tel`, …; of buttons, `submit` or `button`.
    kind: String,
    /// Its words, if it is a button.
    words: String,
    /// Only days to come can be given.
    is_future: bool,
    /// It opens a list that is searched.
    is_combobox: bool,
    pub(crate) is_focus_visible: bool,
}

impl Place {
    pub(crate) fn is_button(&self) -> bool {
        self.kind == "submit"
    }

    /// Whether Tab goes on within the control.
    pub(crate) fn has_parts(&self) -> bool {
        matches!(self.kind.as_str(), "date" | "time")
    }
}

pub(crate) async fn place(scene: &Scene) -> Result<Place> {
    // Something unseen may have the focus if something around it shows that.
    let script = "
        const active = document.querySelector('lead-form').shadowRoot.activeElement;
        if (!active) return null;
        const has_ring = (element) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
          return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
        };
        let ringed = false;
        for (let element = active; element && !ringed; element = element.parentElement) ringed = has_ring(element);
        const { top, bottom } = active.getBoundingClientRect();
        return [active.name ?? '', active.inputMode === 'email' ? 'email' : active.type ?? '', active.innerText ?? '', active.hasAttribute('min'),
          active.role === 'combobox', ringed && top >= 0 && bottom <= innerHeight + 1];";
    let found = scene.browser.run(script, vec![]).await?;
    let found = found.as_array().context("the focus has left the form")?;
    let text = |index: usize| found[index].as_str().unwrap_or_default().to_owned();
    let is = |index: usize| found[index] == true;
    Ok(Place {
        name: text(0),
        kind: text(1),
        words: text(2),
        is_future: is(3),
        is_combobox: is(4),
        is_focus_visible: is(5),
    })
}

/// What is pressed to answer.
pub(crate) fn keys(place: &Place) -> String {
    match place.kind.as_str() {
        "radio" | "checkbox" => " ".to_owned(),
        "select-one" => DOWN.to_owned(),
        "tel" => "0912345678".to_owned(),
        "email" => "an@example.vn".to_owned(),
        "date" if place.is_future => "12052031".to_owned(),
        "date" => "02131990".to_owned(),
        "time" => "0830AM".to_owned(),
        _ if place.is_combobox => format!("{DOWN}{DOWN}{ENTER}"),
        _ => "Nguyễn Thị An".to_owned(),
    }
}

/// Presses Tab until the focus is on the control of this name, or on the button with these words.
pub(crate) async fn go_to(scene: &Scene, name: &str) -> Result<()> {
    const TABS: usize = 10;
    let mut passed = Vec::new();
    // From the top of the page.
    scene.browser.run("document.querySelector('lead-form').shadowRoot.activeElement?.blur()", vec![]).await?;
    for _ in 0..TABS {
        scene.browser.press(TAB).await?;
        let Ok(place) = place(scene).await else { continue };
        if place.name == name || place.words == name {
            return Ok(());
        }
        passed.push(place);
    }
    bail!("Tab does not lead to {name}, but to {passed:?}")
}
