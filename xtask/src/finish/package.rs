//! `dist/npm`: the form as a package, for sites that are built with npm. What is written by hand lies in `npm/`; the rest is
//! made from the one source that each thing has.

mod attributes;
mod definition;
mod element;
mod places;
mod tokens;
mod typescript;

use std::path::Path;

use anyhow::{Context, Result};
use leadform_spec::schema;
use serde_json::Value;

use super::bundle;
use super::names::Names;
use super::stage::Stage;

/// What `npm/` has that goes into the package as it is.
const BY_HAND: [&str; 4] = ["README.md", "index.d.ts", "react.d.ts", "vue.d.ts"];

/// Writes the package around the files that the loader fetches.
pub(super) fn write(stage: &Stage, sheet: &bundle::Held, [glue, wasm, css]: [&Vec<u8>; 3]) -> Result<()> {
    let folder = stage.dir.join("npm");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let put = |name: &str, content: &[u8]| stage.write(&format!("npm/{name}"), content);

    // Bundlers and their development servers rewrite what looks like a stylesheet; this one is a text to them.
    let name = [&sheet.name, ".txt"].concat();
    let glue = &bundle::glue_for_bundlers(glue, sheet, &name)?;
    let names = Names { css: name, ..Names::of(glue, wasm, css) };
    for (name, content) in [(&names.glue, glue), (&names.wasm, wasm), (&names.css, css)] {
        put(name, content)?;
    }
    put("form.js", &bundle::loader_for_bundlers(stage, &names)?)?;
    put(super::STYLESHEET, css)?;
    for name in BY_HAND {
        put(name, &stage.read(&Path::new("npm").join(name))?)?;
    }
    put("LICENSE", &stage.read(Path::new("LICENSE"))?)?;

    let mut package = json(stage, "npm/package.json")?;
    package["version"] = env!("CARGO_PKG_VERSION").into();
    put("package.json", &pretty(&package))?;

    let mut manifest = json(stage, "npm/custom-elements.json")?;
    let styles = ["style/tokens.css", "style/form.css"].map(|path| stage.read(Path::new(path)));
    let styles = styles.into_iter().map(|css| Ok(String::from_utf8(css?)?)).collect::<Result<String>>()?;
    element::declaration(&mut manifest)["cssProperties"] = tokens::properties(&styles);
    put("custom-elements.json", &pretty(&manifest))?;
    put("element.d.ts", element::types(element::declaration(&mut manifest)).as_bytes())?;

    let schema = schema::form();
    put("form.schema.json", &pretty(&schema))?;
    put("definition.d.ts", definition::types(&schema).as_bytes())
}

fn json(stage: &Stage, path: &str) -> Result<Value> {
    serde_json::from_slice(&stage.read(Path::new(path))?).with_context(|| format!("{path} is no JSON"))
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use serde_json::Value;

    use super::element::declaration;
    use crate::repository;

    fn read(path: &str) -> String {
        std::fs::read_to_string(repository::root().join(path)).unwrap()
    }

    /// What the manifest lists under `kind`, by name.
    fn listed(kind: &str) -> BTreeSet<String> {
        let mut manifest: Value = serde_json::from_str(&read("npm/custom-elements.json")).unwrap();
        let names = declaration(&mut manifest)[kind].as_array().unwrap().iter();
        names.map(|described| described["name"].as_str().unwrap().to_owned()).collect()
    }

    /// What stands between `before` and the next quote, wherever it does.
    fn quoted(text: &str, before: &str) -> BTreeSet<String> {
        let values = text.split(before).skip(1).filter_map(|rest| rest.split('"').next());
        values.flat_map(str::split_whitespace).map(str::to_owned).collect()
    }

    fn sources(folder: &Path) -> String {
        let mut text = String::new();
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            text += &if path.is_dir() { sources(&path) } else { std::fs::read_to_string(path).unwrap() };
        }
        text
    }

    #[test]
    fn the_manifest_has_every_event_that_the_widget_tells_and_no_other() {
        let told = quoted(&(read("src/event.rs") + &read("js/element.js")), "\"leadform-");
        let told: BTreeSet<String> = told.into_iter().map(|name| ["leadform-", &name].concat()).collect();
        assert_eq!(listed("events"), told);
    }

    #[test]
    fn the_manifest_has_every_part_of_the_form_and_no_other() {
        let parts = quoted(&sources(&repository::root().join("src")), ".part(\"");
        assert_eq!(listed("cssParts"), parts);
    }

    #[test]
    fn the_documentation_speaks_of_all_that_the_manifest_has() {
        let page = read("docs/EMBEDDING.md");
        for name in ["attributes", "members", "events", "cssParts"].into_iter().flat_map(listed) {
            let forms = [format!("`{name}`"), format!("`{name}()`")];
            assert!(forms.iter().any(|form| page.contains(form)), "docs/EMBEDDING.md has no `{name}`");
        }
    }
}
