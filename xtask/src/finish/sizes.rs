//! What a visitor downloads, as a table, and what it may be.

use std::fmt::Write;

/// One of the files, or all together.
pub(super) struct Size {
    pub(super) part: String,
    name: String,
    bytes: usize,
    /// After brotli at its best setting, which is what a CDN sends.
    pub(super) compressed: usize,
}

/// The sizes of the files, and their sum.
pub(super) fn of(files: &[(&str, &str, &Vec<u8>)]) -> Vec<Size> {
    let mut sizes: Vec<Size> = Vec::new();
    for (part, name, content) in files {
        let (part, name) = ((*part).to_owned(), (*name).to_owned());
        sizes.push(Size { part, name, bytes: content.len(), compressed: brotli_size(content) });
    }
    let bytes = sizes.iter().map(|size| size.bytes).sum();
    let compressed = sizes.iter().map(|size| size.compressed).sum();
    sizes.push(Size { part: "total".to_owned(), name: String::new(), bytes, compressed });
    sizes
}

/// One line for each.
pub(super) fn table(sizes: &[Size]) -> String {
    let mut table = format!("\n{:<12}{:>12}{:>14}   {}\n", "part", "bytes", "after brotli", "file");
    for Size { part, name, bytes, compressed } in sizes {
        let line = format!("{part:<12}{bytes:>12}{compressed:>14}   {name}");
        let _ = writeln!(table, "{}", line.trim_end());
    }
    table.push('\n');
    table
}

fn brotli_size(content: &[u8]) -> usize {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut output, &parameters)
        .expect("writing to memory cannot fail");
    output.len()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_total_is_the_sum_of_the_parts() {
        let (one, two) = (vec![b'a'; 1000], vec![b'b'; 2000]);
        let table = super::table(&super::of(&[("one", "one.js", &one), ("two", "two.css", &two)]));
        let column =
            |line: &str, index| line.split_whitespace().nth(index).unwrap().parse::<usize>().unwrap();
        let lines: Vec<_> = table.trim().lines().collect();
        assert_eq!(column(lines[3], 1), 3000);
        assert_eq!(column(lines[3], 2), column(lines[1], 2) + column(lines[2], 2));
        assert!(column(lines[3], 2) < 100, "repetition compresses");
    }
}
