//! `cargo xtask pictures`: the form as it looks, for docs/pictures/.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{artifacts, command, repository, test};

/// Take pictures of every control in every state, light and dark, 360 and 1280 px wide, into docs/pictures/.
///
/// They show the built site in dist/ (or what `LEADFORM_DIST` names), with the sandbox behind it, in Chromium. Look at
/// them after a change to style/ or src/view/, and commit those that changed.
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<()> {
    let dist =
        std::env::var_os("LEADFORM_DIST").map_or_else(|| repository::root().join("dist"), PathBuf::from);
    if !dist.join("form.js").is_file() {
        bail!(
            "{} has no form.js, and the pictures are of the built site; first: cargo xtask build",
            dist.display()
        );
    }
    let tools = test::chromium()?;
    let leadform = artifacts::leadform()?;
    let mut cargo = tools.command("cargo");
    cargo.args(["run", "--quiet", "--package", "e2e", "--bin", "pictures"]).env("LEADFORM", leadform);
    command::run(cargo.current_dir(repository::root()))
}
