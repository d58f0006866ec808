//! Calendars as bytes (RFC 5545), a thin wrapper over the crate `icalendar`.
//!
//! The crate writes components and escapes their texts. Three things are done here because it
//! does not: characters that RFC 5545 forbids are taken out before, NAME is escaped, and its lines
//! are folded anew after, because its last one may have 76 octets. DTSTAMP and UID are always
//! given: where one is missing the crate asks the clock or draws a random number.

use super::fold::{fold, unfold};
use super::vtimezone::{self, vtimezone};
use chrono::{DateTime, Datelike, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use icalendar::{Component, EventLike, EventStatus, Property};

use crate::source::percent;

/// Says whether an event takes place (RFC 5545 section 3.8.1.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Proposed, not yet decided.
    Tentative,
    /// Decided.
    Confirmed,
    /// Will not take place then.
    Cancelled,
}

/// Describes one event of a calendar.
///
/// Texts may hold any character: see [`event`].
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// Identity that never changes.
    pub uid: &'a str,
    /// DTSTAMP: the last revision, or when a message about it was made (RFC 5545, 3.8.7.2).
    pub stamp: DateTime<Utc>,
    /// LAST-MODIFIED: the last revision.
    pub revised: DateTime<Utc>,
    /// Rank of the revision.
    pub sequence: u32,
    /// Whether it takes place; not said to someone who is no longer invited.
    pub status: Option<Status>,
    /// Start, local to `zone`.
    pub start: NaiveDateTime,
    /// End, local to `zone`.
    pub end: NaiveDateTime,
    /// Zone of `start` and `end`; that of the calendar too.
    pub zone: Tz,
    /// Title, on one line.
    pub summary: &'a str,
    /// Text of any number of lines; left out if empty.
    pub description: &'a str,
    /// Place, on one line; left out if empty.
    pub location: Option<&'a str>,
    /// Address of a page about it; left out if empty.
    pub url: Option<&'a str>,
    /// The one category; left out if empty.
    pub categories: &'a str,
}

/// Describes what a calendar says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    /// What made it: value of PRODID.
    pub product: &'a str,
    /// Zone of its events.
    pub zone: Tz,
    /// Name of a calendar that people subscribe to; `None` for the file of one event.
    pub name: Option<&'a str>,
    /// What is asked for (RFC 5546, 1.4), in a message alone.
    pub method: Option<&'a str>,
}

/// The properties that published calendars have, of the calendar and of its events.
const WRITTEN: [(&str, &[&str]); 2] = [
    (
        "VCALENDAR",
        &[
            "VERSION",
            "PRODID",
            "CALSCALE",
            "NAME",
            "X-WR-CALNAME",
            "REFRESH-INTERVAL",
            "X-PUBLISHED-TTL",
        ],
    ),
    (
        "VEVENT",
        &[
            "UID",
            "DTSTAMP",
            "LAST-MODIFIED",
            "SEQUENCE",
            "STATUS",
            "DTSTART",
            "DTEND",
            "SUMMARY",
            "DESCRIPTION",
            "LOCATION",
            "URL",
            "CATEGORIES",
        ],
    ),
];

/// Whether published calendars have a property of that name in that component.
#[must_use]
pub fn is_written(component: &str, property: &str) -> bool {
    let mut written = WRITTEN.iter();
    written.any(|(within, names)| *within == component && names.contains(&property))
}

/// Writes an event as a VEVENT.
///
/// Gives the component alone, folded, with CRLF, for [`calendar`]. Texts are escaped (RFC 5545
/// section 3.3.11). The line breaks of a description are kept; elsewhere a line break becomes a
/// space, as does everywhere any other control character but the tab. What a URL may not hold is
/// percent-encoded (RFC 3986 section 2.1). In a zone without [`vtimezone`], or with one that was not
/// true yet, times are given in UTC.
#[must_use]
pub fn event(event: &Event) -> String {
    let stamp = utc(event.stamp);
    let mut component = icalendar::Event::new();
    component
        .add_property("UID", on_one_line(event.uid))
        .add_property("DTSTAMP", &stamp)
        .add_property("LAST-MODIFIED", utc(event.revised))
        .add_property("SEQUENCE", event.sequence.to_string());
    if let Some(status) = event.status {
        component.append_property(EventStatus::from(status));
    }
    component
        .append_property(time("DTSTART", event.start, event.zone))
        .append_property(time("DTEND", event.end, event.zone))
        .add_property("SUMMARY", on_one_line(event.summary));
    if !event.description.is_empty() {
        component.add_property("DESCRIPTION", on_several_lines(event.description));
    }
    if let Some(location) = event.location.filter(|location| !location.is_empty()) {
        component.add_property("LOCATION", on_one_line(location));
    }
    if let Some(url) = event.url.filter(|url| !url.is_empty()) {
        component.add_property("URL", percent::encoded(url, |byte| byte.is_ascii_graphic()));
    }
    if !event.categories.is_empty() {
        component.categories([on_one_line(event.categories)]);
    }
    folded_anew(&component.to_string())
}

