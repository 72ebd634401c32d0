//! `cargo xtask embed-check`: whether what `leadform embed` printed into a page is what it would print today.

mod snippet;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{artifacts, command, repository};
use snippet::{Parts, Snippet};

/// Print the snippets in HTML files again, and say which are no longer what `leadform embed` prints.
///
/// A snippet carries all that is needed for that: where it is posted to, its language, its definition, and where the script
/// is. Lists of options that are files are looked for beside the page. Other attributes of the element, what stands beside the
/// form in it, and how far it is indented are the page's own business.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The files; without any, the pages and the documentation of this repository.
    files: Vec<PathBuf>,
    /// Put what is printed today in the place of what is there.
    #[arg(long)]
    write: bool,
}

/// Checks those of this repository.
pub(crate) fn check() -> Result<()> {
    run(&Args { files: Vec::new(), write: false })
}

/// Where this repository has pages.
const PLACES: [(&str, &str); 4] = [(".", "html"), ("gallery", "html"), (".", "md"), ("docs", "md")];

pub(crate) fn run(args: &Args) -> Result<()> {
    let files = if args.files.is_empty() { own()? } else { args.files.clone() };
    let leadform = artifacts::leadform()?;
    let (mut count, mut stale) = (0, Vec::new());
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let (found, mended, told) = look(&file, &text, &|snippet| print(&leadform, &file, snippet))?;
        count += found;
        if told.is_empty() {
            continue;
        }
        if args.write {
            fs::write(&file, mended).with_context(|| format!("cannot write {}", file.display()))?;
            println!("{}: {} of {found} snippets written anew", file.display(), told.len());
        } else {
            stale.extend(told);
        }
    }
    if stale.is_empty() {
        println!("{count} snippets are as they would be printed");
        return Ok(());
    }
    for told in &stale {
        println!("{told}");
    }
    bail!("{} of {count} snippets are not what is printed today; the places are above", stale.len());
}

/// How many snippets a text has, the text with all of them printed anew, and what is to be said of each that is not the same.
fn look(
    file: &Path,
    text: &str,
    print: &dyn Fn(&Snippet) -> Result<String>,
) -> Result<(usize, String, Vec<String>)> {
    let snippets = Snippet::all(text).with_context(|| file.display().to_string())?;
    let (mut mended, mut told) = (text.to_owned(), Vec::new());
    // From the last to the first: so places stay where they are.
    for snippet in snippets.iter().rev() {
        let place = || format!("{}:{}", file.display(), snippet.line);
        let printed = print(snippet).with_context(place)?;
        let now = Parts::of(&printed).with_context(|| format!("{}: what leadform printed", place()))?;
        if let Some((there, here)) = snippet.parts.first_difference(&now) {
            told.push(format!(
                "{}: this form was printed otherwise\n  it has:  {}\n  today:   {}\n  print it again: {}\n  or put it there: \
                 cargo xtask embed-check --write {}",
                place(),
                shortened(there),
                shortened(here),
                snippet.command(),
                file.display()
            ));
            snippet.replace(&mut mended, &now);
        }
    }
    told.reverse();
    Ok((snippets.len(), mended, told))
}

/// The beginning of a line, since many are long.
fn shortened(line: &str) -> String {
    let end: String = line.chars().take(160).collect();
    if end.len() < line.len() { end + " …" } else { end }
}

fn print(leadform: &Path, file: &Path, snippet: &Snippet) -> Result<String> {
    let mut leadform = Command::new(leadform);
    leadform.args(snippet.arguments());
    // A list of options is relative to the page.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    leadform.current_dir(folder.unwrap_or(Path::new(".")));
    Ok(String::from_utf8(command::pipe(&mut leadform, snippet.parts.json.as_bytes())?)?)
}

fn own() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for (folder, ending) in PLACES {
        let folder = repository::root().join(folder);
        for entry in folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::look;

    fn snippet(words: &str) -> String {
        format!(
            "<lead-form class=\"a\" proxy=\"/f/a?b&amp;c\" lang=\"en\">\n<template shadowrootmode=\"open\">\
             <link rel=\"stylesheet\" href=\"https://cdn.example/w/form.css\">\n<p>{words}</p></template>\n\
             <script type=\"application/json\">{{\"version\": 1}}</script>\n<p>call</p></lead-form>\n"
        )
    }

    fn page(words: &str) -> String {
        let indented = snippet(words).replace('\n', "\n    ");
        format!(
            "<p>a</p>\n<lead-form proxy='x'></lead-form>\n<!-- no <template shadowrootmode here -->    {indented}\n<p>z</p>{}",
            snippet(words)
        )
    }

    #[test]
    fn what_is_printed_the_same_is_right_however_it_is_indented() {
        let told = look(Path::new("a.html"), &page("now"), &|_| Ok(snippet("now"))).unwrap();
        assert_eq!(told, (2, page("now"), Vec::new()));
    }

    #[test]
    fn what_is_printed_otherwise_is_told_with_its_place_and_put_right() {
        let (count, mended, told) =
            look(Path::new("a.html"), &page("then"), &|_| Ok(snippet("now"))).unwrap();
        assert_eq!((count, told.len(), mended), (2, 2, page("now")));
        for word in [
            "a.html:3:",
            "<p>then</p>",
            "<p>now</p>",
            "--proxy '/f/a?b&c'",
            "--lang en",
            "embed-check --write",
        ] {
            assert!(told[0].contains(word), "no {word:?} in {}", told[0]);
        }
    }

    #[test]
    fn another_definition_is_another_snippet_and_another_way_to_write_it_is_not() {
        let other = |json: &str| snippet("now").replace("{\"version\": 1}", json);
        let differs = |json: &str| {
            let told = look(Path::new("a.html"), &other(json), &|_| Ok(snippet("now"))).unwrap();
            !told.2.is_empty()
        };
        assert!(!differs("\n{\n  \"version\":1\n}\n"));
        assert!(differs("{\"version\":1,\"gateway\":true}"));
    }

    #[test]
    fn each_is_printed_from_what_it_carries() {
        look(Path::new("a.html"), &snippet("now"), &|snippet| {
            let arguments = snippet.arguments();
            let script = "https://cdn.example/w/form.js";
            assert_eq!(arguments, ["embed", "-", "--proxy", "/f/a?b&c", "--script", script, "--lang", "en"]);
            Ok(self::snippet("now"))
        })
        .unwrap();
    }

    #[test]
    fn half_a_snippet_is_an_error_that_names_what_is_missing() {
        let whole = snippet("now");
        for (without, word) in [
            ("</template>", "</template>"),
            (" proxy=\"/f/a?b&amp;c\"", "proxy"),
            ("</lead-form>", "</lead-form>"),
        ] {
            let half = whole.replace(without, "");
            let error = look(Path::new("a.html"), &half, &|_| Ok(snippet("now"))).unwrap_err();
            assert!(format!("{error:#}").contains(word), "{error:#}");
        }
    }
}
