//! A form on the page, as a visitor meets it: by the names of its fields, through its open shadow root.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::{By, WebElement};

use crate::browser::Browser;
use crate::wait::{until, until_some};

/// One `<lead-form>`.
pub struct Form<'a> {
    browser: &'a Browser,
    selector: String,
}

impl<'a> Form<'a> {
    /// Once the widget has it: what `leadform embed` printed is a form already, and the browser checks it.
    pub(crate) async fn ready(browser: &'a Browser, selector: &str) -> Result<Self> {
        Self::with(browser, selector, "form:is([novalidate], :not([action])) button").await
    }

    /// Once there is one, whoever made it.
    pub(crate) async fn printed(browser: &'a Browser, selector: &str) -> Result<Self> {
        Self::with(browser, selector, "form button").await
    }

    async fn with(browser: &'a Browser, selector: &str, css: &str) -> Result<Self> {
        let form = Self { browser, selector: selector.to_owned() };
        until(&format!("`{selector}` has a `{css}`"), async || Ok(!form.find_all(css).await?.is_empty()))
            .await?;
        Ok(form)
    }

    /// The element itself.
    pub async fn element(&self) -> Result<WebElement> {
        let found = self.browser.web_driver().find(By::Css(&self.selector)).await;
        found.with_context(|| format!("no `{}` on the page", self.selector))
    }

    /// What a CSS selector finds in the shadow root, once it is there.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        until_some(&format!("`{css}` is in the form"), async || {
            Ok(self.find_all(css).await?.into_iter().next())
        })
        .await
    }

    /// All that a CSS selector finds in the shadow root now.
    pub async fn find_all(&self, css: &str) -> Result<Vec<WebElement>> {
        Ok(self.element().await?.get_shadow_root().await?.find_all(By::Css(css)).await?)
    }

    /// The control of a field, by the API attribute's path.
    pub async fn field(&self, name: &str) -> Result<WebElement> {
        self.find(&format!("[name='{name}']")).await
    }

    /// Types into a field, key by key, as it stands: what is in it already stays. Days are given as `2026-12-31` and
    /// hours as `08:30`, and typed as a visitor would.
    pub async fn type_into(&self, name: &str, text: &str) -> Result<()> {
        let control = self.field(name).await?;
        let keys = keys(&control.attr("type").await?.unwrap_or_default(), text);
        control.send_keys(keys).await.with_context(|| format!("cannot type into `{name}`"))
    }

    /// Presses the radio button or the checkbox with this value, or chooses it from a select.
    pub async fn choose(&self, name: &str, value: &str) -> Result<()> {
        let control = self.field(name).await?;
        let css = match control.tag_name().await?.as_str() {
            "select" => format!("[name='{name}'] option[value='{value}']"),
            _ => format!("[name='{name}'][value='{value}']"),
        };
        let choice = self.find(&css).await?;
        // A page that scrolls smoothly would still be moving when the press comes.
        let still = "arguments[0].scrollIntoView({ behavior: 'instant', block: 'center' })";
        self.browser.run(still, vec![choice.to_json()?]).await?;
        choice.click().await.with_context(|| format!("cannot press the choice {value} of `{name}`"))
    }

    /// Presses the button that sends the form, or leads to its next step.
    pub async fn submit(&self) -> Result<()> {
        self.find("button[type=submit]").await?.click().await.context("cannot press the form's button")
    }

    /// What stands in a field's control.
    pub async fn value(&self, name: &str) -> Result<String> {
        Ok(self.field(name).await?.prop("value").await?.unwrap_or_default())
    }

    /// All the text that a visitor sees in the form.
    pub async fn text(&self) -> Result<String> {
        // Of an element that is not shown, `innerText` would be all its text.
        let script = "return [...document.querySelector(arguments[0]).shadowRoot.children]\
                      .filter((child) => child.checkVisibility()).map((child) => child.innerText).join('\\n')";
        let text = self.browser.run(script, vec![json!(self.selector)]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a visitor sees this text in the form.
    pub async fn shows(&self, text: &str) -> Result<()> {
        until(&format!("the form shows `{text}`"), async || Ok(self.text().await?.contains(text))).await
    }

    /// Begins to remember the element's events of these names; [`Form::events`] tells them.
    pub async fn listen(&self, names: &[&str]) -> Result<()> {
        let script = "const [selector, names] = arguments; const element = document.querySelector(selector);\
                      const heard = (element.e2eEvents ??= []);\
                      for (const name of names) element.addEventListener(name, (event) =>\
                        heard.push({ name, detail: event.detail ?? null }));";
        self.browser.run(script, vec![json!(self.selector), json!(names)]).await?;
        Ok(())
    }

    /// The events since [`Form::listen`]: `{name, detail}` each, in their order.
    pub async fn events(&self) -> Result<Vec<Value>> {
        let script = "return document.querySelector(arguments[0]).e2eEvents ?? []";
        let events = self.browser.run(script, vec![json!(self.selector)]).await?;
        Ok(events.as_array().cloned().unwrap_or_default())
    }
}

/// The keys that a visitor presses where the browser is set to American English, as it is here.
fn keys(input_type: &str, text: &str) -> String {
    let number = |part: &str| part.parse::<u32>().unwrap_or_default();
    match (input_type, text.split(['-', ':']).collect::<Vec<_>>().as_slice()) {
        ("date", [year, month, day]) => format!("{month}{day}{year}"),
        ("time", [hours, minutes]) => {
            let half = if number(hours) < 12 { "AM" } else { "PM" };
            format!("{:02}{minutes}{half}", (number(hours) + 11) % 12 + 1)
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn days_and_hours_are_typed_as_americans_write_them() {
        assert_eq!(keys("date", "2026-12-31"), "12312026");
        assert_eq!(keys("time", "00:05"), "1205AM");
        assert_eq!(keys("time", "08:30"), "0830AM");
        assert_eq!(keys("time", "12:00"), "1200PM");
        assert_eq!(keys("time", "23:59"), "1159PM");
        assert_eq!(keys("text", "a-b-c"), "a-b-c");
    }
}
