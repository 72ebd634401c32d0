//! One field of a form.

mod read;

use super::Text;
use super::accept::is_accepted;
use crate::Row;
use crate::api::Kind;
use crate::issue::Limit;
use crate::parse::Answer;
use crate::value::Date;

/// One field of a form: a row of the API, and how it is asked for.
#[derive(Debug, Clone)]
pub struct Field {
    /// The JSON pointer of its place in the definition.
    pub(crate) at: String,
    /// The attribute's path; inside a repeating group, the name within the group.
    pub name: String,
    /// The API's row.
    pub row: &'static Row,
    /// What the visitor reads, if not the row's own label.
    pub label: Option<Text>,
    /// An example inside the empty control.
    pub placeholder: Option<Text>,
    /// A sentence below the control.
    pub help: Option<Text>,
    /// What the visitor handles.
    pub control: Control,
    /// The choices, if not those of the row.
    pub options: Option<Options>,
    /// What stands there at the start.
    pub default: Option<Answer>,
    /// It must be filled in.
    pub required: bool,
    /// It is there only while this holds.
    pub show_if: Option<Condition>,
    /// The query parameter of the page that fills it in.
    pub prefill: Option<String>,
    /// The least number, the first day, the fewest rows, entries or files.
    pub min: Option<Bound>,
    /// The greatest number, the last day, the most rows, entries or files.
    pub max: Option<Bound>,
    /// A regular expression for the whole text, as in HTML.
    pub pattern: Option<String>,
    /// How much of the line it takes.
    pub width: Width,
    /// What is asked for in each row of a repeating group.
    pub fields: Vec<Field>,
    /// Which files are taken, as HTML's `accept` has it.
    pub accept: Option<String>,
    /// How large each file may be.
    pub max_bytes: usize,
}

/// What a visitor handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// One line of text.
    Text,
    /// Several lines of text.
    Textarea,
    /// A phone number.
    Tel,
    /// An e-mail address.
    Email,
    /// A number.
    Number,
    /// A date.
    Date,
    /// An hour.
    Time,
    /// One of a few choices, in a list that opens.
    Select,
    /// One of a few choices, all in sight.
    Radio,
    /// Several of a few choices, all in sight.
    Checkboxes,
    /// One or several of many choices, found by typing.
    Combobox,
    /// A free list: entries are added by typing.
    Chips,
    /// Files.
    File,
    /// Not shown: a default, or a prefilled value.
    Hidden,
    /// A group of fields that repeats. No definition names it: the row decides.
    Group,
}

