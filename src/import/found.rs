//! What pages and calendars say of meetings, each as one statement.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::WikiContents;
use super::links::without_links;
use super::titles::{TitleReading, called};
use crate::calendar::{Occurrence, PublishedEvent};
use crate::domain::{Meeting, Status};
use crate::locale::collation::sort_key;
use crate::locale::hours::end_of;
use crate::locale::parse_dates::written_dates;
use crate::markdown::escape;
use crate::markdown::wiki::{self, ListedMeeting, MeetingState, Part, Wanted};
use crate::problem::{Assumption, Problem, Side, What};
use crate::registry::on_one_line;
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
    /// The day on which it ends, where it says another one.
    pub end_date: Option<NaiveDate>,
    /// The year of the heading above.
    pub year: Option<i32>,
    pub title: String,
    pub called: TitleReading,
    /// The hours that a sentence gives to many meetings, and where that stands.
    pub usual: Option<UsualHours>,
    pub rank: Option<(u32, u32)>,
    pub standing: MeetingState,
    pub online: bool,
    /// Where it takes place.
    pub place: Option<String>,
    /// The path of its minutes.
    pub minutes: Option<String>,
    pub source: Source<'a>,
}

/// Hours that a page says once for many meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsualHours {
    pub start: NaiveTime,
    pub end: Option<NaiveTime>,
    /// The file and the line: `docs/reunions.md:5`.
    pub place: String,
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
        event: &'a Occurrence,
    },
    /// A record of the registry that is there.
    Record(&'a Meeting),
}

impl Statement<'_> {
    /// Returns on which side it stands.
    #[must_use]
    pub fn side(&self) -> Side {
        match self.source {
            Source::Line { .. } => Side::Page,
            Source::Event { .. } => Side::Calendar,
            Source::Record(_) => Side::Registry,
        }
    }

    /// Returns how many days after the first it ends.
    #[must_use]
    pub fn lasts(&self) -> TimeDelta {
        self.end_date
            .map_or(TimeDelta::zero(), |last| last - self.date)
    }

    /// Whether it is of a whole day, without hours.
    #[must_use]
    pub fn is_whole_day(&self) -> bool {
        matches!(&self.source, Source::Event { event, .. } if event.when.whole_days)
    }

    /// Returns the UID of an event, or of a record.
    #[must_use]
    pub fn uid(&self) -> Option<&str> {
        match &self.source {
            Source::Event { event, .. } => event.uid.as_deref(),
            Source::Record(meeting) => Some(&meeting.uid),
            Source::Line { .. } => None,
        }
    }

    /// Returns the place of a property of an event; of a line, the whole.
    #[must_use]
    pub fn property(&self, sources: &Sources, name: &str) -> Span {
        match &self.source {
            Source::Event { event, .. } => {
                property(sources, self.file, &event.event, name).unwrap_or(self.at)
            }
            _ => self.at,
        }
    }
}

/// Gathers every statement, those of the registry first; what cannot be one is a finding.
pub fn statements<'a>(
    found: &'a WikiContents<'_>,
    timezone: Tz,
    council: &[String],
    problems: &mut Vec<Problem>,
) -> Vec<Statement<'a>> {
    let mut statements = Vec::new();
    for meeting in found
        .registered
        .iter()
        .flat_map(|council| &council.meetings)
    {
        statements.push(from_record(meeting, council));
    }
    for (page, read) in found.pages.iter().enumerate() {
        for (list, meetings) in read.page.meetings.iter().enumerate() {
            for line in &meetings.meetings {
                let source = Source::Line { page, list, line };
                let mut statement =
                    from_line(read.file, line, meetings.year, timezone, source, council);
                let folder = found
                    .sources
                    .path(read.file)
                    .rsplit_once('/')
                    .map_or("", |(folder, _)| folder);
                statement.usual = line.usual.as_ref().map(|usual| UsualHours {
                    start: usual.start,
                    end: usual.end,
                    place: place_of_line(found.sources, read.file, usual.at.start),
                });
                statement.minutes = line.minutes.as_ref().and_then(|target| {
                    let folder = if line.is_page { "" } else { folder };
                    let mut paths = super::links::paths_of(target, folder).into_iter();
                    paths.find(|path| found.files.contains(path))
                });
                if let Some(zone) = line.zone.as_deref().filter(|zone| *zone != timezone.name()) {
                    let supposed = supposed_zone(zone, timezone);
                    problems.push(Problem::at(statement.at, supposed));
                }
                statements.push(statement);
            }
        }
        for at in &read.page.unread {
            let said = found.sources.text(read.file).get(at.clone());
            let other_weekday = said.and_then(of_other_weekday);
            let at = Span::new(read.file, at.clone());
            problems.push(Problem::at(at, What::UnreadLine { other_weekday }));
        }
    }
    for calendar in 0..found.calendars.len() {
        let read = &found.calendars[calendar];
        let source = (found.sources, read.file, calendar);
        let events = read.events.iter();
        statements.extend(events.map(|event| from_event(source, event, council)));
    }
    let days: BTreeSet<NaiveDate> = statements.iter().map(|it| it.date).collect();
    for read in &found.pages {
        let unread = read.page.minutes.iter();
        for (_, at) in unread.filter(|(day, _)| !days.contains(day)) {
            let (at, other_weekday) = (Span::new(read.file, at.clone()), None);
            problems.push(Problem::at(at, What::UnreadLine { other_weekday }));
        }
    }
    statements
}

