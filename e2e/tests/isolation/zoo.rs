//! The hostile pages of `e2e/pages/zoo`, on the host of a scene.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use e2e::{Host, npm};

/// The pages. Of the last three, the stylesheet is made when a test runs: nothing of a framework is in the repository.
pub(crate) const PAGES: [&str; 9] = [
    "unset",
    "important",
    "inherited",
    "names",
    "elementor",
    "ladipage",
    "bootstrap",
    "tailwind3",
    "tailwind4",
];

/// A form with every kind of control, and one that is sent with a number and a tick.
const FULL: &str = include_str!("../../src/takes/forms/controls.json");
const SMALL: &str = include_str!("../../../examples/zalo-journey.json");

/// Puts a page with all that it asks for on the host.
pub(crate) fn put(host: &Host, name: &str) -> Result<()> {
    host.put("/zoo/full.json", FULL);
    host.put("/zoo/small.json", SMALL);
    let html = file(&format!("{name}.html"))?;
    for ending in ["css", "js"] {
        let name = format!("{name}.{ending}");
        if html.contains(&format!("/zoo/{name}")) {
            let content = match name.as_str() {
                "bootstrap.css" => npm::package("bootstrap/dist/css/bootstrap.css")?,
                "tailwind3.css" => tailwind3(&html)?,
                "tailwind4.css" => tailwind4(&html)?,
                _ => file(&name)?,
            };
            host.put(&format!("/zoo/{name}"), &content);
        }
    }
    host.put(&format!("/zoo/{name}.html"), &html);
    Ok(())
}

fn file(name: &str) -> Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages/zoo").join(name);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

fn tailwind3(html: &str) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let (page, css) = (folder.path().join("page.html"), folder.path().join("in.css"));
    std::fs::write(&page, html)?;
    std::fs::write(&css, "@tailwind base; @tailwind components; @tailwind utilities;")?;
    let mut tailwind = npm::program("tailwindcss")?;
    npm::output(tailwind.arg("--input").arg(css).arg("--content").arg(page))
}

fn tailwind4(html: &str) -> Result<String> {
    const BUILD: &str = r#"
        import { readFileSync } from "node:fs";
        import { compile } from "tailwindcss";
        const content = readFileSync("node_modules/tailwindcss/index.css", "utf8");
        const loadStylesheet = async (path, base) => ({ path, base, content });
        const { build } = await compile('@import "tailwindcss";', { loadStylesheet });
        console.log(build(process.argv[1].match(/[\w:./-]+/g)));
    "#;
    let mut node = Command::new("node");
    // Where its packages are found.
    node.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/npm"));
    npm::output(node.args(["--input-type=module", "--eval", BUILD, "--", html]))
}