impl Control {
    /// Every control that a definition can name, under its name.
    pub const NAMED: [(&'static str, Self); 14] = [
        ("text", Self::Text),
        ("textarea", Self::Textarea),
        ("tel", Self::Tel),
        ("email", Self::Email),
        ("number", Self::Number),
        ("date", Self::Date),
        ("time", Self::Time),
        ("select", Self::Select),
        ("radio", Self::Radio),
        ("checkboxes", Self::Checkboxes),
        ("combobox", Self::Combobox),
        ("chips", Self::Chips),
        ("file", Self::File),
        ("hidden", Self::Hidden),
    ];

    /// Whether it offers choices.
    pub const fn has_choices(self) -> bool {
        matches!(self, Self::Select | Self::Radio | Self::Checkboxes | Self::Combobox)
    }

    /// The control for a row that has `choices` to choose from, where the definition names none.
    pub(super) fn default_for(row: &Row, choices: Option<usize>) -> Self {
        match (row.kind, choices) {
            (Kind::Groups(_), _) => Self::Group,
            (Kind::Files(_), _) => Self::File,
            (kind, Some(0..=12)) if kind.is_list() => Self::Checkboxes,
            (_, Some(0..=4)) => Self::Radio,
            (_, Some(5..=12)) => Self::Select,
            (_, Some(_)) => Self::Combobox,
            (Kind::Int | Kind::Number, None) => Self::Number,
            (Kind::Hours, None) => Self::Time,
            (Kind::Date, None) => Self::Date,
            (Kind::Phone | Kind::Phones, None) => Self::Tel,
            (Kind::Email | Kind::Emails, None) => Self::Email,
            (Kind::Texts | Kind::Ints | Kind::CommaTexts, None) => Self::Chips,
            _ if row.long => Self::Textarea,
            _ => Self::Text,
        }
    }

    /// Whether the control can give what a row of `kind` holds.
    pub(super) const fn fits(self, kind: Kind, has_choices: bool) -> bool {
        match self {
            Self::Hidden => !matches!(kind, Kind::Groups(_) | Kind::Files(_)),
            Self::Text | Self::Textarea => {
                matches!(
                    kind,
                    Kind::Text | Kind::Html | Kind::Scalar | Kind::TextOrTexts | Kind::Phones | Kind::Emails
                ) || matches!(kind, Kind::Int | Kind::Number | Kind::Phone | Kind::Email | Kind::CommaTexts)
            }
            Self::Tel => matches!(kind, Kind::Phone | Kind::Phones | Kind::Text | Kind::Scalar),
            Self::Email => matches!(kind, Kind::Email | Kind::Emails | Kind::Text | Kind::Scalar),
            Self::Number => matches!(kind, Kind::Int | Kind::Number),
            Self::Date => matches!(kind, Kind::Date),
            Self::Time => matches!(kind, Kind::Hours),
            Self::Select | Self::Radio => {
                has_choices && !matches!(kind, Kind::Choices(_) | Kind::Texts | Kind::Ints)
            }
            Self::Checkboxes => has_choices && kind.is_list(),
            Self::Combobox => has_choices,
            Self::Chips => {
                matches!(kind, Kind::Texts | Kind::Ints | Kind::CommaTexts | Kind::TextOrTexts)
                    || matches!(kind, Kind::Phones | Kind::Emails)
            }
            Self::File => matches!(kind, Kind::Files(_)),
            Self::Group => matches!(kind, Kind::Groups(_)),
        }
    }
}

/// Where a field's choices come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Options {
    /// They stand in the definition.
    Listed(Vec<OptionItem>),
    /// They are fetched from this address; `{NAME}` in it is the value of another field.
    From(String),
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionItem {
    /// What is sent.
    pub value: String,
    /// What the visitor reads.
    pub label: Text,
}

/// A field is there while another one has one of these values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The other field's path.
    pub field: String,
    /// The values, as one would type them.
    pub is: Vec<String>,
}

/// The end of a range, as a definition gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// A number, a date or a count.
    Limit(Limit),
    /// Today, in Vietnam.
    Today,
}

impl Bound {
    /// The limit on a given day.
    pub const fn on(self, today: Date) -> Limit {
        match self {
            Self::Limit(limit) => limit,
            Self::Today => Limit::Date(today),
        }
    }
}

/// How much of the line a field takes, where there is room for two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// The whole line.
    #[default]
    Full,
    /// Half of it.
    Half,
}

impl Field {
    /// Whether a file of this name and MIME type is of a kind that the field takes.
    pub fn accepts(&self, name: &str, mime: &str) -> bool {
        is_accepted(self.accept.as_deref().unwrap_or_default(), name, mime)
    }

    /// Whether its control gives a list.
    pub const fn holds_several(&self) -> bool {
        match self.control {
            Control::Checkboxes | Control::Chips => true,
            Control::Combobox | Control::Hidden => self.row.kind.is_list(),
            _ => false,
        }
    }

    /// The choices that are known without asking anyone: listed in the definition, or else in the document.
    pub fn choices(&self) -> Vec<OptionItem> {
        match (&self.options, self.row.kind.choices()) {
            (Some(Options::Listed(items)), _) => items.clone(),
            (None, Some(choices)) => {
                let item = |choice: &crate::api::Choice| OptionItem {
                    value: choice.value.to_owned(),
                    label: choice.label.into(),
                };
                choices.values.iter().map(item).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What the visitor reads.
    pub fn label(&self) -> Text {
        self.label.clone().unwrap_or_else(|| self.row.label.into())
    }
}
