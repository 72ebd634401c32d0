//! `cargo xtask build`: the site, optimised, in `dist/`.

use std::process::Command;

use anyhow::Result;

use crate::tools::{self, Toolbox};
use crate::{command, npm, repository};

/// Build the site into dist/ as it ships, and print what a visitor downloads.
///
/// Installs what is missing first. Then it is `trunk build --release`; the sizes are those after brotli -q 11, for the
/// loader, the JavaScript, the wasm and the CSS of the form.
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<()> {
    command::run(&mut release()?)
}

/// The command that does it.
pub(crate) fn release() -> Result<Command> {
    tools::ensure_wasm_target()?;
    let toolbox = Toolbox::with(&[tools::wasm_bindgen()?, tools::trunk()])?;
    npm::ensure()?;
    let mut trunk = toolbox.command("trunk");
    trunk.args(["build", "--release"]).current_dir(repository::root());
    Ok(trunk)
}
