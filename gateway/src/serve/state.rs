//! What all requests share.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arc_swap::ArcSwap;

use super::options::Lists;
use super::rate::Limiter;
use super::widget::Widget;
use crate::clock::Clock;
use crate::config::Config;
use crate::metrics::Metrics;
use crate::store::Store;

/// The gateway at work.
pub(super) struct Gateway {
    /// As it is now: a SIGHUP puts another in its place.
    pub(super) config: Arc<ArcSwap<Config>>,
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    pub(super) limiter: Limiter,
    pub(super) lists: Lists,
    pub(super) widget: ArcSwap<Widget>,
    /// It is being stopped: what is under way ends, and nothing new is sent here.
    pub(super) is_stopping: AtomicBool,
}

pub(super) type Shared = Arc<Gateway>;
