//! How long a request may take, and what ends it before.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use web_sys::{AbortController, AbortSignal};

/// How long an answer may take. Weak networks are slow, and a visitor who sees nothing happen leaves.
const ANSWER_S: usize = 20;
/// What the slowest upload that is worth waiting for does. A photograph would never get through in the time of an answer.
const UPLOAD_BYTES_PER_S: usize = 10_000;

/// Aborts a request when the time is over, or when nobody waits for it any more.
pub(super) struct Limit {
    /// While this is true, the request goes on though nobody waits for it.
    is_wanted: Rc<Cell<bool>>,
    controller: Option<AbortController>,
    timer: Option<TimeoutHandle>,
    has_expired: Rc<Cell<bool>>,
    pub(super) is_over: bool,
}

impl Limit {
    /// For what is only asked for: whoever does not wait for it any more does not want it.
    pub(super) fn of_asking() -> Self {
        Self::new(0, Rc::default())
    }

    /// For a body of so many bytes, which goes on while it is wanted.
    pub(super) fn new(bytes: usize, is_wanted: Rc<Cell<bool>>) -> Self {
        let controller = AbortController::new().ok();
        let has_expired = Rc::new(Cell::new(false));
        let timer = {
            let (controller, has_expired) = (controller.clone(), Rc::clone(&has_expired));
            let expire = move || {
                has_expired.set(true);
                controller.inspect(AbortController::abort);
            };
            set_timeout_with_handle(expire, time_for(bytes)).ok()
        };
        Self { is_wanted, controller, timer, has_expired, is_over: false }
    }

    pub(super) fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    pub(super) fn has_expired(&self) -> bool {
        self.has_expired.get()
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        self.timer.inspect(TimeoutHandle::clear);
        if !self.is_over && !self.is_wanted.get() {
            self.controller.as_ref().inspect(|controller| controller.abort());
        }
    }
}

const fn time_for(bytes: usize) -> Duration {
    Duration::from_secs((ANSWER_S + bytes / UPLOAD_BYTES_PER_S) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_upload_has_time_to_get_through_a_slow_network() {
        assert_eq!(time_for(0).as_secs(), 20);
        assert_eq!(time_for(2_000).as_secs(), 20);
        assert_eq!(time_for(60_000).as_secs(), 26);
        assert_eq!(time_for(6_700_000).as_secs(), 690, "five megabytes of files, in base64");
    }
}
