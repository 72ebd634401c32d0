//! Texts in the two languages that a form speaks.

/// The language of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The language of an HTML `lang` value (`en-GB` is English); Vietnamese for every other one.
    pub fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("en") { Self::En } else { Self::Vi }
    }

    /// The value for a `lang` attribute.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// A text in one language or in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Vietnamese; and English too, if there is none.
    pub vi: String,
    /// English, where it differs.
    pub en: Option<String>,
}

impl Text {
    /// The text in `language`, or in the other if there is only that one.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => self.en.as_deref().unwrap_or(&self.vi),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { vi: text.to_owned(), en: None }
    }
}

impl From<crate::api::Label> for Text {
    fn from(label: crate::api::Label) -> Self {
        Self { vi: label.vi.to_owned(), en: Some(label.en.to_owned()) }
    }
}

impl crate::api::Label {
    /// The label in `language`.
    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Vi => self.vi,
            Language::En => self.en,
        }
    }
}