/// Returns the first day of a text that is another day of the week than the one before it.
fn of_other_weekday(text: &str) -> Option<NaiveDate> {
    written_dates(text).into_iter().find_map(|day| {
        let (weekday, _) = day.weekday.as_ref()?;
        day.date().filter(|date| date.weekday() != *weekday)
    })
}

/// Writes the file and the line of a place.
fn place_of_line(sources: &Sources, file: FileId, at: usize) -> String {
    let before = sources.text(file).get(..at).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    format!("{}:{line}", on_one_line(sources.path(file)))
}

fn from_record<'a>(meeting: &'a Meeting, council: &[String]) -> Statement<'a> {
    let title = meeting.title.clone().unwrap_or_default();
    Statement {
        file: meeting.at.id.file,
        at: meeting.at.id,
        date: meeting.slot.date(),
        start: Some(meeting.slot.start()),
        end: Some(meeting.slot.end()),
        end_date: meeting.slot.other_end_date(),
        year: Some(meeting.cycle),
        called: called(&title, council),
        title,
        usual: None,
        rank: None,
        standing: match meeting.status {
            Status::Confirmed => MeetingState::Confirmed,
            Status::Proposed => MeetingState::Proposed,
            Status::Postponed => MeetingState::Postponed,
            Status::Cancelled => MeetingState::Cancelled,
        },
        online: meeting.online == Some(true),
        place: meeting.place.clone(),
        minutes: meeting.minutes.clone(),
        source: Source::Record(meeting),
    }
}

/// Takes what a page says; hours of another zone become those of the council.
fn from_line<'a>(
    file: FileId,
    line: &ListedMeeting,
    year: Option<i32>,
    timezone: Tz,
    source: Source<'a>,
    council: &[String],
) -> Statement<'a> {
    let zone = line
        .zone
        .as_deref()
        .and_then(|zone| zone.parse::<Tz>().ok());
    // Hours of a zone that nobody knows are none.
    let is_known = line.zone.is_none() || zone.is_some();
    let converted = |moment: NaiveDateTime| {
        let there = zone.and_then(|zone| zone.from_local_datetime(&moment).single());
        there.map_or(moment, |it| it.with_timezone(&timezone).naive_local())
    };
    let own = line.start.filter(|_| is_known);
    let own = own.map(|start| line.date.and_time(start));
    let end = own.zip(line.end).and_then(|(start, end)| match line.last {
        Some(last) => Some(last.and_time(end)),
        None => end_of(start, end),
    });
    let (start, end) = (own.map(converted), end.map(converted));
    let date = start.map_or(line.date, |start| start.date());
    let last = end.map(|end| end.date()).or(line.last);
    Statement {
        file,
        at: Span::new(file, line.at.clone()),
        date,
        start: start.map(|start| start.time()),
        end: end.map(|end| end.time()),
        end_date: last.filter(|last| *last > date),
        year,
        called: called(&line.title, council),
        title: line.title.clone(),
        usual: None,
        rank: line.rank,
        standing: line.standing,
        online: line.online || line.place.as_deref().is_some_and(is_online),
        place: line.place.as_deref().and_then(place),
        minutes: None,
        source,
    }
}

