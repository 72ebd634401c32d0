//! When to speak: never while someone is typing, and never in a way that moves what a finger is aiming at.

use std::time::Duration;

use leadform_spec::{Answer, Limit, Problem};
use leptos::prelude::set_timeout;

use super::{Control, Form, Note, Said};
use crate::event::Told;
use crate::page;

impl Control {
    /// A new answer, typed or chosen. What was said goes once it is mended; nothing new is said.
    pub(crate) fn typed(self, answer: Answer) {
        self.form.hush();
        self.answered(answer);
    }

    /// A new answer that the visitor waits for, and may have been told of.
    pub(super) fn answered(self, answer: Answer) {
        self.about().answer.set(answer);
        self.about().is_fresh.set(true);
        self.reconsider();
        // Small as forms are, looking at every condition costs less than knowing which ones to look at.
        if self.form.state().has_conditions {
            for control in self.form.all_controls() {
                control.reconsider_condition();
            }
        }
    }

    /// Looks again at what was said, here and at the other one of a pair.
    pub(crate) fn reconsider(self) {
        let about = self.about();
        let said = about.note.now();
        let stays = match &said {
            None => true,
            Some(Note::Suggestion(_) | Note::UnknownPrefix) => false,
            Some(Note::Problem(Problem::Required | Problem::Either { .. })) => self.is_empty(),
            Some(Note::Problem(_)) => self.problem().is_some(),
        };
        if !stays {
            about.note.set(None);
        }
        if self.is_empty() {
            return;
        }
        let path = self.path();
        for other in self.form.controls() {
            let about = other.about();
            let waits =
                matches!(&*about.note.peek(), Some(Note::Problem(Problem::Either { or })) if *or == path);
            if waits {
                about.note.set(None);
            }
        }
    }

    /// The visitor goes on to something else.
    pub(crate) fn left(self) {
        self.form.once_released(Box::new(move || self.speak()));
    }

    /// Speaks about an answer that is there and cannot be right, or may be a slip.
    fn speak(self) {
        if self.is_empty() {
            return;
        }
        let note = match self.problem() {
            // How many there should be is known to who has not finished yet.
            Some(Problem::TooSmall { min: Limit::Count(_) } | Problem::Required | Problem::Either { .. }) => {
                return;
            }
            Some(problem) => Some(Note::Problem(problem)),
            None => self.doubt(),
        };
        let about = self.about();
        let is_new = about.is_fresh.replace(false) || *about.note.peek() != note;
        let speaks = note.is_some() && is_new;
        about.note.turn(note);
        if speaks {
            self.form.say(Said::Note(self));
        }
    }
}

impl Form {
    /// The visitor gave an answer; the first one is told to the page.
    pub(crate) fn touched(self) {
        let first = self.session(|session| {
            let first = session.started_ms.is_none();
            session.started_ms.get_or_insert_with(page::elapsed_ms);
            first
        });
        if first {
            self.state().tell(&Told::Start);
        }
    }

    /// A finger or a mouse button goes down: until it comes up again, wherever that is, nothing may appear.
    pub(crate) fn press_begins(self) {
        self.session(|session| session.pressing = true);
        page::once(&page::window(), &["pointerup", "pointercancel"], move || self.press_ends());
    }

    /// It came up. The click comes first, and what was left to do after it.
    fn press_ends(self) {
        let end = move || {
            if !self.is_gone() {
                self.released();
            }
        };
        set_timeout(end, Duration::ZERO);
    }

    /// What may move something below: once nothing is pressed, or now.
    pub(crate) fn once_released(self, run: Box<dyn FnOnce()>) {
        let now = self.session(|session| {
            if session.pressing {
                session.left.push(run);
                None
            } else {
                Some(run)
            }
        });
        if let Some(run) = now {
            run();
        }
    }

    /// The press has reached what it was for.
    pub(super) fn released(self) {
        let left = self.session(|session| {
            session.pressing = false;
            std::mem::take(&mut session.left)
        });
        for run in left {
            run();
        }
    }
}
