//! Where a definition comes from: a child script, the `form` attribute, or the proxy. The first that exists is the
//! only one asked.

use js_sys::{Function, Promise};
use leadform_spec::texts;
use leadform_spec::value::text::{number, trim};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Node};

use crate::{page, send};

/// A definition as text, and where it is from.
pub(crate) struct Source {
    pub(crate) text: String,
    /// What its own addresses are relative to.
    pub(crate) base: String,
    /// What whoever mends it would call it.
    pub(crate) name: String,
    pub(crate) origin: Origin,
}

/// Which of the places it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A script set the property `definition`.
    Property,
    /// A child `<script type="application/json">`.
    Child,
    /// The address in `form`.
    Form,
    /// The proxy itself.
    Proxy,
}

/// Looks for the definition of `host`; or says why there is none, and what to do.
pub(crate) async fn find(host: &Element) -> Result<Source, String> {
    if let Some(text) = child_script(host).await {
        let name = "the child script".to_owned();
        return Ok(Source { text, base: page::base(), name, origin: Origin::Child });
    }
    let attribute = |name: &str| host.get_attribute(name).filter(|value| !trim(value).is_empty());
    match (attribute("form"), attribute("proxy")) {
        (Some(address), _) => fetch(&address, Origin::Form).await,
        (None, Some(address)) => fetch(&address, Origin::Proxy).await.map_err(|error| {
            error
                + "; only our gateway serves definitions, so with another proxy put one into a child \
                     <script type=\"application/json\">, or its address into the attribute form"
        }),
        (None, None) => {
            Err("there is no definition; put one into a child <script type=\"application/json\">, or its \
                             address into the attribute form"
                .to_owned())
        }
    }
}

async fn fetch(address: &str, origin: Origin) -> Result<Source, String> {
    let url =
        page::resolve(address, &page::base()).ok_or_else(|| texts!["\"", address, "\" is no address"])?;
    let reply = send::get(&url).await.map_err(|_| texts![url, " did not answer"])?;
    if !reply.is_success() {
        return Err(texts![url, " answered ", number(usize::from(reply.status)), " and no definition"]);
    }
    let base = if reply.url.is_empty() { url.clone() } else { reply.url.clone() };
    Ok(Source { text: reply.text, base, name: url, origin })
}

/// The text of the child script. While the page is still being parsed it may be yet to come, or half there.
async fn child_script(host: &Element) -> Option<String> {
    let script = || host.query_selector(":scope > script[type='application/json']").ok().flatten();
    let is_whole = script().is_some_and(|script| Node::next_sibling(&script).is_some());
    if !is_whole {
        parsed().await;
    }
    script()?.text_content()
}

/// Resolves in a task of its own.
pub(crate) async fn next_task() {
    let next = Promise::new(&mut |resolve, _| {
        let _ = page::window().set_timeout_with_callback(&resolve);
    });
    let _ = JsFuture::from(next).await;
}

/// Resolves once the whole page is parsed, which is before its deferred scripts run.
async fn parsed() {
    let document = page::document();
    while document.ready_state() == "loading" {
        let next = Promise::new(&mut |resolve: Function, _| {
            page::once(&document, &["readystatechange"], move || drop(resolve.call0(&JsValue::NULL)));
        });
        let _ = JsFuture::from(next).await;
    }
}
