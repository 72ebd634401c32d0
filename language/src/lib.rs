//! Every sentence that a visitor reads and the definition does not give, in both languages. The widget and the
//! gateway's own pages say the same things in the same words.

mod en;
mod plain;
mod vi;
mod writing;

pub use plain::{Plain, Trouble, file_limit, files_again, list_after, only_if, plain, trouble};
pub use writing::uncapitalised;

use leadform_spec::definition::{Control, Language};
use leadform_spec::texts;
use leadform_spec::value::{
    DateFormat,
    text::{number, trim},
};
use leadform_spec::{Limit, Problem};

use writing::said;

/// A text that needs nothing to be complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrase {
    /// Behind the label of what may stay empty.
    Optional,
    /// On the button, if the definition says nothing else.
    Send,
    /// On the button, while sending.
    Sending,
    /// On the button, after a failure.
    SendAgain,
    /// On the button, while it is sent again by itself.
    SendNow,
    /// Below the button, meanwhile.
    Waiting,
    /// Below the button, when it got through, but not what was changed since.
    Changed,
    /// On the button of every step but the last.
    Next,
    /// On the button to the step before.
    Back,
    /// Above the list of what is to be mended.
    Summary,
    /// The heading of the thank-you.
    Thanks,
    /// Below it, if the definition says nothing else.
    ThanksMessage,
    /// The link to the policy.
    Policy,
    /// What a select says while nothing is chosen.
    Choose,
    /// What a combobox says while nothing is typed.
    Search,
    /// While choices are fetched.
    Loading,
    /// When they did not come.
    LoadingFailed,
    /// The button to fetch them again.
    LoadAgain,
    /// When there are none.
    NoChoices,
    /// When what was typed finds none.
    NoMatches,
    /// How to add to a free list.
    ChipHint,
    /// In the place where files are dropped.
    DropFiles,
    /// A file that is being read.
    Reading,
    /// The button that takes a row away.
    Remove,
    /// The warning about a phone number.
    UnknownPrefix,
}

/// Why a lead did not get through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Nothing answered.
    Network,
    /// No answer came in time.
    Timeout,
    /// Something answered that can be no answer, or that it cannot just now.
    Server,
    /// It will not be taken, now or later: the operator's problem.
    Refused,
}

/// Why a file cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is of a kind that the form does not take.
    Type,
    /// It is too large.
    Size,
    /// There is nothing in it.
    Empty,
    /// The browser could not read it.
    Unreadable,
}

/// What a sentence is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What the visitor reads above the control.
    pub label: &'a str,
    /// The other of a pair.
    pub other: Option<&'a str>,
    /// What the visitor handles; none for a box to tick.
    pub control: Option<Control>,
}

impl About<'_> {
    /// The label as part of a sentence; none if it would make no sentence.
    fn noun(&self) -> Option<String> {
        noun(self.label)
    }

    fn other_noun(&self) -> Option<String> {
        self.other.and_then(noun)
    }

    /// Whether the visitor picks and does not type.
    const fn is_chosen(&self) -> bool {
        matches!(
            self.control,
            Some(
                Control::Select
                    | Control::Radio
                    | Control::Checkboxes
                    | Control::Combobox
                    | Control::Date
                    | Control::Time
            )
        )
    }
}

/// A label as part of a sentence. Questions and whole sentences cannot be one.
fn noun(label: &str) -> Option<String> {
    const NOUN_CHARS: usize = 40;
    let label = trim(label).trim_end_matches([':', '*', ' ']);
    let is_sentence = label.ends_with(['?', '!', '.']) || label.chars().count() > NOUN_CHARS;
    (!is_sentence && !label.is_empty()).then(|| uncapitalised(label))
}

/// A phrase in `language`.
pub fn phrase(language: Language, phrase: Phrase) -> &'static str {
    match language {
        Language::Vi => vi::phrase(phrase),
        Language::En => en::phrase(phrase),
    }
}

