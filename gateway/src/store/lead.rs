//! What the store takes and gives. The words in the database are those of [`Word`], and part of its format.

use std::sync::Arc;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde_json::Value;

use crate::clock::Millis;

/// A lead that was checked, as it is to be stored.
#[derive(Debug, Clone)]
pub(crate) struct NewLead {
    pub(crate) form: Arc<str>,
    pub(crate) upstream: Arc<str>,
    /// The target id of the API.
    pub(crate) target: &'static str,
    /// What the sender calls this submission; without one, the same content within ten minutes is the same lead.
    pub(crate) key: Option<String>,
    /// What makes two submissions the same: what the visitor gave, and nothing that differs from try to try. The store
    /// keeps only a keyed hash of it.
    pub(crate) content: Vec<u8>,
    /// The exact body for the API, without its key.
    pub(crate) body: String,
    /// Where the lead came from, and what was agreed to: JSON.
    pub(crate) context: Value,
    /// Why it is doubtful, as short codes.
    pub(crate) doubts: Vec<&'static str>,
    /// It waits for the operator from the start.
    pub(crate) hold: bool,
}

/// A lead is on disk, fsynced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) receipt: String,
    /// It was there before.
    pub(crate) again: bool,
}

/// Why a lead is not stored. None of them is the lead's fault: the sender tries again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotStored {
    /// Too many wait to be written.
    Full,
    /// The disk has too little free space.
    LowDisk,
    /// The disk failed, or the gateway is being stopped.
    Failed,
}

/// Defines an enum whose variants are words in the database, in messages and on the command line.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),+];

            pub(crate) const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            pub(crate) fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.word()))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::from_word(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    };
}

words! {
    /// What becomes of a lead. Only `Pending` is delivered by itself; nothing undelivered is ever deleted by itself.
    State {
        /// It is to be delivered, now or at its time.
        Pending = "pending",
        /// The API has it.
        Delivered = "delivered",
        /// The API will not have it: the operator looks at it.
        Refused = "refused",
        /// It waits for the operator: see [`Reason`].
        Held = "held",
        /// It was tried for fourteen days.
        Dead = "dead",
        /// A later revision of the same submission took its place before it was delivered.
        Superseded = "superseded",
        /// What it said was erased on a person's demand; only that it was there is kept.
        Erased = "erased",
    }
}

words! {
    /// Why a lead waits for the operator, was refused, or has ended otherwise than by itself.
    Reason {
        /// Nobody knows whether the API has it (`on_ambiguous = "hold"`).
        Ambiguous = "ambiguous",
        /// It came after another version of the same submission may have been delivered.
        Revision = "revision",
        /// It is doubtful (`doubtful = "hold"`).
        Doubtful = "doubtful",
        /// The API refused it.
        Refused = "refused",
        /// The person has a booking already.
        AlreadyBooked = "already_booked",
        /// Time is over.
        TooOld = "too_old",
        /// The operator said that it is done (`leadform leads close`).
        Closed = "closed",
    }
}

words! {
    /// How a try ended, in one word.
    Class {
        /// The API has it.
        Done = "done",
        /// Nothing reached the API, or it said that it took nothing.
        NotSent = "not_sent",
        /// Bytes went out, and no complete answer came back.
        Ambiguous = "ambiguous",
        /// The API will not have it.
        Refused = "refused",
        /// The API does not take our key, or is not where we think.
        Credentials = "credentials",
    }
}

/// A lead that is to be delivered now, by whoever holds this.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) lead: i64,
    pub(crate) receipt: String,
    pub(crate) form: String,
    pub(crate) target: String,
    pub(crate) body: String,
    pub(crate) accepted: Millis,
    /// Which try this is, from 1.
    pub(crate) attempt: u32,
    /// Which step of the schedule this is, from 1: tries that ended at the key or at the address used up none.
    pub(crate) step: u32,
    /// An earlier try ended so that nobody knows whether the API has the lead, and no operator has asked for another
    /// since. With `on_ambiguous = "hold"` it is not to be sent: this is how a try that a crash interrupted is noticed.
    pub(crate) ambiguous_before: bool,
}

/// How a try ended.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub(crate) started: Millis,
    pub(crate) ended: Millis,
    pub(crate) class: Class,
    pub(crate) status: Option<u16>,
    /// What the API said, cut to 2,000 characters: for the operator's eyes only.
    pub(crate) said: Option<String>,
}

/// What comes after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Again, at this moment.
    Retry(Millis),
    /// No more.
    End(State, Option<Reason>),
}

/// Counts for metrics and alerts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    /// When the oldest lead that waits to be delivered, or for the operator (held, refused or dead), was accepted.
    pub(crate) oldest_undelivered: Option<Millis>,
    /// By upstream and state.
    pub(crate) leads: Vec<(String, State, u64)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back_as_what_it_was() {
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(*state));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::from_word(reason.word()), Some(*reason));
        }
        for class in Class::ALL {
            assert_eq!(Class::from_word(class.word()), Some(*class));
        }
        assert_eq!(State::from_word("Pending"), None);
    }
}
