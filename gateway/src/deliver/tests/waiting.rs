//! What leads wait for: a pace, a breaker, an API's own wish, their next step, a clock that is wrong.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::delivery::{DAY, MINUTE, to};
use super::fake::{Act, Fake, taken};
use super::gateway::{Gateway, wait_for};
use crate::store::State;

#[tokio::test]
async fn a_pace_is_kept() {
    let fake = Fake::start(|_| taken()).await;
    let mut upstream = to(&fake);
    upstream.pace = Duration::from_millis(150);
    let gateway = Gateway::start(vec![upstream]);
    for number in 0..6 {
        gateway.accept("erp", &format!("lead {number}")).await;
    }
    gateway.reaches("erp", State::Delivered, 6).await;
    let seen = fake.seen.lock().unwrap();
    let took = seen.requests[5].at - seen.requests[0].at;
    // Five waits; what is seen at the other end may be late by as much as the machine is slow.
    assert!(took >= Duration::from_millis(5 * 150 - 100), "{took:?}");
}

#[tokio::test]
async fn a_dead_upstream_is_spared_and_its_leads_lose_no_tries() {
    let fake = Fake::start(|_| Act::Answer(500, String::new())).await;
    let mut upstream = to(&fake);
    upstream.concurrency = 1;
    let gateway = Gateway::start(vec![upstream]);
    for number in 0..50 {
        gateway.accept("erp", &format!("lead {number}")).await;
    }
    wait_for("five failures", async || fake.count() >= 5).await;
    let opened = Instant::now();
    tokio::time::sleep(Duration::from_secs(3)).await;
    // Probes after 0.4 s, and then every 0.8 s; the machine may have slept meanwhile.
    let probes = usize::try_from(opened.elapsed().as_millis() / 400).unwrap() + 1;
    assert!(fake.count() <= 5 + probes, "{} requests in {:?}", fake.count(), opened.elapsed());
    assert!(fake.count() > 5, "it is asked now and then");
    let all = fake.bodies();
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "each was tried once at most");
}

#[tokio::test]
async fn an_upstream_that_is_back_gets_its_whole_queue() {
    let fake = Fake::start(|number| if number < 7 { Act::Answer(500, String::new()) } else { taken() }).await;
    let gateway = Gateway::start(vec![to(&fake)]);
    for number in 0..50 {
        gateway.accept("erp", &format!("lead {number}")).await;
    }
    gateway.reaches_in_time("erp", State::Delivered, 50, 100).await;
}

#[tokio::test]
async fn what_the_api_asks_for_is_waited_for() {
    let fake =
        Fake::start(
            |number| if number == 0 { Act::With(429, "retry-after: 2\r\n", String::new()) } else { taken() },
        )
        .await;
    let gateway = Gateway::start(vec![to(&fake)]);
    gateway.accept("erp", "the lead").await;
    wait_for("the first try", async || fake.count() == 1).await;
    gateway.accept("erp", "another").await;
    gateway.reaches_in_time("erp", State::Delivered, 2, MINUTE).await;
    let seen = fake.seen.lock().unwrap();
    let waited = seen.requests[1].at - seen.requests[0].at;
    assert!(waited >= Duration::from_millis(1_900), "the whole upstream rests: {waited:?}");
}

#[tokio::test]
async fn a_long_wish_is_waited_for_by_the_lead_although_its_step_would_be_shorter() {
    let fake = Fake::start(|number| {
        if number == 0 { Act::With(503, "retry-after: 7200\r\n", String::new()) } else { taken() }
    })
    .await;
    let gateway = Gateway::start(vec![to(&fake)]);
    gateway.accept("erp", "the lead").await;
    wait_for("the first try", async || fake.count() == 1).await;
    wait_for("the wish", async || gateway.store.next_due("erp").await.unwrap().is_some()).await;
    let due = gateway.store.next_due("erp").await.unwrap().unwrap();
    let wait = due - gateway.clock.now();
    assert!((7_100_000..=7_200_000).contains(&wait), "{wait}");
    // A new configuration ends the rest of the upstream, but not what this lead was told.
    gateway.clock.jump(90 * MINUTE);
    gateway.reload(vec![to(&fake)]);
    gateway.accept("erp", "another").await;
    gateway.reaches("erp", State::Delivered, 1).await;
    assert_eq!(fake.bodies(), ["the lead", "another"]);
    gateway.clock.jump(31 * MINUTE);
    gateway.reaches("erp", State::Delivered, 2).await;
}

#[tokio::test]
async fn after_fourteen_days_a_lead_is_dead_and_no_more_tried() {
    let fake = Fake::start(|_| Act::Answer(500, String::new())).await;
    let gateway = Gateway::start(vec![to(&fake)]);
    gateway.accept("erp", "the lead").await;
    wait_for("the first try", async || fake.count() == 1).await;
    gateway.clock.jump(13 * DAY);
    wait_for("the second try", async || fake.count() == 2).await;
    assert_eq!(gateway.count("erp", State::Pending).await, 1);
    gateway.clock.jump(DAY);
    gateway.reaches("erp", State::Dead, 1).await;
    assert_eq!(fake.count(), 3, "it had its last try");
    assert_eq!(gateway.look::<String>("SELECT reason FROM lead"), "too_old");
    gateway.clock.jump(30 * DAY);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(fake.count(), 3);
}

#[tokio::test]
async fn a_clock_that_jumps_neither_sends_twice_nor_stalls() {
    let fake = Fake::start(|number| {
        let wait = Duration::from_millis(number as u64 % 20);
        if number % 7 == 3 {
            Act::Answer(503, String::new())
        } else {
            Act::Late(wait, 200, r#"{"error":0}"#.to_owned())
        }
    })
    .await;
    let gateway = Gateway::start(vec![to(&fake)]);
    for number in 0..200_i64 {
        gateway.accept("erp", &format!("lead {number}")).await;
        gateway.clock.jump(if number % 2 == 0 { number * MINUTE } else { -number * MINUTE });
    }
    // A clock that goes on from here.
    gateway.reaches_in_time("erp", State::Delivered, 200, MINUTE).await;
    let seen = fake.seen.lock().unwrap();
    let failed = seen.requests.len() - 200;
    assert_eq!(failed, (0..seen.requests.len()).filter(|number| number % 7 == 3).count());
}
