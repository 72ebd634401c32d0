//! The log of one thread, for tests that look for what must not be in it.

use std::io;
use std::sync::{Arc, Mutex};

use tracing::subscriber::{DefaultGuard, set_default};

use super::subscriber;

/// What was written since [`capture`].
#[derive(Clone, Default)]
pub(crate) struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Catches what this thread writes to the log, until the guard is dropped.
pub(crate) fn capture(is_json: bool) -> (Captured, DefaultGuard) {
    let captured = Captured::default();
    let writer = captured.clone();
    let guard = set_default(subscriber(move || writer.clone(), is_json));
    (captured, guard)
}
