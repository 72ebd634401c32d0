//! Delivery: from the store to the APIs, apart from accepting, until each lead is delivered or an operator has it.
//!
//! Each upstream has a worker of its own, so one that is slow or dead is waited for by nobody else. What decides stands
//! in small parts without I/O: when to try again (`schedule`), what an answer means (`outcome`), how much may be sent now
//! (`gate`: the `breaker`, the `pause` and the `pace`).

mod alert;
mod board;
mod breaker;
mod echo;
mod gate;
mod holding;
mod outcome;
mod pace;
mod pause;
mod post;
mod rhythm;
mod schedule;
#[cfg(test)]
mod tests;
mod worker;

pub(crate) use post::address;

use std::collections::HashMap;
use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::sync::watch;
use tokio::task::{Id, JoinSet};
use tracing::error;

use self::board::Board;
use self::rhythm::Rhythm;
use self::worker::Worker;
use crate::clock::Clock;
use crate::config::{Config, Upstream};
use crate::metrics::Metrics;
use crate::store::Store;

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use self::outcome::{Body, Heard, judge};

/// Runs until `stop` says so, and then until what is under way has ended.
pub(crate) async fn run(
    config: Arc<ArcSwap<Config>>,
    store: Store,
    clock: Clock,
    metrics: Arc<Metrics>,
    stop: watch::Receiver<bool>,
) {
    let (board, rhythm) = (Arc::default(), Rhythm::default());
    Delivery::new(Arc::new(Common { config, store, clock, metrics, board, rhythm }), stop).run().await;
}

/// What all parts share.
struct Common {
    config: Arc<ArcSwap<Config>>,
    store: Store,
    clock: Clock,
    metrics: Arc<Metrics>,
    board: Arc<Board>,
    rhythm: Rhythm,
}

/// Keeps one worker for each upstream of the configuration.
struct Delivery {
    common: Arc<Common>,
    stop: watch::Receiver<bool>,
    tasks: JoinSet<()>,
    /// The task that watches over all.
    alerts: Option<Id>,
    /// How each worker hears of its upstream's configuration, by name.
    workers: HashMap<Arc<str>, (Id, watch::Sender<Arc<Upstream>>)>,
}

impl Delivery {
    fn new(common: Arc<Common>, stop: watch::Receiver<bool>) -> Self {
        Self { common, stop, tasks: JoinSet::new(), alerts: None, workers: HashMap::new() }
    }

    async fn run(mut self) {
        let mut stop = self.stop.clone();
        let mut seen = self.common.config.load_full();
        self.take_over(&seen);
        self.start_alerts();
        loop {
            tokio::select! {
                () = stopped(&mut stop) => break,
                () = tokio::time::sleep(self.common.rhythm.reload) => {}
                Some(ended) = self.tasks.join_next_with_id() => self.look_at(&ended).await,
            }
            let config = self.common.config.load_full();
            if !Arc::ptr_eq(&config, &seen) {
                self.take_over(&config);
                seen = config;
            }
        }
        while self.tasks.join_next().await.is_some() {}
    }

    /// New upstreams get workers, those that are left hear what changed, and the workers of those that are gone end.
    fn take_over(&mut self, config: &Config) {
        self.workers.retain(|name, _| config.upstream(name).is_some());
        for upstream in &config.upstreams {
            if let Some((_, news)) = self.workers.get(&upstream.name) {
                news.send_replace(Arc::clone(upstream));
            } else {
                self.start(upstream);
            }
        }
    }

    fn start(&mut self, upstream: &Arc<Upstream>) {
        let (news, heard) = watch::channel(Arc::clone(upstream));
        let worker = Worker::new(&self.common, heard);
        let task = self.tasks.spawn(worker.run(self.stop.clone()));
        self.workers.insert(Arc::clone(&upstream.name), (task.id(), news));
    }

    fn start_alerts(&mut self) {
        let task = self.tasks.spawn(alert::run(Arc::clone(&self.common), self.stop.clone()));
        self.alerts = Some(task.id());
    }

    /// A part that fell is started again; the leads that it held are given back.
    async fn look_at(&mut self, ended: &Result<(Id, ()), tokio::task::JoinError>) {
        let Err(fault) = ended else { return };
        error!("a part of delivery ended in a fault of the gateway; please report it");
        // In case it falls again at once.
        tokio::time::sleep(self.common.rhythm.reload).await;
        if self.alerts == Some(fault.id()) {
            return self.start_alerts();
        }
        let fallen = self.workers.extract_if(|_, (task, _)| *task == fault.id()).next();
        if let Some((_, (_, news))) = fallen {
            let upstream = Arc::clone(&news.borrow());
            self.start(&upstream);
        }
    }
}

/// Waits until it is said to stop, or nobody is left who could.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}
