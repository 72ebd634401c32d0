//! From a directory to files that are ready to be sent.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;

use super::{File, Keep, Widget, tag};
use crate::{Failure, config};

/// More is no widget, but a directory that was named by mistake: all of it would be held in memory and be public.
const MOST_FILES: usize = 1000;
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// The digits of the hash in a name.
const HASH_DIGITS: usize = 16;

const REMEDY: &str = "Under [widget], name the directory that `cargo xtask build` wrote.";

/// How endings are called on the web, and whether compressing can help.
const TYPES: [(&str, &str, bool); 19] = [
    ("css", "text/css; charset=utf-8", true),
    ("gif", "image/gif", false),
    ("html", "text/html; charset=utf-8", true),
    ("ico", "image/vnd.microsoft.icon", true),
    ("jpeg", "image/jpeg", false),
    ("jpg", "image/jpeg", false),
    ("js", "text/javascript; charset=utf-8", true),
    ("json", "application/json", true),
    ("map", "application/json", true),
    ("mjs", "text/javascript; charset=utf-8", true),
    ("png", "image/png", false),
    ("svg", "image/svg+xml", true),
    ("txt", "text/plain; charset=utf-8", true),
    ("wasm", "application/wasm", true),
    ("webmanifest", "application/manifest+json", true),
    ("webp", "image/webp", false),
    ("woff", "font/woff", false),
    ("woff2", "font/woff2", false),
    ("xml", "application/xml", true),
];

type Files = BTreeMap<String, Arc<File>>;

pub(super) fn load(config: &config::Widget, earlier: &Widget) -> Result<Widget, Failure> {
    let files = read(&config.dir, earlier, |_| true)?;
    if !files.contains_key("/form.js") {
        let problem = format!("{} has no form.js in it", config.dir.display());
        return Err(Failure::new(problem, REMEDY));
    }
    let mut before = match &config.previous_dir {
        Some(dir) => read(dir, earlier, is_hashed)?,
        None => Files::new(),
    };
    // Whoever opened a page before this reload may ask for what it began with. A reload that brings no new release
    // keeps what was kept; one that does brings the end of the release before the last.
    let replaced = || earlier.files.iter().filter(|(name, _)| is_hashed(name) && !files.contains_key(*name));
    let kept = if replaced().next().is_some() {
        replaced().map(|(name, file)| (name.clone(), file.clone())).collect()
    } else {
        earlier.before.clone()
    };
    before.extend(kept);
    before.retain(|name, _| !files.contains_key(name));
    Ok(Widget { files, before })
}

/// All files below `dir` whose path `is_wanted`.
fn read(dir: &Path, earlier: &Widget, is_wanted: fn(&str) -> bool) -> Result<Files, Failure> {
    let cannot = |path: &Path, error: &io::Error| {
        Failure::new(format!("cannot read the widget's {}: {error}", path.display()), REMEDY)
    };
    let mut files = Files::new();
    let mut bytes = 0;
    let mut directories = vec![(dir.to_owned(), String::new())];
    while let Some((directory, prefix)) = directories.pop() {
        for entry in fs::read_dir(&directory).map_err(|error| cannot(&directory, &error))? {
            let path = entry.map_err(|error| cannot(&directory, &error))?.path();
            let Some(name) = public_name(&path) else { continue };
            let name = format!("{prefix}/{name}");
            // Links to files are followed, links to directories are not: they could go in circles.
            let kind = fs::symlink_metadata(&path).map_err(|error| cannot(&path, &error))?;
            let size = fs::metadata(&path).map_err(|error| cannot(&path, &error))?;
            if kind.is_dir() {
                directories.push((path, name));
            } else if size.is_file() && is_wanted(&name) {
                bytes += size.len();
                if files.len() == MOST_FILES || bytes > MOST_BYTES {
                    let problem = format!(
                        "{} is no widget's directory: it has more than {MOST_FILES} files or {} MB in it",
                        dir.display(),
                        MOST_BYTES / 1024 / 1024
                    );
                    return Err(Failure::new(problem, REMEDY));
                }
                let content = fs::read(&path).map_err(|error| cannot(&path, &error))?;
                files.insert(name.clone(), prepare(&name, content, earlier));
            }
        }
    }
    Ok(files)
}

/// A name that can stand in an address as it is. Hidden files are nobody's business.
fn public_name(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (!name.starts_with('.') && name.bytes().all(is_plain)).then_some(name)
}

/// `form-0123456789abcdef.wasm`
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == HASH_DIGITS && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

fn prepare(name: &str, content: Vec<u8>, earlier: &Widget) -> Arc<File> {
    let tag = tag::of(&content);
    // It was compressed before.
    if let Some(same) = earlier.find(name).filter(|file| file.tag == tag) {
        return same.clone();
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let (content_type, may_shrink) = TYPES
        .iter()
        .find(|(known, ..)| *known == ending)
        .map_or(("application/octet-stream", false), |(_, content_type, may)| (*content_type, *may));
    let keep = match name {
        "/form.js" | "/form.css" => Keep::Minutes,
        name if is_hashed(name) => Keep::ForEver,
        _ => Keep::Ask,
    };
    let smaller = |compressed: io::Result<Vec<u8>>| {
        compressed.ok().filter(|compressed| may_shrink && compressed.len() < content.len()).map(Bytes::from)
    };
    let (brotli, gzip) =
        if may_shrink { (smaller(brotli(&content)), smaller(gzip(&content))) } else { (None, None) };
    Arc::new(File { content_type, keep, tag, brotli, gzip, plain: Bytes::from(content) })
}

fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 9, size_hint: content.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn a_hash_in_a_name_is_known_from_other_words() {
        for name in
            ["/form-0aaccbade93459fa.js", "/form-991bca7b156cf564.wasm", "/x/a-b-0123456789abcdef.css"]
        {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "/form.js",
            "/form-.js",
            "/form-0aaccbade93459f.js",
            "/form-0AACCBADE93459FA.js",
            "/0aaccbade93459fa.js",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
