//! The widget's browser tests: one program, built once, run in three engines.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::json;

use super::counts::{self, Counts};
use super::record::Reader;
use crate::artifacts;
use crate::tools::Toolbox;

/// An engine, as wasm-bindgen's test runner knows it.
#[derive(Clone, Copy)]
pub(super) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKitGTK",
        }
    }

    /// The stage that runs it.
    const fn stage(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Its name, with its version where it tells that.
    pub(super) fn version(self) -> String {
        let candidates: &[&[&str]] = match self {
            Self::Chromium => &[&["chromium", "--version"], &["google-chrome", "--version"]],
            Self::Firefox => &[&["firefox", "--version"], &["firefox-esr", "--version"]],
            // It has no such option; on Debian the package knows.
            Self::WebKit => &[&["dpkg-query", "--show", "--showformat=${Version}", "webkit2gtk-driver"]],
        };
        let version = candidates.iter().find_map(|command| {
            let output = Command::new(command[0]).args(&command[1..]).output().ok()?;
            number(&String::from_utf8_lossy(&output.stdout))
        });
        [self.name(), &version.unwrap_or_default()].join(" ").trim_end().to_owned()
    }

    /// The variable that chooses the driver, and the driver's name.
    fn driver(self) -> (&'static str, &'static str) {
        match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Self::Firefox => ("GECKODRIVER", "geckodriver"),
            // The runner knows no WebKitGTK. Safari's driver speaks the same language.
            Self::WebKit => ("SAFARIDRIVER", "WebKitWebDriver"),
        }
    }

    /// What the browser is started with.
    fn capabilities(self) -> serde_json::Value {
        match self {
            // As root, in a container, Chromium runs only without its sandbox; the rest keeps it off the network.
            Self::Chromium => json!({ "goog:chromeOptions": { "args": [
                "--no-sandbox", "--headless=new", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run",
            ] } }),
            // The runner tells Firefox to be headless, and passes nothing on to the Safari that WebKitGTK poses as.
            Self::Firefox | Self::WebKit => json!({}),
        }
    }
}

/// The first word that is a version, without what a distribution adds to it.
fn number(text: &str) -> Option<String> {
    let is_version = |word: &&str| word.contains('.') && word.starts_with(|char: char| char.is_ascii_digit());
    let word = text.split_whitespace().find(is_version)?;
    Some(word.split(['-', '~', '+']).next().unwrap_or(word).to_owned())
}

/// Runs all the browser tests in one engine. An engine that runs none has failed.
pub(super) fn run(engine: Engine, tools: &Toolbox) -> Result<Counts> {
    let wasm = build(tools)?;
    let mut reader = Reader::by_module();
    let mut counts =
        counts::tests_watched(&mut command(engine, tools, &wasm)?, &mut |line| reader.line(line))?;
    reader.record(engine.version()).save(engine.stage())?;
    if counts == Counts::default() {
        eprintln!("error: {} ran no test", engine.name());
        counts = Counts::FAILED;
    }
    Ok(counts)
}

/// The tests as one wasm file. Cargo does nothing for the second and third engine.
fn build(tools: &Toolbox) -> Result<PathBuf> {
    let target = ["--target", "wasm32-unknown-unknown"];
    let mut cargo = tools.command("cargo");
    cargo.args(["test", "--package", "leadform", "--test", "browser", "--no-run"]).args(target);
    artifacts::executable(cargo.current_dir(crate::repository::root()), "browser")
}

fn command(engine: Engine, tools: &Toolbox, wasm: &Path) -> Result<Command> {
    const RUNNER: &str = "wasm-bindgen-test-runner";
    let mut command = match engine {
        // WebKitGTK has no headless mode: it gets a screen of its own.
        Engine::WebKit => {
            let mut command = tools.command("xvfb-run");
            command.args(["--auto-servernum", RUNNER]);
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            command
        }
        _ => tools.command(RUNNER),
    };
    let (variable, program) = engine.driver();
    // The runner takes the first driver it is told of, so the others must not be mentioned.
    for other in ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER"] {
        command.env_remove(other).env_remove(format!("{other}_REMOTE"));
    }
    let driver = match std::env::var_os(variable) {
        Some(path) => PathBuf::from(path),
        None => tools
            .find(program)
            .with_context(|| format!("{program} is not on the PATH; set {variable} to it"))?,
    };
    let capabilities = wasm.with_extension(format!("{variable}.json"));
    std::fs::write(&capabilities, engine.capabilities().to_string())
        .with_context(|| format!("cannot write {}", capabilities.display()))?;
    command
        .arg(wasm)
        .env(variable, driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn an_engine_is_told_by_its_version() {
        for (printed, version) in [
            ("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", Some("156.0.8078.79")),
            ("Mozilla Firefox 153.7.0esr", Some("153.7.0esr")),
            ("2.50.6-1~deb12u2", Some("2.50.6")),
            ("", None),
        ] {
            assert_eq!(number(printed).as_deref(), version);
        }
    }
}
