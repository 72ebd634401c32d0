//! What only the page knew, from a context: what templates, bounds and attribution ask for.

use leadform_spec::api::Kind;
use leadform_spec::definition::{Environment, Language};
use leadform_spec::{Api, Definition, unparse};
use serde_json::Value;

use super::{Context, Moment, clean, pattern};

/// How much of a sender's own name of a submission is used in templates.
const KEY_CHARS: usize = 128;

/// The page that a lead came from.
pub(super) struct Page<'a> {
    pub(super) definition: &'a Definition,
    pub(super) context: &'a Context,
    /// What was sent; `Null` where nothing in it speaks of campaigns.
    pub(super) payload: &'a Value,
    pub(super) key: Option<&'a str>,
    pub(super) moment: &'a Moment,
    pub(super) language: Language,
}

impl Page<'_> {
    /// Calls `run` with the page as the spec wants it.
    pub(super) fn open<T>(&self, run: impl FnOnce(&Environment<'_>) -> T) -> T {
        let key = self.key.map(|key| clean::line(key, KEY_CHARS)).filter(|key| !key.is_empty());
        run(&Environment {
            language: self.language,
            today: self.moment.today,
            submission_id: &key.unwrap_or_else(|| random_id(self.moment)),
            page_url: &self.context.page_url,
            referrer: &self.context.referrer,
            query: &|name| self.query(name),
            attribution: &|source| self.attribution(source),
            matches: &pattern::matches,
        })
    }

    fn query(&self, name: &str) -> Option<String> {
        let query = self.context.page_url.split_once('?').map(|(_, query)| query).unwrap_or_default();
        let mut parameters = form_urlencoded::parse(query.as_bytes());
        let there = parameters.find(|(found, _)| found == name);
        let there = there.map(|(_, value)| clean::line(&value, clean::URL_CHARS));
        // A plain HTML form carries the parameters along in fields.
        there.or_else(|| self.context.campaign.get(name).filter(|_| !is_told(name)).cloned())
    }

    /// What the sender has at the place of a campaign parameter, or else the parameter itself.
    fn attribution(&self, source: &str) -> Option<String> {
        let place = self.definition.attribution.iter().find(|(named, _)| named == source);
        let sent = place.and_then(|(_, path)| sent_text(self.definition.api, self.payload, path));
        let sent = sent.map(|text| clean::line(&text, clean::CAMPAIGN_CHARS)).filter(|text| !text.is_empty());
        sent.or_else(|| self.parameter(source)).filter(|text| !text.is_empty())
    }

    fn parameter(&self, source: &str) -> Option<String> {
        let Context { campaign, referrer, page_url, .. } = self.context;
        let plain = source.strip_prefix("first.").unwrap_or(source);
        campaign.get(source).or_else(|| campaign.get(plain)).cloned().or_else(|| match plain {
            "referrer" => Some(referrer.clone()),
            "landing_page" => Some(page_url.clone()),
            name => self.query(name),
        })
    }
}

/// Whether a parameter is told by the page and not by its address.
fn is_told(name: &str) -> bool {
    matches!(name, "referrer" | "landing_page") || name.starts_with("first.")
}

/// What was sent at `path`, as a text.
fn sent_text(api: &Api, payload: &Value, path: &str) -> Option<String> {
    let value = at(api, payload, path)?;
    let answer = unparse(api.row(path)?.kind, value)?;
    Some(answer.texts().collect::<Vec<_>>().join(","))
}

/// What stands in a body at the path of an attribute.
pub(super) fn at<'a>(api: &Api, body: &'a Value, path: &str) -> Option<&'a Value> {
    let (top, inner) = path.split_once('.').unwrap_or((path, ""));
    let there = body.get(top)?;
    match api.row(top).map(|row| row.kind) {
        Some(Kind::Group(_)) if !inner.is_empty() => there.get(inner),
        Some(Kind::Named([name, .., value])) if !inner.is_empty() => {
            let mut entries = there.as_array()?.iter();
            entries.find(|entry| entry[name.name] == inner)?.get(value.name)
        }
        _ => Some(there),
    }
}

/// A name for a submission that has none.
fn random_id(moment: &Moment) -> String {
    let mut bytes = [0_u8; 16];
    // Without randomness the time alone must do: a lead is worth more than its number.
    if getrandom::fill(&mut bytes).is_err() {
        bytes[8..].copy_from_slice(&moment.now.to_be_bytes());
    }
    bytes.iter().fold(String::with_capacity(32), |mut id, byte| {
        for digit in [byte >> 4, byte & 0x0f] {
            id.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
        id
    })
}
