//! Ways to break the promise on purpose, so that the reliability tests can show that they would notice. Without the cargo
//! feature `sabotage`, which no release has, nothing here can be switched on.

use crate::Failure;

/// A promise that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "sabotage"), allow(dead_code, reason = "made only with the feature"))]
pub(super) enum Sabotage {
    /// `synchronous-off`: no `fsync`.
    SynchronousOff,
    /// `ack-before-commit`: who waits is told before the transaction ends.
    AckBeforeCommit,
    /// `no-unique-index`: the same submission is stored as often as it comes.
    NoUniqueIndex,
    /// `one-commit-per-lead`: nobody shares an `fsync`. This breaks no promise, and is what group commit is compared to.
    OneCommitPerLead,
}

/// What the environment asks for.
#[cfg(feature = "sabotage")]
pub(super) fn asked() -> Result<Option<Sabotage>, Failure> {
    let Some(word) = std::env::var_os("LEADFORM_SABOTAGE").filter(|word| !word.is_empty()) else {
        return Ok(None);
    };
    match word.to_str() {
        Some("synchronous-off") => Ok(Some(Sabotage::SynchronousOff)),
        Some("ack-before-commit") => Ok(Some(Sabotage::AckBeforeCommit)),
        Some("no-unique-index") => Ok(Some(Sabotage::NoUniqueIndex)),
        Some("one-commit-per-lead") => Ok(Some(Sabotage::OneCommitPerLead)),
        _ => Err(Failure::new(
            format!("LEADFORM_SABOTAGE: there is no {}", word.display()),
            "Give synchronous-off, ack-before-commit, no-unique-index or one-commit-per-lead, or take it out.",
        )),
    }
}

#[cfg(not(feature = "sabotage"))]
#[allow(clippy::unnecessary_wraps, reason = "as with the feature")]
pub(super) const fn asked() -> Result<Option<Sabotage>, Failure> {
    Ok(None)
}
