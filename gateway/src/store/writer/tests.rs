//! The promises of the writer, each with what breaks it.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::store::trial::{Trial, lead, until};
use crate::store::{Class, Next, NotStored, State, Store, trial};

#[tokio::test]
async fn a_commit_that_fails_acknowledges_nobody_and_ends_the_process() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("a"), "a")).await.unwrap();
    assert!(store.is_ready());
    store.inner.health.fail_commit.store(true, Ordering::SeqCst);
    assert_eq!(store.accept(lead(Some("b"), "b")).await, Err(NotStored::Failed));
    until(|| trial.ended.load(Ordering::SeqCst) == 1).await;
    store.inner.health.fail_commit.store(false, Ordering::SeqCst);
    assert!(!store.is_ready());
    assert_eq!(store.accept(lead(Some("c"), "c")).await, Err(NotStored::Failed));
    assert_eq!(store.claim("erp", 1).await.unwrap_err(), NotStored::Failed);
    assert_eq!(store.next_due("erp").await, Err(NotStored::Failed));
    assert_eq!(trial.ended.load(Ordering::SeqCst), 1, "once");
    drop(store);
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead"), 1);
}

#[tokio::test]
async fn a_full_disk_turns_leads_away_and_the_gateway_goes_on() {
    let trial = Trial::new();
    drop(trial.open());
    let store = limited(&trial);
    let mut large = lead(Some("large"), "large");
    large.body = "x".repeat(1_000_000);
    assert_eq!(store.accept(large).await, Err(NotStored::LowDisk));
    store.accept(lead(Some("a"), "a")).await.unwrap();
    assert_eq!(trial.ended.load(Ordering::SeqCst), 0);
    assert!(store.is_ready());
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead"), 1);
}

/// A store whose database may grow by a few pages only.
fn limited(trial: &Trial) -> Store {
    let store = trial.open();
    let answer = {
        let (job, answer) = crate::store::job(
            crate::store::QUIET,
            |to: &Connection, _: &super::Moment| {
                to.query_row("PRAGMA max_page_count = 60", [], |row| row.get::<_, i64>(0))
            },
            |pages| pages,
        );
        store.inner.queue.push(job);
        answer
    };
    assert_eq!(answer.blocking_recv_elsewhere(), 60);
    store
}

trait Elsewhere {
    fn blocking_recv_elsewhere(self) -> i64;
}

impl Elsewhere for crate::store::Answer<i64> {
    fn blocking_recv_elsewhere(self) -> i64 {
        std::thread::spawn(move || self.blocking_recv().unwrap().unwrap()).join().unwrap()
    }
}

#[tokio::test]
async fn a_second_gateway_is_refused_with_the_remedy_and_gets_it_when_the_first_is_gone() {
    let trial = Trial::new();
    let store = trial.open();
    let failure = trial.try_open().err().unwrap().to_string();
    assert!(failure.contains("another leadform serve has this database\n  Stop that one first"), "{failure}");
    drop(store);
    trial.open();
}

#[tokio::test]
async fn no_room_is_told_before_anything_is_queued() {
    let mut trial = Trial::new();
    trial.config.min_free_bytes = u64::MAX;
    let store = trial.open();
    assert!(!store.is_ready());
    assert_eq!(store.accept(lead(None, "a")).await, Err(NotStored::LowDisk));
}

