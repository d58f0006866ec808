//! What the calendars of subscribers will do, and how early people are to know.

use chrono::{Months, NaiveDate, NaiveDateTime};
use strum::IntoStaticStr;

use super::{MeetingId, Slot};

/// Fewer days than these before a meeting, a change comes late.
pub const NOTICE: i64 = 5;

/// Whether a change made on a day comes late for what was, or is to be, on another one.
#[must_use]
pub fn is_late(change: NaiveDate, day: NaiveDate) -> bool {
    (day - change).num_days() < NOTICE
}

/// More months than these ahead, a day may be a slip of the year.
const FAR: Months = Months::new(18);

/// Whether a day is so far ahead of today that whoever wrote it is asked whether it is meant.
#[must_use]
pub fn is_far(today: NaiveDate, day: NaiveDate) -> bool {
    today.checked_add_months(FAR).is_some_and(|far| day > far)
}

/// What happens to one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case", const_into_str)]
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

/// When an event is, whoever made its calendar: it may last no time, or days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Local to the council.
    pub start: NaiveDateTime,
    /// Not before the start; of whole days, the midnight after the last one.
    pub end: NaiveDateTime,
    /// Whether it is of whole days, without hours.
    pub whole_days: bool,
}

impl From<Slot> for Period {
    fn from(slot: Slot) -> Self {
        Self {
            start: slot.starts_at(),
            end: slot.ends_at(),
            whole_days: false,
        }
    }
}

/// A text of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum EventText {
    Summary,
    Description,
    Location,
    Url,
}

/// What the calendars of subscribers will do with one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub uid: String,
    pub meeting: Option<MeetingId>,
    pub kind: Kind,
    pub summary: String,
    pub was: Option<Period>,
    pub now: Option<Period>,
    /// The texts that differ, with what they were.
    pub texts: Vec<(EventText, Option<String>)>,
    /// Where calendars say that it is.
    pub location: Option<String>,
    /// Whether it comes after the day it is about, or within five days of it.
    pub late: bool,
    /// Whether that day is over.
    pub past: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_far_from_eighteen_months_ahead_on() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let is_far = |other| is_far(day("2026-08-31"), day(other));
        // 31 February 2028 is its last day.
        assert_eq!(["2028-02-29", "2028-03-01"].map(is_far), [false, true]);
        assert_eq!(["2026-08-30", "1999-01-01"].map(is_far), [false, false]);
    }
}
