//! What the pages of a council's wiki say, as people write them: who its members are, when it meets.
//!
//! ```text
//! ## Collège des usagers
//! - [ADULLACT](https://adullact.org/)
//!
//! ## Calendrier 2023
//! - 28 septembre 14h-16h (initialement 15 septembre) : Réunion des usagers (2/2) ([.ics](e.ics))
//! ```
//!
//! [`read`] reads what it is told to read, [`survey`] tells what there seems to be. What stands where
//! members or meetings were named and cannot be read with certainty is [`WikiPage::unread`], never
//! guessed. Every range is one of bytes of the text that was read.

mod columns;
mod day;
mod entries;
mod habit;
mod items;
mod line;
mod lists;
mod mandates;
mod marks;
mod mediawiki;
mod members;
mod minutes_links;
mod notes;
mod parts;
mod passage;
mod people;
mod place;
mod reader;
mod scalars;
mod sections;
mod several;
pub mod shapes;
#[cfg(test)]
mod shown;
mod title;
mod topic;
mod when;
pub mod words;

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

use crate::sort::Sort;

pub use mandates::Until;
pub use reader::{day_of_page, is_of_members, is_word_of_days, read, sets_apart, survey, words_of};
pub use topic::{is_of_meetings, is_of_minutes};

/// What of a page is to be read, and where the page lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// From the root of the repository: its name may hold a day.
    pub path: String,
    pub members: Vec<Part>,
    pub meetings: Vec<Part>,
    /// Whether the page is one of a series, each of one meeting.
    pub is_one: bool,
    /// Whether it is the minutes of that meeting.
    pub is_minutes: bool,
    /// Whether what stands in blocks is left out: the registries say it.
    pub skips_blocks: bool,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// What stands under a heading, by its text or its anchor.
    Under(String),
}

/// What one page says; every list is in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WikiPage {
    /// The title of the front matter, else the first heading.
    pub title: Option<String>,
    /// Whether that is the title of all of it, not the first of several headings.
    pub is_titled: bool,
    /// Whether it is about a single meeting.
    pub is_one: bool,
    /// Every heading, for those who named one that is not there.
    pub headings: Vec<String>,
    /// The headings that were named and are not there.
    pub missing: Vec<String>,
    pub members: Vec<MemberList>,
    pub meetings: Vec<MeetingList>,
    /// Links to minutes of a day, outside the lines of meetings, of a page that was named as a whole.
    pub minutes: Vec<(NaiveDate, Range<usize>)>,
    /// Links to `.ics` files that stand in no line of a meeting: the calendar of all meetings.
    pub calendars: Vec<Link>,
    /// Lines that were to be read and could not: no day or name can be told, or there is more
    /// than a list can say; also former members.
    pub unread: Vec<Range<usize>>,
}

impl WikiPage {
    /// Takes the places of a page that was written otherwise before it was read for those of the text as it is,
    /// where they may part no character, and no marker may stand.
    fn places_in(&mut self, text: &str) {
        let place = |at: &mut Range<usize>| {
            while !text.is_char_boundary(at.start) {
                at.start -= 1;
            }
            at.end = at.end.clamp(at.start, text.len());
            while !text.is_char_boundary(at.end) {
                at.end += 1;
            }
        };
        for list in &mut self.members {
            list.at.end = list.at.start;
            let headings = list.heading.iter_mut().chain(&mut list.topic);
            headings.for_each(|heading| place(&mut heading.at));
            list.members.iter_mut().for_each(|one| place(&mut one.at));
            place(&mut list.at);
        }
        for list in &mut self.meetings {
            list.at.end = list.at.start;
            let headings = list.heading.iter_mut().chain(&mut list.topic);
            headings.for_each(|heading| place(&mut heading.at));
            for meeting in &mut list.meetings {
                place(&mut meeting.at);
                meeting
                    .event
                    .iter_mut()
                    .for_each(|link| place(&mut link.at));
                meeting.usual.iter_mut().for_each(|it| place(&mut it.at));
                meeting
                    .otherwise
                    .iter_mut()
                    .for_each(|it| place(&mut it.at));
            }
            place(&mut list.at);
        }
        self.calendars
            .iter_mut()
            .for_each(|link| place(&mut link.at));
        self.unread.iter_mut().for_each(place);
    }

