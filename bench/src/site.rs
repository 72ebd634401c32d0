//! What is served: a page for each form, and all that the pages ask for.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::bundle::bundle;
use crate::peer::{Kind, Peer};

/// The page's own files: no form is charged for them.
pub(crate) const OF_THE_PAGE: [(&str, &str); 2] =
    [("/hero.png", "forms/hero.png"), ("/page.css", "forms/page.css")];

/// The files by their paths: `/NAME/` is the page of a form.
pub(crate) async fn files(
    bench: &Path,
    dist: &Path,
    peers: &[&Peer],
    origin: &str,
) -> Result<HashMap<String, Vec<u8>>> {
    let mut files = HashMap::new();
    for (path, file) in OF_THE_PAGE {
        files.insert(path.to_owned(), read(&bench.join(file))?);
    }
    for entry in std::fs::read_dir(dist).with_context(|| format!("cannot read {}", dist.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("form") && entry.file_type()?.is_file() {
            files.insert(format!("/dist/{name}"), read(&entry.path())?);
        }
    }
    ensure!(
        files.contains_key("/dist/form.js"),
        "{} has no form.js; first: cargo xtask build",
        dist.display()
    );

    let template = text(&bench.join("forms/page.html"))?;
    for peer in peers {
        let mut head = String::new();
        if peer.kind == Kind::Element {
            head.push_str("<script type=\"module\" src=\"/dist/form.js\"></script>\n");
        }
        for (ending, content) in peer.entry.map_or_else(|| Ok(Vec::new()), |entry| bundle(bench, entry))? {
            let path = format!("/{}.{ending}", peer.name);
            // What puts more elements into a page is no part of an element's page: it is fetched when it is measured.
            if ending == "css" {
                let _ = writeln!(head, "<link rel=\"stylesheet\" href=\"{path}\">");
            } else if peer.kind != Kind::Element {
                let _ = writeln!(head, "<script type=\"module\" src=\"{path}\"></script>");
            }
            files.insert(path, content);
        }
        let form = match peer.kind {
            Kind::None => String::new(),
            Kind::Html => {
                let form = text(&bench.join("forms/hand.html"))?.replace("ID-", "f-");
                format!("<div id=\"form\">{form}</div>")
            }
            Kind::Script => "<div id=\"form\"></div>".to_owned(),
            Kind::Element => {
                let definition = text(&bench.join("forms/leadform.json"))?;
                format!(
                    "<lead-form proxy=\"/sent\"><script type=\"application/json\">{definition}</script></lead-form>"
                )
            }
            Kind::Rendered => rendered(bench, origin).await?,
        };
        let page = template.replace("<!-- HEAD -->", &head).replace("<!-- FORM -->", &form);
        files.insert(format!("/{}/", peer.name), page.into_bytes());
    }
    Ok(files)
}

/// What `leadform embed` prints, as one would paste it.
async fn rendered(bench: &Path, origin: &str) -> Result<String> {
    let form = bench.join("forms/leadform.json");
    let (proxy, script) = (format!("{origin}/sent"), format!("{origin}/dist/form.js"));
    let arguments =
        ["embed", &form.to_string_lossy(), "--proxy", &proxy, "--script", &script, "--lang", "vi"];
    let printed = e2e::leadform(&arguments, "").await?;
    ensure!(
        printed.stdout.contains("<template shadowrootmode=\"open\">") && printed.stdout.contains(&script),
        "`leadform {}` printed no form that a page could paste:\n{}{}",
        arguments.join(" "),
        printed.stdout,
        printed.stderr
    );
    Ok(printed.stdout)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).with_context(|| path.display().to_string())
}
