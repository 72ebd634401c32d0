//! Compares what the clients sent, what the store holds, and what the API received.
//!
//! LOST: acknowledged, but neither received by the API nor in a state in which an operator sees it; or its receipt is
//! not in the store. DUP: created at the API more than once, or stored more than once. GHOST: stored or received, but
//! never sent, or with other content than was sent.

use std::collections::HashMap;
use std::fmt;

use crate::client::Sent;
use crate::store::{StoredLead, is_seen_by_operator};
use crate::upstream::Received;

/// What the comparison found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// How many leads were sent, at least in part.
    pub(crate) sent: usize,
    /// How many of them were acknowledged: the N beside each zero.
    pub(crate) acknowledged: usize,
    pub(crate) delivered: usize,
    pub(crate) lost: Vec<String>,
    /// Twice at the API, though no try of theirs was ambiguous; or twice in the store.
    pub(crate) doubled: Vec<String>,
    /// Twice at the API after an ambiguous try: the price of never losing one.
    pub(crate) doubled_after_ambiguous: usize,
    pub(crate) ghosts: Vec<String>,
    /// Answers that none of these leads should get.
    pub(crate) refusals: Vec<String>,
}

impl Verdict {
    /// Nothing was lost, doubled without a reason, or made up.
    pub(crate) fn is_clean(&self) -> bool {
        self.lost.is_empty() && self.doubled.is_empty() && self.ghosts.is_empty() && self.refusals.is_empty()
    }

    /// Adds another comparison: scenarios have parts.
    pub(crate) fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.acknowledged += other.acknowledged;
        self.delivered += other.delivered;
        self.lost.extend(other.lost);
        self.doubled.extend(other.doubled);
        self.doubled_after_ambiguous += other.doubled_after_ambiguous;
        self.ghosts.extend(other.ghosts);
        self.refusals.extend(other.refusals);
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "N {} LOST {} DUP {} (+{} after ambiguous tries) GHOST {}",
            self.acknowledged,
            self.lost.len(),
            self.doubled.len(),
            self.doubled_after_ambiguous,
            self.ghosts.len()
        )?;
        for (word, all) in [
            ("lost", &self.lost),
            ("doubled", &self.doubled),
            ("ghost", &self.ghosts),
            ("refused", &self.refusals),
        ] {
            all.iter().take(3).try_for_each(|one| write!(f, "\n    {word}: {one}"))?;
        }
        Ok(())
    }
}

/// The comparison.
pub(crate) fn judge(sent: &HashMap<u64, Sent>, stored: &[StoredLead], received: &[Received]) -> Verdict {
    let mut verdict = Verdict { sent: sent.len(), ..Verdict::default() };
    let mut rows: HashMap<u64, Vec<&StoredLead>> = HashMap::new();
    for lead in stored {
        match lead.number.filter(|_| lead.as_sent).and_then(|number| Some((number, sent.get(&number)?))) {
            Some((number, sent)) if sent.complete && *sent.form == *lead.form => {
                rows.entry(number).or_default().push(lead);
            }
            _ => verdict.ghosts.push(format!("stored as {} ({:?})", lead.receipt, lead.number)),
        }
    }
    let mut created: HashMap<u64, usize> = HashMap::new();
    for request in received {
        match request.number.filter(|number| sent.get(number).is_some_and(|sent| sent.complete)) {
            Some(number) if request.as_sent => {
                *created.entry(number).or_default() += usize::from(request.worked);
            }
            _ => verdict.ghosts.push(format!("received, not as sent ({:?})", request.number)),
        }
    }

    for (number, lead) in sent {
        let rows = rows.get(number).map(Vec::as_slice).unwrap_or_default();
        let times = created.get(number).copied().unwrap_or_default();
        verdict.delivered += usize::from(times > 0);
        if let Some(refusal) = &lead.refusal {
            verdict.refusals.push(format!("lead {number}: {refusal}"));
        }
        if !lead.receipts.is_empty() {
            verdict.acknowledged += 1;
            let is_safe = times > 0 || rows.iter().any(|row| is_seen_by_operator(&row.state));
            let unknown =
                lead.receipts.iter().find(|receipt| !rows.iter().any(|row| row.receipt == **receipt));
            if !is_safe || unknown.is_some() {
                let states: Vec<&str> = rows.iter().map(|row| row.state.as_str()).collect();
                verdict.lost.push(format!(
                    "lead {number}, receipts {:?}, stored as {states:?}, at the API {times} times",
                    lead.receipts
                ));
            }
        }
        if rows.len() > 1 {
            verdict.doubled.push(format!("lead {number} is stored {} times", rows.len()));
        } else if times > 1 {
            let tries = rows.iter().map(|row| row.ambiguous_tries).sum::<usize>();
            // Each delivery beyond the first needs a try of its own whose end nobody could know.
            if tries + 1 >= times {
                verdict.doubled_after_ambiguous += 1;
            } else {
                verdict
                    .doubled
                    .push(format!("lead {number} is at the API {times} times, with {tries} ambiguous tries"));
            }
        }
    }
    verdict
}

#[cfg(test)]
mod tests;