    /// Puts what was not read in the order of the text, each once.
    fn order_unread(&mut self) {
        self.unread.retain(|at| !at.is_empty());
        self.unread.order_by_key(|at| (at.start, at.end));
        self.unread.dedup();
    }
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
    /// The heading that names this list and those beside it, for a survey.
    pub topic: Option<Heading>,
    pub members: Vec<ListedMember>,
    /// The whole lines of the list, the last line end included if there is one.
    ///
    /// Nothing, before the first name, where no marker could stand around them: in a quotation, an
    /// item or a table, or where the list holds another. Some of [`WikiPage::unread`] may lie in it.
    pub at: Range<usize>,
    /// Whether it stands in a block already.
    pub in_block: bool,
    /// Whether its heading says that it is of members, for a survey.
    pub is_sure: bool,
    /// Until when they are members, as a heading above says: "Membres de 2015 à 2019".
    pub until: Option<Until>,
}

/// One organisation of a list, or a person in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedMember {
    pub name: String,
    pub url: Option<String>,
    /// The links besides, each with its text and its target.
    pub links: Vec<(String, String)>,
    /// What is said of it besides, on one line; and what it is there, before a colon.
    pub rest: String,
    pub function: String,
    /// Whether the column of the name is one of persons.
    pub is_person: bool,
    /// The person that stands for it, in a column of its own.
    pub person: Option<String>,
    /// The one who comes in that person's place, in another.
    pub alternate: Option<String>,
    /// The address of electronic mail beside it.
    pub email: Option<String>,
    /// What its column says of which college it is.
    pub college: Option<String>,
    /// The last day of its mandate, if an end of it is said.
    pub last_day: Option<NaiveDate>,
    pub at: Range<usize>,
}

/// The lines of meetings that follow each other under a heading: a list, or paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingList {
    pub heading: Option<Heading>,
    /// As for [`MemberList::topic`].
    pub topic: Option<Heading>,
    /// The year that the heading, or one above it, names.
    pub year: Option<i32>,
    pub meetings: Vec<ListedMeeting>,
    /// The whole lines from the first meeting to the last, the last line end included if there is
    /// one; nothing, as for [`MemberList::at`].
    pub at: Range<usize>,
    /// Whether they stand in a block already.
    pub in_block: bool,
    /// As for [`MemberList::is_sure`].
    pub is_sure: bool,
}

/// One line about a meeting, or its section or page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMeeting {
    /// The year is the line's, else the heading's.
    pub date: NaiveDate,
    /// The last day, where it is said to take several.
    pub last: Option<NaiveDate>,
    pub start: Option<NaiveTime>,
    pub end: Option<NaiveTime>,
    /// The zone of these hours, if it is said: its IANA name or, where it has none, as the page calls it.
    pub zone: Option<String>,
    /// The day announced first; without a year of its own it has that of `date`, or the one before
    /// where the line says that the meeting was moved on from there.
    pub initially: Option<(NaiveDate, Option<(NaiveTime, NaiveTime)>)>,
    /// What a sentence above says of the hours of many, where nothing says its own.
    pub usual: Option<Usual>,
    pub standing: MeetingState,
    /// What the line calls the meeting, without rank, day, hours, marks and links:
    /// "Réunion administrations et écosystème"; empty if it calls it nothing.
    pub title: String,
    /// The `1` and the `2` of "(1/2)".
    pub rank: Option<(u32, u32)>,
    /// Whether it says that the meeting takes place by videoconference.
    pub online: bool,
    /// Where a column or a label says that it takes place, in its own words.
    pub place: Option<String>,
    /// What the columns of a table say besides, cell by cell.
    pub besides: Vec<String>,
    /// When its page says elsewhere that it is: the day, from when to when, and where that stands.
    pub otherwise: Vec<Otherwise>,
    /// The target of its link to an `.ics` file.
    pub event: Option<Link>,
    /// The target of its link to minutes, or the path of the page that is its minutes.
    pub minutes: Option<String>,
    /// Whether a page of its own is about it.
    pub is_page: bool,
    /// The line, or lines, without what precedes the text.
    pub at: Range<usize>,
}

impl ListedMeeting {
    /// Makes a meeting of which nothing but the day is known.
    #[must_use]
    pub fn on(date: NaiveDate) -> Self {
        Self {
            date,
            last: None,
            start: None,
            end: None,
            zone: None,
            initially: None,
            usual: None,
            standing: MeetingState::Confirmed,
            title: String::new(),
            rank: None,
            online: false,
            place: None,
            besides: Vec::new(),
            otherwise: Vec::new(),
            event: None,
            minutes: None,
            is_page: false,
            at: 0..0,
        }
    }
}

/// The hours that a sentence gives to many meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usual {
    pub start: NaiveTime,
    pub end: Option<NaiveTime>,
    /// The sentence.
    pub at: Range<usize>,
}

/// Another day that a page says of its one meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    pub date: NaiveDate,
    pub start: Option<NaiveTime>,
    pub end: Option<NaiveTime>,
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
