//! Meetings: when, who, and what was announced before.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{CollegeId, MeetingId, Member};
use crate::locale::collation::sort_key;
use crate::source::Span;

/// How many days after a meeting its minutes are missing.
///
/// They take weeks to be written and approved: what is asked of every change to the repository
/// must not fail on the morning after a meeting.
pub const MINUTES_DUE: i64 = 30;

/// The years of which a council may speak, four digits each.
pub const YEARS: RangeInclusive<i32> = 1900..=9999;

/// One meeting of one or more colleges.
#[derive(Clone, Debug)]
pub struct Meeting {
    pub id: MeetingId,
    /// At least one, in the order of the council's colleges.
    pub colleges: Vec<CollegeId>,
    /// The rank in the series: same cycle, same colleges.
    pub number: Option<u32>,
    /// The year of the series.
    pub cycle: i32,
    /// Its day and hours; of a postponed meeting, the last ones announced.
    pub slot: Slot,
    pub status: Status,
    /// The days and hours announced before, oldest first.
    pub moved_from: Vec<Slot>,
    pub place: Option<String>,
    /// Whether it takes place, also, by videoconference; where nothing says so, it is not shown as
    /// such, and those who are invited get the link of all meetings nevertheless.
    pub online: Option<bool>,
    pub agenda: Vec<AgendaItem>,
    /// Why it was moved or cancelled.
    pub reason: Option<String>,
    /// What replaces "Réunion administrations (2/2)".
    pub title: Option<String>,
    /// The path of its own minutes, before `[paths] minutes`.
    pub minutes: Option<String>,
    /// Adopted, or derived from the ids of council and meeting.
    pub uid: String,
    /// The path of its calendar, if it is not that of `[paths] event`.
    pub event: Option<String>,
    /// SEQUENCE (RFC 5545, 3.8.7.4).
    pub sequence: u32,
    /// The moment of the last change of day, hours or status, if only texts were revised since.
    pub changed: Option<DateTime<Utc>>,
    /// The moment of the last revision.
    pub updated: DateTime<Utc>,
    /// Codes of the findings that are accepted for this meeting.
    pub allow: Vec<String>,
    pub at: MeetingSpans,
}

/// Where a meeting is written in its registry.
#[derive(Clone, Debug)]
pub struct MeetingSpans {
    /// The header of the record.
    pub record: Span,
    pub id: Span,
    pub colleges: Span,
    pub each_college: Vec<Span>,
    pub number: Option<Span>,
    pub cycle: Option<Span>,
    pub date: Span,
    pub start: Span,
    pub end: Span,
    pub end_date: Option<Span>,
    pub uid: Option<Span>,
    pub minutes: Option<Span>,
    pub event: Option<Span>,
    pub moved_from: Vec<Span>,
    pub allow: Vec<Span>,
}

impl MeetingSpans {
    /// Stands for the places of a meeting that is not written yet.
    #[must_use]
    pub fn unwritten(at: Span) -> Self {
        Self {
            record: at,
            id: at,
            colleges: at,
            each_college: Vec::new(),
            number: None,
            cycle: None,
            date: at,
            start: at,
            end: at,
            end_date: None,
            uid: None,
            minutes: None,
            event: None,
            moved_from: Vec::new(),
            allow: Vec::new(),
        }
    }
}

/// A day with its hours, local to the council; one that goes on past midnight ends on another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    date: NaiveDate,
    start: NaiveTime,
    end_date: NaiveDate,
    end: NaiveTime,
}

/// Whether a meeting takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Status {
    /// Not certain yet.
    Proposed,
    Confirmed,
    /// Put off, without a new date yet.
    Postponed,
    Cancelled,
}

/// One item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    pub title: String,
    pub presenter: Option<String>,
    /// How long it is to take.
    pub minutes: Option<u32>,
}

impl Slot {
    /// Makes a slot of one day, unless it ends at its start or before.
    #[must_use]
    pub fn new(date: NaiveDate, start: NaiveTime, end: NaiveTime) -> Option<Self> {
        Self::between(date.and_time(start), date.and_time(end))
    }

