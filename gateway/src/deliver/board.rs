//! Which upstreams are paused or left alone, for whoever watches over them.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::watch;

#[derive(Debug, Default)]
pub(super) struct Board {
    paused: watch::Sender<BTreeSet<Arc<str>>>,
    broken: watch::Sender<BTreeSet<Arc<str>>>,
}

impl Board {
    /// Notes whether an upstream is paused; says whether that is news.
    pub(super) fn pause(&self, upstream: &Arc<str>, is_paused: bool) -> bool {
        note(&self.paused, upstream, is_paused)
    }

    /// Notes whether an upstream is left alone; says whether that is news.
    pub(super) fn break_off(&self, upstream: &Arc<str>, is_broken: bool) -> bool {
        note(&self.broken, upstream, is_broken)
    }

    /// The upstreams that are paused.
    pub(super) fn paused(&self) -> watch::Receiver<BTreeSet<Arc<str>>> {
        self.paused.subscribe()
    }
}

fn note(of: &watch::Sender<BTreeSet<Arc<str>>>, upstream: &Arc<str>, is_in: bool) -> bool {
    of.send_if_modified(
        |names| if is_in { names.insert(Arc::clone(upstream)) } else { names.remove(upstream) },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_news_are_news() {
        let (board, name) = (Board::default(), Arc::from("erp"));
        let mut paused = board.paused();
        let told: Vec<bool> = [false, true, true, false, false].map(|is| board.pause(&name, is)).into();
        assert_eq!(told, [false, true, false, true, false]);
        assert!(paused.has_changed().unwrap());
        assert!(paused.borrow_and_update().is_empty());
        assert!(board.break_off(&name, true));
        assert!(!paused.has_changed().unwrap());
    }
}
