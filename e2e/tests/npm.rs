//! `dist/npm`, as developers use it: its types, its manifest, its files, and the form in a site that is made with it. And the
//! hashes in `dist/integrity.json`, which pages can hold the script to.

#[path = "npm/integrity.rs"]
mod integrity;
#[path = "npm/types.rs"]
mod types;

use anyhow::Result;
use e2e::npm::{esbuild, output, repository, site};
use e2e::{scene, until};
use serde_json::Value;

/// The name of the file that begins and ends so: in between stands the hash of its content.
fn hashed(names: &[String], ending: &str) -> String {
    let is_meant = |name: &&String| name.starts_with("form-") && name.ends_with(ending);
    names.iter().find(is_meant).unwrap_or_else(|| panic!("no form-…{ending} among {names:?}")).clone()
}

#[test]
fn the_package_has_exactly_the_files_that_a_site_needs() -> Result<()> {
    let site = site(&[])?;
    let mut npm = std::process::Command::new("npm");
    npm.args(["pack", "--dry-run", "--json"]).current_dir(site.path().join("node_modules/leadform"));
    let packed: Value = serde_json::from_str(&output(&mut npm)?)?;
    // npm 11 answers with a list, as those before did; later ones with the package by its name.
    let packed = packed.get(0).or_else(|| packed.get("leadform")).unwrap_or(&packed);
    let mut names: Vec<String> = serde_json::from_value::<Vec<Value>>(packed["files"].clone())?
        .iter()
        .filter_map(|file| file["path"].as_str().map(str::to_owned))
        .collect();
    names.sort();
    let mut expected = [
        "LICENSE",
        "README.md",
        "custom-elements.json",
        "definition.d.ts",
        "element.d.ts",
        "form.css",
        "form.js",
        "form.schema.json",
        "index.d.ts",
        "package.json",
        "react.d.ts",
        "vue.d.ts",
    ]
    .map(str::to_owned)
    .to_vec();
    expected.extend([".js", ".wasm", ".css.txt"].map(|ending| hashed(&names, ending)));
    expected.sort();
    assert_eq!(names, expected);
    assert_eq!(packed["version"], env!("CARGO_PKG_VERSION"));
    Ok(())
}

#[test]
fn every_file_that_the_package_json_names_is_there() -> Result<()> {
    let site = site(&[])?;
    let package = site.path().join("node_modules/leadform");
    let json: Value = serde_json::from_str(&std::fs::read_to_string(package.join("package.json"))?)?;
    let mut named = vec![&json["types"], &json["customElements"]];
    for export in json["exports"].as_object().into_iter().flatten().map(|(_, export)| export) {
        named.extend(export.as_object().into_iter().flatten().map(|(_, path)| path));
        named.extend(export.is_string().then_some(export));
    }
    named.extend(json["sideEffects"].as_array().into_iter().flatten());
    assert!(named.len() > 8, "{named:?}");
    for path in named {
        let path = path.as_str().unwrap_or_default();
        assert!(!path.is_empty() && package.join(path).is_file(), "{path}");
    }
    Ok(())
}

#[test]
fn a_server_can_import_it_and_nothing_happens() -> Result<()> {
    let site = site(&[])?;
    for name in ["leadform", "leadform/react", "leadform/vue"] {
        let script = format!("await import('{name}'); console.log('done')");
        let mut node = std::process::Command::new("node");
        node.args(["--input-type=module", "--eval", &script]).current_dir(site.path());
        assert_eq!(output(&mut node)?, "done\n", "{name}");
    }
    Ok(())
}

/// The schema takes any class for an element, with whatever it has: the declaration is held to that of an element.
const CHECK_MANIFEST: &str = "
const ajv = new (require('ajv'))({ strict: false, allErrors: true }).addSchema(require('./schema.json'), 'manifest');
const fits = (part, value) => ajv.validate(`manifest#${part}`, value);
const manifest = require('leadform/custom-elements.json');
const [element] = manifest.modules[0].declarations;
if (!fits('', manifest)) throw new Error(ajv.errorsText());
if (!fits('/definitions/CustomElementDeclaration', element)) throw new Error(ajv.errorsText());
element.events[0].type = 'CustomEvent';
if (!fits('/definitions/CustomElementDeclaration', element)) console.log('fits, and does not with a mistake in it');
";

#[test]
fn the_manifest_fits_the_schema_of_manifests() -> Result<()> {
    let site = site(&["ajv", "fast-deep-equal", "fast-uri", "json-schema-traverse", "require-from-string"])?;
    let schema = e2e::npm::package("custom-elements-manifest/schema.json")?;
    std::fs::write(site.path().join("schema.json"), schema)?;
    std::fs::write(site.path().join("check.cjs"), CHECK_MANIFEST)?;
    let mut node = std::process::Command::new("node");
    node.arg("check.cjs").current_dir(site.path());
    assert_eq!(output(&mut node)?, "fits, and does not with a mistake in it\n");
    Ok(())
}

/// What an element's prototype and class have, which is what the manifest has to say.
const MEMBERS: &str = "const element = customElements.get('lead-form');\
    const own = Object.getOwnPropertyNames(element.prototype);\
    const members = own.filter((name) => !/^constructor$|Callback$/.test(name)).sort();\
    return { attributes: [...element.observedAttributes].sort(), members }";

#[tokio::test]
async fn the_manifest_has_the_attributes_and_members_of_the_element_and_no_other() {
    scene(async |scene| {
        let site = site(&[])?;
        let manifest = site.path().join("node_modules/leadform/custom-elements.json");
        let manifest: Value = serde_json::from_str(&std::fs::read_to_string(manifest)?)?;
        let element = &manifest["modules"][0]["declarations"][0];
        let names = |kind: &str| {
            let list = element[kind].as_array().into_iter().flatten();
            let mut names: Vec<String> =
                list.filter_map(|described| described["name"].as_str().map(str::to_owned)).collect();
            names.sort();
            names
        };
        scene.browser.open("/").await?;
        scene.browser.form("lead-form").await?;
        let expected = serde_json::json!({ "attributes": names("attributes"), "members": names("members") });
        assert_eq!(scene.browser.run(MEMBERS, vec![]).await?, expected);
        assert!(names("cssProperties").iter().any(|name| name == "--lf-accent"), "{element}");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_site_that_is_bundled_with_it_has_a_form_that_sends() {
    scene(async |scene| {
        let site = site(&[])?;
        std::fs::write(site.path().join("app.js"), repository("e2e/package/app.js")?)?;
        let mut esbuild = esbuild()?;
        esbuild.args(["app.js", "--bundle", "--format=esm", "--minify", "--log-level=warning"]);
        let bundle = output(esbuild.current_dir(site.path()))?;
        // Beside it lies what the package's page says one should copy there.
        scene.host.put("/npm/app.js", &bundle);
        let page = "<!doctype html><script type='module' src='/npm/app.js'></script><body></body>";
        scene.host.put("/site.html", page);
        scene.browser.open("/site.html").await?;
        let form = scene.browser.form("lead-form").await?;
        form.type_into("phone", "0912345678").await?;
        form.submit().await?;
        until("the post arrived", async || Ok(scene.host.posts("/p/zalo-journey").len() == 1)).await?;
        // Its JavaScript is in the bundle.
        let names: Vec<String> = scene.host.requests("/npm/").into_iter().map(|asked| asked.path).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        for ending in ["app.js", ".wasm", ".css.txt"] {
            assert!(names.iter().any(|name| name.ends_with(ending)), "{ending} in {names:?}");
        }
        scene.browser.expect_quiet_console().await
    })
    .await;
}
