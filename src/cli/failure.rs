//! Why a command could not run, and the words for it.

mod en;
mod fr;

use std::io;

use crate::domain::{Refusal, Unfit};
use crate::report::Lang;
use crate::workspace::{Failed, Unexported, Unfound, Untold};

/// Why a command could not run; the exit code is 2.
#[derive(Debug)]
pub enum Failure {
    NotFound(Unfound),
    /// The findings have been shown already.
    Findings,
    Unknown {
        kind: Named,
        id: String,
        nearest: Option<String>,
    },
    NoNextMeeting,
    NoContacts,
    /// A line of the journal of messages that is no record.
    BrokenJournal {
        line: usize,
    },
    /// The kind of message that was asked for does not fit the meeting.
    Unfit {
        id: String,
        unfit: Unfit,
    },
    Export(Unexported),
    NotADate {
        text: String,
    },
    NotAnInstant {
        text: String,
    },
    Exists {
        path: String,
    },
    Write(Failed),
    /// The registries could not be locked.
    Lock(Failed),
    /// What was asked for is not in the arguments, and there is no terminal to ask on.
    Missing {
        flag: &'static str,
    },
    NotHours {
        text: String,
    },
    NotAnId {
        id: String,
        suggestion: Option<String>,
    },
    Taken {
        id: String,
    },
    /// The id is that of an organisation that left.
    Former {
        id: String,
    },
    Refused {
        id: String,
        refusal: Refusal,
    },
    /// The findings have been shown already.
    WouldNotValidate,
    NotAsAsked,
    ChangedMeanwhile {
        path: String,
    },
    /// The findings have been shown already.
    Unannounced {
        /// Whether `announce` mends any of them.
        mendable: bool,
    },
    NotLost {
        uid: String,
    },
    Git {
        revision: String,
        why: Untold,
    },
    Output(io::Error),
}

/// What has a name that can be mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Member,
    Meeting,
    College,
    Template,
    Code,
}

impl Failure {
    /// Says what went wrong, and what to do if there is something to do.
    #[must_use]
    pub fn words(&self, lang: Lang) -> (String, Option<String>) {
        match lang {
            Lang::English => en::words(self),
            Lang::French => fr::words(self),
        }
    }
}
