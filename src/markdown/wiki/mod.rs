//! What the page of a council's wiki says, as people write it: who its members are, when it meets.
//!
//! Every range is one of bytes of the text that was read.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

/// What one page says; every list is in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WikiPage {
    /// The title of the front matter, else the first heading.
    pub title: Option<String>,
    pub members: Vec<MemberList>,
    pub meetings: Vec<MeetingList>,
    /// Links to `.ics` files that stand in no line of a meeting: the calendar of all meetings.
    pub calendars: Vec<Link>,
    /// Lines that seem to speak of a meeting or to list a member, and could not be read.
    pub unread: Vec<Range<usize>>,
}

/// A heading above a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    pub text: String,
    pub at: Range<usize>,
}

/// A list of members under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberList {
    pub heading: Option<Heading>,
    pub members: Vec<ListedMember>,
    /// The whole lines of the list, the last line end included.
    pub at: Range<usize>,
    /// Whether it stands in a block already.
    pub in_block: bool,
}

/// One organisation of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMember {
    pub name: String,
    pub url: Option<String>,
    pub at: Range<usize>,
}

/// The lines of meetings that follow each other under a heading: a list, or paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingList {
    pub heading: Option<Heading>,
    /// The year that the heading, or one above it, names.
    pub year: Option<i32>,
    pub meetings: Vec<ListedMeeting>,
    /// The whole lines, the last line end included.
    pub at: Range<usize>,
    /// Whether they stand in a block already.
    pub in_block: bool,
}

/// One line about a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMeeting {
    /// The year is the line's, else the heading's.
    pub date: NaiveDate,
    pub hours: Option<(NaiveTime, NaiveTime)>,
    /// The day announced first; without a year of its own it has that of `date`.
    pub initially: Option<(NaiveDate, Option<(NaiveTime, NaiveTime)>)>,
    pub standing: Standing,
    /// What the line calls the meeting, without rank, day, hours, marks and links:
    /// "Réunion administrations et écosystème".
    pub title: String,
    /// The `1` and the `2` of "(1/2)".
    pub rank: Option<(u32, u32)>,
    /// Whether it says that the meeting takes place by videoconference.
    pub online: bool,
    /// The target of its link to an `.ics` file.
    pub event: Option<Link>,
    /// The line, or lines, without what precedes the text.
    pub at: Range<usize>,
}

/// What a line says of whether the meeting takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Confirmed,
    /// "à confirmer"
    Proposed,
    /// "REPORTÉE", "reportée à une date ultérieure"
    Postponed,
    /// "ANNULÉE", "annulé", "réunion annulée"
    Cancelled,
}

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub target: String,
    pub at: Range<usize>,
}
