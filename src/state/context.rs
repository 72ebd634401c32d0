//! What goes to our gateway beside the lead: where it came from, what was agreed to, and how long it took.

use super::{Form, Subject};
use crate::send::{Agreement, Context};
use crate::{campaign, page};

impl Form {
    pub(super) fn context(self) -> Context {
        let state = self.state();
        let language = state.language.now();
        let time = page::time();
        let consents = self.controls().filter_map(|control| {
            let about = control.about();
            let ticked = about.answer.peek().texts().next().unwrap_or_default().to_owned();
            match &about.subject {
                // A step that nobody saw has asked nobody, which is not a no.
                Subject::Consent(consent) if *about.asked.peek() => Some(Agreement {
                    purpose: consent.purpose.clone(),
                    text: consent.text.get(language).to_owned(),
                    version: consent.version.clone(),
                    policy_url: consent.policy_url.clone(),
                    agreed: !ticked.is_empty(),
                    time: if ticked.is_empty() { time.clone() } else { ticked },
                }),
                _ => None,
            }
        });
        let started = self.session(|session| session.started_ms);
        Context {
            submission_id: self.submission_id(),
            page_url: page::url(),
            referrer: page::referrer(),
            campaign: campaign::all(),
            consents: consents.collect(),
            fill_ms: started.map_or(0.0, |started| page::elapsed_ms() - started),
            honeypot: state.trapped(),
        }
    }
}
