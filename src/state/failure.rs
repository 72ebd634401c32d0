//! Why a lead did not get through.

use leadform_spec::Outcome;

/// Why it did not get through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nothing answered.
    Network,
    /// No answer came in time.
    Timeout,
    /// Something answered that can be no answer, or that it cannot just now.
    Server,
    /// It will not be taken, now or later: the operator's problem.
    Refused,
}

impl Failure {
    /// The code that the page is told.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Server => "server",
            Self::Refused => "refused",
        }
    }

    /// What an API's answer comes to, unless the lead was taken.
    pub(crate) const fn of(outcome: Outcome) -> Option<Self> {
        match outcome {
            // Whoever may know that a number has a booking is not whoever types it: both look the same from here on.
            Outcome::Accepted | Outcome::AlreadyBooked => None,
            Outcome::Credentials | Outcome::Refused => Some(Self::Refused),
            Outcome::Unavailable | Outcome::Unreadable => Some(Self::Server),
        }
    }
}
