//! Requests for load: made once, with places in which only a few digits change.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::client::sender;

/// The digits that stand for the number; they occur nowhere else.
const MARK: u64 = 87_654_321;

/// An endless row of requests. Copies go on with the same row, so none comes twice.
#[derive(Clone)]
pub(crate) struct Request {
    bytes: Vec<u8>,
    places: Vec<usize>,
    next: Arc<AtomicU64>,
}

impl Request {
    /// Leads for a form, each with a key, a name and a phone number of its own.
    pub(crate) fn leads(form: &str) -> Self {
        Self::of(sender::request(form, MARK))
    }

    /// The same bytes with other digits wherever `87654321` stands.
    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        let mark = MARK.to_string();
        let places = bytes.windows(mark.len()).enumerate();
        let places =
            places.filter(|(_, window)| *window == mark.as_bytes()).map(|(place, _)| place).collect();
        Self { bytes, places, next: Arc::new(AtomicU64::new(10_000_000)) }
    }

    pub(super) fn next(&mut self) -> &[u8] {
        let number = self.next.fetch_add(1, Ordering::Relaxed).to_string();
        for place in &self.places {
            self.bytes[*place..place + number.len()].copy_from_slice(number.as_bytes());
        }
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn each_lead_has_a_key_of_its_own() {
        let mut request = Request::leads("consult");
        let mut other = request.clone();
        let first = request.next().to_vec();
        let second = other.next().to_vec();
        assert_ne!(first, second);
        assert_eq!(first.len(), second.len());
        let text = String::from_utf8(second).unwrap();
        assert!(text.contains("8000-000010000001") && text.contains("\"0910000001\""), "{text}");
    }
}
