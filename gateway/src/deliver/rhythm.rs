//! How long things take: named in one place, so that tests need not wait for half an hour.

use std::time::Duration;

use super::breaker::Spans;
use super::pause;

#[derive(Debug, Clone, Copy)]
pub(super) struct Rhythm {
    pub(super) breaker: Spans,
    /// How often a paused upstream is asked whether it is mended.
    pub(super) probe: Duration,
    /// A worker looks at its queue at least so often: the clock may have jumped meanwhile.
    pub(super) nap: Duration,
    /// How soon a new configuration is noticed.
    pub(super) reload: Duration,
    /// How soon a store that could not be asked or told is tried again.
    pub(super) store: Duration,
    /// How long what is under way may take to be written down, beyond its own time-out, when the gateway stops.
    pub(super) grace: Duration,
    pub(super) alert: AlertRhythm,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct AlertRhythm {
    /// How often it is looked whether something is worth an alert.
    pub(super) look: Duration,
    /// How long one alert may take.
    pub(super) timeout: Duration,
    /// The waits between its tries.
    pub(super) waits: [Duration; 2],
    /// When one is sent again that could not be sent.
    pub(super) after_failure: Duration,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self {
            breaker: Spans::default(),
            probe: pause::PROBE,
            nap: Duration::from_mins(1),
            reload: Duration::from_secs(1),
            store: Duration::from_secs(1),
            grace: Duration::from_secs(5),
            alert: AlertRhythm {
                look: Duration::from_secs(30),
                timeout: Duration::from_secs(10),
                waits: [Duration::from_secs(2), Duration::from_secs(10)],
                after_failure: Duration::from_mins(5),
            },
        }
    }
}
