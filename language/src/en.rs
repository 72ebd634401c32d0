//! English.

use leadform_spec::definition::Control;
use leadform_spec::value::text::{joined, number};
use leadform_spec::{Limit, Problem};

use super::writing::said;
use super::{About, Failure, Phrase, Plain, Refusal, Trouble, limit};

pub(super) const fn phrase(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::Optional => "optional",
        Phrase::Send => "Send",
        Phrase::Sending => "Sending…",
        Phrase::SendAgain => "Send again",
        Phrase::SendNow => "Send now",
        Phrase::Waiting => {
            "Not sent yet. Your answers are kept, and we are trying again. Please keep this page open, or press send now."
        }
        Phrase::Changed => {
            "We have what you sent before, but not what you changed since. Please send again, so that we have that too."
        }
        Phrase::Next => "Continue",
        Phrase::Back => "Back",
        Phrase::Summary => "A few things need another look",
        Phrase::Thanks => "Sent",
        Phrase::ThanksMessage => "Thank you! We will be in touch soon.",
        Phrase::Policy => "Read the policy",
        Phrase::Choose => "Choose…",
        Phrase::Search => "Type to search…",
        Phrase::Loading => "Loading the list…",
        Phrase::LoadingFailed => "The list could not be loaded.",
        Phrase::LoadAgain => "Load again",
        Phrase::NoChoices => "There is nothing to choose from yet.",
        Phrase::NoMatches => "Nothing found",
        Phrase::ChipHint => "Press Enter or a comma to add each entry.",
        Phrase::DropFiles => "Choose files or drop them here",
        Phrase::Reading => "Reading…",
        Phrase::Remove => "Remove",
        Phrase::UnknownPrefix => "This number begins in an unusual way. If it is right, just send it.",
    }
}

pub(super) const fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::Network => {
            "There is no connection, so nothing was sent yet. Your answers are kept: check the network and send again."
        }
        Failure::Timeout => {
            "The network is too slow, so we cannot tell whether it was sent. Your answers are kept: please send again."
        }
        Failure::Server => {
            "Our system is busy and could not take this. Your answers are kept: please send again in a few minutes."
        }
        Failure::Refused => {
            "This could not be sent because of a fault on our side, not yours. Your answers are kept: please try again later, or reach us in another way."
        }
    }
}

pub(super) fn refusal(refusal: Refusal, most: &str) -> String {
    match refusal {
        Refusal::Type => {
            "This form does not take such files. Please remove it and choose another one.".to_owned()
        }
        Refusal::Size => {
            said!("A file may have {} at most. Please remove it and choose a smaller one.", most)
        }
        Refusal::Empty => {
            "There is nothing in this file. Please remove it and choose another one.".to_owned()
        }
        Refusal::Unreadable => {
            "This file could not be read. Please remove it and choose it again.".to_owned()
        }
    }
}

pub(super) const SUGGESTION: &str = "This email address may have a typo.";

pub(super) fn offer(text: &str) -> String {
    said!("Change to {}", text)
}

pub(super) fn step(step: usize, of: usize) -> String {
    said!("Step {} of {}", number(step), number(of))
}

pub(super) fn remove(entry: &str) -> String {
    said!("Remove {}", entry)
}

pub(super) fn added(entry: &str) -> String {
    said!("Added: {}", entry)
}

pub(super) fn removed(entry: &str) -> String {
    said!("Removed: {}", entry)
}

pub(super) fn add(noun: &str) -> String {
    said!("Add to {}", noun)
}

pub(super) fn matches(count: usize) -> String {
    if count == 1 { "1 match".to_owned() } else { said!("{} matches", number(count)) }
}

pub(super) fn choose_first(noun: &str) -> String {
    said!("Choose {} first", noun)
}

