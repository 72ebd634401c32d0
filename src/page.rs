//! What only the page knows: the day, its address, where the visitor came from, and the browser's own text tools.

use js_sys::{Date as JsDate, JsString};
use leadform_spec::definition::{Environment, Language};
use leadform_spec::texts;
use leadform_spec::value::{Date, DateFormat};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, EventTarget, UrlSearchParams};

use crate::campaign;
use crate::event::object;

/// The form is not in a browser but is written as HTML, by [`crate::paper`]: there is no page around it yet.
pub(crate) const ON_PAPER: bool = cfg!(not(target_arch = "wasm32"));

/// What templates, bounds and attribution ask for, as it was at one moment.
pub(crate) struct Page {
    language: Language,
    today: Date,
    submission_id: String,
    url: String,
    referrer: String,
}

impl Page {
    /// The page as it is now.
    pub(crate) fn now(submission_id: &str, language: Language) -> Self {
        if ON_PAPER {
            let (url, referrer) = (String::new(), String::new());
            return Self { language, today: today(), submission_id: String::new(), url, referrer };
        }
        Self {
            language,
            today: today(),
            submission_id: submission_id.to_owned(),
            url: url(),
            referrer: referrer(),
        }
    }

    /// The same for the spec, which knows no browser.
    pub(crate) fn environment(&self) -> Environment<'_> {
        Environment {
            language: self.language,
            today: self.today,
            submission_id: &self.submission_id,
            page_url: &self.url,
            referrer: &self.referrer,
            query: &query,
            attribution: &campaign::get,
            matches: &matches,
        }
    }
}

/// Today in Vietnam, which has been seven hours ahead of UTC, summer and winter, since 1975.
fn today() -> Date {
    const AHEAD_MS: f64 = 7.0 * 60.0 * 60.0 * 1000.0;
    if ON_PAPER {
        // What is printed once is read on any day: it must not depend on this one.
        return Date::new(1, 1, 1).unwrap_or_else(|| unreachable!("there was a first day"));
    }
    let there = JsDate::new(&(JsDate::now() + AHEAD_MS).into());
    let there = String::from(there.to_iso_string());
    Date::parse(there.get(..10).unwrap_or_default(), DateFormat::YearFirst)
        .unwrap_or_else(|| unreachable!("the clock shows a day that exists"))
}

/// The time as ISO 8601.
pub(crate) fn time() -> String {
    JsDate::new_0().to_iso_string().into()
}

/// Milliseconds since the page began, which no change of the clock disturbs.
pub(crate) fn elapsed_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// The page's address, without the fragment, which stays in the browser as with every request.
pub(crate) fn url() -> String {
    let url = window().location().href().unwrap_or_default();
    url.split('#').next().unwrap_or_default().to_owned()
}

/// Where the visitor came from; may be empty.
pub(crate) fn referrer() -> String {
    document().referrer()
}

/// A parameter of the page's address.
pub(crate) fn query(name: &str) -> Option<String> {
    if ON_PAPER {
        return None;
    }
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// `address` made whole with `base`, or with the page's own.
pub(crate) fn resolve(address: &str, base: &str) -> Option<String> {
    let url = web_sys::Url::new_with_base(address, base).ok()?;
    Some(url.href())
}

/// What relative addresses on this page are relative to.
pub(crate) fn base() -> String {
    document().base_uri().ok().flatten().unwrap_or_else(url)
}

/// A UUID, version 4.
pub(crate) fn new_id() -> String {
    if ON_PAPER {
        return String::new();
    }
    let Ok(crypto) = window().crypto() else { return String::new() };
    // Pages on plain HTTP have no `randomUUID`.
    if js_sys::Reflect::has(&crypto, &"randomUUID".into()) == Ok(true) {
        return crypto.random_uuid();
    }
    let mut bytes = [0_u8; 16];
    let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut id = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        for digit in [byte >> 4, byte & 0x0f] {
            id.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    id
}

/// `text` in NFC: keyboards give Vietnamese letters in one piece or in several.
pub(crate) fn compose(text: &str) -> String {
    if ON_PAPER || text.is_ascii() { text.to_owned() } else { JsString::from(text).normalize("NFC").into() }
}

/// `text` as one would type it in a hurry: in lower case, without Vietnamese marks, đ as d.
pub(crate) fn plain(text: &str) -> String {
    let lower: String = JsString::from(text).to_lower_case().normalize("NFD").into();
    let is_mark = |char: &char| ('\u{300}'..='\u{36f}').contains(char);
    lower.chars().filter(|char| !is_mark(char)).map(|char| if char == 'đ' { 'd' } else { char }).collect()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = RegExp)]
    type Pattern;

    #[wasm_bindgen(constructor, catch, js_class = "RegExp")]
    fn new(pattern: &str, flags: &str) -> Result<Pattern, JsValue>;

    #[wasm_bindgen(method)]
    fn test(this: &Pattern, text: &str) -> bool;
}

/// Whether the whole text matches, as with HTML's `pattern`. Browsers that do not know the flag `v` get `u`; a
/// pattern that neither takes refuses nothing, as in HTML.
fn matches(pattern: &str, text: &str) -> bool {
    if ON_PAPER {
        return true;
    }
    let anchored = texts!["^(?:", pattern, ")$"];
    let compiled = Pattern::new(&anchored, "v").or_else(|_| Pattern::new(&anchored, "u"));
    compiled.map_or(true, |pattern| pattern.test(text))
}

/// Tells whoever made the page what is wrong, and the remedy. Nothing that a visitor typed belongs here.
pub(crate) fn complain(what: &str) {
    web_sys::console::error_1(&JsValue::from(texts!["leadform: ", what]));
}

/// Calls `listener` the next time that `target` has an event of one of these names, unless what this returns is aborted.
pub(crate) fn once(
    target: &EventTarget,
    names: &[&str],
    listener: impl FnOnce() + 'static,
) -> Option<AbortController> {
    boxed_once(target, names, Box::new(listener))
}

fn boxed_once(target: &EventTarget, names: &[&str], listener: Box<dyn FnOnce()>) -> Option<AbortController> {
    let listening = AbortController::new().ok()?;
    let options = object(&[("signal", listening.signal().into())]);
    let options = options.unchecked_ref();
    let this_once = listening.clone();
    let listener = Closure::once_into_js(move || {
        // Of several names, the others are not listened for any more either.
        this_once.abort();
        listener();
    });
    let listener = listener.unchecked_ref();
    for name in names {
        let _ =
            target.add_event_listener_with_callback_and_add_event_listener_options(name, listener, options);
    }
    Some(listening)
}

pub(crate) fn window() -> web_sys::Window {
    web_sys::window().unwrap_or_else(|| unreachable!("the widget runs in a page"))
}

pub(crate) fn document() -> web_sys::Document {
    window().document().unwrap_or_else(|| unreachable!("the widget runs in a page"))
}
