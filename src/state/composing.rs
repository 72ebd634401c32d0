//! What an answer has to say while a word is being composed waits until it is written: to move the focus would break
//! the composition off, and send the rest of the word somewhere else.

use std::time::Duration;

use leadform_spec::Issue;
use leptos::prelude::set_timeout;

use super::{Form, Phase};

impl Form {
    /// A word is being composed. Only while the form is being sent does that matter: what is said at once was asked for by
    /// a press, with which some keyboards do not end their composition.
    pub(crate) fn composes(self) {
        if self.state().phase.now() == Phase::Sending {
            self.session(|session| session.composing = true);
        }
    }

    /// It is written, or was left.
    pub(crate) fn stops_composing(self) {
        let issues = self.session(|session| {
            session.composing = false;
            std::mem::take(&mut session.unsaid)
        });
        if !issues.is_empty() {
            // The browser has not finished with the composition itself.
            let say = move || {
                if !self.is_gone() {
                    self.show(&issues);
                }
            };
            set_timeout(say, Duration::ZERO);
        }
    }

    /// Shows what is to be mended, now or as soon as the word is written.
    pub(super) fn show_between_words(self, issues: &[Issue]) {
        let waits = self.session(|session| {
            if session.composing {
                session.unsaid = issues.to_vec();
            }
            session.composing
        });
        if !waits {
            self.show(issues);
        }
    }
}
