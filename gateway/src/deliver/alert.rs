//! Alerts to the operator's webhook: what is dead, refused, held, paused or old. Counts and names of upstreams, and
//! nothing about a person.

mod watch;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use reqwest::Client;
use serde_json::{Value, json};
use tokio::sync::watch::Receiver;
use tracing::{error, info, warn};
use url::Url;

use self::watch::{Kind, Notice, Watch};
use super::{Common, post, stopped};
use crate::clock::{Millis, iso};

/// Watches until it is stopped.
pub(super) async fn run(common: Arc<Common>, mut stop: Receiver<bool>) {
    let mut paused = common.board.paused();
    let mut watch = Watch::default();
    let watching = async {
        loop {
            let paused_now = paused.borrow_and_update().clone();
            look(&common, &mut watch, &paused_now).await;
            tokio::select! {
                // A pause is told at once.
                Ok(()) = paused.changed() => {}
                () = tokio::time::sleep(common.rhythm.alert.look) => {}
            }
        }
    };
    tokio::select! {
        () = stopped(&mut stop) => {}
        () = watching => {}
    }
}

async fn look(common: &Common, watch: &mut Watch, paused: &BTreeSet<Arc<str>>) {
    let alert = common.config.load().alert.clone();
    let Some(webhook) = &alert.webhook else { return };
    let Ok(figures) = common.store.figures().await else { return };
    let moment = (common.clock.now(), Instant::now());
    for notice in watch.look(&figures, paused, &alert, moment) {
        let sent = send(common, webhook, &message(&notice, moment.0)).await;
        let (kind, upstream, count) = (notice.kind.name(), notice.upstream.as_deref(), notice.count);
        common.metrics.alerted(kind, sent);
        if sent {
            info!(kind, upstream, count, "the operator was alerted");
            watch.told(&notice, Instant::now(), alert.repeat);
        } else {
            error!(kind, upstream, count, "the operator could not be alerted: look at [alert] webhook_url");
            watch.not_told(&notice, Instant::now(), common.rhythm.alert.after_failure);
        }
    }
}

/// Sends it, up to three times. The address is a secret of sorts (whoever has it can post), so no log has it.
async fn send(common: &Common, webhook: &Url, message: &Value) -> bool {
    let rhythm = common.rhythm.alert;
    let client = Client::builder()
        .user_agent(post::USER_AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(rhythm.timeout);
    let Ok(client) = post::build(client, webhook) else { return false };
    let body = message.to_string();
    let mut waits = rhythm.waits.into_iter();
    loop {
        let request = client.post(webhook.clone()).header(reqwest::header::CONTENT_TYPE, "application/json");
        let status = request.body(body.clone()).send().await.ok().map(|answer| answer.status());
        if status.is_some_and(|status| status.is_success()) {
            return true;
        }
        warn!(status = status.map(|status| status.as_u16()), "an alert did not arrive");
        match waits.next() {
            Some(wait) => tokio::time::sleep(wait).await,
            None => return false,
        }
    }
}

/// `text` is for chat services (Slack, Mattermost, Google Chat), the rest for programs.
fn message(notice: &Notice, now: Millis) -> Value {
    let Notice { kind, upstream, count, oldest_s } = notice;
    json!({
        "text": sentence(notice),
        "kind": kind.name(),
        "upstream": upstream.as_deref(),
        "count": count,
        "oldest_seconds": oldest_s,
        "time": iso(now),
    })
}

fn sentence(notice: &Notice) -> String {
    let upstream = notice.upstream.as_deref().unwrap_or_default();
    let count = notice.count;
    let (leads, wait) =
        if count == 1 { ("1 lead".to_owned(), "waits") } else { (format!("{count} leads"), "wait") };
    match notice.kind {
        Kind::Dead => {
            format!(
                "leadform: {leads} for {upstream} could not be delivered for 14 days and {wait} for you (leadform leads list)."
            )
        }
        Kind::Refused => {
            format!("leadform: {leads} {wait} for you because {upstream} refused (leadform leads list).")
        }
        Kind::Held => {
            format!("leadform: {leads} for {upstream} {wait} for your decision (leadform leads list).")
        }
        Kind::Paused => {
            format!(
                "leadform: {upstream} does not take its key or is not at its address; {leads} {wait} until that is mended."
            )
        }
        Kind::Oldest => {
            let minutes = notice.oldest_s / 60;
            format!("leadform: {leads} {wait} to be delivered, the oldest for {minutes} minutes.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_a_sentence_for_a_chat_and_facts_for_a_program() {
        let notice = |kind, count| Notice { kind, upstream: Some("erp".into()), count, oldest_s: 7_200 };
        let found = message(&notice(Kind::Dead, 2), 1_800_000_000_000);
        assert_eq!(
            found,
            json!({
                "text": "leadform: 2 leads for erp could not be delivered for 14 days and wait for you (leadform leads list).",
                "kind": "dead", "upstream": "erp", "count": 2, "oldest_seconds": 7_200,
                "time": "2027-01-15T08:00:00.000Z",
            })
        );
        for kind in [Kind::Refused, Kind::Held, Kind::Paused] {
            let text = sentence(&notice(kind, 1));
            assert!(text.contains("erp") && text.contains("1 lead ") && text.ends_with('.'), "{text}");
        }
        let all = Notice { upstream: None, ..notice(Kind::Oldest, 3) };
        assert_eq!(sentence(&all), "leadform: 3 leads wait to be delivered, the oldest for 120 minutes.");
        assert_eq!(message(&all, 0)["upstream"], Value::Null);
    }
}
