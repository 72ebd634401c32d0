//! Everything that can be wrong with a definition, and the sentence that says it with its remedy. These are
//! for whoever writes the definition, so they are in English only.

use crate::json;

/// What is wrong with a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentences below say what each one means")]
pub enum Fault {
    Json,
    Type,
    UnknownKey,
    MissingKey,
    Version,
    Target,
    FieldsAndSteps,
    NoFields,
    UnknownField,
    Secret,
    WholeGroup,
    InEachRow,
    GroupWithoutFields,
    NotAGroup,
    Duplicate,
    Control,
    ControlDoesNotFit,
    NoChoices,
    OptionsDoNotFit,
    OptionType,
    OptionRefused,
    DuplicateOption,
    Placeholder,
    Relaxed,
    Looser,
    Bound,
    BoundOnText,
    Range,
    PatternOnKind,
    Pattern,
    ConditionField,
    ConditionOnItself,
    ConditionOrder,
    ConditionValue,
    HiddenRequired,
    HiddenControlShown,
    Value,
    ValueOnForm,
    SuppliedAndGiven,
    Template,
    Attribution,
    NobodyGives,
    MayBeEmpty,
    Redirect,
    PolicyUrl,
    Purpose,
    PurposeMissing,
    EvidenceTaken,
    Choice,
    Positive,
    Empty,
}

/// A fault, and what is said about it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) fault: Fault,
    pub(super) sentence: String,
}

impl Fault {
    /// Says it of these: a sentence, as it stands below, with them in the places of their numbers.
    #[inline(never)]
    pub(super) fn of(self, these: &[&str]) -> Told {
        let mut sentence = String::new();
        let mut rest = self.sentence();
        while let Some(at) = next_place(rest) {
            let (before, place) = rest.split_at(at);
            sentence.push_str(before);
            let this = these.get(usize::from(place.as_bytes()[1] - b'0')).copied().unwrap_or_default();
            let is_offer = place.as_bytes()[2] == b'?';
            if place.starts_with('"') {
                quote(this, &mut sentence);
            } else if !is_offer {
                push_harmless(this, &mut sentence);
            } else if !this.is_empty() {
                sentence.push_str("did you mean ");
                quote(this, &mut sentence);
                sentence.push_str("? If not, ");
            }
            rest = &place[if is_offer { 4 } else { 3 }..];
        }
        sentence.push_str(rest);
        Told { fault: self, sentence }
    }

