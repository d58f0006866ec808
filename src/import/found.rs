//! What pages and calendars say of meetings, each as one statement.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::WikiContents;
use super::described::{Described, described};
use super::titles::{TitleReading, called};
use crate::announced::local;
use crate::calendar::{Moment, PublishedEvent};
use crate::locale::collation::sort_key;
use crate::markdown::escape;
use crate::markdown::wiki::{self, ListedMeeting, MeetingState};
use crate::problem::{Assumption, Problem, Side, What};
use crate::source::{FileId, Sources, Span};

/// What begins the PRODID of the calendars that the program itself made.
pub const OWN_PRODUCT: &str = "-//cll//";

/// What one line of a page or one event of a calendar says of a meeting.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    pub file: FileId,
    /// The line, or the event's DTSTART.
    pub at: Span,
    pub date: NaiveDate,
    pub start: Option<NaiveTime>,
    pub end: Option<NaiveTime>,
    /// The year of the heading above.
    pub year: Option<i32>,
    pub title: String,
    pub called: TitleReading,
    pub rank: Option<(u32, u32)>,
    pub standing: MeetingState,
    pub online: bool,
    pub source: Source<'a>,
}

/// Where a statement comes from.
#[derive(Clone, Debug)]
pub enum Source<'a> {
    Line {
        /// The places of its page, its list and itself.
        page: usize,
        list: usize,
        line: &'a ListedMeeting,
    },
    Event {
        /// The place of its calendar.
        calendar: usize,
        event: &'a PublishedEvent,
        /// What its description says, if the program wrote it.
        described: Described,
    },
}

impl Statement<'_> {
    /// Returns on which side it stands.
    #[must_use]
    pub fn side(&self) -> Side {
        match self.source {
            Source::Line { .. } => Side::Page,
            Source::Event { .. } => Side::Calendar,
        }
    }

    /// Returns the UID of an event.
    #[must_use]
    pub fn uid(&self) -> Option<&str> {
        match &self.source {
            Source::Event { event, .. } => event.uid.as_deref(),
            Source::Line { .. } => None,
        }
    }

    /// Returns the place of a property of an event; of a line, the whole.
    #[must_use]
    pub fn property(&self, sources: &Sources, name: &str) -> Span {
        match &self.source {
            Source::Event { event, .. } => {
                property(sources, self.file, event, name).unwrap_or(self.at)
            }
            Source::Line { .. } => self.at,
        }
    }
}

/// Gathers every statement, pages first; what cannot be one is a finding.
pub fn statements<'a>(
    found: &'a WikiContents<'_>,
    timezone: Tz,
    council: &[String],
    problems: &mut Vec<Problem>,
) -> Vec<Statement<'a>> {
    let mut statements = Vec::new();
    for (page, read) in found.pages.iter().enumerate() {
        for (list, meetings) in read.page.meetings.iter().enumerate() {
            for line in &meetings.meetings {
                statements.push(Statement {
                    file: read.file,
                    at: Span::new(read.file, line.at.clone()),
                    date: line.date,
                    start: line.hours.map(|(start, _)| start),
                    end: line.hours.map(|(_, end)| end),
                    year: meetings.year,
                    called: called(&line.title, council),
                    title: line.title.clone(),
                    rank: line.rank,
                    standing: line.standing,
                    online: line.online,
                    source: Source::Line { page, list, line },
                });
            }
        }
        for at in &read.page.unread {
            let at = Span::new(read.file, at.clone());
            problems.push(Problem::at(at, What::UnreadLine));
        }
    }
    for (calendar, read) in found.calendars.iter().enumerate() {
        for event in &read.calendar.events {
            let product = read.calendar.product.as_deref();
            let is_own = product.is_some_and(|product| product.starts_with(OWN_PRODUCT));
            let source = (found.sources, read.file, calendar, is_own);
            if let Some(statement) = from_event(source, event, timezone, council) {
                let supposed = [other_zone(event, timezone), several_days(event, timezone)];
                let supposed = supposed.into_iter().flatten();
                problems.extend(supposed.map(|what| Problem::at(statement.at, what)));
                statements.push(statement);
            } else {
                let at = head(found.sources, read.file, event);
                problems.push(Problem::at(at, What::UnreadEvent));
            }
        }
    }
    statements
}

/// Tells that the hours of an event are not written in the time of the council.
fn other_zone(event: &PublishedEvent, timezone: Tz) -> Option<What> {
    let Some(Moment::Zoned(_, name)) = &event.start else {
        return None;
    };
    let supposed = Assumption::Zone {
        name: name.clone(),
        council: timezone.name(),
        is_known: name.parse::<Tz>().is_ok(),
    };
    (name != timezone.name()).then_some(What::SupposedValue { supposed })
}

