//! The attributes that a definition names by their paths.

use super::Fault;
use super::fault::Told;
use crate::api::{Api, Kind, Row};
use crate::value::text::nearest;

/// The row at `path`; or why a definition cannot name it.
pub(super) fn row(api: &'static Api, path: &str) -> Result<&'static Row, Told> {
    let (top, inner) = path.split_once('.').unwrap_or((path, ""));
    let list = api.row(top).filter(|row| matches!(row.kind, Kind::Groups(_) | Kind::Files(_)));
    if let (Some(list), false) = (list, inner.is_empty()) {
        return Err(Fault::InEachRow.of(&[path, list.name]));
    }
    let by_index = inner.split('.').any(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if let (Some(row), false) = (api.row(path), by_index) {
        return Ok(row);
    }
    if path.eq_ignore_ascii_case(api.secret.name()) {
        return Err(Fault::Secret.of(&[path]));
    }
    Err(Fault::UnknownField.of(&[path, api.id, &nearest_path(api, path).unwrap_or_default()]))
}

/// The path that was probably meant: the nearest, or that of the attribute in a group whose name was given alone.
fn nearest_path(api: &Api, path: &str) -> Option<String> {
    let paths: Vec<String> = api.paths().collect();
    let names: Vec<&str> = paths.iter().map(String::as_str).collect();
    let near = nearest(path, &names).map(str::to_owned);
    near.or_else(|| {
        paths.into_iter().find(|known| known.rsplit_once('.').is_some_and(|(_, name)| name == path))
    })
}
