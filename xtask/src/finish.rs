//! `cargo xtask finish`: what Trunk runs at the end of each build, on the files it has staged.
//!
//! Trunk leaves wasm-bindgen's output as it came, and knows nothing of the loader. Here the wasm and its JavaScript (the
//! glue) are made small (for visitors the wasm is compiled once more), the stylesheets become one, all three get names with a hash of their content, and
//! `form.js`, which knows these names, gets the stable address that host pages have in their HTML, and so does a copy of the
//! stylesheet, `form.css`, for forms that are in the page's HTML themselves. `integrity.json` has the hashes of all, and `npm/` is
//! the same form as a package. A release that is larger than `budget.toml` allows is refused.

mod budget;
mod bundle;
mod compile;
mod integrity;
pub(crate) mod named;
mod names;
mod package;
mod short;
mod sizes;
mod stage;

use std::path::Path;

use anyhow::Result;

use crate::npm;
use names::Names;
use stage::Stage;

/// The stylesheet at an address that stays.
const STYLESHEET: &str = "form.css";

/// Trunk's post-build hook (see Trunk.toml): not for use by hand.
#[derive(clap::Args)]
#[command(hide = true)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<()> {
    let stage = Stage::from_environment()?;
    npm::ensure()?;

    let staged = stage.bindgen_output()?;
    let css = bundle::css(&stage)?;
    let sheet = bundle::Held { name: names::hashed(&css, "css"), integrity: integrity::of(&css) };
    let (glue, wasm) = if stage.release {
        bundle::for_visitors(&stage, &compile::for_visitors(&stage)?, &sheet)?
    } else {
        bundle::for_developers(&stage, &staged, &sheet)?
    };
    let names = Names::of(&glue, &wasm, &css);
    let loader = bundle::loader(&stage, &names)?;

    stage.remove_bindgen_output(&staged)?;
    let files = [
        ("loader", "form.js", &loader),
        ("JavaScript", &names.glue, &glue),
        ("wasm", &names.wasm, &wasm),
        ("CSS", &names.css, &css),
    ];
    for (_, name, content) in &files {
        stage.write(name, content)?;
    }
    // The same bytes, which a visitor loads once: not in the table of sizes.
    stage.write(STYLESHEET, &css)?;
    let held = [files.as_slice(), &[("CSS", STYLESHEET, &css)]].concat();
    stage.write("integrity.json", format!("{:#}\n", integrity::list(&held)).as_bytes())?;
    package::write(&stage, &sheet, [&glue, &wasm, &css])?;
    if stage.release {
        let sizes = sizes::of(&files);
        print!("{}{}", sizes::table(&sizes), integrity::table(&held));
        let budget = String::from_utf8(stage.read(Path::new(budget::FILE))?)?;
        budget::hold(&budget, &sizes)?;
    }
    Ok(())
}
