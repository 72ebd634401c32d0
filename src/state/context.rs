//! What goes to our gateway beside the lead: where it came from, what was agreed to, and how long it took.

use serde_json::{Map, Value};

use super::{Form, Subject};
use crate::page;
use crate::send::{Agreement, Context};

/// Parameters that advertisers put into addresses. Those that the definition names come along as well.
const CAMPAIGN: [&str; 8] =
    ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "gclid", "fbclid", "ttclid"];

/// How much of a campaign parameter is told: whoever makes a link can write anything into it.
const CAMPAIGN_CHARS: usize = 255;

impl Form {
    pub(super) fn context(self) -> Context {
        let state = self.state();
        let named = state.definition.attribution.iter().map(|(source, _)| source.as_str());
        let mut campaign = Map::new();
        for name in CAMPAIGN.into_iter().chain(named) {
            if let Some(value) = page::attribution(name) {
                let value: String = value.chars().take(CAMPAIGN_CHARS).collect();
                campaign.insert(name.to_owned(), Value::from(value));
            }
        }
        let language = state.language.now();
        let time = page::time();
        let consents = self.controls().filter_map(|control| match &control.about().subject {
            Subject::Consent(consent) => Some(Agreement {
                purpose: consent.purpose.clone(),
                text: consent.text.get(language).to_owned(),
                version: consent.version.clone(),
                time: time.clone(),
                agreed: !control.is_empty(),
            }),
            Subject::Field(_) => None,
        });
        let started = self.session(|session| session.started_ms);
        Context {
            submission_id: self.submission_id(),
            page_url: page::url(),
            referrer: page::referrer(),
            campaign,
            consents: consents.collect(),
            fill_ms: started.map_or(0.0, |started| page::elapsed_ms() - started),
            honeypot: state.trapped(),
        }
    }
}
