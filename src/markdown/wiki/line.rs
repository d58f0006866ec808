//! The grammar of one line about a meeting: "24 février 2023 14h-16h : Réunion administrations (1/2)".
//!
//! The parts may stand in any order: the day, the hours, the day announced first, rank, marks,
//! links. Each that is read is cut out; what is left is the title.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::day::offset_zone;
use super::marks::Marks;
use super::parts::Line;
use super::passage::{Passage, is_sentence};
use super::title::{self, is_calendar_link};
use super::topic::is_of_minutes;
use super::words::{BOUNDS, CHANGED, LEAD, MEETING_NAMES, MINUTES_LEAD, NO_MEETING, ZONES};
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
#[derive(Debug, Clone, Default)]
pub(super) struct Under {
    /// Where meetings were named; in a survey, under a heading of a calendar or beside other meetings.
    pub calendar: bool,
    /// Under a heading of something else: opinions, publications.
    pub other: bool,
    /// The year of the headings.
    pub year: Option<i32>,
    /// Whether it is an item of a list or a row of a table, not a paragraph.
    pub item: bool,
    /// Whether meetings were named there, so that a day is enough.
    pub named: bool,
    /// Whether it is a row of a table of meetings.
    pub row: bool,
    /// The zone that a column says, and the minutes to which one links.
    pub zone: Option<String>,
    pub minutes: Option<String>,
}

/// Reads a line.
///
/// It is about a meeting if it names a day and meetings were named where it stands, or there is
/// evidence: it links to a calendar, names hours from when to when (under a heading of something else,
/// with a word such as "réunion"), or one hour with such a word. The day opens the line, after "Le", a
/// weekday, a mark or "Compte-rendu de la réunion du"; in an item a title may stand before it. A line
/// that names a day there and is none of these is unread; one that says that there is no meeting is none.
#[must_use]
pub(super) fn read(said: &Passage, under: &Under) -> Reading {
    let line = Line::of(said);
    if line.holds_none() {
        return Reading::Nothing;
    }
    let evident = line.is_evident(under);
    let linked = line.calendar_link().is_some();
    let spans = under.calendar && line.spans().next().is_some();
    let titled = under.item && (linked || spans || (under.row && line.names_one_day()));
    let dated = !line.days.is_empty() && !line.is_of_something_else(under);
    if dated && (under.calendar || evident) && (titled || line.begins_with_day(under.named)) {
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
    Line::of(said).begins_with_day(false)
}

/// Finds the zone that a text says behind a place: "16:00 UTC", "16h (heure de La Réunion)".
///
/// Short names count in capitals alone: "et", "est" are words.
pub(super) fn zone(text: &str, from: usize) -> Option<(String, Range<usize>)> {
    let rest = text.get(from..)?;
    let start = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_whitespace() || "(,[".contains(c))
            .len();
    let words = crate::locale::collation::words(rest.get(start..)?);
    let iana = rest
        .get(start..)?
        .split([' ', ')', ',', ']'])
        .next()
        .unwrap_or_default();
    if iana.contains('/')
        && iana.starts_with(|c: char| c.is_ascii_uppercase())
        && iana
            .chars()
            .all(|c| c.is_ascii_alphabetic() || "/_-".contains(c))
    {
        return Some((iana.to_owned(), from + start..from + start + iana.len()));
    }
    let first = words.first().filter(|(at, _)| at.start == 0)?;
    let known = ZONES.iter().filter_map(|zone| zone.split_once('>'));
    let found = known.filter_map(|(name, zone)| {
        let count = name.split(' ').count();
        let said: Vec<&str> = words
            .iter()
            .take(count)
            .map(|(_, word)| word.as_str())
            .collect();
        let end = start + words.get(count - 1)?.0.end;
        let short = rest.get(start..start + first.0.end)?;
        let capitals = !short.contains(char::is_lowercase) || count > 1 || name.len() > 4;
        (said.join(" ") == name && capitals).then_some((count, zone, end))
    });
    let (_, zone, mut end) = found.max_by_key(|(count, ..)| *count)?;
    let mut zone = zone.to_owned();
    let offset = rest.get(end..)?;
    if zone == "UTC" && offset.starts_with(['+', '-', '\u{2212}']) {
        zone = offset_zone(offset)?;
        let digits = |c: char| c.is_ascii_digit() || "+-:\u{2212}".contains(c);
        end += offset.find(|c| !digits(c)).unwrap_or(offset.len());
    }
    Some((zone, from + start..from + end))
}

