//! Placeholder: the widget's author replaces it.
use leptos::wasm_bindgen::prelude::*;

/// Mounts a form.
#[wasm_bindgen(wasm_bindgen = leptos::wasm_bindgen)]
pub fn mount(host: leptos::web_sys::HtmlElement, root: leptos::web_sys::ShadowRoot) {
    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast;
    let _ = host;
    let root: leptos::web_sys::HtmlElement = root.unchecked_into();
    leptos::mount::mount_to(root, || view! { <form><label>"Name" <input name="full_name"/></label></form> }).forget();
}