pub(super) fn problem(problem: &Problem, about: &About<'_>) -> String {
    let end = |end: Limit| limit(end, ".", about);
    match problem {
        Problem::Required => required(about),
        Problem::Either { .. } => match (about.noun(), about.other_noun()) {
            (Some(one), Some(other)) => said!("Please give your {} or {}.", one, other),
            _ => "Please fill in one of these two.".to_owned(),
        },
        Problem::Type { .. } if about.control == Some(Control::Number) => {
            "Please give a number, such as 12.".to_owned()
        }
        Problem::Unknown { .. } | Problem::Type { .. } => {
            "This does not look right. Please check it.".to_owned()
        }
        Problem::Choice => "Please choose one from the list.".to_owned(),
        Problem::Format { .. } if about.control == Some(Control::Time) => {
            "Please give hours and minutes, such as 08:30.".to_owned()
        }
        Problem::Format { .. } if about.control == Some(Control::File) => {
            "A file is still being read, or cannot be sent. Please wait a moment, or remove it.".to_owned()
        }
        Problem::Format { .. } | Problem::Pattern => match about.noun() {
            Some(noun) => said!("Please check the {}: it is not written as it should be.", noun),
            None => "This is not written as it should be. Please check it.".to_owned(),
        },
        Problem::Date { .. } => "Please give day, month and year.".to_owned(),
        Problem::Phone => "This is no phone number. Please check it. Example: 0912 345 678.".to_owned(),
        Problem::Phone2018 { .. } => "This prefix changed in 2018.".to_owned(),
        Problem::Email => "This is no email address. Example: name@gmail.com.".to_owned(),
        Problem::TooSmall { min } => match min {
            Limit::Date(_) => said!("Please choose {} or later.", end(*min)),
            Limit::Number(_) => said!("Please give {} or more.", end(*min)),
            Limit::Count(count) => said!("Please give at least {} {}.", end(*min), entries(*count)),
            Limit::Bytes(_) => said!("A file must have at least {}.", end(*min)),
        },
        Problem::TooLarge { max } => match max {
            Limit::Date(_) => said!("Please choose {} or earlier.", end(*max)),
            Limit::Number(_) => said!("Please give {} or less.", end(*max)),
            Limit::Count(count) => said!("Please give no more than {} {}.", end(*max), entries(*count)),
            Limit::Bytes(_) => said!("A file may have {} at most. Please choose a smaller one.", end(*max)),
        },
    }
}

fn required(about: &About<'_>) -> String {
    match (about.control, about.noun()) {
        (None, _) => "We need your agreement to contact you.".to_owned(),
        (Some(Control::Checkboxes), _) => "Please choose at least one.".to_owned(),
        (Some(Control::File), _) => "Please choose at least one file.".to_owned(),
        (Some(Control::Group), _) => "Please add at least one.".to_owned(),
        (Some(_), Some(noun)) if about.is_chosen() => said!("Please choose: {}.", noun),
        (Some(_), None) if about.is_chosen() => "Please choose an answer.".to_owned(),
        (Some(_), Some(noun)) => said!("Please fill in: {}.", noun),
        (Some(_), None) => "Please answer this.".to_owned(),
    }
}

const fn entries(count: usize) -> &'static str {
    if count == 1 { "entry" } else { "entries" }
}

pub(super) const fn plain(what: Plain) -> &'static str {
    match what {
        Plain::Title => "Form",
        Plain::TitleMend => "To be mended",
        Plain::NotSent => "Not sent yet",
        Plain::ListHint => "One entry per line, or separated by commas.",
        Plain::SeveralHint => "On a computer, hold Ctrl (⌘ on a Mac) to choose several.",
        Plain::ListMissing => {
            "The list could not be loaded just now. It is loaded again when you press send."
        }
        Plain::FileWrong => "One of these files cannot be sent. Please choose another one.",
        Plain::Trap => "Please leave this empty",
        Plain::Onward => "Continue",
    }
}

pub(super) const fn trouble(trouble: Trouble) -> (&'static str, &'static str) {
    match trouble {
        Trouble::UnknownForm => (
            "There is no such form",
            "The address may be mistyped, or the form no longer exists. Nothing was sent. Please go back to the site that sent you here.",
        ),
        Trouble::ForbiddenOrigin => (
            "This page may not send here",
            "The form was sent from a page that is not allowed to, so nothing was taken. Please open the form on the site that it belongs to.",
        ),
        Trouble::TooLarge => (
            "This is too large",
            "What you sent is larger than this form takes, so nothing was taken. Please go back, choose fewer or smaller files, and send again.",
        ),
        Trouble::TooMany => (
            "Please wait a moment",
            "Too much came from your network at once, so this was not taken. Please go back and send again in a minute.",
        ),
        Trouble::Unreadable => (
            "This did not arrive whole",
            "What your browser sent cannot be read, so nothing was taken. Please go back and send again.",
        ),
        Trouble::Busy => (
            "Not sent yet",
            "Our system is busy and could not take this. Please go back and send again in a few minutes.",
        ),
    }
}

pub(super) fn only_if(noun: Option<&str>, label: &str, answers: &[String]) -> String {
    let answers = joined(answers, " or ");
    match noun {
        Some(noun) => said!("Only if {} is {}.", noun, answers),
        None => said!("Only if your answer to “{}” is {}.", label, answers),
    }
}

pub(super) fn list_after(noun: &str) -> String {
    said!("Choose {} and press send: then the list is here.", noun)
}

pub(super) fn files_again(names: &str) -> String {
    said!("Please choose these files again, as the browser does not keep them: {}", names)
}

pub(super) fn file_limit(most: &str) -> String {
    said!("Up to {} each.", most)
}