    /// Of what it is about, `"0"` is the first in quotes, `{1}` is the second as it is, and `{2?}` offers the third, if there
    /// is one.
    const fn sentence(self) -> &'static str {
        match self {
            Self::Json => "this is not JSON: {0}; mend the syntax there",
            Self::Type => "this should be {0}",
            Self::UnknownKey => r#"unknown key "0"; {1?}remove it{2}"#,
            Self::MissingKey => r#""0" is missing; add {1}"#,
            Self::Version => r#"version {0} is not known here; write "version": 1"#,
            Self::Target => r#"unknown target "0"; {1?}use one of {2}"#,
            Self::FieldsAndSteps => {
                r#"both "fields" and "steps" are here; keep "fields" for one page, or "steps" for several"#
            }
            Self::NoFields => "there is nothing to fill in; name at least one field",
            Self::UnknownField => r#"{1} has no attribute "0"; {2?}`leadform schema {1}` lists them all"#,
            Self::Secret => {
                r#""0" is the API's key, which only the proxy may know; remove it here and give it to the proxy"#
            }
            Self::WholeGroup => r#""0" is a group; name what is asked for in it, such as "1""#,
            Self::InEachRow => {
                r#""0" stands in each row of "1" and has no path of its own; name it in the "fields" of "1", or give "1" as a list"#
            }
            Self::GroupWithoutFields => {
                r#"the group "0" asks for nothing; give it "fields" with some of {1}"#
            }
            Self::NotAGroup => r#""0" does not take "1"; remove it"#,
            Self::Duplicate => r#""0" is on the form already ({1}); remove one of the two"#,
            Self::Control => r#"unknown control "0"; {1?}use one of {2}"#,
            Self::ControlDoesNotFit => {
                r#"a "0" cannot give "1", which is {2}; remove "control" to get the one that fits"#
            }
            Self::NoChoices => {
                r#""0" needs something to choose from, and "1" lists no values; add "options""#
            }
            Self::OptionsDoNotFit => r#""0" takes no choices; remove "options""#,
            Self::OptionType => r#""0" takes {2}, and the option {1} is none; mend its "value""#,
            Self::OptionRefused => {
                r#"the API does not list "1" for "0" and would refuse it; remove the option or mend its "value""#
            }
            Self::DuplicateOption => r#"the option "0" stands here twice; remove one of the two"#,
            Self::Placeholder => {
                "the options depend on {{0}}, which is no field of this form; {1?}put that field on the form before this one"
            }
            Self::Relaxed => {
                r#"the API requires "0", so it cannot be made optional; remove "required": false"#
            }
            Self::Looser => r#"the API allows "0" no "1" beyond {2}; tighten it or remove "1""#,
            Self::Bound => r#""1" of "0" should be {2}"#,
            Self::BoundOnText => r#""0" is text, which has no "1"; use "pattern", or remove "1""#,
            Self::Range => r#""min" of "0" is above its "max", so nothing fits; swap or mend them"#,
            Self::PatternOnKind => r#""pattern" is for text, and "0" is none; remove it"#,
            Self::Pattern => r#"the pattern "0" is no regular expression: {1}"#,
            Self::ConditionField => {
                r#"the condition asks for "0", which is not on this form; {1?}name a field of this form"#
            }
            Self::ConditionOnItself => {
                r#""0" would be shown only once it is filled in; ask for another field"#
            }
            Self::ConditionOrder => {
                r#"the condition asks for "0", which comes later; move that field before this one"#
            }
            Self::ConditionValue => {
                r#""0" can never be "1", so this would never be shown; use one of its values"#
            }
            Self::HiddenRequired => {
                r#"the API requires "0", and a hidden field is not sent; remove "show_if", or give it in "values""#
            }
            Self::HiddenControlShown => {
                r#""0" is hidden and required, and nothing fills it in; add "default" or "prefill""#
            }
            Self::Value => {
                r#"the API would refuse this value of "0" ({1}); `leadform schema` says what fits"#
            }
            Self::ValueOnForm => {
                r#""0" has a fixed value and is on the form too; a fixed value would overwrite what the visitor gave, so remove one of the two"#
            }
            Self::SuppliedAndGiven => {
                r#""0" is supplied by the proxy and given here too; remove one of the two"#
            }
            Self::Template => {
                "unknown template {{0}}; use {submission_id}, {page_url}, {referrer}, {date} or {query.NAME}"
            }
            Self::Attribution => {
                r#""0" names no parameter; use one such as "utm_source", "first.utm_source", "referrer" or "landing_page""#
            }
            Self::NobodyGives => {
                r#"the API requires {0}, and nobody gives it; put it on the form, into "values", or into "supplied" if the proxy adds it"#
            }
            Self::MayBeEmpty => {
                r#"the API requires "0", and the parameter that would give it may be missing; put it on the form with "prefill", or give it a fixed value"#
            }
            Self::Redirect => {
                r#""0" is no address that a visitor may be sent to; use an http or https URL, or a path that begins with /"#
            }
            Self::PolicyUrl => {
                r#""0" is no address that can be linked; use an http or https URL, or a path that begins with /"#
            }
            Self::Purpose => r#"the purpose "0" is asked for twice; give each its own name"#,
            Self::PurposeMissing => r#"several consents need a "purpose" each, to tell them apart; add it"#,
            Self::EvidenceTaken => {
                r#""0" gets another value already, and the evidence of a consent would overwrite it; give the evidence an attribute of its own"#
            }
            Self::Choice => r#""0" cannot be "1"; use {2}"#,
            Self::Positive => r#""0" should be a whole number of at least 1"#,
            Self::Empty => r#""0" is empty; fill it in or remove it"#,
        }
    }
}

/// Where the next number in quotes or braces is.
fn next_place(text: &str) -> Option<usize> {
    text.as_bytes().windows(2).position(|pair| matches!(pair, [b'"' | b'{', b'0'..=b'9']))
}

/// A text of the definition as it stands there: in quotes. (`{:?}` would escape Vietnamese marks, and every visitor
/// would download the tables that know them.)
fn quote(text: &str, sentence: &mut String) {
    push_harmless(&json::write(&text.into()), sentence);
}

/// Without what could garble a terminal: what a sentence repeats of a definition may have anything in it.
fn push_harmless(text: &str, sentence: &mut String) {
    for char in text.chars() {
        if char.is_control() {
            sentence.push_str("\\u{");
            for digit in [char as u32 >> 4, char as u32 & 15] {
                sentence.extend(char::from_digit(digit, 16));
            }
            sentence.push('}');
        } else {
            sentence.push(char);
        }
    }
}
