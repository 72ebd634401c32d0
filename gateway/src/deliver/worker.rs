//! The worker of one upstream: it takes leads from the store when they are due and the upstream can have them, and never
//! more than it can send at once.

use std::sync::Arc;
use std::time::{Duration, Instant};

use leadform_spec::apis;
use secrecy::ExposeSecret as _;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::{error, warn};

use super::Common;
use super::gate::Room;
use super::holding::{Holding, Shared, until};
use super::outcome::{Verdict, judge};
use super::post::Post;
use crate::config::{OnAmbiguous, Upstream};
use crate::store::Class;

pub(super) struct Worker {
    shared: Arc<Shared>,
    /// The upstream as the latest configuration has it; closed when it has it no more.
    news: watch::Receiver<Arc<Upstream>>,
    upstream: Arc<Upstream>,
    post: Option<Arc<Post>>,
    under_way: JoinSet<()>,
}

impl Worker {
    pub(super) fn new(common: &Common, mut news: watch::Receiver<Arc<Upstream>>) -> Self {
        let upstream = Arc::clone(&news.borrow_and_update());
        let shared = Shared::new(common);
        // So that a monitor finds them before they first happen.
        shared.metrics.paused(&upstream.name, false);
        shared.metrics.broken(&upstream.name, false);
        let mut worker =
            Self { shared: Arc::new(shared), news, upstream, post: None, under_way: JoinSet::new() };
        worker.find_way();
        worker
    }

    /// Delivers until it is stopped or its upstream is gone from the configuration.
    pub(super) async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let store = self.shared.store.clone();
        loop {
            // From here on, so that nothing is missed between looking and waiting.
            let changed = store.changed().notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let nap = self.send_what_is_due().await;
            tokio::select! {
                biased;
                () = super::stopped(&mut stop) => break,
                news = self.news.changed() => {
                    if news.is_err() {
                        self.forget();
                        break;
                    }
                    self.take_over();
                }
                Some(ended) = self.under_way.join_next() => self.look_at(&ended),
                () = tokio::time::sleep(nap) => {}
                () = changed => {}
            }
        }
        self.finish().await;
    }

    /// Sends what may be sent now, and says how long nothing will change by itself.
    async fn send_what_is_due(&mut self) -> Duration {
        let nap = self.shared.rhythm.nap;
        loop {
            while let Some(ended) = self.under_way.try_join_next() {
                self.look_at(&ended);
            }
            if self.post.is_none() {
                self.shared.gate().reload();
                self.find_way();
            }
            let Some(post) = self.post.clone() else { return nap };
            let now = Instant::now();
            let room = self.shared.gate().room(now, self.under_way.len(), &self.upstream);
            let most = match room {
                Room::Full => return nap,
                Room::At(at) => return at.saturating_duration_since(now).min(nap),
                Room::For(most) => most,
            };
            let Ok(claims) = self.shared.store.claim(&self.upstream.name, most).await else {
                return self.shared.rhythm.store;
            };
            if claims.is_empty() {
                return match self.shared.store.next_due(&self.upstream.name).await {
                    Ok(Some(due)) => {
                        until(due, self.shared.clock.now()).max(Duration::from_millis(1)).min(nap)
                    }
                    Ok(None) => nap,
                    Err(_) => self.shared.rhythm.store,
                };
            }
            for claim in claims {
                let body = claim.body.clone();
                let (target, ambiguous_before) = (claim.target.clone(), claim.ambiguous_before);
                let holding = Holding::new(Arc::clone(&self.shared), Arc::clone(&self.upstream), claim);
                if ambiguous_before && self.upstream.on_ambiguous == OnAmbiguous::Hold {
                    self.under_way.spawn(holding.hold());
                    continue;
                }
                self.shared.gate().sent(now);
                let (shared, post) = (Arc::clone(&self.shared), Arc::clone(&post));
                let upstream = Arc::clone(&self.upstream);
                self.under_way.spawn(async move {
                    let verdict = deliver(&shared, &upstream, &post, &target, &body).await;
                    holding.end(verdict).await;
                });
            }
        }
    }

    /// Takes over a new configuration.
    fn take_over(&mut self) {
        self.upstream = Arc::clone(&self.news.borrow_and_update());
        self.shared.gate().reload();
        self.find_way();
    }

    /// Makes ready to send. What stands against it (such as a system without certificates) stands against all leads.
    fn find_way(&mut self) {
        match Post::new(&self.upstream) {
            Ok(post) => self.post = Some(Arc::new(post)),
            Err(why) => {
                error!(upstream = &*self.upstream.name, "nothing can be sent: {why}");
                self.post = None;
                self.shared.gate().no_way(Instant::now());
            }
        }
        self.shared.show(&self.upstream);
    }

    fn look_at(&self, ended: &Result<(), tokio::task::JoinError>) {
        if ended.is_err() {
            // What it held it has given back.
            error!(
                upstream = &*self.upstream.name,
                "a try ended in a fault of the gateway; please report it"
            );
        }
    }

    /// The configuration has the upstream no more: nobody need watch over it.
    fn forget(&self) {
        let (shared, name) = (&self.shared, &self.upstream.name);
        if shared.board.pause(name, false) {
            shared.metrics.paused(name, false);
        }
        if shared.board.break_off(name, false) {
            shared.metrics.broken(name, false);
        }
    }

    /// Lets what is under way come to its end.
    async fn finish(mut self) {
        let most = self.upstream.timeout + self.shared.rhythm.grace;
        let all = async { while self.under_way.join_next().await.is_some() {} };
        if tokio::time::timeout(most, all).await.is_err() {
            let count = self.under_way.len();
            warn!(upstream = &*self.upstream.name, count, "stopped while leads were under way");
        }
    }
}

async fn deliver(shared: &Shared, upstream: &Upstream, post: &Post, target: &str, body: &str) -> Verdict {
    let Some(api) = apis::find(target) else {
        let said = "this version knows no such API".to_owned();
        return Verdict::without_answer(Class::Refused, Some(said));
    };
    let heard = post.send(api, body).await;
    judge(api, heard, upstream.secret.expose_secret(), shared.clock.now())
}
