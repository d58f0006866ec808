//! What the page of a council's wiki says, as people write it: who its members are, when it meets.
//!
//! ```text
//! ## Collège des usagers
//! - [ADULLACT](https://adullact.org/)
//!
//! ## Calendrier 2023
//! - 28 septembre 14h-16h (initialement 15 septembre) : Réunion des usagers (2/2) ([.ics](e.ics))
//! ```
//!
//! Headings say what a list is of; days, hours and links to calendars are evidence as well. What
//! seems to belong to either and cannot be read with certainty is [`WikiPage::unread`], never
//! guessed. Every range is one of bytes of the text that was read.

mod items;
mod line;
mod lists;
mod marks;
mod members;
mod notes;
mod own;
mod parts;
mod passage;
mod reader;
mod sections;
#[cfg(test)]
mod shown;
mod title;
mod topic;
mod vocabulary;

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

pub use reader::read;

/// What one page says; every list is in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WikiPage {
    /// The title of the front matter, else the first heading.
    pub title: Option<String>,
    pub members: Vec<MemberList>,
    pub meetings: Vec<MeetingList>,
    /// Links to `.ics` files that stand in no line of a meeting: the calendar of all meetings.
    pub calendars: Vec<Link>,
    /// Lines that seem to speak of a meeting or to list a member, and could not be read; also what
    /// is more than a list can say: the lines below a member or a meeting, former members.
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
    /// The whole lines of the list, the last line end included if there is one.
    ///
    /// Nothing, before the first name, where no marker could stand around them: in a quotation, an
    /// item or a table, or where the list holds another. Some of [`WikiPage::unread`] may lie in it.
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
    /// The whole lines from the first meeting to the last, the last line end included if there is
    /// one; nothing, as for [`MemberList::at`].
    pub at: Range<usize>,
    /// Whether they stand in a block already.
    pub in_block: bool,
}

/// One line about a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMeeting {
    /// The year is the line's, else the heading's.
    pub date: NaiveDate,
    /// `None` too where only the start is written.
    pub hours: Option<(NaiveTime, NaiveTime)>,
    /// The day announced first; without a year of its own it has that of `date`, or the one before
    /// where the line says that the meeting was moved on from there.
    pub initially: Option<(NaiveDate, Option<(NaiveTime, NaiveTime)>)>,
    pub standing: MeetingState,
    /// What the line calls the meeting, without rank, day, hours, marks and links:
    /// "Réunion administrations et écosystème"; empty if it calls it nothing.
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
pub enum MeetingState {
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
    /// The link as a whole, with its text.
    pub at: Range<usize>,
}

#[cfg(test)]
mod tests;
