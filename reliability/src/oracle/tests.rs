//! An oracle that says nothing of a lost, a doubled or a made-up lead would prove nothing.

use std::collections::HashMap;

use super::{Verdict, judge};
use crate::client::Sent;
use crate::store::StoredLead;
use crate::upstream::Received;

fn sent(number: u64, receipts: &[&str]) -> (u64, Sent) {
    let receipts = receipts.iter().map(|receipt| (*receipt).to_owned()).collect();
    (number, Sent { form: "consult".into(), tries: 1, complete: true, receipts, ..Sent::default() })
}

fn stored(number: u64, receipt: &str, state: &str) -> StoredLead {
    StoredLead {
        receipt: receipt.to_owned(),
        form: "consult".to_owned(),
        state: state.to_owned(),
        number: Some(number),
        as_sent: true,
        tries: 0,
        ambiguous_tries: 0,
    }
}

fn received(number: u64) -> Received {
    Received { number: Some(number), as_sent: true, worked: true }
}

fn judged(
    leads: &[(u64, Sent)],
    stored: &[StoredLead],
    received: &[Received],
) -> (usize, usize, usize, usize) {
    let leads: HashMap<u64, Sent> = leads.iter().cloned().collect();
    let Verdict { lost, doubled, doubled_after_ambiguous, ghosts, .. } = judge(&leads, stored, received);
    (lost.len(), doubled.len(), doubled_after_ambiguous, ghosts.len())
}

#[test]
fn a_run_in_which_all_went_well_is_clean() {
    let leads = [sent(1, &["a"]), sent(2, &["b"]), sent(3, &[])];
    let stored = [stored(1, "a", "delivered"), stored(2, "b", "pending"), stored(3, "c", "delivered")];
    assert_eq!(judged(&leads, &stored, &[received(1), received(3)]), (0, 0, 0, 0));
}

#[test]
fn an_acknowledged_lead_that_is_nowhere_is_lost() {
    assert_eq!(judged(&[sent(1, &["a"])], &[], &[]), (1, 0, 0, 0));
}

#[test]
fn a_lead_that_counts_as_delivered_and_never_arrived_is_lost() {
    for state in ["delivered", "superseded", "erased"] {
        assert_eq!(judged(&[sent(1, &["a"])], &[stored(1, "a", state)], &[]), (1, 0, 0, 0), "{state}");
    }
    for state in ["pending", "held", "refused", "dead"] {
        assert_eq!(judged(&[sent(1, &["a"])], &[stored(1, "a", state)], &[]), (0, 0, 0, 0), "{state}");
    }
}

#[test]
fn a_receipt_that_the_store_does_not_know_is_a_loss() {
    let stored = [stored(1, "a", "delivered")];
    assert_eq!(judged(&[sent(1, &["a", "b"])], &stored, &[received(1)]), (1, 0, 0, 0));
}

#[test]
fn an_api_that_received_a_lead_and_did_nothing_has_not_got_it() {
    let idle = Received { worked: false, ..received(1) };
    assert_eq!(judged(&[sent(1, &["a"])], &[stored(1, "a", "delivered")], &[idle]), (1, 0, 0, 0));
}

#[test]
fn a_lead_that_was_created_twice_is_doubled() {
    let twice = [received(1), received(1)];
    assert_eq!(judged(&[sent(1, &["a"])], &[stored(1, "a", "delivered")], &twice), (0, 1, 0, 0));
}

#[test]
fn a_lead_that_is_stored_twice_is_doubled() {
    let stored = [stored(1, "a", "delivered"), stored(1, "b", "delivered")];
    assert_eq!(judged(&[sent(1, &["a", "b"])], &stored, &[received(1), received(1)]), (0, 1, 0, 0));
}

#[test]
fn a_second_delivery_after_an_ambiguous_try_is_told_apart() {
    let row = StoredLead { ambiguous_tries: 1, ..stored(1, "a", "delivered") };
    let twice = [received(1), received(1)];
    assert_eq!(judged(&[sent(1, &["a"])], std::slice::from_ref(&row), &twice), (0, 0, 1, 0));
    let thrice = [received(1), received(1), received(1)];
    assert_eq!(judged(&[sent(1, &["a"])], &[row], &thrice), (0, 1, 0, 0));
}

#[test]
fn what_nobody_sent_is_a_ghost() {
    assert_eq!(judged(&[], &[stored(9, "z", "pending")], &[]), (0, 0, 0, 1));
    assert_eq!(judged(&[], &[], &[received(9)]), (0, 0, 0, 1));
}

#[test]
fn what_was_never_sent_whole_is_a_ghost() {
    let (number, whole) = sent(1, &[]);
    let part = [(number, Sent { complete: false, ..whole })];
    assert_eq!(judged(&part, &[stored(1, "a", "pending")], &[]), (0, 0, 0, 1));
}

#[test]
fn changed_content_is_a_ghost_and_the_lead_itself_is_lost() {
    let changed = StoredLead { as_sent: false, ..stored(1, "a", "pending") };
    assert_eq!(judged(&[sent(1, &["a"])], &[changed], &[]), (1, 0, 0, 1));
    let changed = Received { as_sent: false, ..received(1) };
    assert_eq!(judged(&[sent(1, &["a"])], &[stored(1, "a", "pending")], &[changed]), (0, 0, 0, 1));
}
