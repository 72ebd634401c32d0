//! The HTML to paste: a line for each block, so that the difference between two of them can be read.

use std::collections::BTreeMap;

use leadform::paper::{self, escape};
use leadform_spec::Definition;
use leadform_spec::definition::{Language, OptionItem};
use serde_json::Value;

use super::address::Address;

/// What stands around a form in a page.
pub(super) struct Snippet {
    pub(super) proxy: Address,
    pub(super) script: Address,
    /// None: that of the page.
    pub(super) language: Option<Language>,
    pub(super) lists: BTreeMap<String, Vec<OptionItem>>,
}

impl Snippet {
    /// All of it. `json` is the definition as it was written.
    pub(super) fn html(self, mut definition: Definition, json: Value) -> String {
        definition.gateway = true;
        let proxy = escape(self.proxy.as_str());
        let script = escape(self.script.as_str());
        let style = escape(&self.script.beside("form.css"));
        let language =
            self.language.map(|language| format!(" lang=\"{}\"", language.tag())).unwrap_or_default();
        let options = paper::Options {
            proxy: self.proxy.as_str().to_owned(),
            language: self.language.unwrap_or(Language::Vi),
            lists: self.lists,
        };
        let form = paper::form(definition, options);
        let json = public(json);
        format!(
            "<lead-form proxy=\"{proxy}\"{language}>\n\
             <template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"{style}\">\n\
             {form}</template>\n\
             <script type=\"application/json\">{json}</script>\n\
             </lead-form>\n\
             <script type=\"module\" src=\"{script}\"></script>\n"
        )
    }
}

/// The definition as the page has it. Nothing in it can end the element that it stands in, or begin a comment.
fn public(mut json: Value) -> String {
    if let Value::Object(keys) = &mut json {
        keys.insert("gateway".to_owned(), Value::Bool(true));
        // A path on the disk of whoever wrote it.
        keys.shift_remove("$schema");
    }
    json.to_string().replace('<', "\\u003c")
}
