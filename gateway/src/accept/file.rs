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
    if !is_accepted(field.accept.as_deref().unwrap_or_default(), &name, mime) {
        return Err(Problem::Format { expected: "files of an accepted kind" });
    }
    if bytes.is_empty() {
        return Err(Problem::Format { expected: "files that can be read" });
    }
    Ok(Some(File { name, mime: clean::line(mime, NAME_CHARS), base64: STANDARD.encode(bytes) }))
}

/// Whether `accept`, a list as in HTML, takes a file of this name and MIME type: as in the widget.
fn is_accepted(accept: &str, name: &str, mime: &str) -> bool {
    let (name, mime) = (name.to_ascii_lowercase(), mime.to_ascii_lowercase());
    let mut kinds = accept.split(',').map(str::trim).filter(|kind| !kind.is_empty()).peekable();
    kinds.peek().is_none()
        || kinds.any(|kind| {
            let kind = kind.to_ascii_lowercase();
            match kind.strip_suffix('*') {
                Some(family) => mime.starts_with(family),
                None if kind.starts_with('.') => name.ends_with(&kind),
                None => mime == kind,
            }
        })
}

#[cfg(test)]
mod tests {
    use super::is_accepted;

    #[test]
    fn a_file_is_taken_by_its_ending_its_type_or_its_family() {
        for (accept, name, mime) in [
            ("", "a.exe", "application/x-msdownload"),
            (".pdf, image/*", "Hợp đồng.PDF", ""),
            (".pdf, image/*", "a.heic", "image/heic"),
            ("application/pdf", "a", "application/pdf"),
        ] {
            assert!(is_accepted(accept, name, mime), "{accept} {name} {mime}");
        }
        assert!(!is_accepted(".pdf,image/*", "a.docx", "application/msword"));
        assert!(!is_accepted(".pdf", "pdf", ""));
    }
}
