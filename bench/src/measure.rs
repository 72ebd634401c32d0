//! What is measured of one form on one device, each in a browser that has seen nothing before.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use e2e::{Browser, TimeoutConfiguration};
use serde_json::{Value, json};

use crate::peer::{Kind, Peer};
use crate::profile::Profile;
use crate::server::Server;
use crate::site;
use crate::trace::Trace;

/// Fifty forms of a large library take half a minute on a slow processor.
const PATIENCE: Duration = Duration::from_mins(1);
const PROBE: &str = include_str!("probe.js");

/// What was measured, by name. What could not be, is not there.
#[derive(Debug, Default, Clone)]
pub(crate) struct Measures(pub(crate) Vec<(&'static str, f64)>);

impl Measures {
    pub(crate) fn get(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// What is beyond `base`, the same of a page without a form; not known if that is not.
    pub(crate) fn beyond(&mut self, name: &str, base: Option<f64>) {
        match base {
            Some(base) => {
                self.0.iter_mut().filter(|(known, _)| *known == name).for_each(|(_, value)| *value -= base);
            }
            None => self.0.retain(|(known, _)| *known != name),
        }
    }

    fn put(&mut self, name: &'static str, value: &Value) {
        if let Some(value) = value.as_f64() {
            self.0.push((name, value));
        }
    }
}

impl fmt::Display for Measures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(name, value)| write!(f, " {name} {value:.2}"))
    }
}

/// What is measured in a page, and the page of which form, on which device.
pub(crate) struct Place<'a> {
    pub(crate) server: &'a Server,
    pub(crate) peer: &'a Peer,
    pub(crate) profile: &'a Profile,
    /// Where to leave CPU profiles.
    pub(crate) trace: Option<&'a Path>,
}

/// One run of everything.
pub(crate) async fn all(place: &Place<'_>) -> Measures {
    let peer = place.peer;
    let mut measures = Measures::default();
    let is_there = is_done(place, "loading", load(place, &mut measures).await);
    if peer.kind == Kind::None || !is_there {
        return measures;
    }
    is_done(place, "typing", typing(place, &mut measures).await);
    is_done(place, "validating", live(place, &mut measures).await);
    // A second form in a page is put there by a script: what is printed for the page has no meaning then.
    if peer.kind != Kind::Rendered {
        is_done(place, "fifty forms, two hundred mounts", many(place, &mut measures).await);
    }
    measures
}

/// A form that does not get that far lacks these measures, and holds up nobody else's.
fn is_done(place: &Place<'_>, what: &str, done: Result<()>) -> bool {
    let Place { peer, profile, .. } = place;
    done.inspect_err(|error| eprintln!("{} {}: {what}: given up: {error}", profile.name, peer.name)).is_ok()
}

/// A page in a new browser.
struct Page<'a> {
    browser: Browser,
    place: &'a Place<'a>,
}

impl<'a> Page<'a> {
    /// A page that stands.
    async fn open(place: &'a Place<'a>) -> Result<Self> {
        let page = Self::blank(place).await?;
        page.visit().await?;
        Ok(page)
    }

