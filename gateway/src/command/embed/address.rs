//! The addresses that a snippet names: of the web, or paths of the site that it is pasted into.

use url::Url;

/// An `http` or `https` address, or a path. It stands in the page as it was given.
#[derive(Debug, Clone)]
pub(super) struct Address(String);

/// A page that no page can be on.
const SOMEWHERE: &str = "https://page.invalid/a/page";

impl Address {
    pub(super) fn read(given: &str) -> Result<Self, String> {
        let text = given.trim();
        if text.is_empty() {
            return Err("it is empty; give an address such as https://forms.example.vn/f/consult".to_owned());
        }
        if text.starts_with(['?', '#']) {
            return Err("it names no file; give an http or https address, or a path".to_owned());
        }
        let page = Url::parse(SOMEWHERE).map_err(|error| error.to_string())?;
        let url =
            page.join(text).map_err(|error| format!("{error}; give an http or https address, or a path"))?;
        let is_path = Url::parse(text).is_err();
        if !matches!(url.scheme(), "http" | "https") || is_path != (url.host() == page.host()) {
            return Err(
                "a browser posts and loads by http and https only; give such an address, whole (https://…), \
                 or a path"
                    .to_owned(),
            );
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("everybody can read what is in a page; take the name and the password out".to_owned());
        }
        Ok(Self(text.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of another file in the same place.
    pub(super) fn beside(&self, name: &str) -> String {
        let path = self.0.split(['?', '#']).next().unwrap_or_default();
        let place = path.rfind('/').map_or("", |slash| &path[..=slash]);
        format!("{place}{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn addresses_of_the_web_and_paths_are_taken_as_they_stand() {
        for text in ["https://forms.example.vn/f/a", "http://127.0.0.1:8787/f/a?b=c", "/f/a", "f/a", "../f/a"]
        {
            assert_eq!(Address::read(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn nothing_else_is_an_address() {
        for text in [
            "",
            " ",
            "javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "ftp://example.vn/f",
            "mailto:a@example.vn",
            "//example.vn/f",
            "/\\example.vn/f",
            "https://",
            "https://a:b@example.vn/f",
            "file:///f",
            "?a",
            "#a",
        ] {
            assert!(Address::read(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_stylesheet_is_beside_the_script() {
        for (script, style) in [
            ("https://cdn.example/form.js", "https://cdn.example/form.css"),
            ("https://cdn.example/1.0/form.js?v=/2#x", "https://cdn.example/1.0/form.css"),
            ("/form.js", "/form.css"),
            ("form.js", "form.css"),
            ("../w/form.js", "../w/form.css"),
        ] {
            assert_eq!(Address::read(script).unwrap().beside("form.css"), style);
        }
    }
}
