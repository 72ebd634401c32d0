//! One thing that can be filled in: what it is, where it is, and what it is called.

use std::fmt::Write as _;

use leadform_spec::definition::{Consent, Control, Field, Language};

/// The answer of a box that is ticked.
pub(super) const AGREED: &str = "yes";

/// One thing to fill in.
pub(super) struct Place<'a> {
    /// The API's path: also the control's name.
    pub(super) path: String,
    pub(super) subject: Subject<'a>,
    /// The row of the group that it is in.
    pub(super) row: Option<Row<'a>>,
}

/// What is asked for.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Field(&'a Field),
    Consent(&'a Consent),
}

/// A row of a group that repeats.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) group: &'a Field,
    pub(super) index: usize,
}

impl<'a> Place<'a> {
    /// The field; none for a consent.
    pub(super) const fn field(&self) -> Option<&'a Field> {
        match self.subject {
            Subject::Field(field) => Some(field),
            Subject::Consent(_) => None,
        }
    }

    pub(super) fn label(&self, language: Language) -> &'a str {
        match self.subject {
            Subject::Field(field) => match &field.label {
                Some(label) => label.get(language),
                None => field.row.label.get(language),
            },
            Subject::Consent(consent) => consent.text.get(language),
        }
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.field().is_some_and(|field| field.control == Control::Hidden)
    }

    /// An id for an element of this place; the suffix tells them apart. A tenant's own names may have anything in them,
    /// and an id no space.
    pub(super) fn id(&self, suffix: &str) -> String {
        let mut id = "lf-".to_owned();
        for char in self.path.chars() {
            if char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.') {
                id.push(char);
            } else {
                let _ = write!(id, "~{:x}~", u32::from(char));
            }
        }
        id + suffix
    }
}

impl Row<'_> {
    /// What the row is called: "Contact persons 2".
    pub(super) fn label(&self, language: Language) -> String {
        let label = self.group.label();
        format!("{} {}", label.get(language), self.index + 1)
    }
}
