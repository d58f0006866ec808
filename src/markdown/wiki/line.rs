//! The grammar of one line about a meeting: "24 février 2023 14h-16h : Réunion administrations (1/2)".
//!
//! The parts may stand in any order: the day, the hours, the day announced first, rank, marks,
//! links. Each that is read is cut out; what is left is the title.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::marks::Marks;
use super::own;
use super::parts::Line;
use super::passage::{Passage, is_sentence};
use super::title::{self, is_calendar_link};
use super::vocabulary::LEAD;
use super::{Link, ListedMeeting};
use crate::locale::parse_dates::{self, words_before};

/// The longest title of a meeting, in bytes.
const LONGEST_TITLE: usize = 300;

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Meeting {
        meeting: Box<ListedMeeting>,
        /// The sentences after the title, which say something else.
        rest: Option<Range<usize>>,
    },
    /// It seems to speak of a meeting.
    Unread,
    Nothing,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Under {
    /// Among meetings: under a heading of a calendar, or in a list in which other lines are some.
    pub calendar: bool,
    /// Under a heading of something else: opinions, publications.
    pub other: bool,
    /// The year of the headings.
    pub year: Option<i32>,
    /// Whether it is an item of a list or a row of a table, not a paragraph.
    pub item: bool,
    /// Whether it stands in a block of meetings.
    pub own: bool,
}

/// Reads a line.
///
/// It is about a meeting if it names a day and there is evidence: it stands among meetings, links
/// to a calendar, names hours from when to when (under a heading of something else, with a word such
/// as "réunion"), or one hour with such a word. The day opens the line, after "Le", a weekday or a
/// mark; in an item a title may stand before it, if it has hours or the link. Among meetings, a line
/// that names a day and is none of these is unread.
#[must_use]
pub(super) fn read(said: &Passage, under: Under) -> Reading {
    if let Some(meeting) = under.own.then(|| own::meeting(said)).flatten() {
        return Reading::Meeting {
            meeting: Box::new(meeting),
            rest: None,
        };
    }
    let line = Line::of(said);
    let evident = line.is_evident(under);
    let linked = line.calendar_link().is_some();
    let titled = under.item && (linked || (under.calendar && line.spans().next().is_some()));
    let dated = !line.days.is_empty() && !line.is_of_something_else();
    if dated && (under.calendar || evident) && (titled || line.begins_with_day()) {
        return match line.meeting(under) {
            Some((meeting, rest)) => Reading::Meeting {
                meeting: Box::new(meeting),
                rest,
            },
            None => Reading::Unread,
        };
    }
    let meant = line.days.is_empty() && under.item && line.seems_dated();
    if under.calendar && (dated || meant) {
        Reading::Unread
    } else {
        Reading::Nothing
    }
}

/// Whether a line opens with a day.
#[must_use]
pub(super) fn opens_with_day(said: &Passage) -> bool {
    Line::of(said).begins_with_day()
}

impl<'a> Line<'a> {
    fn calendar_link(&self) -> Option<&'a Link> {
        let links = self.said.links.iter().map(|linked| &linked.link);
        links
            .into_iter()
            .find(|link| is_calendar_link(&link.target))
    }

    fn begins_with_day(&self) -> bool {
        let lead = 0..self.start_of(0);
        !self.days.is_empty()
            && self
                .words_in(&lead)
                .all(|(_, word)| LEAD.contains(&word.as_str()))
    }

    /// Whether a line gives evidence of a meeting by itself.
    fn is_evident(&self, under: Under) -> bool {
        const NAMES: [&str; 13] = [
            "assemblee",
            "bureau",
            "comite",
            "commission",
            "copil",
            "meeting",
            "pleniere",
            "plenieres",
            "rendez",
            "reunion",
            "reunions",
            "seance",
            "seances",
        ];
        let named = || {
            self.words
                .iter()
                .any(|(_, word)| NAMES.contains(&word.as_str()))
        };
        let spans = self.spans().next().is_some();
        self.calendar_link().is_some()
            || (spans && !under.other)
            || (!self.hours.is_empty() && named())
    }

    /// Whether a line that names no day seems to have been meant to.
    fn seems_dated(&self) -> bool {
        let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let is_year = |word: &str| word.len() == 4 && is_number(word);
        let is_month = |word: &str| parse_dates::month(word).is_some();
        let pair = |pair: &[(Range<usize>, String)]| {
            matches!(pair, [(_, one), (_, other)]
                if is_month(one) && is_year(other) || is_number(one) && is_month(other))
        };
        // "24 févirer 2023"
        let three = |three: &[(Range<usize>, String)]| {
            matches!(three, [(_, day), (_, month), (_, year)]
                if is_number(day) && !is_number(month) && is_year(year))
        };
        self.spans().next().is_some()
            || self.words.windows(2).any(pair)
            || self.words.windows(3).any(three)
    }

    /// Whether the first day is that of minutes, or of the last change of the page.
    fn is_of_something_else(&self) -> bool {
        const CHANGED: [&str; 4] = [
            "mis a jour",
            "mise a jour",
            "modifie",
            "derniere modification",
        ];
        let before = self.days.first().map(|day| words_before(self.text, day));
        let before = before.unwrap_or_default();
        let before = before.trim_end_matches(" le").trim_end_matches([' ', ':']);
        CHANGED.iter().any(|changed| before.ends_with(changed))
            || matches!(
                (self.word(0), self.word(1)),
                ("compte", "rendu") | ("cr", _)
            )
    }

    fn meeting(&self, under: Under) -> Option<(ListedMeeting, Option<Range<usize>>)> {
        let marks = Marks::of(self)?;
        let (date, earlier) = self.dates(&marks, under.year)?;
        let initially = marks.earlier.map(|earlier_at| {
            let hours = earlier_at.hours.and_then(|at| self.span(at));
            (earlier.unwrap_or(date), hours)
        });
        let (title, rest) = title::title(self, &marks);
        if is_sentence(&title) || title.len() > LONGEST_TITLE {
            return None;
        }
        let meeting = ListedMeeting {
            date,
            hours: marks.hours.and_then(|at| self.span(at)),
            initially,
            standing: marks.standing(),
            title,
            rank: marks.rank,
            online: marks.online,
            event: self.calendar_link().cloned(),
            at: self.said.at.clone(),
        };
        Some((meeting, rest))
    }

    /// Returns the day of the meeting and the one announced first.
    fn dates(&self, marks: &Marks, year: Option<i32>) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let earlier = marks.earlier.and_then(|earlier| earlier.day);
        let Some(earlier) = earlier else {
            return Some((self.date(marks.day, year)?, None));
        };
        if !marks.moves_on {
            let date = self.date(marks.day, year)?;
            return Some((date, Some(self.date(earlier, Some(date.year()))?)));
        }
        let said = self.days.get(marks.day)?;
        let first = self.date(earlier, year.or(said.year))?;
        // It was moved to a later day, in the next year if need be.
        let next = (said.month, said.day) < (first.month(), first.day());
        let date = self.date(marks.day, Some(first.year() + i32::from(next)))?;
        Some((date, Some(first)))
    }

    /// Returns a day; `None` if no calendar has it, or it is another day of the week.
    fn date(&self, day: usize, year: Option<i32>) -> Option<NaiveDate> {
        let written = self.days.get(day)?;
        let date = NaiveDate::from_ymd_opt(written.year.or(year)?, written.month, written.day)?;
        let weekday = written.weekday.as_ref();
        weekday
            .is_none_or(|(said, _)| *said == date.weekday())
            .then_some(date)
    }
}

#[cfg(test)]
mod tests;