/// Tells that an event lasts longer than a day, which no meeting does.
fn several_days(event: &PublishedEvent, timezone: Tz) -> Option<What> {
    let start = local(event.start.as_ref()?, timezone)?;
    let end = local(event.end.as_ref()?, timezone)?;
    // What ends at midnight is of the day before, as is what ends before a day.
    let last = end.checked_sub_signed(TimeDelta::seconds(1))?.date();
    let supposed = Assumption::FirstDay { last };
    (last > start.date()).then_some(What::SupposedValue { supposed })
}

fn from_event<'a>(
    (sources, file, calendar, is_own): (&Sources, FileId, usize, bool),
    event: &'a PublishedEvent,
    timezone: Tz,
    council: &[String],
) -> Option<Statement<'a>> {
    let start = event.start.as_ref()?;
    let is_day = matches!(start, Moment::Day(_));
    let start = local(start, timezone)?;
    let end = event.end.as_ref().and_then(|end| local(end, timezone));
    let end = end.filter(|end| !is_day && end.date() == start.date() && *end > start);
    let said = summary(event.summary.as_deref().unwrap_or_default());
    let location = event.location.as_deref().map(sort_key).unwrap_or_default();
    let at = property(sources, file, event, "DTSTART");
    Some(Statement {
        file,
        at: at.unwrap_or_else(|| head(sources, file, event)),
        date: start.date(),
        start: (!is_day).then(|| start.time()),
        end: end.map(|end| end.time()),
        year: None,
        called: called(&said.title, council),
        title: said.title,
        rank: said.rank,
        standing: match (event.status.as_deref(), said.standing) {
            // A calendar has no word for what is put off.
            (_, MeetingState::Postponed) => MeetingState::Postponed,
            (Some("CANCELLED"), _) => MeetingState::Cancelled,
            (Some("TENTATIVE"), _) => MeetingState::Proposed,
            (_, standing) => standing,
        },
        online: said.online || location.contains("visio"),
        source: Source::Event {
            calendar,
            event,
            described: event
                .description
                .as_deref()
                .filter(|_| is_own)
                .map(described)
                .unwrap_or_default(),
        },
    })
}

/// Reads the summary of an event as a page would have it: its title, rank and marks.
///
/// The name of the council, before a colon, is no part of the title.
fn summary(text: &str) -> ListedMeeting {
    let day = "1er janvier 2000 14h-16h";
    let line = |text: &str| format!("# Réunions\n\n- {day} : {}\n", escape::text(text));
    let read = |text: &str| {
        let page = wiki::read(&line(text));
        let mut meetings = page.meetings.into_iter().flat_map(|list| list.meetings);
        meetings.next()
    };
    let mut said = read(text).unwrap_or_else(|| ListedMeeting {
        date: NaiveDate::default(),
        hours: None,
        initially: None,
        standing: MeetingState::Confirmed,
        title: text.to_owned(),
        rank: None,
        online: false,
        event: None,
        at: 0..0,
    });
    if let Some((_, title)) = split_summary(&said.title) {
        said.title = title.to_owned();
    }
    said
}

/// Parts a summary into the name of the council and the title: "Conseil X : réunion (1/2)".
#[must_use]
pub fn split_summary(summary: &str) -> Option<(&str, &str)> {
    let marks = [" : ", "\u{a0}: ", "\u{202f}: ", ": "];
    let (name, title) = marks.iter().find_map(|mark| summary.split_once(mark))?;
    let (name, title) = (name.trim(), title.trim());
    (!name.is_empty() && !title.is_empty()).then_some((name, title))
}

/// Returns the first line of a property of an event.
fn property(sources: &Sources, file: FileId, event: &PublishedEvent, name: &str) -> Option<Span> {
    let text = sources.text(file);
    let all = whole(sources, file, event);
    let mut at = all.start;
    for line in text.get(all.range())?.split_inclusive('\n') {
        let is_it = line.get(..name.len()).is_some_and(|start| {
            start.eq_ignore_ascii_case(name) && line[name.len()..].starts_with([':', ';'])
        });
        if is_it {
            return Some(Span::new(file, at..at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

/// Returns the line that names an event, or else its first.
///
/// Its other lines may hold what should not be public, and are never shown.
fn head(sources: &Sources, file: FileId, event: &PublishedEvent) -> Span {
    let first = *event.lines.start();
    let begins = Span::new(file, sources.lines(file, first..=first));
    property(sources, file, event, "SUMMARY").unwrap_or(begins)
}

/// Returns the lines of an event.
fn whole(sources: &Sources, file: FileId, event: &PublishedEvent) -> Span {
    let range = sources.lines(file, event.lines.clone());
    Span::new(file, range)
}

/// Groups the places of statements by what they have in common; those without it are left out.
pub fn grouped<'s, 'a, K: Ord>(
    statements: &'s [Statement<'a>],
    key: impl Fn(usize, &'s Statement<'a>) -> Option<K>,
) -> BTreeMap<K, Vec<usize>> {
    let mut groups: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (at, statement) in statements.iter().enumerate() {
        if let Some(key) = key(at, statement) {
            groups.entry(key).or_default().push(at);
        }
    }
    groups
}
