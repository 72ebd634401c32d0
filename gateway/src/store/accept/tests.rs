//! Which submissions are the same, and what becomes of revisions.

use std::collections::HashSet;

use crate::store::trial::{DELIVERED, Trial, attempt, lead};
use crate::store::{Class, Next, Reason, State, Store, Stored};

async fn accept(store: &Store, key: Option<&str>, content: &str) -> Stored {
    store.accept(lead(key, content)).await.unwrap()
}

#[tokio::test]
async fn the_same_key_and_content_from_fifty_at_once_is_one_lead_with_one_receipt() {
    let trial = Trial::new();
    let store = trial.open();
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { accept(&store, Some("k"), "An").await })
        })
        .collect();
    let mut stored = Vec::new();
    for task in tasks {
        stored.push(task.await.unwrap());
    }
    assert_eq!(stored.iter().map(|stored| &stored.receipt).collect::<HashSet<_>>().len(), 1);
    assert_eq!(stored.iter().filter(|stored| !stored.again).count(), 1);
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead"), 1);
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM content"), 1);
}

#[tokio::test]
async fn the_same_key_on_another_form_is_another_lead() {
    let trial = Trial::new();
    let store = trial.open();
    let first = accept(&store, Some("k"), "An").await;
    let mut other = lead(Some("k"), "An");
    other.form = "booking".into();
    let other = store.accept(other).await.unwrap();
    assert!(!other.again && other.receipt != first.receipt);
}

#[tokio::test]
async fn the_same_lead_is_known_again_after_a_restart_and_after_its_delivery() {
    let trial = Trial::new();
    let store = trial.open();
    let first = accept(&store, Some("k"), "An").await;
    drop(store);
    let store = trial.open();
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    store.finish(claim.lead, attempt(Class::Done), DELIVERED).await.unwrap();
    assert_eq!(accept(&store, Some("k"), "An").await, Stored { receipt: first.receipt, again: true });
}

#[tokio::test]
async fn a_revision_takes_the_place_of_a_lead_that_was_not_touched() {
    let trial = Trial::new();
    let store = trial.open();
    let first = accept(&store, Some("k"), "An").await;
    let second = accept(&store, Some("k"), "Anh").await;
    let third = accept(&store, Some("k"), "Ánh").await;
    assert!(!second.again && !third.again);
    assert_eq!(trial.state(&first.receipt), (State::Superseded, None));
    assert_eq!(trial.state(&second.receipt), (State::Superseded, None));
    assert_eq!(trial.state(&third.receipt), (State::Pending, None));
    let claims = store.claim("erp", 9).await.unwrap();
    assert_eq!(claims.iter().map(|claim| &claim.receipt).collect::<Vec<_>>(), [&third.receipt]);
}

#[tokio::test]
async fn a_revision_takes_the_place_of_a_lead_that_surely_was_not_sent() {
    let trial = Trial::new();
    let store = trial.open();
    let first = accept(&store, Some("k"), "An").await;
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    store.finish(claim.lead, attempt(Class::NotSent), Next::Retry(trial.clock.now() + 9_000)).await.unwrap();
    accept(&store, Some("k"), "Anh").await;
    assert_eq!(trial.state(&first.receipt), (State::Superseded, None));
}

#[tokio::test]
async fn a_revision_waits_for_the_operator_when_the_api_may_have_the_earlier_lead() {
    let held = (State::Held, Some(Reason::Revision));
    for (name, class, next) in [
        ("delivered", Class::Done, DELIVERED),
        ("ambiguous", Class::Ambiguous, Next::Retry(0)),
        ("refused", Class::Refused, Next::End(State::Refused, Some(Reason::Refused))),
        ("held", Class::Ambiguous, Next::End(State::Held, Some(Reason::Ambiguous))),
        ("dead", Class::NotSent, Next::End(State::Dead, Some(Reason::TooOld))),
    ] {
        let trial = Trial::new();
        let store = trial.open();
        let first = accept(&store, Some("k"), "An").await;
        let claim = store.claim("erp", 9).await.unwrap().remove(0);
        store.finish(claim.lead, attempt(class), next).await.unwrap();
        let before = trial.state(&first.receipt);
        let revision = accept(&store, Some("k"), "Anh").await;
        assert_eq!(trial.state(&revision.receipt), held, "{name}");
        assert_eq!(trial.state(&first.receipt), before, "{name}: the earlier one stays as it was");
        assert_eq!(accept(&store, Some("k"), "Anh").await, Stored { receipt: revision.receipt, again: true });
    }
}

