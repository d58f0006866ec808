//! What the calendars of subscribers will do, and how early people are to know.

use chrono::NaiveDate;

use super::{MeetingId, Slot};

/// Fewer days than these before a meeting, a change comes late.
pub const NOTICE: i64 = 5;

/// Tells whether a change made on a day comes late for what was, or is to be, on another one.
#[must_use]
pub fn is_late(change: NaiveDate, day: NaiveDate) -> bool {
    (day - change).num_days() < NOTICE
}

/// What happens to one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    New,
    Moved,
    Postponed,
    Cancelled,
    Confirmed,
    /// Only its texts change.
    Text,
    /// It goes, and nobody is told.
    Lost,
}

/// What the calendars of subscribers will do with one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub uid: String,
    pub meeting: Option<MeetingId>,
    pub kind: Kind,
    pub summary: String,
    pub was: Option<Slot>,
    pub now: Option<Slot>,
    /// Whether it comes after the day it is about, or within five days of it.
    pub late: bool,
}

impl Kind {
    /// Returns the word for scripts and templates.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Moved => "moved",
            Self::Postponed => "postponed",
            Self::Cancelled => "cancelled",
            Self::Confirmed => "confirmed",
            Self::Text => "text",
            Self::Lost => "lost",
        }
    }
}
