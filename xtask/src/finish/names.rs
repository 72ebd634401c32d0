//! Names that change when the content does, so that a browser may keep such a file for ever.

/// The names of the files that the loader fetches.
pub(super) struct Names {
    pub(super) glue: String,
    pub(super) wasm: String,
    pub(super) css: String,
}

impl Names {
    pub(super) fn of(glue: &[u8], wasm: &[u8], css: &[u8]) -> Self {
        Self { glue: hashed(glue, "js"), wasm: hashed(wasm, "wasm"), css: hashed(css, "css") }
    }
}

/// The name of a file.
pub(super) fn hashed(content: &[u8], extension: &str) -> String {
    // All are called `form`: filter lists block names that read like "lead" or "track", and the form with them.
    format!("form-{:016x}.{extension}", hash(content))
}

/// FNV-1a, 64 bits: the same on every machine and with every toolchain. It guards against chance, not malice.
fn hash(content: &[u8]) -> u64 {
    content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::{Names, hash};

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_name_follows_its_content_only() {
        let names = Names::of(b"1", b"2", b"3");
        let changed = Names::of(b"1", b"2", b"4");
        assert_eq!(names.glue, changed.glue);
        assert_eq!(names.wasm, changed.wasm);
        assert_ne!(names.css, changed.css);
    }
}
