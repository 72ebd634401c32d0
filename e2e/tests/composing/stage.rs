//! A page with a form of every kind of control that is typed into, and a look at what happens in them.

use anyhow::{Context, Result};
use e2e::{Form, Scene};
use serde_json::{Value, json};

/// Text, telephone, e-mail, several lines, a free list, and a list that is searched.
pub(crate) const CUSTOMER: &str = r#"{ "version": 1, "target": "ladiflow-customer", "fields": [
    { "name": "full_name", "required": true }, "phone", "email", { "name": "address", "control": "textarea" },
    { "name": "channels", "control": "chips" },
    { "name": "city", "control": "combobox", "options": { "from": "/examples/options/provinces.json" } },
    { "name": "company" }, { "name": "job_title", "show_if": { "field": "company", "is": ["Ngân hàng"] } } ] }"#;

/// The same with a group of rows.
pub(crate) const CONTACT: &str = r#"{ "version": 1, "target": "1office-contact", "fields": [
    "name", { "name": "phones", "required": true }, { "name": "detail", "fields": ["name", "position"], "min": 1, "max": 3 } ],
    "values": { "code": "W-1", "type": "Cá nhân", "fountain_head_id": "Form yêu cầu tư vấn (website)",
                "trade_ids": ["DỊCH VỤ LUẬT SƯ (TLA)"] } }"#;

/// Shows a form.
pub(crate) async fn open<'a>(scene: &'a Scene, target: &str, definition: &str) -> Result<Form<'a>> {
    let page = format!(
        "<!doctype html><html lang='vi'><script type='module' src='/form.js'></script><a href='#' id='elsewhere'>x</a>\
         <lead-form proxy='/p/{target}'><script type='application/json'>{definition}</script></lead-form>"
    );
    scene.host.put("/composing.html", &page);
    scene.browser.open("/composing.html").await?;
    scene.browser.form("lead-form").await
}

/// Puts the caret into a control, and begins to count how often anybody but the visitor writes into it.
pub(crate) async fn enter(scene: &Scene, name: &str, text: &str, caret: usize) -> Result<()> {
    let script = "const [name, text, caret] = arguments;\
        const control = document.querySelector('lead-form').shadowRoot.querySelector(`[name='${name}']`);\
        const { get, set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value');\
        control.scrollIntoView({ behavior: 'instant', block: 'center' });\
        control.focus();\
        control.writes = [];\
        Object.defineProperty(control, 'value', { configurable: true, get() { return get.call(this) },\
          set(value) { control.writes.push(value); set.call(this, value) } });\
        if (get.call(control) !== text) {\
          set.call(control, text); control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));\
        }\
        if (control.type !== 'email') control.setSelectionRange(caret, caret);";
    scene.browser.run(script, vec![json!(name), json!(text), json!(caret)]).await?;
    Ok(())
}

/// What stands in a control, where its caret is, and what was written into it by anybody but the visitor.
pub(crate) async fn state(scene: &Scene, name: &str) -> Result<(String, Option<u64>, Vec<Value>)> {
    // What follows a change follows it soon: two turns of the page's own clock.
    let script = "return (async (name) => {\
        const control = document.querySelector('lead-form').shadowRoot.querySelector(`[name='${name}']`);\
        await new Promise((resolve) => setTimeout(() => setTimeout(resolve)));\
        return [control.value, control.selectionStart, control.writes ?? []] })(...arguments)";
    let found = scene.browser.run(script, vec![json!(name)]).await?;
    let text = found[0].as_str().context("a control has a value")?.to_owned();
    Ok((text, found[1].as_u64(), found[2].as_array().cloned().unwrap_or_default()))
}

/// The property `values`, as the page sees it.
pub(crate) async fn values(scene: &Scene) -> Result<Value> {
    scene.browser.run("return document.querySelector('lead-form').values", vec![]).await
}

/// All that is said to be wrong.
pub(crate) async fn errors(scene: &Scene) -> Result<String> {
    let script = "return [...document.querySelector('lead-form').shadowRoot.querySelectorAll('.lf-error, .lf-summary')]\
                  .map((line) => line.textContent).join('')";
    let said = scene.browser.run(script, vec![]).await?;
    Ok(said.as_str().unwrap_or_default().to_owned())
}
