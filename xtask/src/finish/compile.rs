//! The module as visitors download it, compiled for them: with a standard library that is made for size too.
//!
//! The standard library that comes with Rust is made for speed, and says of every panic where it happened: it has to be
//! compiled anew, from rust-src (see rust-toolchain.toml). The pinned stable compiler can do that, and lets one ask for it
//! in `RUSTC_BOOTSTRAP`. It takes a tenth off what visitors download. Trunk has no way to ask, so what Trunk itself
//! compiles for a release is the quick profile (`data-cargo-profile-release` in index.html), and not used. Nothing else
//! is compiled this way: tests and `trunk serve` do without.

use std::process::Command;

use anyhow::{Context, Result};

use super::stage::{BindgenOutput, Stage};
use crate::{artifacts, command, tools};

const TARGET: &str = "wasm32-unknown-unknown";

const RUSTFLAGS: [&str; 4] = [
    // A panic stops at once and without a word: no visitor would read it.
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    // By default the stack has a mebibyte, and every visitor's browser sets it aside. The most that is used, by JSON that is nested as
    // deep as may be, is 26 kB (e2e/tests/stack.rs).
    "-Clink-arg=-zstack-size=131072",
];

/// Compiles the module, and makes its JavaScript.
pub(super) fn for_visitors(stage: &Stage) -> Result<BindgenOutput> {
    tools::ensure_rust_src()?;
    let mut cargo = artifacts::cargo(&["build", "--release", "--bin", "form", "--target", TARGET]);
    cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_ENCODED_RUSTFLAGS", RUSTFLAGS.join("\x1f"));
    let compiled = artifacts::executable(&mut cargo, "form")?;

    let dir = stage.dir.join("compiled");
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript"]);
    // The loader says where the module is, and a bundler would look for the file that is named instead.
    bindgen.arg("--omit-default-module-path").arg("--out-dir").arg(&dir).arg(compiled);
    command::run(&mut bindgen).context("the command that Trunk uses too; cargo xtask build installs it")?;
    Ok(BindgenOutput { glue: dir.join("form.js"), wasm: dir.join("form_bg.wasm"), dir })
}
