//! What a test plays in: a host, a sandbox and a browser, each its own, so that tests can run side by side.

use std::panic::{AssertUnwindSafe, resume_unwind};

use anyhow::Result;
use futures_util::FutureExt;

use crate::browser::Browser;
use crate::gateway::Gateway;
use crate::host::Host;
use crate::sandbox::Sandbox;

/// The parts, all running.
pub struct Scene {
    /// What the visitor does and sees.
    pub browser: Browser,
    /// The site with the form on it.
    pub host: Host,
    /// What the host's `/p/…` leads to.
    pub sandbox: Sandbox,
    /// What the host's `/f/…` leads to.
    pub gateway: Gateway,
}

/// Plays a test. Where it fails, a picture and the console show how the page looked.
pub async fn scene(test: impl AsyncFnOnce(&Scene) -> Result<()>) {
    let scene = Scene::start().await.unwrap_or_else(|error| panic!("the scene could not be set: {error:#}"));
    let played = AssertUnwindSafe(test(&scene)).catch_unwind().await;
    if !matches!(played, Ok(Ok(()))) {
        scene.describe().await;
    }
    // Whatever is left of the browser ends with its driver.
    let _ = scene.browser.quit().await;
    match played {
        Ok(result) => result.unwrap_or_else(|error| panic!("{error:#}")),
        Err(panic) => resume_unwind(panic),
    }
}

impl Scene {
    async fn start() -> Result<Self> {
        let sandbox = Sandbox::start().await?;
        let host = Host::start(sandbox.url()).await?;
        let gateway = Gateway::start(sandbox.url(), &host.url("")).await?;
        host.lead_to(gateway.url());
        let browser = Browser::start(host.url("")).await?;
        Ok(Self { browser, host, sandbox, gateway })
    }

    async fn describe(&self) {
        // The test harness gives each test a thread of its name.
        let name = std::thread::current().name().unwrap_or("scene").replace("::", "-");
        match self.browser.screenshot(&format!("failed-{name}")).await {
            Ok(path) => eprintln!("the page as it looked then: {}", path.display()),
            Err(error) => eprintln!("there is no picture of the page: {error:#}"),
        }
        for line in self.browser.console().await.unwrap_or_default() {
            eprintln!("console {}: {}", line.level, line.text);
        }
        for request in self.host.requests("") {
            eprintln!("request {} {}", request.method, request.path);
        }
    }
}
