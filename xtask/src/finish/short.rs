//! Short names between the module and its JavaScript.
//!
//! wasm-bindgen calls an import `__wbg_getRandomValues_a1cf2e70b003a59d`, there are two hundred of them, each stands in
//! both files, and nothing compresses such digits. wasm-opt gives them names of one or two letters, and says which.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// What wasm-opt's `--minify-imports-and-exports-and-modules` calls the only module that is imported from.
const MODULE: &str = "\"a\"";

/// The new names, by the old ones.
pub(super) struct Names {
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

impl Names {
    /// Reads what wasm-opt says: `{"imports": [["./form_bg.js", OLD, NEW], …], "exports": [[OLD, NEW], …]}`.
    pub(super) fn read(said: &[u8]) -> Result<Self> {
        let said: Value =
            serde_json::from_slice(said).context("wasm-opt did not say how it renamed things")?;
        let names = |kind: &str| {
            let pairs = said[kind].as_array().into_iter().flatten();
            pairs
                .filter_map(|pair| {
                    let [.., old, new] = pair.as_array()?.as_slice() else { return None };
                    Some((old.as_str()?.to_owned(), new.as_str()?.to_owned()))
                })
                .collect()
        };
        Ok(Self { imports: names("imports"), exports: names("exports") })
    }

    /// wasm-bindgen's JavaScript with the new names in it.
    pub(super) fn put_into(&self, glue: &str) -> Result<String> {
        let mut found = 0;
        let mut renamed = String::with_capacity(glue.len());
        let mut lines = glue.lines();
        while let Some(line) = lines.next() {
            let name = line.trim_start();
            match name.split_once(": ") {
                Some((name, value)) if self.imports.contains_key(name) => {
                    found += 1;
                    renamed.extend(["\"", &self.imports[name], "\": ", &self.exports_in(value)]);
                }
                // The module needs it no more, and what it would keep is needed no more either.
                Some((name, value)) if name.starts_with("__wb") && value.starts_with("function") => {
                    let indent = &line[..line.len() - line.trim_start().len()];
                    let end = [indent, "}"].concat();
                    let _ = lines.by_ref().find(|line| line.starts_with(&end));
                    continue;
                }
                Some((name, "import0,")) if name.starts_with("\"./") => {
                    renamed.extend([MODULE, ": import0,"]);
                }
                _ => renamed.push_str(&self.exports_in(line)),
            }
            renamed.push('\n');
        }
        ensure!(
            found == self.imports.len() && renamed.contains(&format!("{MODULE}: import0,")),
            "wasm-bindgen's JavaScript is not written as finish/short.rs expects: {found} of {} imports are in it",
            self.imports.len()
        );
        Ok(renamed)
    }

    /// `wasm.OLD` becomes `wasm.NEW`.
    fn exports_in(&self, line: &str) -> String {
        let mut parts = line.split("wasm.");
        let mut renamed = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part
                .find(|char: char| !(char.is_alphanumeric() || "_$".contains(char)))
                .unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            let name = self.exports.get(name).map_or(name, String::as_str);
            renamed.extend(["wasm.", name, rest]);
        }
        renamed
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    const SAID: &str = r#"{"imports": [["./form_bg.js", "__wbg_now_12", "b"]], "exports": [["mount", "c"], ["memory", "d"]]}"#;

    #[test]
    fn imports_exports_and_their_module_are_renamed_and_imports_without_a_use_are_gone() {
        let names = Names::read(SAID.as_bytes()).unwrap();
        let glue = "export function mount(host) { wasm.mount(host); wasm.mounted; }\n  __wbg_now_12: function() { \
                    wasm.memory.buffer; },\n  __wbg_then_34: function() {\n    wasm.memory;\n  },\n  \
                    \"./form_bg.js\": import0,\n";
        let renamed = names.put_into(glue).unwrap();
        let expected = "export function mount(host) { wasm.c(host); wasm.mounted; }\n\"b\": function() { \
                        wasm.d.buffer; },\n\"a\": import0,\n";
        assert_eq!(renamed, expected);
    }

    #[test]
    fn an_import_that_is_not_in_the_javascript_stops_the_build() {
        let names = Names::read(SAID.as_bytes()).unwrap();
        let error = names.put_into("\"./form_bg.js\": import0,").unwrap_err();
        assert!(error.to_string().contains("0 of 1"), "{error}");
    }
}
