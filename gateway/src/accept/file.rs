//! Files of a plain HTML form post.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leadform_spec::definition::Field;
use leadform_spec::{File, Limit, Problem};

use super::clean;

/// As long as a file name may be on any system.
const NAME_CHARS: usize = 255;

/// The file in base64; none if the visitor chose none.
pub(super) fn read(field: &Field, name: &str, mime: &str, bytes: &[u8]) -> Result<Option<File>, Problem> {
    // Old browsers give the whole path.
    let name = clean::line(name.rsplit(['/', '\\']).next().unwrap_or_default(), NAME_CHARS);
    if name.is_empty() && bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() > field.max_bytes {
        return Err(Problem::TooLarge { max: Limit::Bytes(field.max_bytes) });
    }
    if !field.accepts(&name, mime) {
        return Err(Problem::Format { expected: "files of an accepted kind" });
    }
    if bytes.is_empty() {
        return Err(Problem::Format { expected: "files that can be read" });
    }
    Ok(Some(File { name, mime: clean::line(mime, NAME_CHARS), base64: STANDARD.encode(bytes) }))
}
