//! Delivery with a store of its own, in a hurry.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use serde_json::Value;
use tokio::sync::watch;

use super::TARGET;
use crate::clock::Clock;
use crate::config::{Alert, Config, Upstream, testing};
use crate::deliver::breaker::Spans;
use crate::deliver::rhythm::{AlertRhythm, Rhythm};
use crate::deliver::{Common, Delivery};
use crate::metrics::Metrics;
use crate::store::{NewLead, State, Store};

pub(super) const RHYTHM: Rhythm = Rhythm {
    breaker: Spans { first: Duration::from_millis(400), most: Duration::from_millis(800) },
    probe: Duration::from_millis(500),
    nap: Duration::from_millis(100),
    reload: Duration::from_millis(20),
    store: Duration::from_millis(20),
    grace: Duration::from_secs(5),
    alert: AlertRhythm {
        look: Duration::from_millis(50),
        timeout: Duration::from_secs(5),
        waits: [Duration::from_millis(20), Duration::from_millis(20)],
        after_failure: Duration::from_millis(200),
    },
};

pub(super) struct Gateway {
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) config: Arc<ArcSwap<Config>>,
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
    directory: Arc<tempfile::TempDir>,
}

impl Gateway {
    pub(super) fn start(upstreams: Vec<Upstream>) -> Self {
        let none = Alert { webhook: None, oldest: Duration::MAX, repeat: Duration::from_hours(1) };
        Self::start_with(upstreams, none, RHYTHM, Arc::new(tempfile::tempdir().unwrap()))
    }

    pub(super) fn start_with(
        upstreams: Vec<Upstream>,
        alert: Alert,
        rhythm: Rhythm,
        directory: Arc<tempfile::TempDir>,
    ) -> Self {
        let mut config = testing::config(directory.path(), Vec::new());
        config.upstreams = upstreams.into_iter().map(Arc::new).collect();
        config.alert = alert;
        let common = common(config, rhythm);
        let (stop, stopped) = watch::channel(false);
        let Common { config, store, clock, .. } = &*common;
        let (config, store, clock) = (Arc::clone(config), store.clone(), clock.clone());
        let task = tokio::spawn(Delivery::new(common, stopped).run());
        Self { store, clock, config, stop, task, directory }
    }

    /// Takes over another configuration of the upstreams.
    pub(super) fn reload(&self, upstreams: Vec<Upstream>) {
        let mut config = testing::config(self.directory.path(), Vec::new());
        config.upstreams = upstreams.into_iter().map(Arc::new).collect();
        self.config.store(Arc::new(config));
    }

    /// Accepts a lead for `upstream`.
    pub(super) async fn accept(&self, upstream: &str, body: &str) {
        self.store.accept(lead(upstream, body)).await.unwrap();
    }

    /// Asks the database itself.
    pub(super) fn look<T: rusqlite::types::FromSql>(&self, sql: &str) -> T {
        let path = &self.config.load().store.path;
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = rusqlite::Connection::open_with_flags(path, flags).unwrap();
        connection.busy_timeout(Duration::from_secs(30)).unwrap();
        connection.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }
    /// How many leads of `upstream` are in this state.
    pub(super) async fn count(&self, upstream: &str, state: State) -> u64 {
        let figures = self.store.figures().await.unwrap();
        let found = figures.leads.iter().find(|(name, found, _)| name == upstream && *found == state);
        found.map_or(0, |(_, _, count)| *count)
    }

    /// Waits until so many leads of `upstream` are in this state.
    #[track_caller]
    pub(super) fn reaches(&self, upstream: &str, state: State, count: u64) -> impl Future<Output = ()> {
        let what = format!("{count} {state:?} of {upstream}, from {}", std::panic::Location::caller());
        async move { wait_for(&what, async || self.count(upstream, state).await == count).await }
    }

    /// Lets time pass in steps, until all leads of `upstream` that were accepted are in this state.
    pub(super) async fn reaches_in_time(&self, upstream: &str, state: State, count: u64, step: i64) {
        let what = format!("{count} {state:?} of {upstream}");
        wait_for(&what, async || {
            self.clock.jump(step);
            self.count(upstream, state).await == count
        })
        .await;
    }

    pub(super) async fn stop(self) -> Store {
        self.stop.send_replace(true);
        self.task.await.unwrap();
        self.store
    }
}

/// Waits until something is so.
pub(super) async fn wait_for(what: &str, is_so: impl AsyncFn() -> bool) {
    let began = Instant::now();
    while !is_so().await {
        assert!(began.elapsed() < Duration::from_mins(1), "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// What all parts share, with a store of its own.
pub(super) fn common(config: Config, rhythm: Rhythm) -> Arc<Common> {
    let clock = Clock::default();
    let store = Store::open(&config.store, clock.clone()).unwrap_or_else(|failure| panic!("{failure}"));
    let config = Arc::new(ArcSwap::from_pointee(config));
    Arc::new(Common { config, store, clock, metrics: Metrics::new(), board: Arc::default(), rhythm })
}

/// A lead for `upstream`.
pub(super) fn lead(upstream: &str, body: &str) -> NewLead {
    NewLead {
        form: "consult".into(),
        upstream: upstream.into(),
        target: TARGET,
        key: Some(body.to_owned()),
        content: body.as_bytes().to_vec(),
        body: body.to_owned(),
        context: Value::Null,
        doubts: Vec::new(),
        hold: false,
    }
}