#[tokio::test]
async fn a_queue_that_is_full_says_so_at_once_and_an_outcome_still_gets_in() {
    let mut trial = Trial::new();
    trial.config.queue = 2;
    let store = trial.open();
    store.accept(lead(Some("first"), "first")).await.unwrap();
    let claim = store.claim("erp", 1).await.unwrap().remove(0);
    // Another program writes: the store waits for it.
    let other = Connection::open(trial.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let start = |name: &'static str| {
        let store = store.clone();
        tokio::spawn(async move { store.accept(lead(Some(name), name)).await })
    };
    let busy = start("a");
    until(|| !busy.is_finished() && !store.inner.queue.has_no_place()).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let (b, c) = (start("b"), start("c"));
    until(|| store.inner.queue.has_no_place()).await;
    let started = Instant::now();
    assert_eq!(store.accept(lead(Some("d"), "d")).await, Err(NotStored::Full));
    assert!(started.elapsed() < Duration::from_secs(2), "nobody waits for a place");
    assert!(!store.is_ready());
    let finishing = {
        let store = store.clone();
        tokio::spawn(async move {
            store.finish(claim.lead, trial::attempt(Class::Done), Next::End(State::Delivered, None)).await
        })
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    other.execute_batch("COMMIT").unwrap();
    for accepting in [busy, b, c] {
        accepting.await.unwrap().unwrap();
    }
    finishing.await.unwrap().unwrap();
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead"), 4);
    assert_eq!(trial.ended.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn who_writes_for_too_long_makes_senders_wait_and_outcomes_are_tried_again() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("first"), "first")).await.unwrap();
    let claim = store.claim("erp", 1).await.unwrap().remove(0);
    let other = Connection::open(trial.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let finishing = {
        let (store, lead) = (store.clone(), claim.lead);
        tokio::spawn(async move { store.finish(lead, trial::attempt(Class::Done), trial::DELIVERED).await })
    };
    assert_eq!(store.accept(lead(Some("a"), "a")).await, Err(NotStored::Full));
    other.execute_batch("COMMIT").unwrap();
    finishing.await.unwrap().unwrap();
    assert_eq!(trial.state(&claim.receipt), (State::Delivered, None));
}

#[tokio::test]
async fn what_another_process_writes_wakes_those_who_wait() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("a"), "a")).await.unwrap();
    // Let all that is to be told be told.
    while tokio::time::timeout(Duration::from_secs(3), store.changed().notified()).await.is_ok() {}
    trial.change("UPDATE lead SET due_ms = 1");
    tokio::time::timeout(Duration::from_secs(30), store.changed().notified()).await.unwrap();
}

#[tokio::test]
async fn a_claim_wakes_nobody_so_that_nobody_runs_in_circles() {
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("a"), "a")).await.unwrap();
    while tokio::time::timeout(Duration::from_secs(3), store.changed().notified()).await.is_ok() {}
    store.claim("erp", 1).await.unwrap();
    assert!(tokio::time::timeout(Duration::from_secs(3), store.changed().notified()).await.is_err());
}

#[tokio::test]
async fn many_share_one_fsync_and_all_are_on_disk() {
    let trial = Trial::new();
    let store = trial.open();
    let tasks: Vec<_> = (0..2_000)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move { store.accept(lead(Some(&number.to_string()), "x")).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead"), 2_000);
    assert_eq!(trial.look::<i64>("SELECT leads FROM tally"), 2_000);
}

#[cfg(unix)]
#[tokio::test]
async fn every_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let trial = Trial::new();
    let store = trial.open();
    store.accept(lead(Some("a"), "a")).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(trial.directory.path()).unwrap().map(Result::unwrap).collect();
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn a_write_that_cannot_be_done_fails_alone() {
    let trial = Trial::new();
    let store = trial.open();
    // While another program writes, all three get into one transaction.
    let other = Connection::open(trial.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let start = |name: &'static str| {
        let store = store.clone();
        tokio::spawn(async move { store.accept(lead(Some(name), name)).await })
    };
    let first = start("a");
    let (bad, answer) = crate::store::job(
        crate::store::QUIET,
        |to: &Connection, _: &super::Moment| {
            to.execute("UPDATE meta SET value = 0 WHERE name = 'run'", [])?;
            to.execute("INSERT INTO content VALUES (12345, '', '')", [])
        },
        |rows| rows,
    );
    store.inner.queue.push(bad);
    let last = start("b");
    tokio::time::sleep(Duration::from_millis(100)).await;
    other.execute_batch("COMMIT").unwrap();
    first.await.unwrap().unwrap();
    last.await.unwrap().unwrap();
    assert_eq!(answer.await.unwrap(), Err(NotStored::Failed));
    assert_eq!(trial.look::<i64>("SELECT value FROM meta WHERE name = 'run'"), 1, "all of it is taken back");
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead"), 2);
    assert!(store.is_ready());
}
