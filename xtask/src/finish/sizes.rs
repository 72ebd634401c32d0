//! What a visitor downloads, as a table.

use std::fmt::Write;

/// One line per file and their sum, plain and after brotli at its best setting, which is what a CDN sends.
pub(super) fn table(files: &[(&str, &str, &Vec<u8>)]) -> String {
    let mut table = format!("\n{:<12}{:>12}{:>14}   {}\n", "part", "bytes", "after brotli", "file");
    let (mut bytes, mut compressed) = (0, 0);
    for (part, name, content) in files {
        let after = brotli_size(content);
        bytes += content.len();
        compressed += after;
        let _ = writeln!(table, "{part:<12}{:>12}{after:>14}   {name}", content.len());
    }
    let _ = writeln!(table, "{:<12}{bytes:>12}{compressed:>14}\n", "total");
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
        let table = super::table(&[("one", "one.js", &one), ("two", "two.css", &two)]);
        let column =
            |line: &str, index| line.split_whitespace().nth(index).unwrap().parse::<usize>().unwrap();
        let lines: Vec<_> = table.trim().lines().collect();
        assert_eq!(column(lines[3], 1), 3000);
        assert_eq!(column(lines[3], 2), column(lines[1], 2) + column(lines[2], 2));
        assert!(column(lines[3], 2) < 100, "repetition compresses");
    }
}
