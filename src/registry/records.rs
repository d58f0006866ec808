//! The records of both registries, as far as they are sound.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::{College, Meeting, MeetingId, Member, Opinion, OpinionId, Subject};
use crate::locale::holidays::HolidayRegion;
use crate::source::Span;

/// The sound records of both registries.
#[derive(Default)]
pub struct Records {
    pub timezone: Option<Tz>,
    /// Those of the mainland are days off everywhere.
    pub holidays: HolidayRegion,
    pub today: Option<NaiveDate>,
    /// The ids of all records by their kind, those of the unsound too, and where each is written.
    pub ids: BTreeMap<String, Vec<(String, Span)>>,
    /// Each with the place of its id.
    pub colleges: Vec<(College, Span)>,
    pub members: Vec<Member>,
    pub meetings: Vec<Meeting>,
    pub opinions: Vec<Opinion>,
    pub subjects: Vec<Subject>,
    /// Whether `members.toml` could be read and every college in it is sound.
    pub colleges_complete: bool,
    /// Whether every member of `members.toml` is here.
    pub members_complete: bool,
    /// The day whose members pages show, and where it is written.
    pub as_of: Option<(NaiveDate, Span)>,
    /// The number of members that is the quorum, and where it is written.
    pub quorum: Option<(usize, Span)>,
    /// Whether every opinion of `meetings.toml` is here.
    pub opinions_complete: bool,
    /// Whether every subject of `meetings.toml` is here.
    pub subjects_complete: bool,
    /// Whether every meeting of `meetings.toml` is here.
    pub meetings_complete: bool,
}

impl Records {
    /// Returns the meeting that a record names.
    #[must_use]
    pub fn meeting(&self, id: Option<&MeetingId>) -> Option<&Meeting> {
        let id = id?;
        self.meetings.iter().find(|it| it.id == *id)
    }

    /// Returns the opinion that a record names.
    #[must_use]
    pub fn opinion(&self, id: Option<&OpinionId>) -> Option<&Opinion> {
        let id = id?;
        self.opinions.iter().find(|it| it.id == *id)
    }
}
