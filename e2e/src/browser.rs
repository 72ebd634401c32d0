//! A Chromium, as a visitor has it, with a look at its console.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

use crate::driver::Driver;
use crate::form::Form;

/// Without its sandbox, which root in a container cannot have; and with no traffic of its own.
const ARGUMENTS: [&str; 11] = [
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--lang=en-US",
    "--window-size=1280,900",
];

/// One browser with one tab, and nothing remembered from before.
pub struct Browser {
    web_driver: WebDriver,
    /// Where paths lead: the scene's host.
    origin: String,
    _profile: TempDir,
    _driver: Driver,
}

/// A line in the console.
#[derive(Debug, Clone)]
pub struct Message {
    /// `SEVERE`, `WARNING`, `INFO`, `DEBUG`.
    pub level: String,
    /// Where it came from, and what it says.
    pub text: String,
}

impl Browser {
    /// Starts one for a site at `origin`, with nothing in its cache.
    pub async fn start(origin: String) -> Result<Self> {
        let driver = Driver::start().await?;
        let profile = tempfile::tempdir().context("no place for the browser's profile")?;
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in ARGUMENTS {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let web_driver =
            WebDriver::new(driver.url(), capabilities).await.context("Chromium did not start")?;
        Ok(Self { web_driver, origin, _profile: profile, _driver: driver })
    }

    /// Goes to a path on the scene's host, or to a whole address, and waits until the page has loaded.
    pub async fn open(&self, address: &str) -> Result<()> {
        let url =
            if address.starts_with('/') { format!("{}{address}", self.origin) } else { address.to_owned() };
        self.web_driver.goto(url).await?;
        Ok(())
    }

    /// The form in the first element that this CSS selector finds, once the widget has it.
    pub async fn form(&self, selector: &str) -> Result<Form<'_>> {
        Form::ready(self, selector).await
    }

    /// The form in the first element that this CSS selector finds, as `leadform embed` printed it, before the widget has it.
    pub async fn printed_form(&self, selector: &str) -> Result<Form<'_>> {
        Form::printed(self, selector).await
    }

    /// Runs the body of a function in the page; it has `arguments`, and its result may be a promise.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.web_driver.execute(script, arguments).await?.json().clone())
    }

    /// What the console has said since this was last asked.
    pub async fn console(&self) -> Result<Vec<Message>> {
        let entries = self.web_driver.browser_log().await?;
        Ok(entries.into_iter().map(|entry| Message { level: entry.level, text: entry.message }).collect())
    }

    /// Fails where the console has an error: one of the page, a refusal by the policy, a request that failed.
    pub async fn expect_quiet_console(&self) -> Result<()> {
        let errors: Vec<_> =
            self.console().await?.into_iter().filter(|line| line.level == "SEVERE").collect();
        ensure!(errors.is_empty(), "the console has errors: {errors:#?}");
        Ok(())
    }

    /// Makes the page as wide as a telephone (360) or a desk (1280), whatever a window may be.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Gives the visitor's system these preferences, and no others: `("prefers-color-scheme", "dark")`.
    pub async fn prefer(&self, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        Ok(())
    }

    /// Saves a picture of the visible part of the page as `target/e2e/NAME.png`, and says where.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let directory = crate::dist::root().join("target").join("e2e");
        std::fs::create_dir_all(&directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
        let path = directory.join(format!("{name}.png"));
        self.web_driver.screenshot(&path).await?;
        Ok(path)
    }

    /// A command of the `DevTools` protocol, for what `WebDriver` has no word for: `Network.emulateNetworkConditions`.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        Ok(self.web_driver.cdp().send_raw(command, parameters).await?)
    }

    /// All that `WebDriver` can do.
    pub fn web_driver(&self) -> &WebDriver {
        &self.web_driver
    }

    /// Closes it.
    pub async fn quit(self) -> Result<()> {
        self.web_driver.quit().await?;
        Ok(())
    }
}
