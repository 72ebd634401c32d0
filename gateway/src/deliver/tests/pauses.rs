//! An upstream that does not take our key: its queue is kept, and goes on when somebody has mended it.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::fake::{Act, Fake, taken};
use super::gateway::{Gateway, RHYTHM, wait_for};
use super::upstream;
use crate::config::Alert;
use crate::deliver::rhythm::Rhythm;
use crate::store::State;

const TOKEN: &str = r#"{"type":"access_token","message":"token seems to have expired or invalid"}"#;
const DAY: i64 = 86_400_000;

/// An upstream that takes the key once `mended` says so, and the switch.
async fn broken(status: u16, body: &'static str) -> (Fake, Arc<AtomicBool>) {
    let mended = Arc::new(AtomicBool::new(false));
    let is_mended = Arc::clone(&mended);
    let answer = move |_| {
        if is_mended.load(Ordering::Relaxed) { taken() } else { Act::Answer(status, body.to_owned()) }
    };
    (Fake::start(answer).await, mended)
}

fn patient(fake: &Fake) -> Gateway {
    let none = Alert { webhook: None, oldest: Duration::MAX, repeat: Duration::from_hours(1) };
    let rhythm = Rhythm { probe: Duration::from_hours(1), ..RHYTHM };
    let directory = Arc::new(tempfile::tempdir().unwrap());
    Gateway::start_with(vec![upstream(&fake.url())], none, rhythm, directory)
}

#[tokio::test]
async fn a_401_pauses_the_queue_is_kept_and_a_new_key_goes_on_at_once() {
    let fake = Fake::start(|_| Act::Answer(401, TOKEN.to_owned())).await;
    let good = Fake::start(|_| taken()).await;
    let gateway = patient(&fake);
    gateway.accept("erp", "lead 0").await;
    wait_for("the 401", async || fake.count() == 1).await;
    for number in 1..20 {
        gateway.accept("erp", &format!("lead {number}")).await;
    }
    // Neither time nor more leads make it go on.
    for _ in 0..10 {
        gateway.clock.jump(DAY);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(fake.count(), 1);
    assert_eq!(gateway.count("erp", State::Pending).await, 20);
    let mut mended = upstream(&good.url());
    mended.secret = "the new key".into();
    gateway.reload(vec![mended]);
    gateway.reaches("erp", State::Delivered, 20).await;
    assert_eq!(good.bodies().iter().collect::<HashSet<_>>().len(), 20);
    assert!(good.seen.lock().unwrap().requests.iter().all(|request| request.head.contains("the new key")));
}

#[tokio::test]
async fn a_wrong_address_pauses_as_a_wrong_key_does() {
    for status in [301, 302, 308, 403, 404, 405] {
        let (fake, _) = broken(status, "<html>?</html>").await;
        let gateway = patient(&fake);
        gateway.accept("erp", "lead 0").await;
        wait_for("the answer", async || fake.count() == 1).await;
        gateway.accept("erp", "lead 1").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert_eq!((fake.count(), gateway.count("erp", State::Pending).await), (1, 2), "{status}");
    }
}

#[tokio::test]
async fn one_lead_at_a_time_finds_out_whether_it_is_mended_and_no_tries_are_used_up() {
    let (fake, mended) = broken(401, TOKEN).await;
    let gateway = Gateway::start(vec![upstream(&fake.url())]);
    for number in 0..10 {
        gateway.accept("erp", &format!("lead {number}")).await;
    }
    // Those that were under way when the first answer came, and then one each half second.
    wait_for("some probes", async || fake.count() >= 7).await;
    assert_eq!(gateway.count("erp", State::Pending).await, 10);
    let (first, last) = {
        let seen = fake.seen.lock().unwrap();
        (seen.requests[4].at, seen.requests[6].at)
    };
    assert!(last - first >= Duration::from_millis(900), "{:?}", last - first);
    // After so many tries, a lead that used up its steps would wait for minutes; and long after its time, it lives.
    gateway.clock.jump(20 * DAY);
    mended.store(true, Ordering::Relaxed);
    gateway.reaches("erp", State::Delivered, 10).await;
}

#[tokio::test]
async fn one_lead_that_a_firewall_does_not_like_holds_up_no_others_and_ends_with_the_operator() {
    // What the firewall answers depends on the lead, so this upstream cannot go by numbers.
    let fake = Fake::start_reading(|body| {
        if body.contains("<script>") { Act::Answer(403, "<html>blocked</html>".to_owned()) } else { taken() }
    })
    .await;
    let gateway = patient(&fake);
    gateway.accept("erp", "lead 0").await;
    gateway.reaches("erp", State::Delivered, 1).await;
    gateway.accept("erp", "<script>").await;
    for number in 1..6 {
        wait_for("the firewall", async || fake.bodies().last().is_some_and(|body| body == "<script>")).await;
        gateway.accept("erp", &format!("lead {number}")).await;
        gateway.reaches("erp", State::Delivered, number + 1).await;
        if gateway.count("erp", State::Refused).await == 1 {
            break;
        }
        gateway.clock.jump(6_000);
    }
    gateway.reaches("erp", State::Refused, 1).await;
    assert_eq!(fake.bodies().iter().filter(|body| *body == "<script>").count(), 3);
}

#[tokio::test]
async fn an_answer_to_the_old_key_says_nothing_about_the_new_one() {
    let late = Act::Late(Duration::from_millis(600), 401, TOKEN.to_owned());
    let fake = Fake::start(move |number| if number == 0 { late.clone() } else { taken() }).await;
    let gateway = patient(&fake);
    gateway.accept("erp", "lead 0").await;
    wait_for("the request", async || fake.count() == 1).await;
    gateway.reload(vec![upstream(&fake.url())]);
    gateway.reaches("erp", State::Delivered, 1).await;
    gateway.accept("erp", "lead 1").await;
    gateway.reaches("erp", State::Delivered, 2).await;
}

#[tokio::test]
async fn a_person_who_has_a_booking_is_refused_and_pauses_nothing() {
    let booked = r#"{"type":"Không thể tạo Booking mới do còn Booking vẫn còn hiêu lực","message":"Book-1"}"#;
    let fake =
        Fake::start(move |number| if number < 3 { Act::Answer(401, booked.to_owned()) } else { taken() })
            .await;
    let gateway = patient(&fake);
    for number in 0..10 {
        gateway.accept("erp", &format!("lead {number}")).await;
    }
    gateway.reaches("erp", State::Delivered, 7).await;
    assert_eq!(gateway.count("erp", State::Refused).await, 3);
    let reasons: String =
        gateway.look("SELECT group_concat(DISTINCT reason) FROM lead WHERE state = 'refused'");
    assert_eq!(reasons, "already_booked");
}

#[tokio::test]
async fn a_lead_that_probed_for_long_has_all_steps_of_its_schedule_before_it() {
    let (fake, _) = broken(401, TOKEN).await;
    let mended = Fake::start(|_| Act::Answer(500, String::new())).await;
    let gateway = Gateway::start(vec![upstream(&fake.url())]);
    gateway.accept("erp", "lead").await;
    wait_for("three probes", async || fake.count() >= 3).await;
    gateway.reload(vec![upstream(&mended.url())]);
    wait_for("a failure", async || gateway.look::<bool>("SELECT ambiguous FROM lead")).await;
    let wait = gateway.store.next_due("erp").await.unwrap().unwrap() - gateway.clock.now();
    assert!((0..=5_500).contains(&wait), "the first step is 5 s: {wait}");
    assert!(gateway.look::<u32>("SELECT attempts FROM lead") >= 4);
}
