//! The directory in which Trunk puts a build together before it becomes `dist/`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// What Trunk tells its hooks through the environment.
pub(super) struct Stage {
    /// `dist/.stage`.
    pub(super) dir: PathBuf,
    /// The directory of `index.html`: the repository's root.
    pub(super) source: PathBuf,
    /// Whether this is what visitors will download.
    pub(super) release: bool,
}

/// The two files that `wasm-bindgen` made.
pub(super) struct BindgenOutput {
    pub(super) dir: PathBuf,
    pub(super) glue: PathBuf,
    pub(super) wasm: PathBuf,
}

impl Stage {
    pub(super) fn from_environment() -> Result<Self> {
        let variable = |name: &str| {
            std::env::var_os(name).with_context(|| {
                format!("{name} is not set: Trunk runs this command; run `trunk build` instead")
            })
        };
        Ok(Self {
            dir: PathBuf::from(variable("TRUNK_STAGING_DIR")?),
            source: PathBuf::from(variable("TRUNK_SOURCE_DIR")?),
            release: variable("TRUNK_PROFILE")? == "release",
        })
    }

    /// Finds `NAME_bg.wasm` and its `NAME.js`, which Trunk staged.
    pub(super) fn bindgen_output(&self) -> Result<BindgenOutput> {
        let mut found = Vec::new();
        let entries = self.dir.read_dir().with_context(|| format!("cannot read {}", self.dir.display()))?;
        for entry in entries {
            let path = entry?.path();
            if let Some(stem) =
                path.file_name().and_then(OsStr::to_str).and_then(|name| name.strip_suffix("_bg.wasm"))
            {
                let glue = self.dir.join(format!("{stem}.js"));
                found.push(BindgenOutput { dir: self.dir.clone(), glue, wasm: path.clone() });
            }
        }
        match <[BindgenOutput; 1]>::try_from(found) {
            Ok([output]) => Ok(output),
            Err(found) => bail!(
                "{} files named *_bg.wasm in {}, not one; index.html needs exactly one \
                 <link data-trunk rel=\"rust\" data-bin=\"form\" data-wasm-opt=\"0\" data-cargo-profile-release=\"dev\">",
                found.len(),
                self.dir.display()
            ),
        }
    }

    pub(super) fn remove_bindgen_output(&self, output: &BindgenOutput) -> Result<()> {
        for path in [&output.glue, &output.wasm] {
            std::fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
        // JavaScript that crates bring along: it is inside the glue by now.
        let snippets = self.dir.join("snippets");
        if snippets.exists() {
            std::fs::remove_dir_all(&snippets)
                .with_context(|| format!("cannot remove {}", snippets.display()))?;
        }
        Ok(())
    }

    pub(super) fn write(&self, name: &str, content: &[u8]) -> Result<()> {
        let path = self.dir.join(name);
        std::fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))
    }

    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>> {
        let path = self.source.join(path);
        std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::Stage;

    fn stage(files: &[&str]) -> (tempfile::TempDir, Stage) {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            std::fs::write(dir.path().join(file), "").unwrap();
        }
        let stage = Stage { dir: dir.path().into(), source: dir.path().into(), release: false };
        (dir, stage)
    }

    #[test]
    fn the_glue_is_found_by_the_name_of_its_wasm() {
        let (_dir, stage) = stage(&["form-12_bg.wasm", "form-12.js", "index.html", "other.js"]);
        assert!(stage.bindgen_output().unwrap().glue.ends_with("form-12.js"));
    }

    #[test]
    fn a_page_without_the_rust_link_is_told_what_it_needs() {
        let (_dir, stage) = stage(&["index.html"]);
        let error = stage.bindgen_output().err().unwrap().to_string();
        assert!(error.contains("data-bin=\"form\""), "{error}");
    }
}
