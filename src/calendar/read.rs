//! What calendars out there say, read with tolerance.
//!
//! Calendars written by hand or by old programs break RFC 5545 in many ways and are understood
//! by people all the same. This reader takes from them what it can and refuses nothing but what
//! is no calendar at all.

mod content_line;
mod contents;

pub use content_line::{duration, moment};
pub use contents::{Content, contents};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use content_line::{ContentLine, Property, content_lines};
use std::ops::RangeInclusive;

use crate::domain::ReplyAttendee;

/// Holds what the calendars of one file say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// What made the first calendar: PRODID, unless missing or empty.
    pub product: Option<String>,
    /// What the first calendar that says it is called: NAME or X-WR-CALNAME.
    pub name: Option<String>,
    /// Events of all calendars, in the order of the file.
    pub events: Vec<PublishedEvent>,
}

/// Holds what one event says.
///
/// A property that is missing, empty or cannot be understood is `None`; of one that is there
/// twice the first that is understood counts. Texts are unescaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEvent {
    /// UID.
    pub uid: Option<String>,
    /// SUMMARY.
    pub summary: Option<String>,
    /// DESCRIPTION.
    pub description: Option<String>,
    /// LOCATION.
    pub location: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// CATEGORIES, as one text.
    pub categories: Option<String>,
    /// STATUS, in capitals.
    pub status: Option<String>,
    /// SEQUENCE.
    pub sequence: Option<u32>,
    /// DTSTAMP, if in UTC.
    pub stamp: Option<DateTime<Utc>>,
    /// LAST-MODIFIED, if in UTC.
    pub last_modified: Option<DateTime<Utc>>,
    /// DTSTART.
    pub start: Option<Moment>,
    /// DTEND, or else what DTSTART and DURATION give (RFC 5545 section 3.6.1).
    pub end: Option<Moment>,
    /// METHOD of its calendar, in capitals (RFC 5546).
    pub method: Option<String>,
    /// COMMENT, or what Google calls it.
    pub comment: Option<String>,
    /// Every ATTENDEE.
    pub attendees: Vec<ReplyAttendee>,
    /// Whether its END line is there.
    pub is_whole: bool,
    /// Lines of the file from BEGIN to END, counted from 1.
    pub lines: RangeInclusive<usize>,
}

/// Tells the forms of a date and time (RFC 5545 sections 3.3.4 and 3.3.5).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// Local to whoever reads it.
    Floating(NaiveDateTime),
    /// Local to the zone named by TZID, which may be no IANA name.
    Zoned(NaiveDateTime, String),
    /// In UTC.
    Utc(DateTime<Utc>),
    /// A whole day.
    Day(NaiveDate),
}

/// Says that a file is no calendar: no line of it is `BEGIN:VCALENDAR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Reads the events of a file.
///
/// Takes any bytes. Tolerates a byte order mark, any mix of line ends, names in lower case, lines
/// folded inside a character or without the space of the continuation, several calendars in one
/// file and missing END lines; bytes that are not UTF-8 become U+FFFD.
///
/// # Errors
///
/// [`Unreadable`] if no calendar begins in the file.
pub fn read(bytes: &[u8]) -> Result<Published, Unreadable> {
    let mut reader = Reader::default();
    for line in content_lines(bytes) {
        reader.take(&line);
    }
    reader.finish_event();
    if !reader.found_calendar {
        return Err(Unreadable);
    }
    Ok(reader.published)
}

/// Whether a file is a calendar from its first line to its last, without a trace of a merge.
///
/// One that is not was cut off, emptied or is being merged: it is no longer what people were shown.
#[must_use]
pub fn is_whole(bytes: &[u8]) -> bool {
    let lines = content_lines(bytes);
    let is = |line: Option<&ContentLine<'_>>, text: &str| {
        line.is_some_and(|line| line.text().trim().eq_ignore_ascii_case(text))
    };
    let mut raw = bytes.split(|octet| *octet == b'\n');
    let merging = raw.any(|line| {
        let marks = [&b"<<<<<<< "[..], b"||||||| ", b">>>>>>> "];
        marks.iter().any(|mark| line.starts_with(mark))
    });
    is(lines.first(), "BEGIN:VCALENDAR") && is(lines.last(), "END:VCALENDAR") && !merging
}

#[derive(Default)]
struct Reader {
    published: Published,
    in_calendar: bool,
    found_calendar: bool,
    event: Option<PublishedEvent>,
    /// DURATION of the event.
    duration: Option<TimeDelta>,
    /// METHOD of the calendar, in capitals.
    method: Option<String>,
    /// The component that is open and is no event: a zone, a task, or an alarm of the event.
    other: Option<String>,
}

impl Published {
    /// Whether an event has this UID.
    #[must_use]
    pub fn has(&self, uid: &str) -> bool {
        let mut uids = self.events.iter().filter_map(|it| it.uid.as_deref());
        uids.any(|it| it == uid)
    }
}

impl Reader {
    fn take(&mut self, line: &ContentLine<'_>) {
        let text = line.text();
        let Some(property) = Property::split(&text) else {
            self.extend_event(line);
            return;
        };
        match property.name.as_ref() {
            "BEGIN" => self.begin(&property.keyword().unwrap_or_default(), line),
            "END" => self.end(&property.keyword().unwrap_or_default(), line),
            _ => {
                self.extend_event(line);
                self.keep(&property);
            }
        }
    }

