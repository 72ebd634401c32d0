//! What only the gateway's own pages say: the form as plain HTML, and what stands in its place when it cannot be
//! shown. The widget calls nothing here, so its visitors download none of it.

use leadform_spec::definition::Language;
use leadform_spec::value::text::joined;

use super::writing::said;
use super::{en, noun, uncapitalised, vi};

/// A text that needs nothing to be complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// The title of a page whose form has none.
    Title,
    /// In front of the title of a page that says what is to be mended.
    TitleMend,
    /// Above what could not be sent for a reason that is not the visitor's.
    NotSent,
    /// How to fill in a free list.
    ListHint,
    /// How to choose several in a list that does not open.
    SeveralHint,
    /// In place of a list that could not be fetched.
    ListMissing,
    /// Below a choice of files of which one is no good.
    FileWrong,
    /// The label of the field that no person sees.
    Trap,
    /// The link to where the site wants its visitors to go.
    Onward,
}

/// Why there is a page without a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No form has this name.
    UnknownForm,
    /// The page that sent it may not.
    ForbiddenOrigin,
    /// It is larger than any lead of this form.
    TooLarge,
    /// Too much came from one network.
    TooMany,
    /// It is no form post, or not all of one.
    Unreadable,
    /// The gateway cannot take anything just now.
    Busy,
}

/// A text of the plain pages in `language`.
pub fn plain(language: Language, what: Plain) -> &'static str {
    match language {
        Language::Vi => vi::plain(what),
        Language::En => en::plain(what),
    }
}

/// The heading and the sentence of a page without a form.
pub fn trouble(language: Language, trouble: Trouble) -> (&'static str, &'static str) {
    match language {
        Language::Vi => vi::trouble(trouble),
        Language::En => en::trouble(trouble),
    }
}

/// When a field matters that the widget would hide: the other field's label, and the answers it has then.
pub fn only_if(language: Language, label: &str, answers: &[&str]) -> String {
    let quoted: Vec<String> = answers.iter().map(|answer| said!("“{}”", answer)).collect();
    let noun = noun(label);
    match language {
        Language::Vi => vi::only_if(noun.as_deref(), label, &quoted),
        Language::En => en::only_if(noun.as_deref(), label, &quoted),
    }
}

/// A list is there once another field is answered, and the form was sent.
pub fn list_after(language: Language, label: &str) -> String {
    let noun = uncapitalised(label);
    match language {
        Language::Vi => vi::list_after(&noun),
        Language::En => en::list_after(&noun),
    }
}

/// Files that were chosen, and are lost with the page that had them.
pub fn files_again(language: Language, names: &[&str]) -> String {
    let names = joined(names, ", ");
    match language {
        Language::Vi => vi::files_again(&names),
        Language::En => en::files_again(&names),
    }
}

/// How large each file may be.
pub fn file_limit(language: Language, max_bytes: usize) -> String {
    let most = super::size(language, max_bytes);
    match language {
        Language::Vi => vi::file_limit(&most),
        Language::En => en::file_limit(&most),
    }
}
