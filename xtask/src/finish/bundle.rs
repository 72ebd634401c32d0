//! The four files of the form, made by esbuild and wasm-opt.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::names::Names;
use super::short;
use super::stage::{BindgenOutput, Stage};
use crate::{command, npm};

/// The oldest browsers that get the form; the others keep its fallback (design: docs/EMBEDDING.md).
const BROWSERS: &str = "--target=chrome111,firefox123,safari16.4";

const OPTIONS: [&str; 4] = [BROWSERS, "--charset=utf8", "--legal-comments=none", "--log-level=warning"];

/// What these browsers can run and the compiler may use. Naming the features, and no more, keeps wasm-opt from
/// writing something newer.
const WASM_FEATURES: [&str; 7] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The JavaScript and the module as they are while developing.
pub(super) fn for_developers(stage: &Stage, bindgen: &BindgenOutput) -> Result<(Vec<u8>, Vec<u8>)> {
    Ok((glue(stage, bindgen)?, read(&bindgen.wasm)?))
}

/// The JavaScript and the module, as small as they get.
pub(super) fn for_visitors(stage: &Stage, bindgen: &BindgenOutput) -> Result<(Vec<u8>, Vec<u8>)> {
    let optimised = bindgen.wasm.with_extension("optimised");
    let mut wasm_opt = npm::tool("wasm-opt");
    wasm_opt.arg(&bindgen.wasm).arg("-o").arg(&optimised).args(WASM_FEATURES);
    wasm_opt.arg(format!("--remove-exports={}", short::UNUSED_EXPORTS));
    wasm_opt.args(["-Oz", "--strip-debug", "--strip-producers", "--strip-target-features"]);
    // Nothing is at the lowest addresses but the far end of the stack.
    wasm_opt.args(["--low-memory-unused", "--minify-imports-and-exports-and-modules"]);
    let names = short::Names::read(&command::output(&mut wasm_opt)?)?;
    let renamed = names.put_into(&String::from_utf8(read(&bindgen.glue)?)?)?;
    std::fs::write(&bindgen.glue, renamed)
        .with_context(|| format!("cannot write {}", bindgen.glue.display()))?;
    let files = (glue(stage, bindgen)?, read(&optimised)?);
    std::fs::remove_dir_all(&bindgen.dir)
        .with_context(|| format!("cannot remove {}", bindgen.dir.display()))?;
    Ok(files)
}

/// wasm-bindgen's JavaScript, with the JavaScript of other crates, down to what the loader uses.
fn glue(stage: &Stage, bindgen: &BindgenOutput) -> Result<Vec<u8>> {
    let file = bindgen.glue.file_name().context("the glue has no file name")?.to_string_lossy();
    let entry = format!("export {{ default, mount, setTouches }} from './{file}';");
    command::pipe(esbuild(stage, &["--bundle", "--format=esm"]).current_dir(&bindgen.dir), entry.as_bytes())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// One stylesheet for the shadow root: what a host may set first, so that the form's own rules can use it.
pub(super) fn css(stage: &Stage) -> Result<Vec<u8>> {
    let mut source = stage.read(Path::new("style/tokens.css"))?;
    source.extend(stage.read(Path::new("style/form.css"))?);
    command::pipe(&mut esbuild(stage, &["--loader=css"]), &source)
}

/// `form.js`: the element's class and its loader, which is told the names of the rest, and what the wasm and the CSS are held to.
pub(super) fn loader(stage: &Stage, names: &Names, integrity: &[String; 2]) -> Result<Vec<u8>> {
    bundle_loader(esbuild(stage, &[]), stage, names, integrity)
}

/// The same for those who bundle it into their own site. It is not minified: in comments it tells bundlers what to leave alone. And
/// it checks no hashes, since a bundler may write the files anew.
pub(super) fn loader_for_bundlers(stage: &Stage, names: &Names) -> Result<Vec<u8>> {
    let mut esbuild = npm::tool("esbuild");
    esbuild.args(OPTIONS);
    bundle_loader(esbuild, stage, names, &Default::default())
}

fn bundle_loader(
    mut esbuild: Command,
    stage: &Stage,
    names: &Names,
    integrity: &[String; 2],
) -> Result<Vec<u8>> {
    let [wasm_integrity, css_integrity] = integrity;
    let beside = |name: &str| ["./", name].concat();
    let glue = beside(&names.glue);
    for (constant, value) in [
        ("__GLUE__", &glue),
        ("__WASM__", &beside(&names.wasm)),
        ("__CSS__", &beside(&names.css)),
        ("__WASM_INTEGRITY__", wasm_integrity),
        ("__CSS_INTEGRITY__", css_integrity),
    ] {
        esbuild.arg(format!("--define:{constant}=\"{value}\""));
    }
    esbuild.args(["--bundle", "--format=esm", "js/form.js"]).arg(format!("--external:{glue}"));
    command::output(esbuild.current_dir(&stage.source))
}

fn esbuild(stage: &Stage, arguments: &[&str]) -> Command {
    let mut esbuild = npm::tool("esbuild");
    esbuild.args(OPTIONS).args(arguments);
    if stage.release {
        esbuild.arg("--minify");
    }
    esbuild
}