    /// A browser that is about to see the page.
    async fn blank(place: &'a Place<'a>) -> Result<Self> {
        let Place { server, profile, .. } = place;
        let browser = Browser::start(server.origin.clone()).await?;
        let patience = TimeoutConfiguration::new(Some(PATIENCE), None, None);
        browser.web_driver().update_timeouts(patience).await?;
        browser.open("/blank").await?;
        profile.put_on(&browser).await?;
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROBE })).await?;
        server.sent();
        Ok(Self { browser, place })
    }

    async fn visit(&self) -> Result<()> {
        self.browser.open(&format!("/{}/", self.place.peer.name)).await
    }

    /// What happens in between goes into a CPU profile, if one is wanted.
    async fn watched<T>(&self, name: &str, work: impl Future<Output = Result<T>>) -> Result<T> {
        let Some(folder) = self.place.trace else { return work.await };
        let name = [self.place.profile.name, self.place.peer.name, name].join("-");
        let trace = Trace::start(&self.browser, folder, &name).await?;
        let done = work.await?;
        trace.stop(&self.browser).await?;
        Ok(done)
    }

    async fn run(&self, script: &str) -> Result<Value> {
        self.browser.run(script, Vec::new()).await
    }

    /// The JavaScript heap after a collection, and the modules' memory, in bytes.
    async fn memory(&self) -> Result<(f64, f64)> {
        for _ in 0..3 {
            self.browser.devtools("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let heap = self.browser.devtools("Runtime.getHeapUsage", json!({})).await?;
        let wasm = self.run("return probe.wasmBytes()").await?;
        Ok((heap["usedSize"].as_f64().unwrap_or_default(), wasm.as_f64().unwrap_or_default()))
    }
}

async fn load(place: &Place<'_>, measures: &mut Measures) -> Result<()> {
    let Place { server, peer, .. } = place;
    let page = Page::blank(place).await?;
    page.watched("load", async {
        page.visit().await?;
        if peer.kind != Kind::None {
            measures.put("visible", &page.run("return probe.visible").await?);
        }
        page.run("return probe.settled(1500)").await
    })
    .await?;
    weigh(server, measures);
    let long = page.run("return probe.long.map(([, ms]) => ms)").await?;
    let long: Vec<f64> = long.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    measures.0.push(("blocking", long.iter().fold(0.0, |sum, ms| sum + (ms - 50.0).max(0.0))));
    measures.0.push(("longest", long.iter().copied().fold(0.0, f64::max)));
    measures.put("shift", &page.run("return probe.cls").await?);
    measures.put("lcp", &page.run("return probe.lcp").await?);
    let (heap, wasm) = page.memory().await?;
    measures.0.push(("memory", heap + wasm));
    if peer.kind != Kind::None {
        let keys = page.watched("key", page.run("return probe.keys(40)")).await?;
        let mut keys: Vec<f64> = keys.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        keys.sort_by(f64::total_cmp);
        measures.0.push(("key", keys.get(keys.len() / 2).copied().context("no key was typed")?));
        page.run(
            "const input = probe.input(); input.focus(); input.select(); document.execCommand('delete')",
        )
        .await?;
        page.run("return probe.settled(300)").await?;
        measures.put("empty", &page.watched("empty", page.run("return probe.empty()")).await?);
    }
    page.browser.quit().await
}

/// What the page without the form would not have sent. The page's own HTML grows with a form in it.
fn weigh(server: &Server, measures: &mut Measures) {
    let sent = server.sent();
    let of_the_page = |path: &str| site::OF_THE_PAGE.iter().any(|(own, _)| *own == path);
    let (pages, files): (Vec<_>, Vec<_>) =
        sent.into_iter().filter(|(path, _)| !of_the_page(path)).partition(|(path, _)| path.ends_with('/'));
    let bytes =
        |ending: &str| files.iter().filter(|(path, _)| path.ends_with(ending)).map(|(_, bytes)| *bytes).sum();
    let html = pages.iter().map(|(_, bytes)| *bytes).sum::<usize>().saturating_sub(server.page);
    let mut put = |name, value: usize| {
        #[expect(clippy::cast_precision_loss, reason = "sizes of files are far below 2^52")]
        measures.0.push((name, value as f64));
    };
    put("bytes", html + bytes(""));
    put("loader", bytes("/form.js"));
    put("css", bytes(".css"));
    put("requests", files.len());
}

async fn typing(place: &Place<'_>, measures: &mut Measures) -> Result<()> {
    let page = Page::open(place).await?;
    let typed = page.run("return probe.typing(2000)").await?;
    measures.put("interactive", &typed["at"]);
    page.browser.quit().await
}

async fn live(place: &Place<'_>, measures: &mut Measures) -> Result<()> {
    let page = Page::open(place).await?;
    measures.put("live", &page.run("return probe.live(15000)").await?);
    page.browser.quit().await
}

async fn many(place: &Place<'_>, measures: &mut Measures) -> Result<()> {
    let Place { peer, profile, .. } = place;
    let page = Page::open(place).await?;
    page.run("await probe.visible; return probe.settled(500)").await?;
    if peer.kind == Kind::Element {
        page.run(&format!("return import('/{}.js').then(() => null)", peer.name)).await?;
    }
    measures.put("fifty", &page.watched("fifty", page.run("return probe.many(50)")).await?);
    page.browser.quit().await?;
    // Memory is the same on both.
    if profile.name == "mobile" {
        return Ok(());
    }
    let again = Page::open(place).await?;
    again.run("await probe.visible; return probe.settled(500)").await?;
    if peer.kind == Kind::Element {
        again.run(&format!("return import('/{}.js').then(() => null)", peer.name)).await?;
    }
    again.run("return probe.mounts(1)").await?;
    let first = again.memory().await?;
    again.run("return probe.mounts(200)").await?;
    let last = again.memory().await?;
    measures.0.push(("remounted", (last.0 + last.1) / (first.0 + first.1)));
    again.browser.quit().await
}
