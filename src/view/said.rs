//! The place in which a screen reader hears what it could not see: what appeared below a field that was left, an entry
//! that was added, a list that did not come. It is there and empty from the start, and says one thing at a time.

use std::rc::Rc;

use leadform_spec::texts;
use leadform_spec::value::text::joined;

use super::note;
use super::tag::{Tag, tag};
use crate::state::choices::Listing;
use crate::state::uploads::{Stage, Upload};
use crate::state::{Control, Form, Said};
use leadform_language::{self as language, Phrase, phrase};

pub(super) fn said(form: Form) -> Tag {
    tag("p").class("lf-said").attr("role", "status").text(move || words(form).unwrap_or_default())
}

fn words(form: Form) -> Option<String> {
    let language = form.language();
    match form.state().said.get() {
        Said::Nothing => None,
        Said::Note(control) => {
            let sentence = note::sentence(control)?;
            let offer = note::offered(control).map(|text| language::offer(language, &text));
            let words: Vec<String> = [sentence].into_iter().chain(offer).collect();
            Some(about(control, &joined(&words, " ")))
        }
        Said::Files(files) => {
            let words: Option<Vec<String>> = files.iter().map(|file| about_file(form, file)).collect();
            words.map(|words| joined(&words, " "))
        }
        Said::Added(entry) => Some(language::added(language, &entry)),
        Said::Removed(entry) => Some(language::removed(language, &entry)),
        Said::Choices(control) => {
            let what = match control.listing() {
                Listing::Failed => Phrase::LoadingFailed,
                Listing::Ready(items) if items.is_empty() => Phrase::NoChoices,
                _ => return None,
            };
            Some(about(control, phrase(language, what)))
        }
    }
}

/// What is said about a file; nothing while it is being read.
fn about_file(form: Form, file: &Rc<Upload>) -> Option<String> {
    let stage = file.stage.look();
    let sentence = match &*stage {
        Stage::Reading { .. } => return None,
        Stage::Read { .. } => language::size(form.language(), file.bytes),
        Stage::Refused(refusal) => language::refusal(form.language(), *refusal, file.control.max_bytes()),
    };
    Some(texts![file.name, ": ", sentence])
}

/// With the label in front: whoever hears it is somewhere else by then.
fn about(control: Control, sentence: &str) -> String {
    texts![control.label(control.form.language()), ": ", sentence]
}
