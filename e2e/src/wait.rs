//! Waiting for something to become true, instead of sleeping and hoping.

use std::time::Duration;

use anyhow::{Error, Result, anyhow};
use tokio::time::{Instant, sleep};

/// Longer than anything takes on a busy machine with two cores; a test that passes never waits for it.
const PATIENCE: Duration = Duration::from_secs(45);
const LOOK_EVERY: Duration = Duration::from_millis(30);

/// Waits until `check` says true.
///
/// An error of `check` means "not yet": an element that is being replaced cannot be read for a moment.
pub async fn until(what: &str, mut check: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    until_some(what, async || Ok(check().await?.then_some(()))).await
}

/// Waits until `look` finds something, and returns it.
pub async fn until_some<T>(what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    let mut last: Option<Error> = None;
    while Instant::now() < deadline {
        match look().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => last = None,
            Err(error) => last = Some(error),
        }
        sleep(LOOK_EVERY).await;
    }
    let waited = format!("waited {} seconds in vain until {what}", PATIENCE.as_secs());
    Err(match last {
        Some(error) => error.context(waited),
        None => anyhow!(waited),
    })
}
