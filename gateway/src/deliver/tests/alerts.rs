//! Alerts, as a webhook gets them.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::fake::{Act, Fake};
use super::gateway::{Gateway, RHYTHM, wait_for};
use super::upstream;
use crate::config::Alert;
use crate::store::State;

fn alerting(hook: &Fake, fake: &Fake, oldest: Duration) -> Gateway {
    let webhook = format!("{}/hook", hook.url()).parse().ok();
    let alert = Alert { webhook, oldest, repeat: Duration::from_hours(1) };
    let directory = Arc::new(tempfile::tempdir().unwrap());
    Gateway::start_with(vec![upstream(&fake.url())], alert, RHYTHM, directory)
}

/// The kinds that came, in order.
fn kinds(hook: &Fake) -> Vec<String> {
    let kind =
        |body: &String| serde_json::from_str::<Value>(body).unwrap()["kind"].as_str().unwrap().to_owned();
    hook.bodies().iter().map(kind).collect()
}

#[tokio::test]
async fn a_refusal_and_a_pause_are_told_once_each_and_name_nobody() {
    let hook = Fake::start(|_| Act::Answer(200, "ok".to_owned())).await;
    let fake = Fake::start(|number| {
        let said = r#"{"error":1,"type":"no","message":"Nguyễn Thị Hoa 0912345678"}"#.to_owned();
        Act::Answer(if number < 3 { 422 } else { 403 }, said)
    })
    .await;
    let gateway = alerting(&hook, &fake, Duration::MAX);
    for number in 0..3 {
        gateway.accept("erp", &format!("Nguyễn Thị Hoa {number}")).await;
    }
    gateway.reaches("erp", State::Refused, 3).await;
    wait_for("the refusal", async || hook.count() == 1).await;
    gateway.accept("erp", "Nguyễn Thị Hoa").await;
    wait_for("the pause", async || {
        // The first odd answer after good ones is doubted, and asked again.
        gateway.clock.jump(1_000);
        hook.count() == 2
    })
    .await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(kinds(&hook), ["refused", "paused"]);
    let alert: Value = serde_json::from_str(&hook.bodies()[1]).unwrap();
    assert_eq!((&alert["upstream"], &alert["count"]), (&"erp".into(), &1.into()));
    assert!(alert["text"].as_str().unwrap().contains("erp") && alert["time"].is_string(), "{alert}");
    assert!(!hook.bodies().concat().contains("Hoa"));
}

#[tokio::test]
async fn an_old_lead_is_told_and_a_webhook_that_fails_is_asked_again() {
    let hook = Fake::start(|number| Act::Answer(if number < 4 { 500 } else { 204 }, String::new())).await;
    let fake = Fake::start(|_| Act::Hang).await;
    let gateway = alerting(&hook, &fake, Duration::from_hours(1));
    gateway.accept("erp", "lead").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(hook.count(), 0);
    gateway.clock.jump(61 * 60_000);
    wait_for("the alert", async || hook.count() == 5).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(hook.count(), 5, "three tries, then two, and then it was told");
    assert_eq!(kinds(&hook), ["oldest"; 5]);
}
