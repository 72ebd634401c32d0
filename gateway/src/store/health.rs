//! What happens when the disk fails: nobody is told that anything is stored, and the process ends.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Error;

use super::fault;
use super::queue::Queue;

/// Whether the disk has failed, and what happens then.
pub(super) struct Health {
    has_failed: AtomicBool,
    queue: Arc<Queue>,
    path: PathBuf,
    end: Box<dyn Fn() + Send + Sync>,
    #[cfg(test)]
    pub(super) fail_commit: Arc<AtomicBool>,
}

impl Health {
    /// `end` ends the process.
    pub(super) fn new(queue: Arc<Queue>, path: PathBuf, end: Box<dyn Fn() + Send + Sync>) -> Self {
        Self {
            has_failed: AtomicBool::new(false),
            queue,
            path,
            end,
            #[cfg(test)]
            fail_commit: Arc::default(),
        }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.has_failed.load(Ordering::SeqCst)
    }

    /// From here on no lead is acknowledged: what an `fsync` that failed left on disk cannot be known, and trying it again
    /// in this process proves nothing. The next start writes the WAL into the database anew.
    pub(super) fn fail(&self, error: &Error) {
        if self.has_failed.swap(true, Ordering::SeqCst) {
            return;
        }
        self.queue.fail();
        tracing::error!(
            code = fault::number(error),
            path = %self.path.display(),
            "the disk failed; no lead is accepted any more, and the gateway ends"
        );
        (self.end)();
    }
}
