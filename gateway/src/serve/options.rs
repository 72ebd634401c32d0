//! `GET /f/{form}/options/{field}`: a list of choices that an API holds, fetched with the key that only we have.
//!
//! A list is fetched once for all visitors, and while the API is down the last good one is served: a visitor who cannot
//! choose a province cannot send the form.

mod fetch;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use leadform_spec::definition::{OptionItem, read_list};
use serde_json::{Value, json};

use crate::config::{Form, Upstream};
use crate::store::Store;

/// How many lists are kept in memory. There is one for each district of each province, and not more.
const MAX_LISTS: usize = 4_096;
/// How long the API is left alone after it gave no list.
const AFTER_FAILURE: Duration = Duration::from_secs(10);
/// How long an answer to "which district" may be.
const MAX_PARENT_CHARS: usize = 64;

/// The lists that were fetched.
pub(super) struct Lists {
    client: reqwest::Client,
    /// By form, field and parents.
    known: Mutex<HashMap<String, Known>>,
    /// One at a time fetches the same list.
    fetching: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

#[derive(Clone)]
struct Known {
    items: Option<Arc<Vec<OptionItem>>>,
    /// Until then the API is not asked again.
    until: Instant,
}

/// Why there is no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoList {
    /// The form has no such field, or a field that it depends on was not given, or is no such choice.
    Unknown,
    /// The API did not answer, and never has.
    Unavailable,
}

impl Lists {
    pub(super) fn new(client: reqwest::Client) -> Self {
        Self { client, known: Mutex::default(), fetching: Mutex::default() }
    }

    /// The choices of `field`; `given` holds the values of the fields that it depends on.
    pub(super) async fn get(
        &self,
        form: &Form,
        field: &str,
        given: &BTreeMap<String, String>,
        store: &Store,
    ) -> Result<Arc<Vec<OptionItem>>, NoList> {
        let path = form.options.get(field).ok_or(NoList::Unknown)?;
        let mut parents = Vec::new();
        for name in placeholders(path) {
            let value = given.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
            let value = value.filter(|value| value.chars().count() <= MAX_PARENT_CHARS);
            let value = value.ok_or(NoList::Unknown)?;
            if !self.may_be(form, name, value) {
                return Err(NoList::Unknown);
            }
            parents.push((name, value));
        }
        let key = key(&form.name, field, &parents);
        if let Some(known) = self.fresh(&key) {
            return known;
        }
        let turn = self.turn(&key);
        let _turn = turn.lock().await;
        if let Some(known) = self.fresh(&key) {
            return known;
        }
        let (list, rest) = match self.fetch(&form.upstream, path, &parents).await {
            Some(items) => {
                // Better a list that is lost with the memory than none now.
                let _ = store.keep_options(&key, &written(&items)).await;
                (Some(Arc::new(items)), form.options_ttl)
            }
            None => (self.last_good(&key, store).await, AFTER_FAILURE),
        };
        self.remember(key, list.clone(), rest);
        list.ok_or(NoList::Unavailable)
    }

    /// Whether `value` can be a choice of the field `name`, as far as is known: otherwise anybody could make us ask the API
    /// for the districts of a million provinces that there are not.
    fn may_be(&self, form: &Form, name: &str, value: &str) -> bool {
        let is_alone = form.options.get(name).is_none_or(|path| placeholders(path).is_empty());
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let list = known.get(&key(&form.name, name, &[])).and_then(|known| known.items.clone());
        match list {
            Some(items) if is_alone => items.iter().any(|item| item.value == value),
            _ => true,
        }
    }

    /// What is known, if the API need not be asked.
    fn fresh(&self, key: &str) -> Option<Result<Arc<Vec<OptionItem>>, NoList>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(key)?;
        (known.until > Instant::now()).then(|| known.items.clone().ok_or(NoList::Unavailable))
    }

    fn turn(&self, key: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut fetching = self.fetching.lock().unwrap_or_else(PoisonError::into_inner);
        fetching.retain(|_, turn| Arc::strong_count(turn) > 1);
        Arc::clone(fetching.entry(key.to_owned()).or_default())
    }

    async fn fetch(
        &self,
        upstream: &Upstream,
        path: &str,
        parents: &[(&str, &str)],
    ) -> Option<Vec<OptionItem>> {
        let bytes = fetch::fetch(&self.client, upstream, path, parents).await;
        let items = bytes.and_then(|bytes| read_list(&bytes));
        if items.is_none() {
            tracing::warn!(upstream = %upstream.name, "a list of choices could not be fetched");
        }
        items
    }

    async fn last_good(&self, key: &str, store: &Store) -> Option<Arc<Vec<OptionItem>>> {
        {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(items) = known.get(key).and_then(|known| known.items.clone()) {
                return Some(items);
            }
        }
        let (list, _) = store.kept_options(key).await.ok()??;
        read_list(list.as_bytes()).map(Arc::new)
    }

    fn remember(&self, key: String, items: Option<Arc<Vec<OptionItem>>>, rest: Duration) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_LISTS {
            let stalest = known.iter().min_by_key(|(_, known)| known.until).map(|(key, _)| key.clone());
            stalest.map(|key| known.remove(&key));
        }
        known.insert(key, Known { items, until: Instant::now() + rest });
    }
}

/// The list as a browser reads it: values and labels, and nothing else that the API said.
pub(crate) fn written(items: &[OptionItem]) -> String {
    let entry = |item: &OptionItem| match &item.label.en {
        Some(en) => json!({ "value": item.value, "label": { "vi": item.label.vi, "en": en } }),
        None => json!({ "value": item.value, "label": item.label.vi }),
    };
    Value::Array(items.iter().map(entry).collect()).to_string()
}

/// The names between braces: the fields that a list depends on.
pub(super) fn placeholders(path: &str) -> Vec<&str> {
    let behind = path.split('{').skip(1);
    behind.filter_map(|text| text.split_once('}').map(|(name, _)| name)).collect()
}

fn key(form: &str, field: &str, parents: &[(&str, &str)]) -> String {
    json!([form, field, parents]).to_string()
}
