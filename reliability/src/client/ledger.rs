//! What the clients know: the one side of the oracle's comparison.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What became of one lead, as its sender saw it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) form: Arc<str>,
    pub(crate) tries: u32,
    /// The last byte of at least one try was sent: the gateway may have it.
    pub(crate) complete: bool,
    /// The receipts of all 202 answers. One lead has one receipt, however often it is sent.
    pub(crate) receipts: Vec<String>,
    /// The sender stopped trying.
    pub(crate) given_up: bool,
    /// An answer that no lead of ours should get: status and body.
    pub(crate) refusal: Option<String>,
}

/// All leads of a scenario, by number. Copies are the same ledger.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger(Arc<Mutex<HashMap<u64, Sent>>>);

impl Ledger {
    /// A try begins. This must be called before the first byte goes out.
    pub(crate) fn tries(&self, number: u64, form: &Arc<str>) {
        let mut all = self.all();
        let sent = all.entry(number).or_default();
        sent.form = Arc::clone(form);
        sent.tries += 1;
    }

    /// The whole request goes out. This must be called before its last byte does.
    pub(crate) fn completes(&self, number: u64) {
        self.all().entry(number).or_default().complete = true;
    }

    pub(crate) fn acknowledged(&self, number: u64, receipt: String) {
        let mut all = self.all();
        let sent = all.entry(number).or_default();
        if !sent.receipts.contains(&receipt) {
            sent.receipts.push(receipt);
        }
    }

    pub(crate) fn gives_up(&self, number: u64) {
        self.all().entry(number).or_default().given_up = true;
    }

    pub(crate) fn refused(&self, number: u64, answer: String) {
        self.all().entry(number).or_default().refusal = Some(answer);
    }

    /// How many leads were acknowledged so far.
    pub(crate) fn acknowledgements(&self) -> usize {
        self.all().values().filter(|sent| !sent.receipts.is_empty()).count()
    }

    pub(crate) fn snapshot(&self) -> HashMap<u64, Sent> {
        self.all().clone()
    }

    fn all(&self) -> MutexGuard<'_, HashMap<u64, Sent>> {
        // What a thread that panicked left is as true as before.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;

    #[test]
    fn the_same_receipt_again_is_no_second_one() {
        let ledger = Ledger::default();
        ledger.tries(1, &"consult".into());
        ledger.completes(1);
        for receipt in ["a", "a", "b"] {
            ledger.acknowledged(1, receipt.to_owned());
        }
        assert_eq!(ledger.snapshot()[&1].receipts, ["a", "b"]);
        assert_eq!(ledger.acknowledgements(), 1);
    }
}
