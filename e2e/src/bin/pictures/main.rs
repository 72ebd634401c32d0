//! `cargo xtask pictures`: every control in every state, light and dark, on a phone and on a wide page, as the built
//! site shows them. The pictures go to `docs/pictures/`: a sheet for each width and scheme, one for each theme and
//! width, and two for README.md.

mod camera;
mod paper;
mod readme;
mod sheet;
mod themes;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use e2e::takes::{self, TAKES};
use e2e::{Scene, scene};

use camera::{SCHEMES, Width};
use sheet::Sheet;

/// A page of no brand: the form is seen in its own default design.
const HEAD: &str = "<link rel='stylesheet' href='/pictures.css'>";
const STYLE: &str = "
:root { color-scheme: light dark; background: #eef0f3; color: #3c4653; font-family: system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { background: #0c0e11; color: #b4bdc9; } }
body { margin: 0; }
main { box-sizing: border-box; max-width: 640px; padding: 8px; }
h1 { margin: 0 0 8px; font-size: 14px; font-weight: 600; }
";

#[tokio::main]
async fn main() {
    // A scene that fails says why, with the console, the requests and a picture of the page.
    scene(async |scene| take_all(scene).await).await;
}

async fn take_all(scene: &Scene) -> Result<()> {
    let directory = directory()?;
    takes::set(scene);
    scene.host.put("/pictures.css", STYLE);
    for width in [Width::Phone, Width::Wide] {
        // Both schemes are photographed before anything moves on: the visitor has done the same in both.
        let mut sheets = SCHEMES.map(|scheme| Sheet::new(width, scheme));
        for take in &TAKES {
            eprintln!("{} px: {}", width.pixels(), take.caption);
            width.set(&scene.browser, 800).await?;
            camera::light(&scene.browser, SCHEMES[0]).await?;
            take.play(scene, HEAD).await?;
            for sheet in &mut sheets {
                camera::light(&scene.browser, sheet.scheme).await?;
                sheet.add(camera::whole_page(&scene.browser).await?);
            }
            scene.host.behave();
        }
        for sheet in sheets {
            let name = format!("{}-{}.png", width.pixels(), sheet.scheme);
            save(&directory.join(name), &sheet.finish())?;
        }
    }
    themes::take_all(scene, &directory).await?;
    save(&directory.join("form.png"), &readme::picture(scene).await?)
}

fn directory() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the crate has no workspace")?;
    let directory = root.join("docs").join("pictures");
    std::fs::create_dir_all(&directory).with_context(|| format!("cannot make {}", directory.display()))?;
    Ok(directory)
}

fn save(path: &Path, picture: &paper::Paper) -> Result<()> {
    let png = picture.to_png()?;
    std::fs::write(path, &png).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} × {}, {} KB", path.display(), picture.width, picture.height, png.len() / 1024);
    Ok(())
}