impl<'a> Line<'a> {
    fn calendar_link(&self) -> Option<&'a Link> {
        let links = self.said.links.iter().map(|linked| &linked.link);
        links
            .into_iter()
            .find(|link| is_calendar_link(&link.target))
    }

    fn begins_with_day(&self, named: bool) -> bool {
        let lead = 0..self.start_of(0);
        let leads = |word: &str| {
            let number = || word.bytes().all(|b| b.is_ascii_digit());
            let of_minutes = || MINUTES_LEAD.contains(&word) || MEETING_NAMES.contains(&word);
            LEAD.contains(&word) || (named && (of_minutes() || number()))
        };
        !self.days.is_empty() && self.words_in(&lead).all(|(_, word)| leads(word))
    }

    /// Whether a line, which is no sentence, names a single day, and not as a bound.
    fn names_one_day(&self) -> bool {
        let lead = 0..self.start_of(0);
        self.days.len() == 1
            && !self
                .words_in(&lead)
                .any(|(_, word)| BOUNDS.contains(&word.as_str()))
            && !is_sentence(self.text)
    }

    /// Whether a line says that there is no meeting.
    fn holds_none(&self) -> bool {
        NO_MEETING.iter().any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            (0..self.words.len()).any(|at| self.phrase(at, &phrase).is_some())
        })
    }

    /// Whether a line gives evidence of a meeting by itself.
    fn is_evident(&self, under: &Under) -> bool {
        let named = || {
            let mut words = self.words.iter();
            words.any(|(_, word)| MEETING_NAMES.contains(&word.as_str()))
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

    /// Whether the first day is that of the last change of the page or, where no meetings were named,
    /// of minutes.
    fn is_of_something_else(&self, under: &Under) -> bool {
        let before = self.days.first().map(|day| words_before(self.text, day));
        let before = before.unwrap_or_default();
        let before = before.trim_end_matches(" le").trim_end_matches([' ', ':']);
        CHANGED.iter().any(|changed| before.ends_with(changed))
            || !under.named && is_of_minutes(self.text)
    }

    fn meeting(&self, under: &Under) -> Option<(ListedMeeting, Option<Range<usize>>)> {
        let mut marks = Marks::of(self)?;
        let (date, earlier) = self.dates(&marks, under.year)?;
        let initially = marks.earlier.map(|earlier_at| {
            let hours = earlier_at.hours.and_then(|at| self.span(at));
            (earlier.unwrap_or(date), hours)
        });
        let hours = marks.hours.or(marks.alone);
        let zone = hours.and_then(|at| zone(self.text, self.hours_at(at).end));
        let (zone, zone_at) = zone.unzip();
        marks.cuts.extend(zone_at.clone());
        let (title, rest) = title::title(self, &marks);
        let title = title::without_minutes(&title);
        // What stands in parentheses says more of it.
        let named = title.split(" (").next().unwrap_or_default();
        if is_sentence(named) || title.len() > LONGEST_TITLE {
            return None;
        }
        let event = self.calendar_link().cloned();
        let links = self.said.links.iter();
        let mut others = links.filter(|linked| Some(&linked.link) != event.as_ref());
        let day = self.start_of(marks.day)..self.end_of(marks.day);
        let minutes = others.find(|linked| {
            let label = self.text.get(linked.over.clone()).unwrap_or_default();
            // A link that is nothing but the day leads to what was said on it.
            let is_day = linked.over.start <= day.start && day.end <= linked.over.end;
            is_of_minutes(label)
                || (is_of_minutes(self.text) && linked.over.start <= self.start_of(0))
                || (is_day && linked.over.len() <= day.len() + 4)
        });
        let hours = hours.and_then(|at| self.hours.get(at));
        let meeting = ListedMeeting {
            date,
            start: hours.map(|hours| hours.start),
            end: hours.and_then(|hours| hours.end),
            zone: zone.or_else(|| under.zone.clone()),
            initially,
            standing: marks.standing(),
            title,
            rank: marks.rank,
            online: marks.online,
            minutes: minutes
                .map(|linked| linked.link.target.clone())
                .or_else(|| under.minutes.clone()),
            is_page: false,
            event,
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
