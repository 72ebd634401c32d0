//! The built site on disk.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// The directory of the built site: `dist/`, or what `LEADFORM_DIST` names.
pub(crate) fn directory() -> Result<PathBuf> {
    let dist = std::env::var_os("LEADFORM_DIST").map_or_else(|| root().join("dist"), PathBuf::from);
    for file in ["index.html", "form.js"] {
        if !dist.join(file).is_file() {
            bail!(
                "{} has no {file}: these tests are about the built site; build it first: cargo xtask build",
                dist.display()
            );
        }
    }
    // Its reloader is an inline script, which the policy of these tests would report.
    let page = std::fs::read_to_string(dist.join("index.html"))?;
    if page.contains(".well-known/trunk/ws") {
        bail!(
            "{} is what `trunk serve` left there, with its reloader in it: stop that, and run cargo xtask build",
            dist.display()
        );
    }
    Ok(dist)
}

/// The directory of the workspace.
pub(crate) fn root() -> &'static Path {
    let crate_directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_directory.parent().unwrap_or(crate_directory)
}

/// What a browser must be told that a file is.
pub(crate) fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
