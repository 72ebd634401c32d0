//! Neither the key nor a word of a lead is in what is logged or kept of an answer.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

use super::fake::{Act, Fake, taken};
use super::gateway::{Gateway, RHYTHM, wait_for};
use super::upstream;
use crate::config::Alert;
use crate::config::testing::SECRET;
use crate::store::State;

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

const PERSON: &str = "Nguyen-Thi-Hoa-0912345678";

/// All fields that a log line may have.
const FIELDS: [&str; 10] =
    ["upstream", "form", "receipt", "attempt", "class", "status", "ms", "next_ms", "count", "kind"];

#[tokio::test]
async fn neither_the_key_nor_a_person_is_in_a_log_and_every_field_is_a_known_one() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    // With a second one, what other tests log first on their threads, where nobody listens, is not taken as what
    // nobody listens to here either.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::new());
    let _guard = tracing::subscriber::set_default(subscriber);

    // It echoes what it got, in every notation, and fails in every class.
    let echo = |status: u16| Act::Answer(status, format!(r#"{{"type":"x","message":"{SECRET} {PERSON}"}}"#));
    let fake = Fake::start(move |number| match number {
        0 => taken(),
        1 => echo(500),
        2 => echo(422),
        3 => echo(503),
        4 => Act::CloseAfter,
        5 => Act::Answer(200, format!("<html>{SECRET}{PERSON}</html>")),
        _ => echo(401),
    })
    .await;
    let hook = Fake::start(|_| Act::Answer(500, String::new())).await;
    let webhook = format!("{}/a-secret-address", hook.url()).parse().ok();
    let alert = Alert { webhook, oldest: Duration::ZERO, repeat: Duration::ZERO };
    let mut refused = upstream("http://127.0.0.1:1");
    refused.name = "refused".into();
    let directory = Arc::new(tempfile::tempdir().unwrap());
    let upstreams = vec![upstream(&fake.url()), refused];
    let gateway = Gateway::start_with(upstreams, alert, RHYTHM, directory);
    gateway.accept("refused", PERSON).await;
    for number in 0..7 {
        gateway.accept("erp", &format!("{PERSON} {number}")).await;
    }
    wait_for("all classes and the webhook", async || {
        gateway.clock.jump(1_000);
        let alerted = String::from_utf8_lossy(&log.0.lock().unwrap()).contains(r#""kind":"oldest""#);
        fake.count() > 8 && alerted
    })
    .await;
    gateway.reaches("erp", State::Refused, 1).await;
    let said: String = gateway.look("SELECT group_concat(said) FROM attempt");
    assert!(said.contains("[key]") && !said.contains(SECRET), "{said}");
    gateway.stop().await;

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ours = lines.iter().filter(|line| line["target"].as_str().unwrap().starts_with("leadform_gateway"));
    let mut classes = std::collections::BTreeSet::new();
    for line in ours {
        for (field, value) in line["fields"].as_object().unwrap() {
            assert!(field == "message" || FIELDS.contains(&&**field), "{line}");
            if field == "class" {
                classes.insert(value.as_str().unwrap());
            }
        }
    }
    assert_eq!(
        classes.into_iter().collect::<Vec<_>>(),
        ["ambiguous", "credentials", "done", "not_sent", "refused"]
    );
    for secret in [SECRET, PERSON, "a-secret-address", "Nguyen", "0912345678"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
