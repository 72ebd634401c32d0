//! What esbuild makes of a form and its library.

use std::path::Path;

use anyhow::{Context, Result};
use e2e::npm;

/// The script and the stylesheet of a form, as its developers would ship them.
pub(crate) fn bundle(bench: &Path, entry: &str) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let out = bench.join("../target/bench");
    let name = entry.split('.').next().unwrap_or(entry);
    let mut esbuild = npm::esbuild()?;
    esbuild
        .args([
            "--bundle",
            "--format=esm",
            "--minify",
            "--jsx=automatic",
            "--log-level=error",
            "--charset=utf8",
        ])
        .args(["--target=chrome111,firefox123,safari16.4", "--loader:.html=text", "--legal-comments=none"])
        .args([
            "--loader:.svg=dataurl",
            "--loader:.woff=empty",
            "--loader:.woff2=empty",
            "--loader:.ttf=empty",
            "--loader:.eot=empty",
        ])
        // Form.io is written for bundlers that know Node's name of it.
        .arg("--define:global=globalThis")
        .args(["--define:process.env.NODE_ENV=\"production\"", "--define:__VUE_OPTIONS_API__=false"])
        .args([
            "--define:__VUE_PROD_DEVTOOLS__=false",
            "--define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false",
        ])
        .arg(format!("--outdir={}", out.display()))
        .arg(bench.join("forms").join(entry))
        .env("NODE_PATH", bench.join("npm/node_modules"));
    npm::output(&mut esbuild).with_context(|| format!("{entry} could not be bundled"))?;
    let mut made = Vec::new();
    for ending in ["js", "css"] {
        let file = out.join(format!("{name}.{ending}"));
        if file.is_file() {
            made.push((ending, std::fs::read(&file)?));
        }
    }
    Ok(made)
}
