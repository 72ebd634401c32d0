//! The four files of the form, made by esbuild and wasm-opt.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::named;
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
pub(super) fn for_developers(
    stage: &Stage,
    bindgen: &BindgenOutput,
    css: &Held,
) -> Result<(Vec<u8>, Vec<u8>)> {
    Ok((glue(stage, bindgen, css)?, read(&bindgen.wasm)?))
}

/// The JavaScript and the module, as small as they get.
pub(super) fn for_visitors(stage: &Stage, bindgen: &BindgenOutput, css: &Held) -> Result<(Vec<u8>, Vec<u8>)> {
    let optimised = bindgen.wasm.with_extension("optimised");
    let mut wasm_opt = npm::tool("wasm-opt");
    wasm_opt.arg(&bindgen.wasm).arg("-o").arg(&optimised).args(WASM_FEATURES);
    // Twice, since the second finds more, and the smallest is not what compresses best.
    wasm_opt.args(["-Oz", "-Os", "--strip-debug", "--strip-producers", "--strip-target-features"]);
    // Nothing is at the lowest addresses but the far end of the stack.
    wasm_opt.args(["--low-memory-unused", "--minify-imports-and-exports-and-modules"]);
    named::write(&wasm_opt)?;
    let names = short::Names::read(&command::output(&mut wasm_opt)?)?;
    let renamed = names.put_into(&String::from_utf8(read(&bindgen.glue)?)?)?;
    std::fs::write(&bindgen.glue, renamed)
        .with_context(|| format!("cannot write {}", bindgen.glue.display()))?;
    let files = (glue(stage, bindgen, css)?, read(&optimised)?);
    std::fs::remove_dir_all(&bindgen.dir)
        .with_context(|| format!("cannot remove {}", bindgen.dir.display()))?;
    Ok(files)
}

/// wasm-bindgen's JavaScript, with the JavaScript of other crates, down to what is used; and with what the element does
/// once that is there, which is told the name of the stylesheet, and what it is held to.
fn glue(stage: &Stage, bindgen: &BindgenOutput, css: &Held) -> Result<Vec<u8>> {
    let file = bindgen.glue.file_name().context("the glue has no file name")?.to_string_lossy();
    let live = serde_json::to_string(&stage.source.join("js/live.js"))?;
    let entry = format!(
        "import init, {{ mount, setTouches, setPlace }} from './{file}';
         import {{ starter }} from {live};
         export const start = starter(init, mount, setTouches, setPlace);"
    );
    let mut esbuild = esbuild(stage, &["--bundle", "--format=esm"]);
    define(&mut esbuild, &[("__CSS__", &beside(&css.name)), ("__CSS_INTEGRITY__", &css.integrity)]);
    command::pipe(esbuild.current_dir(&bindgen.dir), entry.as_bytes())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// A file that is held to its hash.
pub(super) struct Held {
    pub(super) name: String,
    pub(super) integrity: String,
}

/// For those who bundle it into their own site: with the stylesheet at another name, and held to nothing, since a bundler may write the
/// files anew.
pub(super) fn glue_for_bundlers(glue: &[u8], css: &Held, name: &str) -> Result<Vec<u8>> {
    let mut glue = String::from_utf8(glue.to_vec())?;
    for (known, other) in [(&*css.name, name), (&css.integrity, "")] {
        ensure!(glue.matches(known).count() == 1, "{known} is not once in the JavaScript");
        glue = glue.replace(known, other);
    }
    Ok(glue.into_bytes())
}

/// One stylesheet for the shadow root: what a host may set first, so that the form's own rules can use it.
pub(super) fn css(stage: &Stage) -> Result<Vec<u8>> {
    let mut source = stage.read(Path::new("style/tokens.css"))?;
    source.extend(stage.read(Path::new("style/form.css"))?);
    command::pipe(&mut esbuild(stage, &["--loader=css"]), &source)
}

/// `form.js`: the element's class and its loader, which is told the names of what it fetches.
pub(super) fn loader(stage: &Stage, names: &Names) -> Result<Vec<u8>> {
    bundle_loader(esbuild(stage, &[]), stage, names)
}

/// The same for those who bundle it into their own site. It is not minified: in comments it tells bundlers what to leave alone.
pub(super) fn loader_for_bundlers(stage: &Stage, names: &Names) -> Result<Vec<u8>> {
    let mut esbuild = npm::tool("esbuild");
    esbuild.args(OPTIONS);
    bundle_loader(esbuild, stage, names)
}

fn bundle_loader(mut esbuild: Command, stage: &Stage, names: &Names) -> Result<Vec<u8>> {
    let glue = beside(&names.glue);
    define(&mut esbuild, &[("__GLUE__", &glue), ("__WASM__", &beside(&names.wasm))]);
    esbuild.args(["--bundle", "--format=esm", "js/form.js"]).arg(format!("--external:{glue}"));
    command::output(esbuild.current_dir(&stage.source))
}

/// The address of a file in the same folder.
fn beside(name: &str) -> String {
    ["./", name].concat()
}

fn define(esbuild: &mut Command, constants: &[(&str, &str)]) {
    for (constant, value) in constants {
        esbuild.arg(format!("--define:{constant}=\"{value}\""));
    }
}

fn esbuild(stage: &Stage, arguments: &[&str]) -> Command {
    let mut esbuild = npm::tool("esbuild");
    esbuild.args(OPTIONS).args(arguments);
    if stage.release {
        esbuild.arg("--minify");
    }
    esbuild
}
