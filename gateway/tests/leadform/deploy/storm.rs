//! What an operator does while visitors send: another configuration, and another program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::lead;
use super::proxy::{Kind, Site};
use crate::sandbox::server::client;
use crate::serve::gateway::{MEDIA_TYPE, until};

/// How many visitors send a lead each.
const LEADS: u32 = 200;

#[test]
fn a_reload_and_a_restart_behind_nginx_lose_and_double_nothing() {
    if let Some(site) = Site::start(Kind::Nginx) {
        storm(site);
    }
}

#[test]
fn a_reload_and_a_restart_behind_caddy_lose_and_double_nothing() {
    if let Some(site) = Site::start(Kind::Caddy) {
        storm(site);
    }
}

/// Two hundred leads are sent again and again until each is taken, as the widget does, while the gateway takes over another
/// configuration, is stopped, and is started anew.
fn storm(mut site: Site) {
    // The sandbox keeps the last hundred requests: slowly enough that a look now and then sees all of them.
    site.gateway.edit(|config| {
        config
            .replace("burst = 60", "burst = 100000")
            .replace("kind = \"zalo\"", "kind = \"zalo\"\npace_ms = 20")
    });
    site.gateway.signal("HUP");
    let (taken, retried) = (AtomicU32::new(0), AtomicU32::new(0));
    let next = AtomicU32::new(0);
    let url = site.url("/f/zalo-journey");
    let clients: Vec<_> = (0..8).map(|_| site.client()).collect();
    let is_over = Arc::new(AtomicBool::new(false));
    let watcher = watch(&site, Arc::clone(&is_over));
    std::thread::scope(|scope| {
        for client in clients {
            let (taken, retried, next, url) = (&taken, &retried, &next, &url);
            scope.spawn(move || {
                loop {
                    let serial = next.fetch_add(1, Ordering::Relaxed);
                    if serial >= LEADS {
                        return;
                    }
                    let body = lead(&format!("09{:08}", 12_000_000 + serial)).to_string();
                    let deadline = Instant::now() + Duration::from_mins(2);
                    loop {
                        let request = client.post(url).header("content-type", MEDIA_TYPE);
                        let request = request.header("idempotency-key", format!("storm-{serial}"));
                        if request.body(body.clone()).send().is_ok_and(|reply| reply.status() == 202) {
                            break;
                        }
                        retried.fetch_add(1, Ordering::Relaxed);
                        assert!(Instant::now() < deadline, "lead {serial} was never taken");
                        std::thread::sleep(Duration::from_millis(100));
                    }
                    taken.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let some = |count| until("some are taken", || taken.load(Ordering::Relaxed) >= count);
        some(40);
        site.gateway.signal("HUP");
        some(80);
        site.gateway.signal("TERM");
        assert_eq!(site.gateway.wait(), Some(0));
        // Visitors come while nobody is there.
        let before = retried.load(Ordering::Relaxed);
        until("somebody is turned away", || retried.load(Ordering::Relaxed) > before + 8);
        site.gateway.restart();
    });
    assert_eq!(taken.load(Ordering::Relaxed), LEADS);
    let count = LEADS as usize;
    until("all are delivered", || {
        site.gateway.leads(&["list", "--state", "delivered", "--limit", "1000", "--json"]).lines().count()
            == count
    });
    is_over.store(true, Ordering::Relaxed);
    let received = watcher.join().unwrap();
    let bodies: BTreeSet<&String> = received.values().collect();
    // Nothing lost, nothing doubled, nothing that nobody sent.
    assert_eq!((bodies.len(), received.len()), (count, count));
    assert_eq!(site.gateway.leads(&["list", "--limit", "1000", "--json"]).lines().count(), count);
    site.has_logged_nothing_of(&["0912000", "912000"]);
    eprintln!("{count} leads, {} tries were turned away", retried.load(Ordering::Relaxed));
}

/// Everything that reaches the APIs until it is over, by the sandbox's number for it.
fn watch(site: &Site, is_over: Arc<AtomicBool>) -> JoinHandle<BTreeMap<u64, String>> {
    let url = site.gateway.sandbox().url("/requests");
    std::thread::spawn(move || {
        let mut seen = BTreeMap::new();
        loop {
            // Read before the look, so that the last look is after the end.
            let was_over = is_over.load(Ordering::Relaxed);
            let text = client().get(&url).send().unwrap().text().unwrap();
            let all: Vec<Value> = serde_json::from_str(&text).unwrap();
            for entry in all.iter().filter(|entry| entry["part"] == "api") {
                seen.insert(entry["id"].as_u64().unwrap(), entry["body"].to_string());
            }
            if was_over {
                return seen;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    })
}
