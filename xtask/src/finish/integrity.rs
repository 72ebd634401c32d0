//! What a page, or the loader, can hold a file to: its hash, as the attribute `integrity` has it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha384};

/// `sha384-…`
pub(super) fn of(content: &[u8]) -> String {
    ["sha384-", &BASE64_STANDARD.encode(Sha384::digest(content))].concat()
}

/// `integrity.json`: each file's hash, by its name.
pub(super) fn list(files: &[(&str, &str, &Vec<u8>)]) -> Value {
    let hashes: Map<String, Value> =
        files.iter().map(|(_, name, content)| ((*name).to_owned(), of(content).into())).collect();
    hashes.into()
}

/// The same to be read and copied.
pub(super) fn table(files: &[(&str, &str, &Vec<u8>)]) -> String {
    let line = |(_, name, content): &(&str, &str, &Vec<u8>)| format!("{name:<29}{}\n", of(content));
    ["integrity, as in integrity.json:\n", &files.iter().map(line).collect::<String>(), "\n"].concat()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_the_one_that_browsers_compute() {
        // The example of https://www.w3.org/TR/sri/.
        let expected = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
        assert_eq!(super::of(b"alert('Hello, world.');"), expected);
    }

    #[test]
    fn what_is_printed_is_what_is_written() {
        let content = b"1".to_vec();
        let files = [("loader", "form.js", &content)];
        let expected = super::of(&content);
        assert_eq!(super::list(&files), serde_json::json!({ "form.js": expected }));
        assert!(super::table(&files).lines().any(|line| line == format!("{:<29}{expected}", "form.js")));
    }
}