#[tokio::test]
async fn a_revision_waits_for_the_operator_while_the_earlier_lead_is_under_way_and_after() {
    let trial = Trial::new();
    let store = trial.open();
    accept(&store, Some("k"), "An").await;
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    let revision = accept(&store, Some("k"), "Anh").await;
    assert_eq!(trial.state(&revision.receipt), (State::Held, Some(Reason::Revision)));
    store.finish(claim.lead, attempt(Class::NotSent), Next::Retry(0)).await.unwrap();
    let another = accept(&store, Some("k"), "Ánh").await;
    assert_eq!(trial.state(&another.receipt), (State::Held, Some(Reason::Revision)), "one is held already");
}

#[tokio::test]
async fn a_doubtful_revision_displaces_nothing() {
    let trial = Trial::new();
    let store = trial.open();
    let first = accept(&store, Some("k"), "An").await;
    let mut doubtful = lead(Some("k"), "spam");
    doubtful.hold = true;
    doubtful.doubts = vec!["honeypot", "fast"];
    let doubtful = store.accept(doubtful).await.unwrap();
    assert_eq!(trial.state(&first.receipt), (State::Pending, None));
    assert_eq!(trial.state(&doubtful.receipt), (State::Held, Some(Reason::Doubtful)));
    assert_eq!(trial.look::<String>("SELECT doubts FROM lead WHERE state = 'held'"), "honeypot fast");
}

#[tokio::test]
async fn without_a_key_the_same_content_within_ten_minutes_is_one_lead_however_the_clock_jumps() {
    for (jump, again) in [
        (0, true),
        (590_000, true),
        (601_000, false),
        (-590_000, true),
        (-601_000, false),
        (86_400_000, false),
    ] {
        let trial = Trial::new();
        let store = trial.open();
        let first = accept(&store, None, "An").await;
        trial.clock.jump(jump);
        let second = accept(&store, None, "An").await;
        assert_eq!((second.again, second.receipt == first.receipt), (again, again), "{jump}");
        assert!(!accept(&store, None, "Anh").await.again);
        assert!(!accept(&store, Some("k"), "An").await.again, "with a key it is its own");
    }
}

#[test]
fn the_ten_minutes_end_between_599_and_600_seconds() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a.db");
    std::fs::write(&path, "").unwrap();
    let connection = crate::store::open::writer(&path).unwrap();
    let entry = super::Entry::new(lead(None, "An"), &[7; 32]);
    let write = |now| entry.write(&connection, &super::Moment { now, run: 1 }).unwrap();
    assert!(!write(10_000_000).again);
    for (now, again) in [(10_599_999, true), (9_400_001, true), (10_600_000, false), (9_400_000, false)] {
        connection.execute_batch("BEGIN").unwrap();
        assert_eq!(write(now).again, again, "{now}");
        connection.execute_batch("ROLLBACK").unwrap();
    }
}

#[tokio::test]
async fn the_write_goes_on_when_the_caller_is_gone() {
    let trial = Trial::new();
    let store = trial.open();
    {
        let mut accepting = Box::pin(store.accept(lead(Some("k"), "An")));
        // Once is enough to get in line.
        let waker = std::task::Waker::noop();
        let _ = accepting.as_mut().poll(&mut std::task::Context::from_waker(waker));
    }
    drop(store);
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead"), 1);
}

#[tokio::test]
async fn content_is_kept_only_as_a_keyed_hash() {
    let (one, two) = (Trial::new(), Trial::new());
    for trial in [&one, &two] {
        accept(&trial.open(), Some("k"), "An").await;
    }
    let print = "SELECT fingerprint FROM lead";
    assert_ne!(one.look::<Vec<u8>>(print), two.look::<Vec<u8>>(print), "each database has its own key");
}
