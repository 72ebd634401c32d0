//! Entity tags: what a browser has, it is not sent again.

use axum::http::{HeaderMap, header};
use sha2::{Digest as _, Sha256};

/// 128 bits of the content's hash, without quotes: no other content is ever met under the same tag.
pub(super) fn of(content: &[u8]) -> String {
    let hash = Sha256::digest(content);
    format!("{:032x}", u128::from_be_bytes(hash.first_chunk().copied().unwrap_or_default()))
}

/// Whether the request says that it has what `tag`, in its quotes, names.
pub(super) fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let values = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = values.flat_map(|value| value.split(',')).map(str::trim);
    tags.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
