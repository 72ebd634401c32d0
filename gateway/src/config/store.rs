//! `[store]`

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Store;
use super::outside::Outside;
use super::reader::Reader;
use super::section::Section;

pub(super) fn read<'t>(
    section: &Section<'t>,
    outside: &dyn Outside,
    reader: &mut Reader<'t>,
) -> Option<Store> {
    section.only_known(&[], reader);
    let path = path(section, outside, reader);
    let min_free_mb = section.number("min_free_mb", 0..=1_000_000, reader);
    let queue = section.number("queue", 1..=1_000_000, reader);
    let keep_delivered_days = section.number("keep_delivered_days", 0..=36_500, reader);
    Some(Store {
        path: path?,
        min_free_bytes: min_free_mb? * 1024 * 1024,
        queue: usize::try_from(queue?).ok()?,
        keep_delivered: Some(keep_delivered_days?)
            .filter(|days| *days > 0)
            .map(|days| Duration::from_hours(24 * days)),
    })
}

fn path<'t>(section: &Section<'t>, outside: &dyn Outside, reader: &mut Reader<'t>) -> Option<PathBuf> {
    let (url, at) = section.text("url", reader)?;
    let Some(file) = url.strip_prefix("sqlite:") else {
        reader.say(
            &at,
            "`url` does not begin with \"sqlite:\", and SQLite is the only database that there is",
            "Write \"sqlite:\" and the file, such as url = \"sqlite:leadform.db\".",
        );
        return None;
    };
    if let Some(rest) = file.strip_prefix("//") {
        let file = rest.strip_prefix("localhost").unwrap_or(rest);
        let remedy = format!("Write \"sqlite:{file}\".");
        reader.say(&at, "`url` has \"//\" behind \"sqlite:\", where the file should stand", remedy);
        return None;
    }
    if file.trim().is_empty() || file.contains('?') || file.starts_with(':') || file.ends_with('/') {
        reader.say(
            &at,
            "`url` does not name a plain file, and leads that are only in memory would be lost",
            "Write \"sqlite:\" and a file, without parameters, such as url = \"sqlite:leadform.db\".",
        );
        return None;
    }
    let path = reader.path(file);
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if outside.is_directory(&path) {
        reader.say(
            &at,
            format!("`url` names {}, which is a directory", path.display()),
            format!("Name a file in it: url = \"sqlite:{}/leadform.db\"", file.trim_end_matches('/')),
        );
        return None;
    }
    if !outside.is_directory(directory) {
        reader.say(
            &at,
            format!("the database's directory, {}, does not exist", directory.display()),
            "Make it, so that only the gateway's user can read it, or name another in `url`.",
        );
        return None;
    }
    Some(path)
}
