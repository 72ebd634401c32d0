//! Leads on their way, over restarts and jumps of the clock.

use crate::store::trial::{DELIVERED, Trial, attempt, lead, until};
use crate::store::{Class, Next, State};

const HOUR_MS: i64 = 3_600_000;

#[tokio::test]
async fn a_claim_is_on_disk_before_anybody_has_it_and_nobody_else_gets_it() {
    let trial = Trial::new();
    let store = trial.open();
    for name in ["a", "b", "c"] {
        store.accept(lead(Some(name), name)).await.unwrap();
    }
    let claims = store.claim("erp", 2).await.unwrap();
    assert_eq!(claims.iter().map(|claim| claim.lead).collect::<Vec<_>>(), [1, 2], "the oldest first");
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM attempt WHERE class IS NULL"), 2);
    assert_eq!(store.claim("erp", 9).await.unwrap()[0].lead, 3);
    assert!(store.claim("erp", 9).await.unwrap().is_empty());
    assert!(store.claim("zalo", 9).await.unwrap().is_empty());
    let claim = &claims[0];
    assert_eq!((claim.attempt, claim.ambiguous_before), (1, false));
    assert_eq!((&*claim.form, &*claim.target), ("consult", "ladiflow-customer"));
    assert_eq!(claim.body, r#"{"any":"a"}"#);
    assert!((trial.clock.now() - claim.accepted).abs() < HOUR_MS);
}

#[tokio::test]
async fn a_lead_comes_again_at_its_time_and_its_tries_are_written_down() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("k"), "An")).await.unwrap();
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    assert_eq!(store.next_due("erp").await.unwrap(), None, "what is under way is not due");
    let due = trial.clock.now() + HOUR_MS;
    store.finish(claim.lead, attempt(Class::NotSent), Next::Retry(due)).await.unwrap();
    assert_eq!(store.next_due("erp").await.unwrap(), Some(due));
    assert!(store.claim("erp", 9).await.unwrap().is_empty());
    trial.clock.jump(HOUR_MS + 1_000);
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    assert_eq!(claim.attempt, 2);
    store.finish(claim.lead, attempt(Class::Done), DELIVERED).await.unwrap();
    assert_eq!(trial.state(&claim.receipt), (State::Delivered, None));
    let tries: String = trial.look("SELECT group_concat(number || class || status || said) FROM attempt");
    assert_eq!(tries, "1not_sent200what it said,2done200what it said");
}

#[tokio::test]
async fn an_end_is_written_once_and_a_lead_that_is_no_longer_ours_stays_as_it_is() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("k"), "An")).await.unwrap();
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    trial.change("UPDATE lead SET state = 'erased', claim = NULL, due_ms = NULL; DELETE FROM content");
    store.finish(claim.lead, attempt(Class::Done), DELIVERED).await.unwrap();
    assert_eq!(trial.state(&claim.receipt), (State::Erased, None));
    assert_eq!(trial.look::<Option<String>>("SELECT said FROM attempt"), None);
    store.finish(99, attempt(Class::Done), DELIVERED).await.unwrap();
}

#[tokio::test]
async fn what_an_earlier_run_had_under_way_is_ambiguous_and_due_now() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("k"), "An")).await.unwrap();
    store.accept(lead(Some("l"), "Anh")).await.unwrap();
    store.claim("erp", 1).await.unwrap();
    drop(store);
    let store = trial.open();
    let claims = store.claim("erp", 9).await.unwrap();
    let seen: Vec<_> =
        claims.iter().map(|claim| (claim.lead, claim.attempt, claim.ambiguous_before)).collect();
    assert_eq!(seen, [(2, 1, false), (1, 2, true)]);
    let said: String = trial.look("SELECT class || ' ' || said FROM attempt WHERE number = 1 AND lead = 1");
    assert_eq!(said, "ambiguous interrupted");
}

#[tokio::test]
async fn a_lead_stays_marked_after_a_try_that_nobody_knows_the_end_of() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("k"), "An")).await.unwrap();
    for (class, before) in [(Class::Ambiguous, false), (Class::NotSent, true), (Class::NotSent, true)] {
        let claim = store.claim("erp", 9).await.unwrap().remove(0);
        assert_eq!(claim.ambiguous_before, before);
        store.finish(claim.lead, attempt(class), Next::Retry(0)).await.unwrap();
    }
}

#[tokio::test]
async fn claims_that_nobody_took_use_up_no_try() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("k"), "An")).await.unwrap();
    {
        let mut claiming = Box::pin(store.claim("erp", 9));
        let waker = std::task::Waker::noop();
        let _ = claiming.as_mut().poll(&mut std::task::Context::from_waker(waker));
        until(|| trial.look::<i64>("SELECT attempts FROM lead") == 1).await;
    }
    until(|| trial.look::<i64>("SELECT attempts FROM lead") == 0).await;
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    assert_eq!((claim.attempt, claim.ambiguous_before), (1, false));
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM attempt"), 1);
}

#[tokio::test]
async fn a_clock_that_goes_back_takes_due_times_with_it() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("k"), "An")).await.unwrap();
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    let due = trial.clock.now() + HOUR_MS;
    store.finish(claim.lead, attempt(Class::NotSent), Next::Retry(due)).await.unwrap();
    trial.clock.jump(-100 * HOUR_MS);
    store.accept(lead(Some("l"), "Anh")).await.unwrap();
    let shifted = trial.look::<i64>("SELECT due_ms FROM lead WHERE id = 1");
    assert!((shifted - (due - 100 * HOUR_MS)).abs() < 60_000, "{}", shifted - due);
}

#[tokio::test]
async fn a_clock_that_went_back_while_nobody_looked_is_noticed_at_the_start() {
    let trial = Trial::new();
    trial.clock.jump(1_000 * HOUR_MS);
    let store = trial.open();
    store.accept(lead(Some("k"), "An")).await.unwrap();
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    let due = trial.clock.now() + HOUR_MS;
    store.finish(claim.lead, attempt(Class::NotSent), Next::Retry(due)).await.unwrap();
    drop(store);
    trial.clock.jump(-1_000 * HOUR_MS);
    let store = trial.open();
    let waits = store.next_due("erp").await.unwrap().unwrap() - trial.clock.now();
    assert!((HOUR_MS - 60_000..=HOUR_MS + 60_000).contains(&waits), "{waits}");
}

#[tokio::test]
async fn a_time_that_no_schedule_gives_is_cut() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("k"), "An")).await.unwrap();
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    store.finish(claim.lead, attempt(Class::NotSent), Next::Retry(i64::MAX)).await.unwrap();
    let waits = store.next_due("erp").await.unwrap().unwrap() - trial.clock.now();
    assert!(waits <= 25 * HOUR_MS, "{waits}");
    trial.change(&format!("UPDATE lead SET due_ms = {}", i64::MAX));
    drop(store);
    assert!(trial.open().next_due("erp").await.unwrap().unwrap() <= trial.clock.now());
}

#[tokio::test]
async fn a_try_that_ended_at_the_key_is_no_step_of_the_schedule() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("k"), "An")).await.unwrap();
    let mut steps = Vec::new();
    for class in [Class::Credentials, Class::NotSent, Class::Credentials, Class::Ambiguous, Class::Done] {
        let claim = store.claim("erp", 9).await.unwrap().remove(0);
        steps.push((claim.attempt, claim.step));
        store.finish(claim.lead, attempt(class), Next::Retry(0)).await.unwrap();
    }
    assert_eq!(steps, [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)]);
}
