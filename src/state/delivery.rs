//! A lead on its way, from the press to where it is kept.
//!
//! A plain proxy is asked once for each press. Our gateway knows a lead by its key, so what it did not answer is sent
//! again: after pauses, and on occasions ([`Watch`]). The visitor is told once, and may go on editing meanwhile. What is
//! sent again is what the button was pressed for: it was checked and meant, so it is on its way whatever becomes of the
//! edit, and half a correction is never sent. A press sends what stands there then, under the same key, which makes it a
//! revision of the same lead. And if the first version gets through while there is an edit, the form stays, and says
//! that there is something left to send.

use std::rc::Rc;

use js_sys::{Function, JSON};
use leadform_language::Failure;
use leadform_spec::texts;
use leadform_spec::{Submission, Valid};
use leptos::prelude::Owner;
use wasm_bindgen::JsValue;

use super::press::Outcome;
use super::watch::Watch;
use super::{Form, Phase};
use crate::event::{Told, failure_code};
use crate::page;
use crate::send::{self, Parcel, Sent};

/// The pauses between tries. After the last one, only occasions are left.
const PAUSES_S: [u32; 5] = [1, 2, 4, 8, 16];
/// The gateway may ask for a longer pause, but nobody keeps a page open for an hour.
const LONGEST_PAUSE_S: u32 = 60;
/// How much longer a pause may be, so that pages that saw the same failure do not come back in step.
const SPREAD: f64 = 0.25;

/// What is known of it from outside.
pub(super) struct Delivery {
    tries: Rc<Tries>,
    owner: Owner,
}

struct Tries {
    parcel: Parcel,
    /// Where it goes, and what had been typed.
    pressed: String,
    watch: Watch,
}

impl Form {
    /// Sends what was pressed for. There is an outcome at once only if there is nowhere to send it.
    pub(super) fn hand_over(self, submission: &Valid<Submission>) -> Option<Outcome> {
        let state = self.state();
        let Some(proxy) = self.proxy() else {
            page::complain(
                "no proxy says where to send the lead; give the element the attribute proxy=\"URL\"",
            );
            return Some(self.failed(Failure::Refused));
        };
        let pressed = self.pressed();
        let before = state.phase.now();
        state.phase.set(Phase::Sending);
        // What is on its way already only has to hurry: an upload that is half done is not begun again.
        let is_under_way = self.session(|session| match &session.delivery {
            Some(delivery) if delivery.tries.pressed == pressed => {
                delivery.tries.watch.hurry();
                true
            }
            _ => false,
        });
        if is_under_way {
            return None;
        }
        self.withdraw();
        let mut parcel = if state.definition.gateway {
            Parcel::for_gateway(proxy, submission, self.context())
        } else {
            Parcel::for_proxy(proxy, submission)
        };
        if before == Phase::Failed(Failure::Network) {
            parcel = parcel.without_keepalive();
        }
        let tries = Rc::new(Tries { parcel, pressed, watch: Watch::new() });
        let owner = state.owner.child();
        let delivery = Delivery { tries: Rc::clone(&tries), owner: owner.clone() };
        self.session(|session| session.delivery = Some(delivery));
        owner.with(|| send::scoped(self.deliver(tries)));
        None
    }

    async fn deliver(self, tries: Rc<Tries>) {
        let Tries { parcel, watch, .. } = &*tries;
        if parcel.needs_the_page() {
            watch.guard();
        }
        let mut failed: usize = 0;
        loop {
            let sent = parcel.send().await;
            let (failure, asked_s) = match sent {
                Sent::Failed(failure, asked_s) if parcel.is_waiting() => (failure, asked_s),
                sent => {
                    watch.rest();
                    return self.finish(sent, &tries.pressed);
                }
            };
            watch.guard();
            if watch.has_news() {
                failed = 0;
            }
            let pause_s = PAUSES_S.get(failed);
            failed += 1;
            self.not_yet(failure, pause_s.is_none());
            watch.pause(pause_s.map(|pause_s| pause_ms(*pause_s, asked_s))).await;
            if watch.may_leave() {
                parcel.outlives_the_page();
            }
        }
    }

    /// Nobody has it yet. It is said once for each press, and when it is left to the visitor and to chance.
    fn not_yet(self, failure: Failure, is_left: bool) {
        let state = self.state();
        let before = state.phase.now();
        if is_left && !matches!(before, Phase::Failed(_)) {
            state.phase.set(Phase::Failed(failure));
            answer(self.session(|session| std::mem::take(&mut session.waiting)), Outcome::Error);
        } else if before == Phase::Sending {
            state.phase.set(Phase::Waiting);
        }
        if before == Phase::Sending {
            state.tell(&Told::Error { code: failure_code(failure) });
        }
    }

    fn finish(self, sent: Sent, pressed: &str) {
        let state = self.state();
        let is_awaited = state.phase.now() == Phase::Sending;
        // Before anyone is told: a listener may begin another lead.
        let waiting = self.session(|session| {
            session.delivery = None;
            std::mem::take(&mut session.waiting)
        });
        let mut redirect = None;
        let outcome = match sent {
            Sent::Taken { receipt } => {
                let outcome = self.success();
                if is_awaited || self.pressed() == pressed {
                    redirect = state.definition.redirect.as_deref();
                    // Who has gone on to something else on the page stays there.
                    if is_awaited || state.has_focus() {
                        self.focus_soon("lf-thanks".to_owned());
                    }
                    state.phase.set(Phase::Sent);
                    state.is_sent.set(true);
                } else {
                    state.phase.set(Phase::Changed);
                }
                if !self.session(|session| std::mem::replace(&mut session.is_told, true)) {
                    let (receipt, event_id) = (receipt.as_deref(), &self.submission_id());
                    state.tell(&Told::Success { receipt, status: outcome.name(), event_id });
                }
                outcome
            }
            Sent::Invalid(issues) => {
                state.phase.set(Phase::Filling);
                self.invalid(&issues)
            }
            Sent::Failed(failure, _) => self.failed(failure),
        };
        answer(waiting, outcome);
        if let Some(address) = redirect {
            let _ = page::window().location().set_href(address);
        }
    }

    /// Ends what is under way, as there is to be another lead.
    pub(super) fn give_up(self) {
        self.withdraw();
        answer(self.session(|session| std::mem::take(&mut session.waiting)), Outcome::Cancelled);
    }

    fn withdraw(self) {
        if let Some(delivery) = self.session(|session| session.delivery.take()) {
            delivery.tries.parcel.give_up();
            delivery.owner.cleanup();
        }
    }

    /// What a press stands for: the same again is no other lead.
    fn pressed(self) -> String {
        let values = JSON::stringify(&self.values()).map(String::from).unwrap_or_default();
        texts![self.proxy().unwrap_or_default(), values]
    }
}

/// Tells whoever waits how it ended.
fn answer(waiting: Vec<Function>, outcome: Outcome) {
    for listener in waiting {
        let _ = listener.call1(&JsValue::NULL, &outcome.name().into());
    }
}

fn pause_ms(pause_s: u32, asked_s: Option<u32>) -> i32 {
    let pause_s = asked_s.unwrap_or_default().min(LONGEST_PAUSE_S).max(pause_s);
    #[expect(clippy::cast_possible_truncation, reason = "a minute and a quarter at most")]
    let ms = (f64::from(pause_s) * 1000.0 * (1.0 + SPREAD * js_sys::Math::random())) as i32;
    ms
}
