//! `cargo xtask finish`: what Trunk runs at the end of each build, on the files it has staged.
//!
//! Trunk leaves wasm-bindgen's output as it came, and knows nothing of the loader. Here the wasm and its JavaScript (the
//! glue) are made small (for visitors the wasm is compiled once more), the stylesheets become one, all three get names with a hash of their content, and
//! `form.js`, which knows these names, gets the stable address that host pages have in their HTML. `integrity.json` has the
//! hashes of all four, and `npm/` is the same form as a package.

mod bundle;
mod compile;
mod integrity;
mod names;
mod package;
mod short;
mod sizes;
mod stage;

use anyhow::Result;

use crate::npm;
use names::Names;
use stage::Stage;

/// Trunk's post-build hook (see Trunk.toml): not for use by hand.
#[derive(clap::Args)]
#[command(hide = true)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<()> {
    let stage = Stage::from_environment()?;
    npm::ensure()?;

    let staged = stage.bindgen_output()?;
    let (glue, wasm) = if stage.release {
        bundle::for_visitors(&stage, &compile::for_visitors(&stage)?)?
    } else {
        bundle::for_developers(&stage, &staged)?
    };
    let css = bundle::css(&stage)?;
    let names = Names::of(&glue, &wasm, &css);
    let loader = bundle::loader(&stage, &names, &[integrity::of(&wasm), integrity::of(&css)])?;

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
    stage.write("integrity.json", format!("{:#}\n", integrity::list(&files)).as_bytes())?;
    package::write(&stage, &names, [&glue, &wasm, &css])?;
    if stage.release {
        print!("{}{}", sizes::table(&files), integrity::table(&files));
    }
    Ok(())
}