/// Writes a whole calendar.
///
/// Takes events as [`event`] gives them, in the order in which they are to stand, each with the
/// calendar's zone. Gives the bytes of the file. The VTIMEZONE is there even without events,
/// because a calendar must hold a component (RFC 5545 section 3.6).
#[must_use]
pub fn calendar(calendar: &Calendar, events: &[&str]) -> Vec<u8> {
    let mut head = icalendar::Calendar::empty();
    head.append_property(("VERSION", "2.0"))
        .append_property(Property::new("PRODID", on_one_line(calendar.product)))
        .append_property(("CALSCALE", "GREGORIAN"));
    if let Some(method) = calendar.method {
        head.append_property(("METHOD", method));
    }
    if let Some(name) = calendar.name {
        let name = on_one_line(name);
        head.append_property(Property::new("NAME", escaped(&name)))
            .append_property(Property::new("X-WR-CALNAME", name))
            .append_property(
                Property::new("REFRESH-INTERVAL", REFRESH_INTERVAL)
                    .add_parameter("VALUE", "DURATION")
                    .done(),
            )
            .append_property(("X-PUBLISHED-TTL", REFRESH_INTERVAL));
    }
    let empty = folded_anew(&head.to_string());
    let zone = vtimezone(calendar.zone).or_else(|| vtimezone(Tz::Etc__UTC));

    let head = empty.strip_suffix(END).unwrap_or(&empty);
    let zone = zone.unwrap_or_default();
    // Calendars are kept until all are made, and there may be many: none has bytes to spare.
    [&[head, &zone], events, &[END]]
        .concat()
        .concat()
        .into_bytes()
}

/// A person or body that an event names (RFC 5545, 3.8.4.1 and 3.8.4.3).
#[derive(Clone, Copy, Debug)]
pub struct Party<'a> {
    pub name: &'a str,
    pub email: &'a str,
}

/// Who answers go to, and who sends the event on their behalf (RFC 5545, 3.2.18).
#[derive(Clone, Copy, Debug)]
pub struct Organizer<'a> {
    pub party: Party<'a>,
    /// The address that the message comes from (RFC 6047, 2.3).
    pub sent_by: &'a str,
}

/// The one person that an event is sent to.
#[derive(Clone, Copy, Debug)]
pub struct Attendee<'a> {
    pub party: Party<'a>,
    /// Whether the person need not come.
    pub optional: bool,
    /// Whether an answer is asked for.
    pub asked: bool,
}

/// Writes an event for the one person that it is sent to: [`event`] with who asks and who is asked.
///
/// Clients copy the line of the attendee into their answer: it has the role in every method, and
/// its participation status is never the last parameter.
#[must_use]
pub fn addressed(event: &Event, organizer: Organizer, attendee: Attendee) -> String {
    const END: &str = "END:VEVENT\r\n";
    let text = self::event(event);
    let mut text = text.strip_suffix(END).unwrap_or(&text).to_owned();
    let Organizer { party, sent_by } = organizer;
    let by = if party.email.eq_ignore_ascii_case(sent_by) {
        String::new()
    } else {
        format!(";SENT-BY=\"{}\"", mailto(sent_by))
    };
    fold(&self::party("ORGANIZER", &by, party), &mut text);
    let role = if attendee.optional {
        "OPT-PARTICIPANT"
    } else {
        "REQ-PARTICIPANT"
    };
    let asked = if attendee.asked {
        ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
    } else {
        ""
    };
    let parameters = format!(";CUTYPE=INDIVIDUAL;ROLE={role}{asked}");
    fold(
        &self::party("ATTENDEE", &parameters, attendee.party),
        &mut text,
    );
    text.push_str(END);
    text
}

/// Writes a line that names a party; its name is quoted, what cannot be is encoded (RFC 6868).
fn party(property: &str, parameters: &str, party: Party) -> String {
    let name = on_one_line(party.name);
    let name = name
        .replace('^', "^^")
        .replace('"', "^'")
        .replace('\t', " ");
    let address = mailto(party.email);
    format!("{property}{parameters};CN=\"{name}\":{address}")
}

/// Writes an address as a URI; what that may not hold is percent-encoded (RFC 6068, 2).
fn mailto(email: &str) -> String {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"@!$'*+-._~".contains(&byte);
    let address = percent::encoded(email, stays);
    format!("mailto:{address}")
}

const END: &str = "END:VCALENDAR\r\n";

/// One day (RFC 7986 section 5.7).
const REFRESH_INTERVAL: &str = "P1D";

const LOCAL_TIME: &str = "%Y%m%dT%H%M%S";

impl From<Status> for EventStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Tentative => Self::Tentative,
            Status::Confirmed => Self::Confirmed,
            Status::Cancelled => Self::Cancelled,
        }
    }
}

fn utc(moment: DateTime<Utc>) -> String {
    format!("{}Z", moment.format(LOCAL_TIME))
}

fn time(name: &str, local: NaiveDateTime, zone: Tz) -> Property {
    let written = local.format(LOCAL_TIME).to_string();
    if vtimezone::covers(zone, local.year()) {
        return Property::new(name, written)
            .add_parameter("TZID", zone.name())
            .done();
    }
    // A TZID must have its VTIMEZONE in the file (RFC 5545 section 3.2.19), and a true one.
    match zone.from_local_datetime(&local).earliest() {
        Some(moment) => Property::new(name, utc(moment.to_utc())),
        None => Property::new(name, written),
    }
}

/// Puts a text on one line, its spaces kept: calendars compare it with what they know.
fn on_one_line(text: &str) -> String {
    on_several_lines(text).replace('\n', " ")
}

fn on_several_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|character| match character {
            '\n' | '\r' => '\n',
            '\t' => '\t',
            '\u{2028}' | '\u{2029}' => ' ',
            other if other.is_control() => ' ',
            other => other,
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('\\', r"\\")
        .replace(';', r"\;")
        .replace(',', r"\,")
}

fn folded_anew(component: &str) -> String {
    let mut text = String::with_capacity(component.len());
    for line in unfold(component).split_terminator("\r\n") {
        fold(line, &mut text);
    }
    text
}

#[cfg(test)]
mod tests;