fn supposed_zone(name: &str, timezone: Tz) -> What {
    let supposed = Assumption::Zone {
        name: name.to_owned(),
        council: timezone.name(),
        is_known: name.parse::<Tz>().is_ok(),
    };
    What::SupposedValue { supposed }
}

fn from_event<'a>(
    (sources, file, calendar): (&Sources, FileId, usize),
    occurrence: &'a Occurrence,
    council: &[String],
) -> Statement<'a> {
    let (when, event) = (occurrence.when, &occurrence.event);
    let is_told = !when.whole_days && occurrence.has_end && when.end > when.start;
    let end = Some(when.end).filter(|_| is_told);
    // The midnight after the last day belongs to that day.
    let last = match end {
        Some(end) => Some(end),
        None => when.end.checked_sub_signed(TimeDelta::seconds(1)),
    };
    let last = last.map(|last| last.date());
    let said = summary(event.summary.as_deref().unwrap_or_default());
    let at = property(sources, file, event, "DTSTART");
    Statement {
        file,
        at: at.unwrap_or_else(|| head(sources, file, event)),
        date: when.start.date(),
        start: (!when.whole_days).then(|| when.start.time()),
        end: end.map(|end| end.time()),
        end_date: last.filter(|last| *last > when.start.date()),
        year: None,
        called: called(&said.title, council),
        title: said.title,
        usual: None,
        rank: said.rank,
        standing: match (event.status.as_deref(), said.standing) {
            // A calendar has no word for what is put off.
            (_, MeetingState::Postponed) => MeetingState::Postponed,
            (Some("CANCELLED"), _) => MeetingState::Cancelled,
            (Some("TENTATIVE"), _) => MeetingState::Proposed,
            (_, standing) => standing,
        },
        online: said.online || event.location.as_deref().is_some_and(is_online),
        place: event.location.as_deref().and_then(place),
        minutes: None,
        source: Source::Event {
            calendar,
            event: occurrence,
        },
    }
}

/// Reads the summary of an event as a page would have it: its title, rank and marks.
///
/// The name of the council, before a colon, is no part of the title.
fn summary(text: &str) -> ListedMeeting {
    let day = "1er janvier 2000 14h-16h";
    let line = format!("- {day} : {}\n", escape::text(text));
    let wanted = Wanted {
        meetings: vec![Part::Whole],
        ..Wanted::default()
    };
    let read = wiki::read(&line, &wanted).meetings.into_iter();
    let mut said = read
        .flat_map(|list| list.meetings)
        .next()
        .unwrap_or_else(|| ListedMeeting {
            title: text.to_owned(),
            ..ListedMeeting::on(NaiveDate::default())
        });
    if let Some((_, title)) = split_summary(&said.title) {
        said.title = title.to_owned();
    }
    said
}

/// What says alone, in the words of a sort key, that a meeting has no place but the network.
const ONLINE: [&str; 8] = [
    "visio",
    "visioconference",
    "en visio",
    "en visioconference",
    "en ligne",
    "a distance",
    "distanciel",
    "online",
];

/// Whether a text that says where a meeting takes place says that it does by videoconference.
fn is_online(location: &str) -> bool {
    let key = sort_key(location);
    key.contains("visio") || ONLINE.contains(&key.trim())
}

/// Returns where a meeting takes place, of a text that may also name a videoconference.
fn place(location: &str) -> Option<String> {
    let mut said = without_links(location);
    let key = sort_key(&said);
    // As the program writes it, and in parentheses.
    let also = [
        " et visioconference",
        " et en visioconference",
        " (et visioconference)",
        " (et en visioconference)",
    ];
    for also in also {
        if key.ends_with(also) && said.chars().count() == key.chars().count() {
            let kept = said.chars().count() - also.chars().count();
            said = said.chars().take(kept).collect();
        }
    }
    let key = sort_key(&said);
    let telling = said.chars().any(char::is_alphanumeric);
    (telling && !ONLINE.contains(&key.trim())).then_some(said)
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
pub fn property(
    sources: &Sources,
    file: FileId,
    event: &PublishedEvent,
    name: &str,
) -> Option<Span> {
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
pub fn head(sources: &Sources, file: FileId, event: &PublishedEvent) -> Span {
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
