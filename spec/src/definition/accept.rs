//! Which files a field takes.

use crate::value::text::entries;

/// Whether `accept`, a list as in HTML, takes a file of this name and MIME type.
pub(super) fn is_accepted(accept: &str, name: &str, mime: &str) -> bool {
    let (name, mime) = (name.to_ascii_lowercase(), mime.to_ascii_lowercase());
    let mut kinds = entries(accept).peekable();
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

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

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