    fn begin(&mut self, component: &str, line: &ContentLine<'_>) {
        match component {
            "VCALENDAR" => {
                self.finish_event();
                self.in_calendar = true;
                self.found_calendar = true;
                self.method = None;
            }
            "VEVENT" => {
                self.finish_event();
                self.event = Some(PublishedEvent::beginning(line));
            }
            _ => {
                self.extend_event(line);
                self.other.get_or_insert_with(|| component.to_owned());
            }
        }
    }

    fn end(&mut self, component: &str, line: &ContentLine<'_>) {
        match component {
            "VCALENDAR" => {
                self.finish_event();
                self.in_calendar = false;
            }
            "VEVENT" => {
                self.extend_event(line);
                if let Some(event) = &mut self.event {
                    event.is_whole = true;
                }
                self.finish_event();
            }
            _ => {
                self.extend_event(line);
                self.other.take_if(|open| open == component);
            }
        }
    }

    fn extend_event(&mut self, line: &ContentLine<'_>) {
        if let Some(event) = &mut self.event {
            event.lines = *event.lines.start()..=line.last;
        }
    }

    fn finish_event(&mut self) {
        self.other = None;
        let duration = self.duration.take();
        let Some(mut event) = self.event.take() else {
            return;
        };
        if let (Some(start), Some(duration), None) = (&event.start, duration, &event.end) {
            event.end = start.after(duration);
        }
        // To cancel is what such a file is for, whether its events say so or not (RFC 5546, 3.2.5).
        if event.status.is_none() && self.method.as_deref() == Some("CANCEL") {
            event.status = Some("CANCELLED".to_owned());
        }
        event.method.clone_from(&self.method);
        self.published.events.push(event);
    }

    fn keep(&mut self, property: &Property<'_>) {
        if self.other.is_some() {
            return;
        }
        if let Some(event) = &mut self.event {
            event.keep(property);
            if property.name == "DURATION" {
                keep_first(&mut self.duration, property.duration());
            }
        } else if self.in_calendar {
            match property.name.as_ref() {
                "METHOD" => keep_first(&mut self.method, property.keyword()),
                "PRODID" => keep_first(&mut self.published.product, property.text()),
                "NAME" | "X-WR-CALNAME" => keep_first(&mut self.published.name, property.text()),
                _ => {}
            }
        }
    }
}

impl Moment {
    /// Returns the moment after a length of time: whole days after a day.
    fn after(&self, duration: TimeDelta) -> Option<Self> {
        Some(match self {
            Self::Floating(local) => Self::Floating(local.checked_add_signed(duration)?),
            Self::Zoned(local, zone) => {
                Self::Zoned(local.checked_add_signed(duration)?, zone.clone())
            }
            Self::Utc(moment) => Self::Utc(moment.checked_add_signed(duration)?),
            Self::Day(day) => Self::Day(day.checked_add_signed(duration)?),
        })
    }
}

impl PublishedEvent {
    fn beginning(line: &ContentLine<'_>) -> Self {
        Self {
            uid: None,
            summary: None,
            description: None,
            location: None,
            url: None,
            categories: None,
            status: None,
            sequence: None,
            stamp: None,
            last_modified: None,
            start: None,
            end: None,
            method: None,
            comment: None,
            attendees: Vec::new(),
            is_whole: false,
            lines: line.first..=line.last,
        }
    }

    fn keep(&mut self, property: &Property<'_>) {
        match property.name.as_ref() {
            "UID" => keep_first(&mut self.uid, property.text()),
            "SUMMARY" => keep_first(&mut self.summary, property.text()),
            "DESCRIPTION" => keep_first(&mut self.description, property.text()),
            "LOCATION" => keep_first(&mut self.location, property.text()),
            "URL" => keep_first(&mut self.url, property.uri()),
            "CATEGORIES" => keep_first(&mut self.categories, property.text()),
            "STATUS" => keep_first(&mut self.status, property.keyword()),
            "SEQUENCE" => keep_first(&mut self.sequence, property.integer()),
            "DTSTAMP" => keep_first(&mut self.stamp, property.utc()),
            "LAST-MODIFIED" => keep_first(&mut self.last_modified, property.utc()),
            "DTSTART" => keep_first(&mut self.start, property.moment()),
            "DTEND" => keep_first(&mut self.end, property.moment()),
            "COMMENT" | "X-RESPONSE-COMMENT" => self.comment(property.text()),
            "ATTENDEE" => self.attendees.push(property.attendee()),
            _ => {}
        }
    }

    /// Adds a comment, of which there may be several (RFC 5545, 3.8.1.4); the same twice counts once.
    fn comment(&mut self, text: Option<String>) {
        let there = self.comment.take();
        self.comment = match (there, text) {
            (Some(there), Some(text)) if there != text => Some(format!("{there}\n{text}")),
            (there, text) => there.or(text),
        };
    }
}

fn keep_first<T>(slot: &mut Option<T>, found: Option<T>) {
    if slot.is_none() {
        *slot = found;
    }
}

#[cfg(test)]
mod tests;
