//! `[widget]`

use std::path::PathBuf;

use super::Widget;
use super::outside::Outside;
use super::reader::Reader;
use super::section::Section;

/// The file that a page loads first.
const LOADER: &str = "form.js";

pub(super) fn read<'t>(
    section: &Section<'t>,
    outside: &dyn Outside,
    reader: &mut Reader<'t>,
) -> Option<Widget> {
    section.only_known(&[], reader);
    let dir = directory(section, "dir", outside, reader);
    let previous_dir = directory(section, "previous_dir", outside, reader);
    // One that was given and is wrong has its mistake already.
    let is_given = section.text("dir", reader).is_none_or(|(text, _)| !text.is_empty());
    if !is_given && previous_dir.is_some() {
        reader.say(
            &section.place("previous_dir"),
            "`previous_dir` is given without `dir`, so that the release of today would be missing",
            "Give `dir` the directory of today's files, or take `previous_dir` out.",
        );
        return None;
    }
    if dir.is_some() && dir == previous_dir {
        reader.say(
            &section.place("previous_dir"),
            "`previous_dir` and `dir` are the same directory",
            "Keep the files of the release before in a directory of their own, or take `previous_dir` out.",
        );
        return None;
    }
    dir.map(|dir| Widget { dir, previous_dir })
}

fn directory<'t>(
    section: &Section<'t>,
    key: &str,
    outside: &dyn Outside,
    reader: &mut Reader<'t>,
) -> Option<PathBuf> {
    let (text, at) = section.text(key, reader)?;
    if text.is_empty() {
        return None;
    }
    let path = reader.path(text);
    if !outside.is_directory(&path) {
        reader.say(
            &at,
            format!("`{key}` names {}, and there is no such directory", path.display()),
            "Name the directory that `cargo xtask build` wrote, or a release's; \"\" serves no files.",
        );
        return None;
    }
    if !outside.is_file(&path.join(LOADER)) {
        reader.say(
            &at,
            format!("`{key}` names {}, and there is no {LOADER} in it", path.display()),
            "Name the directory that `cargo xtask build` wrote, or a release's, whole.",
        );
        return None;
    }
    Some(path)
}