/// What is wrong with an answer, and what to do.
pub fn problem(language: Language, problem: &Problem, about: &About<'_>) -> String {
    match language {
        Language::Vi => vi::problem(problem, about),
        Language::En => en::problem(problem, about),
    }
}

/// Why the lead was not sent, and what to do.
pub fn failure(language: Language, failure: Failure) -> &'static str {
    match language {
        Language::Vi => vi::failure(failure),
        Language::En => en::failure(failure),
    }
}

/// The offer to put `text` in place of what was typed.
pub fn offer(language: Language, text: &str) -> String {
    match language {
        Language::Vi => vi::offer(text),
        Language::En => en::offer(text),
    }
}

/// The question whether `text` was meant.
pub fn suggestion(language: Language) -> &'static str {
    match language {
        Language::Vi => vi::SUGGESTION,
        Language::En => en::SUGGESTION,
    }
}

/// "Step 1 of 3"
pub fn step(language: Language, step: usize, of: usize) -> String {
    match language {
        Language::Vi => vi::step(step, of),
        Language::En => en::step(step, of),
    }
}

/// What the button that takes `entry` away is called.
pub fn remove(language: Language, entry: &str) -> String {
    match language {
        Language::Vi => vi::remove(entry),
        Language::En => en::remove(entry),
    }
}

/// What is told of an entry that was added.
pub fn added(language: Language, entry: &str) -> String {
    match language {
        Language::Vi => vi::added(entry),
        Language::En => en::added(entry),
    }
}

/// What is told of an entry that was taken away.
pub fn removed(language: Language, entry: &str) -> String {
    match language {
        Language::Vi => vi::removed(entry),
        Language::En => en::removed(entry),
    }
}

/// What the button that adds a row is called.
pub fn add(language: Language, label: &str) -> String {
    let noun = uncapitalised(label);
    match language {
        Language::Vi => vi::add(&noun),
        Language::En => en::add(&noun),
    }
}

/// How many choices fit what was typed.
pub fn matches(language: Language, count: usize) -> String {
    match language {
        Language::Vi => vi::matches(count),
        Language::En => en::matches(count),
    }
}

/// What must be answered before there is anything to choose.
pub fn choose_first(language: Language, label: &str) -> String {
    let noun = uncapitalised(label);
    match language {
        Language::Vi => vi::choose_first(&noun),
        Language::En => en::choose_first(&noun),
    }
}

/// The end of a range, as people in Vietnam write it; both languages do.
fn limit(limit: Limit, decimal: &str, about: &About<'_>) -> String {
    match limit {
        Limit::Date(date) => date.write(DateFormat::DayFirst),
        Limit::Number(hours) if about.control == Some(Control::Time) => {
            leadform_spec::value::hours::write(hours)
        }
        Limit::Number(number) => {
            let number = writing::number(number);
            match number.split_once('.') {
                Some((whole, rest)) => texts![whole, decimal, rest],
                None => number,
            }
        }
        Limit::Count(count) => number(count),
        Limit::Bytes(bytes) => megabytes(bytes, decimal),
    }
}

/// How large a file is.
pub fn size(language: Language, bytes: usize) -> String {
    let decimal = match language {
        Language::Vi => ",",
        Language::En => ".",
    };
    if bytes < 100_000 { said!("{} kB", number(bytes.div_ceil(1000))) } else { megabytes(bytes, decimal) }
}

fn megabytes(bytes: usize, decimal: &str) -> String {
    let tenths = bytes.div_ceil(100_000);
    let (whole, rest) = (tenths / 10, tenths % 10);
    if rest == 0 {
        said!("{} MB", number(whole))
    } else {
        said!("{}{}{} MB", number(whole), decimal, number(rest))
    }
}

/// Why a file cannot be sent, and what to do.
pub fn refusal(language: Language, refusal: Refusal, max_bytes: usize) -> String {
    let most = size(language, max_bytes);
    match language {
        Language::Vi => vi::refusal(refusal, &most),
        Language::En => en::refusal(refusal, &most),
    }
}
