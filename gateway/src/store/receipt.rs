//! Receipts: what a visitor may be told and can read out on the telephone. They say nothing about a lead.

/// Crockford's base32: no I, L, O or U, which are misread or spell words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new one, of the operating system's randomness: `7K3M-9QXD-2V4P`.
pub(super) fn new() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    let mut bits = u64::from_le_bytes(bytes);
    let mut receipt = String::with_capacity(14);
    for place in 0..12 {
        if place % 4 == 0 && place > 0 {
            receipt.push('-');
        }
        receipt.push(char::from(ALPHABET[(bits & 31) as usize]));
        bits >>= 5;
    }
    Ok(receipt)
}

/// What somebody typed, as it was given out: any case, with or without hyphens, and the letters that are misread.
pub(crate) fn read(text: &str) -> Option<String> {
    let mut receipt = String::with_capacity(14);
    for char in text.chars().filter(|char| !char.is_whitespace() && *char != '-') {
        let char = match char.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        };
        if !u8::try_from(char).is_ok_and(|byte| ALPHABET.contains(&byte)) {
            return None;
        }
        if matches!(receipt.len(), 4 | 9) {
            receipt.push('-');
        }
        receipt.push(char);
    }
    (receipt.len() == 14).then_some(receipt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_receipt_is_three_groups_of_four_and_reads_back() {
        let receipts: HashSet<String> = (0..1_000).map(|_| new().unwrap()).collect();
        assert_eq!(receipts.len(), 1_000);
        for receipt in &receipts {
            assert_eq!(receipt.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4], "{receipt}");
            assert_eq!(read(receipt).as_deref(), Some(&**receipt));
        }
        // 12,000 characters of 32: each one is there.
        let used: HashSet<char> = receipts.iter().flat_map(|receipt| receipt.chars()).collect();
        assert_eq!(used.len(), 33);
    }

    #[test]
    fn a_receipt_is_understood_as_people_write_it() {
        for typed in ["7k3m-9qxd-2v40", "7K3M9QXD2V4O", " 7k3m 9qxd 2v4o "] {
            assert_eq!(read(typed).as_deref(), Some("7K3M-9QXD-2V40"), "{typed}");
        }
        for wrong in ["", "7K3M-9QXD", "7K3M-9QXD-2V4PP", "7K3M-9QXD-2V4U", "ưK3M-9QXD-2V4P"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
