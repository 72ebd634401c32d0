//! Leads from the store to an upstream.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use super::fake::{Act, Fake, taken};
use super::gateway::{Gateway, RHYTHM, common, lead, wait_for};
use super::upstream;
use crate::clock::Clock;
use crate::config::{OnAmbiguous, Upstream, testing};
use crate::deliver::holding::{Holding, Shared};
use crate::store::{State, Store};

pub(super) const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// An upstream that is not waited for long.
pub(super) fn to(fake: &Fake) -> Upstream {
    let mut upstream = upstream(&fake.url());
    upstream.timeout = Duration::from_millis(700);
    upstream
}

/// Every way to fail, and whether bytes went out.
fn faults() -> Vec<(Act, bool)> {
    vec![
        (Act::ResetWithin, true),
        (Act::CloseAfter, true),
        (Act::Hang, true),
        (Act::RawThenReset("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"err"), true),
        (Act::Raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"error\":0}".to_owned()), true),
        (Act::Long("HTTP/1.1 200 OK\r\n\r\n", 10 * 1024 * 1024), true),
        (Act::Drip("HTTP/1.1 200 OK\r\n\r\n"), true),
        (Act::Answer(200, "<html>Welcome</html>".to_owned()), true),
        (Act::Answer(500, String::new()), true),
        (Act::Answer(503, String::new()), false),
        (Act::With(429, "retry-after: 1\r\n", String::new()), false),
    ]
}

#[tokio::test]
async fn with_retry_each_lead_arrives_after_every_fault_and_is_tried_no_more_often_than_needed() {
    for (act, _) in faults() {
        let did = act.clone();
        let fake = Fake::start(move |number| if number < 2 { did.clone() } else { taken() }).await;
        let gateway = Gateway::start(vec![to(&fake)]);
        gateway.accept("erp", "the lead").await;
        gateway.reaches_in_time("erp", State::Delivered, 1, 1_000).await;
        let seen = fake.seen.lock().unwrap();
        assert_eq!(seen.begun(), 3, "{act:?}");
        assert_eq!(seen.requests.last().unwrap().body, "the lead");
        assert_eq!(gateway.look::<u32>("SELECT attempts FROM lead"), 3);
    }
}

#[tokio::test]
async fn with_hold_nothing_that_may_have_arrived_is_sent_twice() {
    for (act, went_out) in faults() {
        let did = act.clone();
        let fake = Fake::start(move |number| if number < 1 { did.clone() } else { taken() }).await;
        let mut upstream = to(&fake);
        upstream.on_ambiguous = OnAmbiguous::Hold;
        let gateway = Gateway::start(vec![upstream]);
        gateway.accept("erp", "the lead").await;
        let (state, tries, delivered) = if went_out { (State::Held, 1, 1) } else { (State::Delivered, 2, 2) };
        gateway.reaches_in_time("erp", state, 1, 1_000).await;
        gateway.clock.jump(DAY);
        gateway.accept("erp", "another").await;
        gateway.reaches("erp", State::Delivered, delivered).await;
        assert_eq!(fake.seen.lock().unwrap().begun(), tries + 1, "{act:?}");
    }
}

#[tokio::test]
async fn what_was_never_sent_is_tried_again_with_hold_too() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let mut upstream = upstream(&format!("http://{address}"));
    upstream.on_ambiguous = OnAmbiguous::Hold;
    let gateway = Gateway::start(vec![upstream]);
    gateway.accept("erp", "the lead").await;
    gateway.clock.jump(HOUR);
    let fake = Fake::start(|_| taken()).await;
    let mut upstream = to(&fake);
    upstream.on_ambiguous = OnAmbiguous::Hold;
    gateway.reload(vec![upstream]);
    gateway.reaches_in_time("erp", State::Delivered, 1, MINUTE).await;
    assert_eq!(fake.bodies(), ["the lead"]);
}

#[tokio::test]
async fn a_lead_that_a_crash_interrupted_is_held_or_sent_again_as_configured() {
    for (on_ambiguous, state, sent) in
        [(OnAmbiguous::Hold, State::Held, 0), (OnAmbiguous::Retry, State::Delivered, 1)]
    {
        let fake = Fake::start(|_| taken()).await;
        let directory = Arc::new(tempfile::tempdir().unwrap());
        let config = testing::config(directory.path(), Vec::new());
        {
            let store = Store::open(&config.store, Clock::default()).unwrap();
            store.accept(lead("erp", "the lead")).await.unwrap();
            assert_eq!(store.claim("erp", 1).await.unwrap().len(), 1);
        }
        let mut upstream = to(&fake);
        upstream.on_ambiguous = on_ambiguous;
        let gateway = Gateway::start_with(vec![upstream], config.alert, RHYTHM, directory);
        gateway.reaches("erp", state, 1).await;
        assert_eq!(fake.count(), sent);
    }
}

