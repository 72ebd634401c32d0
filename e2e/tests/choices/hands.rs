//! The three ways to choose: with a mouse, with the keyboard alone, and with a finger.

use anyhow::{Context, Result, ensure};
use e2e::keys::{BACKSPACE, DOWN, ENTER, TAB};
use e2e::{Form, Point, Scene, until, until_some};
use leadform_spec::definition::Control;
use serde_json::{Value, json};

use crate::sheet::Offer;

/// Where a control, or a choice that it offers, can be pressed: brought into sight, and nothing in front of it.
const FIND: &str = "
    const [name, value, byLabel] = arguments;
    const root = document.querySelector('lead-form').shadowRoot;
    const controls = [...root.querySelectorAll('[name]')].filter((control) => control.name === name);
    const options = [...(controls[0].closest('.lf-combobox')?.querySelectorAll('[role=option]') ?? [])];
    const input = value === null ? controls[0] : controls.find((control) => control.value === value);
    const target = options.find((option) => option.dataset.value === value)
      ?? (byLabel ? input?.closest('label').querySelector('span') : input);
    if (!target) return null;
    target.scrollIntoView({ block: 'center' });
    const box = target.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = root.elementFromPoint(x, y);
    if (!target.contains(hit)) throw new Error(`${name} ${value} is behind ${hit?.outerHTML}`);
    return [x, y];";

/// The list that is open.
const LIST: &str = "
    const list = document.querySelector('lead-form').shadowRoot.querySelector('[role=listbox]:not([hidden])');";

/// A wheel moves a list for some time: what is pressed meanwhile is no longer there.
const COME_TO_REST: &str = "
    return (async () => {
      for (let before = -1; before !== list.scrollTop; ) {
        before = list.scrollTop;
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    })();";

/// In pixels: farther than any list goes.
pub(crate) const FAR: i32 = 100_000;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    Mouse,
    Finger,
}

/// Chooses everything that `offer` has, one after the other, by pressing it.
pub(crate) async fn press_each(scene: &Scene, form: &Form<'_>, offer: &Offer, hand: Hand) -> Result<()> {
    for value in &offer.values {
        press_one(scene, form, offer, value, hand).await?;
        holds(scene, offer, &if offer.several { json!([value]) } else { json!(value) }).await?;
        if offer.several {
            let script = "document.querySelector('lead-form').values = { [arguments[0]]: [] }";
            scene.browser.run(script, vec![json!(offer.name)]).await?;
        }
    }
    Ok(())
}

async fn press_one(scene: &Scene, form: &Form<'_>, offer: &Offer, value: &str, hand: Hand) -> Result<()> {
    let control = || async { point(scene, offer, None, hand).await?.context("the control is not there") };
    match offer.control {
        Control::Select => {
            press(scene, hand, control().await?).await?;
            // The list is the browser's own, and in another window: WebDriver has a word of its own for it.
            form.choose(&offer.name, value).await
        }
        Control::Combobox => {
            press(scene, hand, control().await?).await?;
            let option = until_some(&format!("{} offers {value}", offer.name), async || {
                scroll_towards(scene, offer, value, hand).await
            })
            .await?;
            press(scene, hand, option).await
        }
        _ => {
            let choice = point(scene, offer, Some(value), hand).await?;
            press(scene, hand, choice.with_context(|| format!("no {value}"))?).await
        }
    }
}

async fn press(scene: &Scene, hand: Hand, point: Point) -> Result<()> {
    match hand {
        Hand::Mouse => scene.browser.click_at(point).await,
        Hand::Finger => scene.browser.tap_at(point).await,
    }
}

async fn point(scene: &Scene, offer: &Offer, value: Option<&str>, hand: Hand) -> Result<Option<Point>> {
    // A mouse hits the small circle, a finger the words beside it.
    let by_label = hand == Hand::Finger && value.is_some();
    let found = scene.browser.run(FIND, vec![json!(offer.name), json!(value), json!(by_label)]).await?;
    Ok(match (found[0].as_f64(), found[1].as_f64()) {
        (Some(x), Some(y)) => Some(Point { x, y }),
        _ => None,
    })
}

/// The choice in the open list. Of a long list, the rest comes as one scrolls.
async fn scroll_towards(scene: &Scene, offer: &Offer, value: &str, hand: Hand) -> Result<Option<Point>> {
    let found = point(scene, offer, Some(value), hand).await?;
    if found.is_none() {
        turn_wheel(scene, -FAR).await?;
        turn_wheel(scene, FAR).await?;
    }
    Ok(found)
}

/// Turns the wheel over the open list, down by so many pixels, and waits until the list stands still.
pub(crate) async fn turn_wheel(scene: &Scene, pixels: i32) -> Result<()> {
    let place =
        format!("{LIST} const {{ left, top }} = list.getBoundingClientRect(); return [left + 20, top + 20]");
    let list = scene.browser.run(&place, vec![]).await?;
    let [x, y] = [&list[0], &list[1]].map(|number| number.as_f64().unwrap_or_default());
    scene.browser.turn_wheel_at(Point { x, y }, pixels).await?;
    scene.browser.run(&format!("{LIST} {COME_TO_REST}"), vec![]).await?;
    Ok(())
}

/// Goes to `offer` with Tab from wherever the focus is, and chooses everything that it has.
pub(crate) async fn type_each(scene: &Scene, offer: &Offer) -> Result<()> {
    let browser = &scene.browser;
    go_to(scene, offer).await?;
    for (index, value) in offer.values.iter().enumerate() {
        let keys = match offer.control {
            Control::Select => DOWN.to_owned(),
            Control::Radio if index > 0 => DOWN.to_owned(),
            Control::Checkboxes if index > 0 => format!("{TAB} "),
            Control::Radio | Control::Checkboxes => " ".to_owned(),
            // From the beginning, since nothing is chosen; or one further than what is.
            _ if offer.several => DOWN.repeat(index + 2) + ENTER,
            _ => format!("{DOWN}{DOWN}{ENTER}"),
        };
        browser.press(&keys).await?;
        holds(scene, offer, &if offer.several { json!([value]) } else { json!(value) }).await?;
        if offer.several {
            browser.press(if offer.control == Control::Checkboxes { " " } else { BACKSPACE }).await?;
            holds(scene, offer, &json!([])).await?;
        }
    }
    Ok(())
}

async fn go_to(scene: &Scene, offer: &Offer) -> Result<()> {
    const TABS: usize = 12;
    let script = "return document.querySelector('lead-form').shadowRoot.activeElement?.name ?? ''";
    let mut passed = Vec::new();
    for _ in 0..TABS {
        scene.browser.press(TAB).await?;
        let name = scene.browser.run(script, vec![]).await?;
        if name == offer.name.as_str() {
            return Ok(());
        }
        passed.push(name);
    }
    ensure!(false, "Tab does not lead to {}, but to {passed:?}", offer.name);
    Ok(())
}

async fn holds(scene: &Scene, offer: &Offer, expected: &Value) -> Result<()> {
    let script = "return document.querySelector('lead-form').values[arguments[0]]";
    until(&format!("{} in a {:?} is {expected}", offer.name, offer.control), async || {
        let is = scene.browser.run(script, vec![json!(offer.name)]).await?;
        ensure!(is == *expected, "it is {is}");
        Ok(true)
    })
    .await
}