    /// Makes a slot of two local moments, unless it ends at its start or before.
    #[must_use]
    pub fn between(start: NaiveDateTime, end: NaiveDateTime) -> Option<Self> {
        (start < end).then_some(Self {
            date: start.date(),
            start: start.time(),
            end_date: end.date(),
            end: end.time(),
        })
    }

    /// Returns the day.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.date
    }

    /// Returns the hour at which it starts.
    #[must_use]
    pub fn start(self) -> NaiveTime {
        self.start
    }

    /// Returns the day on which it ends, mostly that on which it starts.
    #[must_use]
    pub fn end_date(self) -> NaiveDate {
        self.end_date
    }

    /// Returns the day on which it ends, if that is not the one on which it starts.
    #[must_use]
    pub fn other_end_date(self) -> Option<NaiveDate> {
        Some(self.end_date).filter(|day| *day != self.date)
    }

    /// Returns the hour at which it ends.
    #[must_use]
    pub fn end(self) -> NaiveTime {
        self.end
    }

    /// Returns the local moment at which it starts.
    #[must_use]
    pub fn starts_at(self) -> NaiveDateTime {
        self.date.and_time(self.start)
    }

    /// Returns the local moment at which it ends.
    #[must_use]
    pub fn ends_at(self) -> NaiveDateTime {
        self.end_date.and_time(self.end)
    }

    /// Whether it has ended by a local moment.
    #[must_use]
    pub fn is_over(self, now: NaiveDateTime) -> bool {
        self.ends_at() <= now
    }

    /// Whether two slots have a moment in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.starts_at() < other.ends_at() && other.starts_at() < self.ends_at()
    }
}

impl AgendaItem {
    /// Whether its title is a text, whatever its case and apostrophes: "Budget de l’eau" is "Budget de l'eau".
    #[must_use]
    pub fn is_called(&self, title: &str) -> bool {
        let key = |title: &str| sort_key(title).replace('\u{2019}', "'");
        key(&self.title) == key(title)
    }
}

impl Meeting {
    /// Whether an item of the agenda has a title.
    #[must_use]
    pub fn has_item(&self, title: &str) -> bool {
        self.agenda.iter().any(|item| item.is_called(title))
    }

    /// Whether the meeting is to take place on its day.
    #[must_use]
    pub fn takes_place(&self) -> bool {
        matches!(self.status, Status::Proposed | Status::Confirmed)
    }

    /// Whether the meeting takes place, also, by videoconference.
    #[must_use]
    pub fn is_online(&self) -> bool {
        self.online == Some(true)
    }

    /// Whether the meeting has ended by a local moment.
    #[must_use]
    pub fn is_over(&self, now: NaiveDateTime) -> bool {
        self.slot.is_over(now)
    }

    /// Whether the meeting has ended by a day of which the hour does not count: its last day is before.
    #[must_use]
    pub fn is_past(&self, today: NaiveDate) -> bool {
        self.slot.end_date() < today
    }

    /// Whether a member sits in the meeting, on its day.
    #[must_use]
    pub fn calls(&self, member: &Member) -> bool {
        self.colleges.contains(&member.college) && member.sits_on(self.slot.date())
    }

    /// Returns the slot first announced, if it was another.
    #[must_use]
    pub fn initially(&self) -> Option<Slot> {
        self.moved_from
            .first()
            .copied()
            .filter(|first| *first != self.slot)
    }

    /// Returns the moment of the last change of day, hours or status, as far as it is known.
    #[must_use]
    pub fn changed_at(&self) -> DateTime<Utc> {
        self.changed.unwrap_or(self.updated)
    }

    /// Returns how many days ago it was, if its minutes should be published by now and `allow` does not say
    /// that there are to be none.
    #[must_use]
    pub fn owes_minutes(&self, today: NaiveDate) -> Option<i64> {
        let days = (today - self.slot.end_date()).num_days();
        let is_due = self.status == Status::Confirmed && days >= MINUTES_DUE;
        (is_due && !self.allows("missing-minutes")).then_some(days)
    }

    /// Whether a finding is accepted for this meeting.
    #[must_use]
    pub fn allows(&self, code: &str) -> bool {
        self.allow.iter().any(|allowed| allowed == code)
    }
}