#[tokio::test]
async fn a_task_that_panics_gives_its_lead_back_as_one_that_may_have_arrived() {
    let directory = tempfile::tempdir().unwrap();
    let common = common(testing::config(directory.path(), Vec::new()), RHYTHM);
    common.store.accept(lead("erp", "the lead")).await.unwrap();
    let claim = common.store.claim("erp", 1).await.unwrap().remove(0);
    let shared = Arc::new(Shared::new(&common));
    let holding = Holding::new(shared, Arc::new(upstream("http://127.0.0.1:1")), claim);
    let fallen = tokio::spawn(async move {
        let _holding = holding;
        panic!("a fault of the gateway");
    });
    assert!(fallen.await.unwrap_err().is_panic());
    wait_for("the lead", async || common.store.next_due("erp").await.unwrap().is_some()).await;
    let wait = common.store.next_due("erp").await.unwrap().unwrap() - common.clock.now();
    assert!((2_000..=5_500).contains(&wait), "{wait}");
    common.clock.jump(MINUTE);
    let claim = common.store.claim("erp", 1).await.unwrap().remove(0);
    assert!(claim.ambiguous_before);
    assert_eq!((claim.attempt, claim.step), (2, 2));
}

#[tokio::test]
async fn a_refusal_ends_it_and_the_next_lead_goes_on() {
    let refusal = r#"{"error":1,"message":"no"}"#;
    let fake =
        Fake::start(move |number| if number == 0 { Act::Answer(200, refusal.to_owned()) } else { taken() })
            .await;
    let gateway = Gateway::start(vec![to(&fake)]);
    gateway.accept("erp", "refused").await;
    gateway.reaches("erp", State::Refused, 1).await;
    gateway.accept("erp", "taken").await;
    gateway.reaches("erp", State::Delivered, 1).await;
    assert_eq!(gateway.look::<String>("SELECT reason FROM lead WHERE state = 'refused'"), "refused");
    assert_eq!(gateway.look::<String>("SELECT said FROM attempt WHERE lead = 1"), "no");
    gateway.clock.jump(DAY);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(fake.bodies(), ["refused", "taken"]);
}

#[tokio::test]
async fn a_thousand_leads_through_four_slots_all_arrive_once() {
    let fake = Fake::start(|number| {
        Act::Late(Duration::from_millis(number as u64 % 5), 200, r#"{"error":0}"#.to_owned())
    })
    .await;
    let mut upstream = to(&fake);
    upstream.timeout = Duration::from_secs(30);
    let gateway = Gateway::start(vec![upstream]);
    let accepting: tokio::task::JoinSet<_> = (0..1_000)
        .map(|number| {
            let store = gateway.store.clone();
            async move { store.accept(lead("erp", &format!("lead {number}"))).await.unwrap() }
        })
        .collect();
    accepting.join_all().await;
    gateway.reaches("erp", State::Delivered, 1_000).await;
    let bodies = fake.bodies();
    assert_eq!((bodies.len(), bodies.iter().collect::<HashSet<_>>().len()), (1_000, 1_000));
    let seen = fake.seen.lock().unwrap();
    assert!(seen.most_at_once <= 4, "{}", seen.most_at_once);
    assert!(seen.connections < 500, "{} connections", seen.connections);
}

#[tokio::test]
async fn one_silent_upstream_holds_up_no_other() {
    let (silent, alive) = (Fake::start(|_| Act::Hang).await, Fake::start(|_| taken()).await);
    let mut dead = upstream(&silent.url());
    dead.name = "dead".into();
    dead.timeout = Duration::from_mins(1);
    let gateway = Gateway::start(vec![dead, to(&alive)]);
    for number in 0..20 {
        gateway.accept("dead", &format!("dead {number}")).await;
        gateway.accept("erp", &format!("lead {number}")).await;
    }
    gateway.reaches("erp", State::Delivered, 20).await;
    assert_eq!(gateway.count("dead", State::Pending).await, 20);
    assert_eq!(silent.seen.lock().unwrap().most_at_once, 4);
}

#[tokio::test]
async fn stopping_lets_what_is_under_way_end_and_begins_nothing_new() {
    let fake = Fake::start(|_| Act::Late(Duration::from_millis(300), 200, r#"{"error":0}"#.to_owned())).await;
    let gateway = Gateway::start(vec![to(&fake)]);
    for number in 0..20 {
        gateway.accept("erp", &format!("lead {number}")).await;
    }
    wait_for("the first", async || fake.count() == 4).await;
    let store = gateway.stop().await;
    let figures = store.figures().await.unwrap();
    let delivered = figures.leads.iter().find(|(_, state, _)| *state == State::Delivered).unwrap().2;
    assert_eq!(delivered, fake.count() as u64);
    assert!(delivered < 20);
}

#[tokio::test]
async fn upstreams_come_change_and_go_with_the_configuration() {
    let (old, new) = (Fake::start(|_| taken()).await, Fake::start(|_| taken()).await);
    let gateway = Gateway::start(vec![]);
    gateway.accept("erp", "first").await;
    gateway.reload(vec![to(&old)]);
    gateway.reaches("erp", State::Delivered, 1).await;
    gateway.reload(vec![to(&new)]);
    wait_for("the new one", async || {
        gateway.accept("erp", &format!("lead {}", new.count() + old.count())).await;
        new.count() > 0
    })
    .await;
    gateway.reload(vec![]);
    tokio::time::sleep(Duration::from_millis(500)).await;
    let sent = old.count() + new.count();
    gateway.accept("erp", "last").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(old.count() + new.count(), sent);
    gateway.reload(vec![to(&new)]);
    wait_for("the last", async || new.bodies().contains(&"last".to_owned())).await;
}
