//! A form as HTML: what `leadform embed` prints, so that it is on screen with the page and before any WebAssembly.
//!
//! The views are the same ones. Here nothing follows anything: each is written once. Where the widget takes it over
//! (`view/tag/place.rs`), it finds what it would have made.

use std::collections::BTreeMap;

use leadform_spec::Definition;
use leadform_spec::definition::{Language, OptionItem};
use leptos::prelude::Owner;

use crate::state::{Form, Place};
use crate::view;

pub use crate::view::escape;

/// What a form on paper depends on.
pub struct Options {
    /// Where it is posted to.
    pub proxy: String,
    /// Its language.
    pub language: Language,
    /// What can be chosen where that is fetched, by the address that it is fetched from, as far as it is known.
    pub lists: BTreeMap<String, Vec<OptionItem>>,
}

/// The form of a definition as HTML, which goes into a shadow root.
pub fn form(definition: Definition, options: Options) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let place = Place {
            host: None,
            root: None,
            proxy: Some(options.proxy),
            base: String::new(),
            language: options.language,
        };
        let form = Form::new(definition, place);
        form.give_lists(&options.lists);
        view::form(form).html()
    });
    owner.cleanup();
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_written_without_a_browser() {
        let definition = Definition::parse(
            r#"{"version": 1, "target": "ladiflow-customer", "fields": ["full_name", "phone"]}"#,
        )
        .unwrap();
        let html = form(
            definition,
            Options { proxy: "/f".to_owned(), language: Language::Vi, lists: BTreeMap::new() },
        );
        assert!(html.starts_with("<div class=\"lf-root\"><form "), "{html}");
    }
}
